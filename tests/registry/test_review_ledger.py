"""The queue of a unit's reviews: its order, its filters, its ledger, its readers."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from registry.models import Review
from tests.departments.factories import at, make_department
from tests.registry.factories import (
    TOWNSHIP,
    make_director,
    make_document,
    make_facility,
    make_filing,
    make_officer,
    representative_of,
    send_for_correction,
)
from wuqing_tuoyu import clock, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

LICENCE = "营业执照登记的经营范围是托育服务"


@pytest.fixture
def filing():
    return make_filing(business_scope=LICENCE)


@pytest.fixture
def fire(filing):
    return filing.reviews.get(subject="fire")


def open_as(client, user, path):
    client.force_login(user)
    return client.get(path)


def page(client, user, review, verb=""):
    return open_as(client, user, f"/reviews/{review.pk}/{verb}")


def send(client, user, review, **said):
    """Answer as the page's own form would."""
    client.force_login(user)
    fields = {"answer": "consistent", "note": "", "version": review.version} | said
    return client.post(f"/reviews/{review.pk}/answer/", fields)


def text_of(answer):
    return answer.content.decode()


def test_the_queue_lists_open_ones_by_day_and_then_the_rest(client):
    with at(date(2026, 11, 2)):
        old = make_filing(name="甲托育园").reviews.get(subject="fire")
    with at(date(2026, 11, 9)):
        new = make_filing(name="乙托育园").reviews.get(subject="fire")
        done = make_filing(name="丙托育园").reviews.get(subject="fire")
        officer = make_officer("zjw")
        send(client, officer, done)
        text = text_of(open_as(client, officer, "/reviews/"))

    places = [text.index(str(review.filing.facility)) for review in (old, new, done)]
    assert places == sorted(places)
    assert "还有 2 件待答复" in text
    assert "1 件超期" in text
    assert text.count("<span>首次备案</span>") == 3


def test_no_unit_is_late_while_the_operator_corrects(client):
    with at(date(2026, 11, 2)):
        review = send_for_correction(make_filing()).reviews.get(subject="fire")
    officer = make_officer("zjw")

    listed = text_of(open_as(client, officer, "/reviews/"))
    shown = text_of(open_as(client, officer, review.get_absolute_url()))
    late = text_of(open_as(client, officer, "/reviews/?overdue=1"))

    for text in (listed, shown):
        assert "等待补正" in text
        assert "件超期" not in text
        assert "超期 " not in text
    assert "机构正在补正，不计时，也不催办。" in shown
    assert "<h2>0 件" in late


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 6),
        ("?status=answered", 1),
        ("?gate=receipt", 3),
        ("?subject=fire", 1),
        (f"?township={TOWNSHIP}", 6),
        ("?township=120114002", 0),
        ("?department=zjw", 1),
        ("?overdue=1", 0),
        ("?q=幸福里", 6),
        ("?q=没有这家", 0),
        ("?status=nonsense", 6),
    ],
)
def test_the_commission_filters_all_units(client, filing, fire, query, count):
    send(client, make_officer("zjw"), fire)

    answer = open_as(client, make_officer(), f"/reviews/{query}")

    assert answer.status_code == 200
    assert f"<h2>{count} 件" in text_of(answer)


def test_a_unit_sees_its_own_questions_only(client, filing):
    text = text_of(open_as(client, make_officer("gaj"), "/reviews/"))

    assert "<h2>1 件" in text
    assert "登记证照" not in text.split("<main", 1)[1].split("<h2>1 件", 1)[1]


def test_the_list_is_for_staff(client, filing):
    assert open_as(client, representative_of(filing), "/reviews/").status_code == 403
    assert client.get("/reviews.xlsx").status_code == 403


def ledger(client, user, query=""):
    return sheet.records(BytesIO(open_as(client, user, f"/reviews.xlsx{query}").content))


def test_the_ledger_follows_the_filters_and_the_reader(client, filing, fire):
    send(client, make_officer("zjw"), fire, answer="inconsistent", note="文号查不到")

    [own] = ledger(client, make_officer("zjw"))
    everything = ledger(client, make_officer())
    [state] = ledger(client, make_officer("lxh"), "?subject=fire")

    assert (own["核验事项"], own["答复"], own["说明"]) == (
        "消防验收文书",
        "核验不一致",
        "文号查不到",
    )
    assert len(everything) == 6
    assert (state["状态"], state["答复"], state["说明"]) == ("已答复", "", "")


def test_the_list_asks_the_database_the_same_for_one_and_for_three(
    client, django_assert_num_queries
):
    officer = make_officer("zjw")
    make_filing()
    client.force_login(officer)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/reviews/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/reviews/")
    for _ in range(2):
        make_filing()

    with django_assert_num_queries(len(for_one)):
        client.get("/reviews/")


def test_a_get_changes_nothing(client, fire):
    before = Review.objects.values().get(pk=fire.pk)
    for user in (make_director("zjw"), make_director()):
        for verb in ("", "answer/", "hand-over/", "overrule/"):
            page(client, user, fire, verb)

    assert Review.objects.values().get(pk=fire.pk) == before
    assert fire.events.count() == 0


def test_papers_are_shown_while_the_unit_may_read_them(client):
    fire = make_facility().filings.get().reviews.get(subject="fire")
    officer = make_officer("zjw")
    send(client, officer, fire)

    assert f"/documents/{fire.document_id}/pages/1/" in text_of(page(client, officer, fire))
    with clock.travel(clock.now() + timedelta(days=31)):
        later = text_of(page(client, officer, fire))
    assert "材料不再开放。" in later
    assert "/documents/" not in later


def test_a_township_is_asked_about_its_own_site(client):
    other = make_department("120114002")
    review = make_filing().reviews.get(subject="township")

    assert page(client, make_officer(TOWNSHIP), review).status_code == 200
    assert page(client, make_officer(other.code), review).status_code == 404


def test_a_paper_of_another_kind_does_not_open_through_the_review(client, filing, fire):
    extra = make_document(filing.facility, "other")
    client.force_login(make_officer("zjw"))

    assert client.get(f"/documents/{extra.pk}/").status_code == 404
