"""Pages of reviews: who sees which parts, what refuses how, what follows an answer."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client

from departments.choices import MemberRole
from registry.choices import ReviewAnswer, ReviewStatus
from registry.models import Review
from tests.departments.factories import at, make_department, make_member
from tests.registry.factories import (
    TOWNSHIP,
    make_director,
    make_document,
    make_facility,
    make_filing,
    make_officer,
    representative_of,
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


@pytest.mark.parametrize(
    ("who", "seen", "answer", "hand_over", "overrule"),
    [
        ("officer", 200, 200, 403, 403),
        ("director", 200, 200, 200, 403),
        ("liaison", 200, 403, 403, 403),
        ("commission", 200, 403, 403, 403),
        ("signer", 200, 403, 403, 302),
        ("office", 200, 403, 403, 403),
        ("other unit", 404, 404, 404, 404),
        ("operator", 404, 404, 404, 404),
    ],
)
def test_each_role_opens_what_is_theirs(client, fire, who, seen, answer, hand_over, overrule):
    user = {
        "officer": lambda: make_officer("zjw"),
        "director": lambda: make_director("zjw"),
        "liaison": lambda: make_member("zjw", MemberRole.LIAISON).user,
        "commission": make_officer,
        "signer": make_director,
        "office": lambda: make_officer("lxh"),
        "other unit": lambda: make_officer("gaj"),
        "operator": lambda: representative_of(fire.filing),
    }[who]()

    statuses = [
        page(client, user, fire, verb).status_code
        for verb in ("", "answer/", "hand-over/", "overrule/")
    ]

    assert statuses == [seen, answer, hand_over, overrule]


def test_a_unit_reads_the_facts_of_its_subject_and_no_other(client, filing, fire):
    registration = filing.reviews.get(subject="registration")

    at_fire = text_of(page(client, make_officer("zjw"), fire))
    at_registration = text_of(page(client, make_officer("scj"), registration))

    assert "480" in at_fire
    assert LICENCE not in at_fire
    assert LICENCE in at_registration
    assert "13820001234" not in at_fire + at_registration
    assert "王园长" not in at_fire + at_registration


def test_a_unit_opens_the_paper_it_is_asked_about_and_no_other(client, filing, fire):
    client.force_login(make_officer("zjw"))
    lease = filing.facility.documents.get(kind="premises")

    assert client.get(f"/documents/{fire.document_id}/pages/1/").status_code == 200
    assert client.get(f"/documents/{lease.pk}/pages/1/").status_code == 404
    assert fire.document.access_records.count() == 1


def test_the_conference_office_reads_states_only(client, fire):
    send(Client(), make_officer("zjw"), fire, answer="inconsistent", note="文号查不到")

    text = text_of(page(client, make_officer("lxh"), fire))

    assert "已答复" in text
    assert "文号查不到" not in text
    assert "/documents/" not in text
    assert "核验不一致" not in text


def test_an_answer_by_page_is_stored_and_leads_to_the_next(client, filing, fire):
    officer = make_officer("zjw")
    other = make_filing(name="另一家托育园").reviews.get(subject="fire")

    answer = send(client, officer, fire)
    shown = text_of(client.get(answer.url))

    fire.refresh_from_db()
    assert (fire.status, fire.answer) == (ReviewStatus.ANSWERED, ReviewAnswer.CONSISTENT)
    assert answer.url == f"/reviews/{fire.pk}/"
    assert "已答复：核验一致。" in shown
    assert f'href="/reviews/{other.pk}/">下一项' in " ".join(shown.split()).replace('" >', '">')
    assert "现场核实完成前可以更正" in shown


def test_a_typical_phrase_goes_before_what_was_written(client, fire):
    phrase = "没有查到这份文书，文号与本单位记录不符。"

    send(
        client,
        make_officer("zjw"),
        fire,
        answer="inconsistent",
        phrase=[phrase],
        note="请机构来电核对。",
    )

    fire.refresh_from_db()
    assert fire.note == f"{phrase}请机构来电核对。"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"answer": ""}, "请选择核验意见"),
        ({"answer": "perhaps"}, "perhaps"),
        ({"answer": "inconsistent"}, "请勾选一句常用说法，或者写明哪里不一致"),
        ({"answer": "inconsistent", "note": "很" * 1001}, "1001"),
    ],
)
def test_a_form_with_mistakes_comes_back_with_a_sentence(client, fire, said, sentence):
    answer = send(client, make_officer("zjw"), fire, **said)

    fire.refresh_from_db()
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert fire.status == ReviewStatus.OPEN


@pytest.mark.parametrize("version", ["", "0", "99", "abc"])
def test_an_answer_without_the_version_on_the_screen_changes_nothing(client, fire, version):
    answer = send(client, make_officer("zjw"), fire, version=version)

    fire.refresh_from_db()
    assert answer.status_code in (200, 302)
    assert fire.status == ReviewStatus.OPEN


def test_an_answer_that_is_no_longer_asked_for_is_refused_with_a_sentence(client, fire):
    from registry.services.correction import withdraw_filing

    withdraw_filing(fire.filing, actor=representative_of(fire.filing))

    client.force_login(make_officer("zjw"))
    answer = client.get(f"/reviews/{fire.pk}/answer/", follow=True)

    assert "当前状态为“无需核验”，不能答复。" in text_of(answer)
    assert "这项核验已经结束，不需要答复。" in text_of(answer)


def test_the_director_hands_over_by_page(client, fire):
    colleague = make_officer("zjw")
    client.force_login(make_director("zjw"))

    answer = client.post(f"/reviews/{fire.pk}/hand-over/", {"to": colleague.pk, "note": "请办"})

    fire.refresh_from_db()
    assert answer.status_code == 302
    assert fire.handler == colleague
    stranger = make_officer("gaj")
    refused = client.post(f"/reviews/{fire.pk}/hand-over/", {"to": stranger.pk})
    fire.refresh_from_db()
    assert (refused.status_code, fire.handler) == (200, colleague)


def test_the_signer_overrules_by_page_after_the_receipt(client):
    fire = make_facility().filings.get().reviews.get(subject="fire")
    send(client, make_officer("zjw"), fire, answer="inconsistent", note="文号查不到")
    client.force_login(make_director())

    shown = client.get(f"/reviews/{fire.pk}/overrule/")
    empty = client.post(f"/reviews/{fire.pk}/overrule/", {"note": ""})
    done = client.post(f"/reviews/{fire.pk}/overrule/", {"note": "已向市住建委核实"})

    fire.refresh_from_db()
    assert (shown.status_code, empty.status_code, done.status_code) == (200, 200, 302)
    assert fire.overruling_reason == "已向市住建委核实"


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
