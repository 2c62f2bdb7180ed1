"""Papers: a page with a QR code against the same page without any text."""

from django.conf import settings

from benchmarks.measure import compare
from wuqing_tuoyu import pdf


def run():
    settings.PAPERS_ROOT = settings.BASE_DIR / "tests" / "ground"
    drawing = pdf.qr_svg("https://example.test/verify/0123456789/")
    full = {"title": "托育机构备案回执", "note": "武清区某某托育服务有限公司" * 20, "qr": drawing}
    bare = {"title": "", "note": "", "qr": drawing}
    size = len(pdf.render("paper.typ", full))

    compare(
        "paper_with_qr",
        lambda: pdf.render("paper.typ", full),
        lambda: pdf.render("paper.typ", bare),
        bytes=size,
    )
