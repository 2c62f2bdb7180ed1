"""Papers as operators have them: a scan as PDF, photographs taken with a telephone."""

import io

from PIL import Image, ImageDraw, ImageFont
from pillow_heif import from_pillow

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
LINES = ("天津幸福里托育服务有限公司", "武清区杨村街道光明道18号", "二〇二六年九月一日")
UPSIDE = 0x0112


def _font(size):
    for place in FONTS:
        try:
            return ImageFont.truetype(place, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def sheet(title, *, ground="white", lines=LINES):
    """A page with a heading, a few lines and a round seal."""
    image = Image.new("RGB", (700, 990), ground)
    draw = ImageDraw.Draw(image)
    draw.text((350, 120), title, fill="black", font=_font(44), anchor="mm")
    for number, line in enumerate(lines):
        draw.text((90, 260 + 60 * number), line, fill="#222222", font=_font(28))
    draw.ellipse((440, 690, 620, 870), outline="#c0261c", width=7)
    draw.text((530, 780), "★", fill="#c0261c", font=_font(60), anchor="mm")
    return image


def scan(title, *, pages=1):
    """A PDF of so many pages."""
    sheets = [sheet(title, lines=(*LINES, f"第 {n} 页")) for n in range(1, pages + 1)]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=90)
    return out.getvalue()


def photograph(title, *, ground="#f2ead8"):
    """A JPEG that says it was taken with the telephone on its side."""
    exif = Image.Exif()
    exif[UPSIDE] = 6
    out = io.BytesIO()
    sheet(title, ground=ground).rotate(90, expand=True).save(out, "JPEG", exif=exif, quality=80)
    return out.getvalue()


def iphone_photograph(title):
    """A HEIC, as the telephones of one maker write it."""
    out = io.BytesIO()
    from_pillow(sheet(title, ground="#e9eef2")).save(out, quality=60)
    return out.getvalue()


def as_file(name, content):
    """What a file chooser hands over."""
    kinds = {"pdf": "application/pdf", "jpg": "image/jpeg", "heic": "image/heic"}
    return {"name": name, "mimeType": kinds[name.rsplit(".", 1)[1]], "buffer": content}


def pdf_file(title, *, pages=1):
    return as_file(f"{title}.pdf", scan(title, pages=pages))


def jpeg_file(title):
    return as_file(f"{title}.jpg", photograph(title))


def heic_file(title):
    return as_file(f"{title}.heic", iphone_photograph(title))
