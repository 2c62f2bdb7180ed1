"""Papers as PDF: typst templates filled with data that never becomes template text."""

import json
import struct
import unicodedata
from datetime import UTC
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import segno
import typst
from django.conf import settings

from wuqing_tuoyu import clock

STANDARDS = ["a-2u"]  # archivable, and every character can be found and copied
NO_GLYPH = "〓"  # how printers mark a character their fonts do not have
_one_at_a_time = Lock()  # a compiler serves one thread at a time


def render(template: str, data: dict) -> bytes:
    """The PDF of `templates/<template>`; it reads `json(bytes(sys.inputs.data))`.

    A picture travels as text in `data`: `image(bytes(data.qr), format: "svg", alt: "…")`.
    """
    sys_inputs = {"data": json.dumps(printable(data), ensure_ascii=False, default=str)}
    with _one_at_a_time:
        return _compiler().compile(
            str(settings.PAPERS_ROOT / template),
            format="pdf",
            sys_inputs=sys_inputs,
            pdf_standards=STANDARDS,
            timestamp=clock.now().astimezone(UTC).replace(microsecond=0),
        )


def printable(value):
    """The same, marking each character that no font of ours has: one would stop the paper."""
    if isinstance(value, str):
        return "".join(map(_printable_character, value))
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable(each) for each in value]
    return value


def _printable_character(character):
    if character == "\n" or ord(character) in _glyphs():
        return character
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Mn"} else NO_GLYPH


@cache
def _glyphs() -> set[int]:
    """The characters every font of ours can print."""
    fonts = [path for folder in settings.FONT_ROOTS for path in Path(folder).glob("*.ttf")]
    return set.intersection(*(_characters_of(path) for path in fonts))


def _characters_of(path: Path) -> set[int]:
    """What the full Unicode table (cmap format 12) of a font lists."""
    font = path.read_bytes()
    for place in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        if font[place : place + 4] == b"cmap":
            (cmap,) = struct.unpack_from(">I", font, place + 8)
            break
    for entry in range(cmap + 4, cmap + 4 + 8 * struct.unpack_from(">H", font, cmap + 2)[0], 8):
        table = cmap + struct.unpack_from(">I", font, entry + 4)[0]
        if struct.unpack_from(">H", font, table)[0] == 12:
            break
    (groups,) = struct.unpack_from(">I", font, table + 12)
    return {
        code
        for group in range(groups)
        for first, last in [struct.unpack_from(">II", font, table + 16 + 12 * group)]
        for code in range(first, last + 1)
    }


@lru_cache(maxsize=512)
def qr_svg(text: str) -> str:
    """A QR code as SVG, for a page or for `render`."""
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return drawing.getvalue().decode()


@cache
def _compiler() -> typst.Compiler:
    """Made once a process: the first paper takes 100 ms, the next ones a few."""
    return typst.Compiler(
        root=str(settings.PAPERS_ROOT),
        font_paths=[str(folder) for folder in settings.FONT_ROOTS],
        ignore_system_fonts=True,
    )
