"""Names of files: what people wrote stays, what misleads goes."""

import pytest

from accounts.services.file_name import clean_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("幼儿园 平面图（一层）.pdf", "幼儿园 平面图（一层）.pdf"),
        ("👨‍👩‍👧全家福🎉.jpg", "👨‍👩‍👧全家福🎉.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\张\\合同.pdf", "合同.pdf"),
        ("合同.pdf\r\nSet-Cookie: a=b", "合同.pdfSet-Cookie_ a=b"),
        ("合同\x00.pdf", "合同.pdf"),
        ("gnp.\u202efdp.exe", "gnp.fdp.exe"),
        ('a"b<c>d|e?.pdf', "a_b_c_d_e_.pdf"),
        ("   .  合同  .pdf ", "合同.pdf"),
        ("\ud800.pdf", "未命名.pdf"),
        ("", "未命名"),
        (None, "未命名"),
        ("...", "未命名"),
    ],
)
def test_names_are_cleaned_and_kept_readable(given, kept):
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("很" * 300 + ".pdf")

    assert len(name) == 120
    assert name.endswith("很.pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("报告.PDF", "报告.PDF"),
        ("报告.exe", "报告.exe.pdf"),
        ("报告", "报告.pdf"),
        ("v1.2026年版本说明书", "v1.2026年版本说明书.pdf"),
    ],
)
def test_the_ending_says_what_the_content_is(given, kept):
    assert clean_name(given, "application/pdf") == kept
