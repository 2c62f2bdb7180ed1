"""What a file really is (文件类型): by its first bytes, never by its name."""

import puremagic

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
SECOND_OPINIONS = {
    "application/pdf": {".pdf"},
    "image/jpeg": {".jpg", ".jpeg", ".jfif", ".jpe"},
    "image/png": {".png", ".apng"},
    "image/webp": {".webp"},
    "image/heic": {".heic", ".heif", ".hif"},
}


def recognise(content: bytes) -> str:
    """The type two independent looks agree on, or nothing."""
    content_type = by_signature(content)
    if not content_type:
        return ""
    try:
        endings = {match.extension for match in puremagic.magic_string(content[:65536])}
    except puremagic.PureError:
        return ""
    return content_type if endings & SECOND_OPINIONS[content_type] else ""


def by_signature(content: bytes) -> str:
    """The first look: the signature must stand at the very beginning."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return ""
