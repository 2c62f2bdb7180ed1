"""Pages of reviews: who sees which parts, what refuses how, what follows an answer."""

import pytest
from django.test import Client

from departments.choices import MemberRole
from registry.choices import ReviewAnswer, ReviewStatus
from tests.departments.factories import make_member
from tests.registry.browsing import sentences
from tests.registry.factories import (
    make_director,
    make_facility,
    make_filing,
    make_officer,
    representative_of,
)

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


def test_an_answer_sent_twice_is_one_answer(client, fire):
    officer = make_officer("zjw")
    said = {"answer": "inconsistent", "note": "地址与申报的不一致。"}

    send(client, officer, fire, **said)
    again = send(client, officer, fire, **said)

    assert sentences(again)[-1] == "已答复：核验不一致。"
    assert fire.events.filter(action="answer").count() == 1


def test_a_long_past_is_cut_and_what_is_open_comes_first(client, monkeypatch):
    monkeypatch.setattr("registry.views.review.queue.MOST_SHOWN", 2)
    first, second, third = (make_filing() for _ in range(3))
    for filing in (first, second):
        send(client, make_officer("zjw"), filing.reviews.get(subject="fire"))

    answered = open_as(client, make_officer("zjw"), "/reviews/")

    shown = [entry.review.filing_id for entry in answered.context["entries"]]
    assert shown == [third.pk, second.pk]
    assert "最近 2 件" in text_of(answered)
