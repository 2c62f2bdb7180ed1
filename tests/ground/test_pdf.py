"""Papers: the data is printed, never executed."""

from io import BytesIO
from threading import Thread

import pikepdf
import pypdfium2
import pytest

from tests.conftest import ROOT
from wuqing_tuoyu import pdf


@pytest.fixture(autouse=True)
def papers_of_this_folder(settings):
    settings.PAPERS_ROOT = ROOT / "tests" / "ground"
    pdf._compiler.cache_clear()
    yield
    pdf._compiler.cache_clear()


def paper(**changes):
    filling = {
        "title": "托育机构备案回执",
        "note": "备注",
        "qr": pdf.qr_svg("https://example.test/1"),
    }
    return pdf.render("paper.typ", filling | changes)


def text_of(content):
    return pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()


def test_a_paper_shows_its_chinese_data_in_embedded_fonts():
    content = paper()

    assert "托育机构备案回执" in text_of(content)
    with pikepdf.open(BytesIO(content)) as opened:
        fonts = opened.pages[0].Resources.Font
        names = {str(font.BaseFont).split("+")[-1] for font in fonts.values()}
    assert {name.split("-")[0] for name in names} == {"NotoSerifSC", "NotoSansSC"}


def test_template_text_in_the_data_is_printed_not_executed():
    content = paper(note='#panic("x") #image("/etc/passwd") $x^2$ *a*')

    assert '#panic("x") #image("/etc/passwd") $x^2$ *a*' in text_of(content)


def test_a_character_no_font_has_is_marked_and_the_paper_still_printed():
    content = paper(note="托育😀𠮷\u200d\x07园")

    assert "托育〓〓园" in text_of(content)


def test_threads_may_print_at_the_same_time():
    papers = []
    threads = [Thread(target=lambda: papers.append(paper())) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [content[:5] for content in papers] == [b"%PDF-"] * 4


def test_a_paper_is_archivable_and_tagged():
    with pikepdf.open(BytesIO(paper())) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert opened.Root.MarkInfo.Marked


def test_a_qr_code_is_a_drawing_without_style():
    drawing = pdf.qr_svg("https://example.test/verify/abc/")

    assert drawing.startswith("<svg")
    assert "style=" not in drawing
