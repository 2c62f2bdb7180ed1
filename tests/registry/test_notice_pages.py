"""Papers as pages: who may read them, and when a representative first opened one."""

from contextlib import closing

import pytest

from departments.choices import CONFERENCE_OFFICE
from registry.choices import NoticeKind
from registry.services.notice import correction_content, issue_notice
from tests.departments.factories import make_member, make_user
from tests.registry.papers import (
    ISSUED,
    bytes_of,
    make_filing,
    make_officer,
    make_operator,
    make_receipt,
    make_refused_items,
    pages_of,
    representative_of,
    text_of,
)
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture
def correction():
    filing = make_filing(status="returned")
    with travel(ISSUED):
        return issue_notice(
            NoticeKind.CORRECTION,
            facility=filing.facility,
            filing=filing,
            content=correction_content(filing, make_refused_items(filing)),
        )


def addresses_of(notice):
    return [f"/notices/{notice.pk}/", f"/notices/{notice.pk}/pdf/"]


def test_a_paper_is_read_by_its_operator_and_the_commission_only(client, correction):
    readers = {
        "representative": representative_of(correction.filing),
        "commission": make_officer(),
        "another operator": make_operator("别家").representatives.first().user,
        "unit": make_member("zjw").user,
        "conference office": make_member(CONFERENCE_OFFICE).user,
        "nobody": make_user(),
    }

    answers = {}
    for name, user in readers.items():
        client.force_login(user)
        answers[name] = []
        for address in addresses_of(correction):
            answer = client.get(address)
            if answer.streaming:
                answer.getvalue()  # read to its end, as a browser does
            answers[name].append(answer.status_code)

    assert answers == {
        "representative": [200, 302],
        "commission": [200, 200],
        "another operator": [404, 404],
        "unit": [404, 404],
        "conference office": [404, 404],
        "nobody": [404, 404],
    }


def test_a_former_representative_reads_no_more(client, correction):
    link = correction.facility.operator.representatives.get()
    link.status, link.ended_at = "ended", ISSUED
    link.save()
    client.force_login(link.user)

    assert client.get(f"/notices/{correction.pk}/").status_code == 404
    assert client.post(f"/notices/{correction.pk}/open/").status_code == 404


def test_looking_opens_nothing_and_shows_only_what_it_is_about(client, correction):
    client.force_login(representative_of(correction.filing))

    page = client.get(f"/notices/{correction.pk}/").text
    assert client.get(f"/notices/{correction.pk}/open/").status_code == 405

    correction.refresh_from_db()
    assert correction.first_opened_at is None
    assert "有 3 项需要补正。请于 2026年3月27日以前（含当日）" in page
    assert "打开文书" in page
    assert "看不清体检日期" not in page


def test_the_first_opening_is_kept_and_later_ones_change_nothing(client, correction):
    client.force_login(representative_of(correction.filing))

    answer = client.post(f"/notices/{correction.pk}/open/", {"as": "page"})
    correction.refresh_from_db()
    first = correction.first_opened_at
    client.post(f"/notices/{correction.pk}/open/")
    correction.refresh_from_db()

    assert first is not None
    assert correction.first_opened_at == first
    assert answer.headers["Location"] == f"/notices/{correction.pk}/"
    assert "看不清体检日期" in client.get(f"/notices/{correction.pk}/").text


def test_opening_leads_to_the_pdf_as_it_was_issued(client, correction):
    client.force_login(representative_of(correction.filing))

    answer = client.post(f"/notices/{correction.pk}/open/", follow=True)

    with closing(answer):
        assert b"".join(answer.streaming_content) == bytes_of(correction)
    assert answer.redirect_chain == [(f"/notices/{correction.pk}/pdf/", 302)]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_commission_sees_the_whole_paper_and_opens_it_for_nobody(client, correction):
    client.force_login(make_officer())

    page = client.get(f"/notices/{correction.pk}/").text
    client.post(f"/notices/{correction.pk}/open/")

    correction.refresh_from_db()
    assert correction.first_opened_at is None
    assert "机构还没有打开。" in page
    assert "看不清体检日期" in page


def test_the_page_says_every_word_of_the_paper(client):
    receipt = make_receipt()
    client.force_login(make_officer())

    page = client.get(f"/notices/{receipt.pk}/").text

    content = receipt.content
    words = [content["number"], content["addressee"], content["issued_on"], *content["opening"]]
    words += [text for fact in content["facts"] for text in (fact["label"], fact["value"])]
    words += content["closing"] + content["notes"]
    assert [word for word in words if word not in page] == []


def test_an_older_edition_leads_to_the_newer_one(client):
    first = make_receipt()
    second = make_receipt(first.filing)
    client.force_login(make_officer())

    assert "第 2 版已经替换这一版" in client.get(f"/notices/{first.pk}/").text
    assert "已经替换这一版" not in client.get(f"/notices/{second.pk}/").text


def test_markup_in_the_data_stays_text(client):
    receipt = make_receipt(name='<script>alert("x")</script>')
    client.force_login(make_officer())

    page = client.get(f"/notices/{receipt.pk}/").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_declaration_is_printed_for_its_operator_and_the_commission(client):
    filing = make_filing()
    readers = {
        "representative": (representative_of(filing), 200),
        "commission": (make_officer(), 200),
        "another operator": (make_operator("别家").representatives.first().user, 404),
        "township": (make_member("120114001").user, 403),
        "conference office": (make_member(CONFERENCE_OFFICE).user, 403),
    }

    answers = {}
    for name, (user, _) in readers.items():
        client.force_login(user)
        answers[name] = client.get(f"/filings/{filing.pk}/declaration.pdf").status_code

    assert answers == {name: status for name, (_, status) in readers.items()}


def test_a_declaration_prints_the_facts_the_pledge_and_room_for_the_seal(client):
    filing = make_filing()
    client.force_login(representative_of(filing))

    text = text_of(client.get(f"/filings/{filing.pk}/declaration.pdf").content)

    for words in (
        "托育机构备案书",
        "机构名称杨村街道幸福里托育园",
        "负责人证件号码12*************042",
        "小一班托小班1512—24",
        "备案承诺书",
        "所填报的信息和提交的材料真实、准确、合法",
        "（公章）",
    ):
        assert words in text
    assert "120222198506150042" not in text
    assert "草稿" not in text


def test_a_draft_bears_its_mark_and_stays_with_its_operator(client):
    filing = make_filing(status="draft")

    client.force_login(representative_of(filing))
    assert "草稿未提交" in text_of(client.get(f"/filings/{filing.pk}/declaration.pdf").content)
    client.force_login(make_officer())
    assert client.get(f"/filings/{filing.pk}/declaration.pdf").status_code == 404


def test_an_empty_draft_can_be_printed_too(client):
    filing = make_filing(status="draft")
    filing.declaration = type(filing.declaration).objects.create(
        facility=filing.facility, version=2, created_at=ISSUED
    )
    filing.save()
    client.force_login(representative_of(filing))

    answer = client.get(f"/filings/{filing.pk}/declaration.pdf")

    assert pages_of(answer.content) >= 2
    assert "（未填名称）" in text_of(answer.content)


def test_a_cancellation_is_printed_as_an_application_without_pledge(client):
    filing = make_filing(kind="cancellation")
    client.force_login(representative_of(filing))

    text = text_of(client.get(f"/filings/{filing.pk}/declaration.pdf").content)

    assert "托育机构注销备案申请书" in text
    assert "备案承诺书" not in text
