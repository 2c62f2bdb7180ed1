"""Papers as PDF: typst templates filled with data that never becomes template text."""

import json
from functools import cache
from io import BytesIO
from threading import Lock

import segno
import typst
from django.conf import settings

from wuqing_tuoyu import clock

STANDARDS = ["a-2u"]  # archivable, and every character can be found and copied
_one_at_a_time = Lock()  # a compiler serves one thread at a time


def render(template: str, data: dict) -> bytes:
    """The PDF of `templates/<template>`; it reads `json(bytes(sys.inputs.data))`.

    A picture travels as text in `data`: `image(bytes(data.qr), format: "svg", alt: "…")`.
    """
    sys_inputs = {"data": json.dumps(data, ensure_ascii=False, default=str)}
    with _one_at_a_time:
        return _compiler().compile(
            str(settings.PAPERS_ROOT / template),
            format="pdf",
            sys_inputs=sys_inputs,
            pdf_standards=STANDARDS,
            timestamp=clock.now().replace(microsecond=0),
        )


def qr_svg(text: str) -> str:
    """A QR code as SVG, for a page or for `render`."""
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None
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
