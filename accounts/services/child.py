"""The program that opens what strangers send (隔离进程): once a file, with little memory and time.

It knows neither Django nor the database. It reads the bytes from standard input and writes one
JSON line, then bytes. A bomb or a broken file ends this process and not the portal.
"""

import io
import json
import resource
import sys

MEMORY = 2 * 1024**3
SECONDS = 20
JPEG_QUALITY = 88
LONGEST_SIDE = 6000
MOST_DEPTH = 60
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition"}
FORBIDDEN_KEYS = {"/JS", "/EF", "/EmbeddedFiles", "/RichMediaContent"}


class Refused(Exception):
    """Carries the name of the reason; the sentence for people is made by the parent."""


def open_picture(content, pixels):
    """Look at the head of the file first: what is too large is never decoded."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own ceiling is lower and is a refusal, not a warning
    try:
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "HEIF", "MPO"))
    except Exception as broken:
        raise Refused("broken") from broken
    if picture.width * picture.height > pixels:
        raise Refused("too_many_pixels")
    return picture


def upright(picture):
    """Turn the pixels as the camera was held; what it noted down is dropped with the copy."""
    from PIL import ImageOps

    picture = ImageOps.exif_transpose(picture)
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def clean_picture(content, *, pixels):
    """A picture drawn anew: same look, no metadata, nothing hidden behind the last pixel."""
    from PIL import Image

    picture = open_picture(content, pixels)
    kind = "png" if picture.format == "PNG" else "jpeg"
    taken_at = moment_taken(picture)
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    try:
        picture = upright(picture)
    except Exception as broken:
        raise Refused("broken") from broken
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if kind == "jpeg":
        picture = on_white(picture)
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    out = io.BytesIO()
    fresh.save(out, kind.upper(), **({"quality": JPEG_QUALITY} if kind == "jpeg" else {}))
    return {"content_type": f"image/{kind}", "pages": 1, "taken_at": taken_at}, out.getvalue()


def moment_taken(picture):
    """When the camera says it was taken, as the camera writes it; a guess is worse than nothing."""
    from PIL import ExifTags

    try:
        noted = picture.getexif()
        detail = noted.get_ifd(ExifTags.IFD.Exif)
        moment = detail.get(ExifTags.Base.DateTimeOriginal) or noted.get(ExifTags.Base.DateTime)
    except Exception:  # what a camera notes may be anything
        return ""
    return str(moment or "")[:19]


def on_white(picture):
    from PIL import Image

    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def check_document(content, *, most_pages):
    """A PDF that opens without a password, has pages, runs nothing and carries no other file."""
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(content), attempt_recovery=True)
    except pikepdf.PasswordError as locked:
        raise Refused("encrypted") from locked
    except Exception as broken:
        raise Refused("broken") from broken
    with document:
        if document.is_encrypted:
            raise Refused("encrypted")
        try:
            pages = len(document.pages)
            seen = [document.trailer, *document.objects]
        except Exception as broken:
            raise Refused("broken") from broken
        if not pages:
            raise Refused("broken")
        if pages > most_pages:
            raise Refused("too_many_pages")
        for part in seen:
            refuse_active(part)
    return {"content_type": "application/pdf", "pages": pages}, b""


def refuse_active(part, depth=0):
    """Follow one object down to its own leaves; references are visited on their own."""
    import pikepdf

    if depth > MOST_DEPTH:
        raise Refused("broken")
    if isinstance(part, pikepdf.Array):
        children = list(part)
    elif isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        keys = set(part.keys())
        if "/S" in keys and str(part["/S"]) in FORBIDDEN_ACTIONS:
            raise Refused("active")
        if keys & FORBIDDEN_KEYS or ("/JavaScript" in keys):
            raise Refused("attached" if keys & {"/EF", "/EmbeddedFiles"} else "active")
        children = [part[key] for key in keys]
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            refuse_active(child, depth + 1)


def draw_page(content, *, content_type, page, width, turned, pixels):
    """One page as a JPEG of the given width."""
    if content_type == "application/pdf":
        picture = drawn_from_document(content, page, width, turned)
    else:
        picture = on_white(upright(open_picture(content, pixels)))
        picture = picture.rotate(-turned, expand=True) if turned else picture
        picture.thumbnail((width, pixels))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return {"content_type": "image/jpeg"}, out.getvalue()


def drawn_from_document(content, page, width, turned):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if not 1 <= page <= len(document):
        raise Refused("no_such_page")
    sheet = document[page - 1]
    across, down = sheet.get_size()
    if turned in (90, 270):
        across, down = down, across
    scale = min(width / max(across, 1), 3 * width / max(down, 1))
    return sheet.render(scale=scale, rotation=turned, may_draw_forms=False).to_pil().convert("RGB")


TASKS = {task.__name__: task for task in (clean_picture, check_document, draw_page)}


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer, output = {}, b""
    try:
        answer, output = TASKS[sys.argv[1]](sys.stdin.buffer.read(), **json.loads(sys.argv[2]))
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + output)


if __name__ == "__main__":
    main()
