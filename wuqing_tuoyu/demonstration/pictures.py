"""Demonstration photographs (演示照片): plainly drawn, so that nobody takes them for real."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

COLOURS = ("#cfe3dd", "#e9dcc3", "#d7dcea", "#e6d3d0", "#dde6cc")


def photograph(name: str, *, seed: int = 0) -> SimpleUploadedFile:
    """A picture of four tiles in a colour of its own."""
    picture = Image.new("RGB", (960, 720), COLOURS[seed % len(COLOURS)])
    pen = ImageDraw.Draw(picture)
    for number in range(4):
        left, top = 80 + 420 * (number % 2), 70 + 310 * (number // 2)
        pen.rectangle((left, top, left + 380, top + 270), outline="#5b6b6f", width=6)
    pen.line((80, 640, 880, 640), fill="#5b6b6f", width=4)
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return SimpleUploadedFile(f"{name[:20]}.jpg", content.getvalue(), "image/jpeg")
