"""Files as people send them, good ones and hostile ones."""

import io
import struct
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import from_pillow


def upload(content, name="材料.pdf"):
    return SimpleUploadedFile(name, content)


def picture(kind="JPEG", size=(40, 30), color="red", **options):
    out = io.BytesIO()
    image = Image.new("RGB", size, color)
    if kind == "HEIC":
        from_pillow(image).save(out)
    else:
        image.save(out, kind, **options)
    return out.getvalue()


def photo_with_place(taken="2026:03:02 10:15:00"):
    """Taken holding the telephone sideways, with the place and the time it was taken at."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825)[1] = "N"
    image = Image.new("RGB", (40, 30), "red")
    image.paste("blue", (0, 0, 20, 30))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def picture_that_claims(width, height):
    """A few bytes whose head promises many pixels."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def document(pages=1, change=None, **options):
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 300))
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


def with_script(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_hidden_script(made):
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=["x", pikepdf.Dictionary(S=pikepdf.Name.JavaScript)])
    )


def with_launch(made):
    made.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))


def with_attachment(made):
    made.attachments["x.exe"] = b"MZ"


def with_link(made):
    made.pages[0].Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.tjwq.gov.cn/"),
            )
        ]
    )
