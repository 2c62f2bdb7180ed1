"""Names of files as people gave them (文件名): Chinese and emoji stay, what misleads goes."""

import re
import unicodedata

LONGEST = 120
NAMELESS = "未命名"
JOINER = "\u200d"  # holds emoji together, although it counts as a format character
EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}


def clean_name(name: str | None, content_type: str = "") -> str:
    """The last part of a path without control or direction marks, ending as its content says."""
    name = unicodedata.normalize("NFC", name or "")
    name = "".join(
        character
        for character in name
        if character == JOINER or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    name = re.split(r"[/\\]", name)[-1]
    name = re.sub(r'[<>:"|?*;%]', "_", name)
    name = re.sub(r"\s+", " ", name).rstrip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 8:
        stem, extension = name, ""
    stem = stem.strip(". ")
    ending = f".{extension}" if extension else ""
    endings = EXTENSIONS.get(content_type)
    if endings and ending.lower() not in endings:
        if ending.lower() not in (".heic", ".heif", ".webp"):
            stem += ending
        ending = endings[0]
    return f"{stem[: LONGEST - len(ending)].strip() or NAMELESS}{ending}"
