"""Registering as an operator, and the pages about representation."""

import pytest

from accounts.models import User
from departments.choices import CONFERENCE_OFFICE
from registry.choices import RepresentativeStatus as S
from registry.models import Representative
from registry.services.representative import request_representation
from tests.accounts.papers import picture, upload
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    make_credit_code,
    make_officer,
    make_operator,
    representative_of,
)

pytestmark = pytest.mark.usefixtures("reference")

PASSWORD = "Tuoyu-test-2026"


def stated(**values):
    return {
        "credit_code": make_credit_code(),
        "operator_name": "天津晨曦托育有限公司",
        "name": "陈小明",
        "mobile": "13820001111",
        "email": "chen@example.com",
        "username": "chenxm",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "consent": "on",
    } | values


def test_registering_opens_an_account_that_waits_for_its_operator(client):
    code = make_credit_code()
    spaced = f" {code[:8].lower()} {code[8:]} "

    answer = client.post("/accounts/register/", stated(credit_code=spaced))

    representative = Representative.objects.get()
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert representative.user == User.objects.get(username="chenxm")
    assert (representative.operator.credit_code, representative.status) == (code, S.PENDING)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91120114MATE5T017", "应为 18 位，现在是 17 位，请对照登记证照再数一遍。"),
        ("91120114MATE5T017O", "代码里不会有字母 O，可能是 0，请对照登记证照更正。"),
        ("91120114MATE5T017K", "最后一位与前面 17 位对不上"),
    ],
)
def test_a_wrong_code_is_told_how_to_put_it_right(client, code, sentence):
    answer = client.post("/accounts/register/", stated(credit_code=code))

    assert sentence in answer.content.decode()
    assert not User.objects.filter(username="chenxm").exists()


def test_a_known_address_learns_nothing_and_enters_no_operator(client):
    make_user(email="chen@example.com")

    answer = client.post("/accounts/register/", stated())

    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert not Representative.objects.exists()


def test_somebody_with_an_account_adds_another_operator(client):
    person = make_user()
    client.force_login(person)

    answer = client.post(
        "/operators/new/",
        {"credit_code": make_credit_code(), "operator_name": "天津晨曦托育有限公司"},
    )

    assert answer.headers["Location"] == "/representatives/"
    assert [each.status for each in person.representations.all()] == [S.PENDING]


def test_confirming_and_ending_are_posts_that_answer_by_role(client):
    operator = make_operator()
    waiting = request_representation(
        credit_code=operator.credit_code, operator_name="", actor=make_user()
    )
    people = {
        "stranger": make_user(),
        "oneself": waiting.user,
        "unit": make_member("zjw").user,
        "liaison": make_member("wjw", "liaison").user,
        "officer": make_officer(),
    }

    answers = {}
    for name, user in people.items():
        client.force_login(user)
        answers[name] = client.post(f"/representatives/{waiting.pk}/confirm/").status_code

    assert answers == {
        "stranger": 404,
        "oneself": 403,
        "unit": 404,
        "liaison": 403,
        "officer": 302,
    }
    waiting.refresh_from_db()
    assert waiting.status == S.CONFIRMED
    assert client.get(f"/representatives/{waiting.pk}/confirm/").status_code == 405


@pytest.mark.parametrize(
    ("code", "status"), [("wjw", 200), ("zjw", 403), (CONFERENCE_OFFICE, 403), (None, 200)]
)
def test_the_list_is_for_the_commission_and_for_operators(client, code, status):
    client.force_login(make_member(code).user if code else make_user())

    assert client.get("/representatives/").status_code == status


def test_words_without_end_find_nothing_and_break_nothing(client):
    make_operator()
    client.force_login(make_officer())

    for path in ("/representatives/", "/representatives.xlsx"):
        assert client.get(path, {"q": "x" * 60_000}).status_code == 200


def test_the_queue_asks_as_many_questions_for_three_as_for_one(
    client, django_assert_max_num_queries
):
    client.force_login(make_officer())
    client.get("/representatives/")  # the first look also writes the session
    counts = []
    for _ in range(2):
        operator = make_operator()
        request_representation(
            credit_code=operator.credit_code, operator_name="", actor=make_user()
        )
        with django_assert_max_num_queries(40) as captured:
            client.get("/representatives/")
        counts.append(len(captured))
        make_operator(status="pending", user=make_user())

    assert counts[0] == counts[1]


def test_the_sealed_paper_is_uploaded_and_seen_by_those_concerned_only(client):
    operator = make_operator(status="pending")
    representative = operator.representatives.get()
    address = f"/representatives/{representative.pk}/authorization/"
    client.force_login(representative_of(operator))

    client.post(address, {"file": upload(picture(), "授权委托书.jpg")})

    statuses = {}
    for name, user in {"officer": make_officer(), "stranger": make_user()}.items():
        client.force_login(user)
        statuses[name] = [
            client.get(path).status_code for path in (f"{address}picture/", f"{address}form/")
        ]
    assert statuses == {"officer": [200, 200], "stranger": [404, 404]}
