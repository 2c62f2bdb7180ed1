"""Judging one item over HTTP: who may, what it needs, and that it happens once."""

import pytest

from departments.choices import MemberRole
from registry.choices import DocumentKind, FilingStatus, ItemVerdict
from registry.models import Filing
from tests.departments.factories import make_member, make_user
from tests.registry.browsing import act, sentences
from tests.registry.factories import (
    make_director,
    make_filing,
    make_officer,
    representative_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def where(item, verb):
    return f"/filings/{item.filing_id}/items/{item.pk}/{verb}/"


def an_item(filing, kind=DocumentKind.PREMISES):
    return filing.items.get(document__kind=kind)


def test_accepting_leads_to_the_next_item_and_makes_the_officer_its_handler(client):
    filing, officer = make_filing(), make_officer()
    item = an_item(filing)
    client.force_login(officer)

    answer = client.post(where(item, "accept"), {"version": item.version})

    item.refresh_from_db()
    assert item.verdict == ItemVerdict.ACCEPTED
    assert item.judged_by == officer
    assert answer.status_code == 302
    assert f"item={item.pk}" not in answer["Location"]
    assert Filing.objects.get(pk=filing.pk).officer == officer


def test_accepting_twice_from_one_screen_is_refused_with_a_sentence(client):
    filing = make_filing()
    item = an_item(filing)
    client.force_login(make_officer())
    client.post(where(item, "accept"), {"version": item.version})

    again = client.post(where(item, "accept"), {"version": item.version})

    assert sentences(again)[-1] == f"“{item.label}”刚刚有人核对过，请看过最新结论再办理。"
    item.refresh_from_db()
    assert item.version == 2


def test_refusing_needs_a_reason_and_offers_what_is_often_said(client):
    filing = make_filing()
    item = an_item(filing)
    client.force_login(make_officer())

    page = client.get(where(item, "refuse"))
    answer = act(client, where(item, "refuse"), note="  ")

    assert "租赁期应当不少于 3 年" in page.content.decode()
    assert answer.status_code == 200
    assert "请勾选一句常用说法" in answer.content.decode()
    item.refresh_from_db()
    assert item.verdict == ItemVerdict.PENDING


def test_a_picked_phrase_and_own_words_become_one_reason(client):
    filing = make_filing()
    item = an_item(filing)
    client.force_login(make_officer())
    phrase = "缺页，请把全部页面按顺序上传。"

    answer = act(client, where(item, "refuse"), phrase=phrase, note="第 3 页没有。")

    item.refresh_from_db()
    assert answer.status_code == 302
    assert item.verdict == ItemVerdict.REFUSED
    assert item.reason == f"{phrase}第 3 页没有。"


def test_a_version_that_is_no_number_changes_nothing(client):
    filing = make_filing()
    item = an_item(filing)
    client.force_login(make_officer())

    answer = client.post(where(item, "accept"), {"version": "abc"})

    item.refresh_from_db()
    assert answer.status_code == 302
    assert item.verdict == ItemVerdict.PENDING


@pytest.mark.parametrize("verb", ["accept", "refuse"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("operator", 403), ("liaison", 403), ("township", 403), ("stranger", 404), ("jyj", 404)],
)
def test_nobody_but_the_commission_judges(client, verb, who, status):
    filing = make_filing()
    item = an_item(filing)
    people = {
        "operator": lambda: representative_of(filing),
        "liaison": lambda: make_member("wjw", MemberRole.LIAISON).user,
        "township": lambda: make_officer("120114001"),
        "stranger": make_user,
        "jyj": lambda: make_officer("jyj"),
    }
    client.force_login(people[who]())

    answer = client.post(where(item, verb), {"version": item.version, "note": "不行"})

    item.refresh_from_db()
    assert answer.status_code == status
    assert item.verdict == ItemVerdict.PENDING


def test_an_item_of_another_filing_is_not_found(client):
    one, other = make_filing(), make_filing()
    item = an_item(other)
    client.force_login(make_officer())

    answer = client.post(f"/filings/{one.pk}/items/{item.pk}/accept/", {"version": item.version})

    assert answer.status_code == 404


@pytest.mark.parametrize("verb", ["accept", "refuse"])
def test_after_the_proposal_the_page_says_why_nothing_is_judged(client, verb):
    filing = make_filing(FilingStatus.PROPOSED)
    item = an_item(filing)
    client.force_login(make_director())

    answer = client.post(where(item, verb), {"version": item.version, "note": "不行"})

    assert answer.status_code == 302
    assert sentences(answer) == ["当前状态为“待签发”，不能拟办。"]


def test_looking_changes_nothing(client):
    filing = make_filing()
    item = an_item(filing)
    client.force_login(make_officer())

    assert client.get(where(item, "accept")).status_code == 405
    assert client.get(where(item, "identity")).status_code == 405
