"""Receipts as printed: what they say, that it is text and not template, and that it fits."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from registry.choices import FacilityForm, NoticeKind
from registry.services.notice import cancellation_receipt_content, receipt_content
from registry.services.notice.issue import TEMPLATE_VERSIONS
from tests.registry.papers import (
    ISSUED,
    bytes_of,
    issue,
    make_filing,
    make_receipt,
    pages_of,
    printed,
    record,
)
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db

NASTY = '#panic("x") $x^2$ *a* _b_ \\ "引" 😀𠮷 <i>'


@pytest.fixture(autouse=True)
def on_the_ninth_of_march():
    with travel(ISSUED):
        yield


def test_every_kind_of_paper_has_a_template_and_its_version(settings):
    folder = settings.PAPERS_ROOT / "registry" / "notice"

    assert set(TEMPLATE_VERSIONS) == set(NoticeKind)
    assert [kind for kind in NoticeKind if not (folder / f"{kind.value}.typ").exists()] == []


def test_a_receipt_prints_what_was_filed_its_number_and_the_day():
    notice = make_receipt()

    text = printed(notice)
    for words in (
        "编号120114-TY-2026-0031·第1版",
        "天津幸福里托育服务有限公司：",
        "2026年3月6日报来的《托育机构备案书》等材料收悉",
        "《托育机构登记和备案办法（试行）》第九条，予以备案",
        "机构名称杨村街道幸福里托育园",
        "机构形态独立托育机构",
        "收托规模60个托位",
        "收托月龄6—36个月",
        "建筑面积480㎡",
        "负责人王芳",
        "扫码查看这家机构今天的备案状态",
        "本回执不代替行政许可",
        "咨询电话022-00000000",
        "天津市武清区卫生健康委员会（印章）2026年3月9日",
    ):
        assert words in text
    assert pages_of(bytes_of(notice)) == 1


def test_a_receipt_leads_to_its_own_address_by_qr_code(settings):
    notice = make_receipt()

    assert notice.content["qr_address"] == f"{settings.SITE_URL}/verify/{notice.token}/"
    assert len(notice.token) == 32


def test_papers_are_tagged_titled_archivable_and_chinese():
    with pikepdf.open(BytesIO(bytes_of(make_receipt()))) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang).startswith("zh")
        assert opened.docinfo["/Title"] == "托育机构备案回执"
        with opened.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"


def test_a_family_site_is_named_on_its_receipt_with_its_limit_and_its_own_rules():
    text = printed(make_receipt(form=FacilityForm.FAMILY, capacity=5))

    assert "机构形态家庭托育点" in text
    assert "收托规模5人（不得超过5人）" in text
    assert "《家庭托育点管理办法（试行）》" in text


@pytest.mark.parametrize("kind", [NoticeKind.RECEIPT, NoticeKind.CANCELLATION_RECEIPT])
def test_the_longest_names_keep_a_certificate_on_one_sheet(kind):
    filing = make_filing(name="幸" * 100, address="武清区杨村街道" + "光" * 193)
    filing.facility.operator.name = "津" * 100
    filing.declaration.registrar = "局" * 100
    record(filing)
    filing.facility.operator.name = "津" * 100
    builder = {
        NoticeKind.RECEIPT: receipt_content,
        NoticeKind.CANCELLATION_RECEIPT: cancellation_receipt_content,
    }[kind]

    notice = issue(kind, filing, builder(filing))

    assert pages_of(bytes_of(notice)) == 1
    assert "幸" * 100 in printed(notice)
    assert "光" * 193 in printed(notice)


def test_what_people_typed_is_printed_and_never_executed():
    text = printed(make_receipt(name=NASTY, address=NASTY))

    assert text.count('#panic("x")$x^2$*a*_b_\\"引"〓〓<i>') == 2


def test_the_content_is_kept_as_typed_though_the_paper_marks_what_it_cannot_print():
    notice = make_receipt(name=NASTY)

    assert notice.content["facts"][0]["value"] == NASTY


def test_a_change_gets_the_next_edition_which_replaces_the_older_ones():
    first = make_receipt()
    change = make_filing(first.facility.operator, status="submitted")
    change.facility, change.kind = first.facility, "change"

    second = issue(NoticeKind.RECEIPT, change, receipt_content(change))

    assert (first.edition, second.edition) == (1, 2)
    assert second.token != first.token
    text = printed(second)
    assert "编号120114-TY-2026-0031·第2版" in text
    assert "第十条，变更备案信息" in text
    assert "本回执替换此前各版回执" in text


def test_a_cancellation_receipt_names_the_day_from_which_the_filing_ends():
    filing = make_filing(kind="cancellation")
    filing.requested_closing_on = date(2026, 3, 31)
    record(filing)

    content = cancellation_receipt_content(filing)
    text = printed(issue(NoticeKind.CANCELLATION_RECEIPT, filing, content))

    assert "自2026年3月31日起备案注销，原备案回执同时失效" in text
    assert "备案编号120114-TY-2026-0031" in text
