"""The API for registrars' systems: by token, all or nothing, the same again changes nothing."""

import json
from datetime import date, timedelta

import pytest
from django.core.cache import caches

from departments.models import AccessToken, Department
from registry.models import Registration
from tests.departments.factories import at, make_user
from tests.registry.factories import make_credit_code
from tests.registry.registrations import make_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

ADDRESS = "/api/v1/registrations/"


def make_sent(number=1, **said):
    return {
        "record_number": f"武市登{number}",
        "credit_code": make_credit_code(),
        "name": "天津春禾托育服务有限公司",
        "happened_on": "2026-02-16",
        "address": "武清区杨村街道光明道 8 号",
    } | said


@pytest.fixture
def send(client):
    """`send(record, …)`: as the system of 市监 would, unless another token is given."""
    own = make_token()

    def send(*records, token=own, content=None, **options):
        body = json.dumps({"registrations": records} if content is None else content)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return client.post(
            ADDRESS, body, content_type="application/json", headers=headers, **options
        )

    return send


def test_what_is_sent_is_kept_for_the_unit_of_the_token(send):
    answer = send(make_sent(1), make_sent(2, state="cancelled"))

    assert answer.status_code == 200
    assert answer.json() == {"received": 2, "added": 2, "updated": 0, "unchanged": 0}
    rows = Registration.objects.order_by("record_number").select_related("registrar", "township")
    assert [(row.registrar.code, row.state) for row in rows] == [
        ("scj", "in_force"),
        ("scj", "cancelled"),
    ]
    assert rows[0].township.code == "120114001"


def test_the_same_sent_again_has_no_further_effect(send):
    record = make_sent()
    send(record)
    before = list(Registration.objects.values())

    answer = send(record)

    assert answer.json() == {"received": 1, "added": 0, "updated": 0, "unchanged": 1}
    assert list(Registration.objects.values()) == before


def test_what_comes_out_of_order_is_a_conflict_and_undoes_nothing(send):
    record = make_sent()
    send(record | {"state": "cancelled", "happened_on": "2026-02-27"})

    answer = send(make_sent(2), record)

    assert answer.status_code == 409
    assert answer.json() == {
        "detail": "有 1 条比已经收到的早，例如 武市登1 已有 2026-02-27 的登记信息，"
        "这次没有写入任何内容。",
        "errors": {"武市登1": "已有 2026-02-27 的登记信息"},
    }
    assert list(Registration.objects.values_list("state", flat=True)) == ["cancelled"]


def test_one_bad_record_refuses_the_whole_batch_by_its_place(send):
    answer = send(make_sent(1), make_sent(2, name="", state="x"), make_sent(3, credit_code="1"))

    assert answer.status_code == 400
    assert answer.json() == {
        "detail": "有 2 条需要更正，这次没有写入任何内容。",
        "errors": {"1": "没有填写名称。", "2": "统一社会信用代码“1”不正确，请核对登记证照。"},
    }
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        "x",
        None,
        {"registrations": []},
        {"registrations": {}},
        {"registrations": [make_sent()] * 501},
        {"registrations": [1]},
        {"registrations": [make_sent(name=5)]},
        {"registrations": [make_sent(name=["a"])]},
        {"registrations": [make_sent(name="a\x00b")]},
        {"registrations": [make_sent(township="\ud800")]},
        {"registrations": [make_sent(), make_sent()]},
        {"registrations": [make_sent(registrar="mzj")]},
    ],
)
def test_what_has_another_shape_is_refused_in_a_sentence(send, content):
    answer = send(content=content if content is not None else 0)

    assert answer.status_code == 400
    assert set(answer.json()) == {"detail", "errors"}
    assert not Registration.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, '{"registrations": NaN}', "\xff"])
def test_what_is_no_json_is_refused(client, body):
    headers = {"Authorization": f"Bearer {make_token()}"}

    answer = client.post(ADDRESS, body, content_type="application/json", headers=headers)

    assert answer.status_code == 400


def test_what_is_longer_than_anybody_needs_is_not_read(send):
    assert send(content={"registrations": "x" * 5_300_000}).status_code == 413


def test_another_kind_of_content_is_named(client):
    headers = {"Authorization": f"Bearer {make_token()}"}

    answer = client.post(ADDRESS, "a=b", content_type="text/plain", headers=headers)

    assert answer.status_code == 415


def test_without_a_token_that_counts_nobody_gets_in(send):
    token = make_token()
    ended = make_token(expires_on=date(2026, 3, 1))
    elsewhere = make_token(networks="10.20.0.0/16")
    AccessToken.objects.filter(beginning=token[:10]).update(revoked_at="2030-01-01T00:00:00Z")

    answers = [send(make_sent(), token=each) for each in ("", "wrong", token, ended, elsewhere)]

    assert [answer.status_code for answer in answers] == [401] * 5
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {"Bearer"}
    assert not Registration.objects.exists()


def test_a_session_is_no_token(send, client):
    client.force_login(make_user(is_staff=True, is_superuser=True))

    assert send(make_sent(), token="").status_code == 401


def test_a_token_counts_from_where_it_may(send):
    inside = make_token(networks="10.20.0.0/16, 192.0.2.7")

    assert send(make_sent(), token=inside, REMOTE_ADDR="10.20.3.4").status_code == 200
    assert send(make_sent(), token=inside, REMOTE_ADDR="10.21.3.4").status_code == 401
    forged = send(
        make_sent(), token=inside, REMOTE_ADDR="10.21.3.4", HTTP_X_FORWARDED_FOR="10.20.3.4"
    )
    assert forged.status_code == 401


def test_a_unit_that_registers_nobody_may_not_push(send):
    assert send(make_sent(), token=make_token("zjw")).status_code == 403


def test_the_token_of_a_unit_that_is_no_more_counts_no_more(send):
    Department.objects.filter(code="scj").update(is_active=False)

    assert send(make_sent()).status_code == 401


def test_a_token_ends_on_its_day(send):
    token = make_token(expires_on=date(2026, 3, 2))

    assert send(make_sent(), token=token).status_code == 200
    with at(date(2026, 3, 2) + timedelta(days=1)):
        assert send(make_sent(), token=token).status_code == 401


def test_whoever_sends_too_fast_is_told_when_to_go_on(send, settings, monkeypatch):
    monkeypatch.setattr("registry.api.token.TokenPace.THROTTLE_RATES", {"token": "2/min"})
    caches["counters"].clear()

    answers = [send(make_sent()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.fixture
def three_wrong_ones(monkeypatch):
    monkeypatch.setattr(
        "registry.api.token.WrongTokenPace.THROTTLE_RATES", {"wrong_token": "3/min"}
    )


@pytest.mark.usefixtures("three_wrong_ones")
def test_tokens_cannot_be_tried_by_the_thousand(send):
    token = make_token()

    answers = [
        send(make_sent(), token=f"wqty_{number}", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
        for number in range(5)
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert send(make_sent(), token=token).status_code == 429
    assert send(make_sent(), token=token, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.usefixtures("three_wrong_ones")
def test_the_right_token_uses_up_none_of_the_tries(send):
    answers = [send(make_sent()) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200] * 5


def test_only_posting_is_understood(client):
    headers = {"Authorization": f"Bearer {make_token()}"}

    assert client.get(ADDRESS, headers=headers).status_code == 405
    assert client.get(ADDRESS).status_code == 401


# The administrator


@pytest.fixture
def administrator(client):
    user = make_user("管理", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def issue(client, **said):
    form = {
        "department": Department.objects.get(code="scj").pk,
        "scope": "registrations",
        "name": "登记业务系统",
        "networks": "",
        "expires_on": "2027-03-01",
    } | said
    return client.post("/admin/departments/accesstoken/add/", form)


def test_a_token_is_shown_once_and_kept_as_its_digest(client, administrator, send):
    page = issue(client)

    token = AccessToken.objects.get(created_by=administrator)
    secret = page.context_data["secret"]
    assert page.content.decode().count(secret) == 1
    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in str(page.cookies)
    assert send(make_sent(), token=secret).status_code == 200
    assert secret not in str(list(AccessToken.objects.values()))
    for address in ("", f"{token.pk}/change/", f"{token.pk}/history/"):
        assert (
            secret not in client.get(f"/admin/departments/accesstoken/{address}").content.decode()
        )
    token.refresh_from_db()
    assert token.last_used_on == date(2026, 3, 2)


def test_a_token_taken_back_opens_nothing_from_then_on(client, administrator, send):
    secret = make_token()
    token = AccessToken.objects.latest("pk")

    client.post(
        "/admin/departments/accesstoken/", {"action": "revoke", "_selected_action": [token.pk]}
    )

    assert send(make_sent(), token=secret).status_code == 401
    assert client.post(f"/admin/departments/accesstoken/{token.pk}/delete/").status_code == 403


def test_networks_that_are_none_are_refused(client, administrator):
    page = issue(client, networks="10.20.0.0/99")

    assert "请填写网络地址" in page.content.decode()
    assert not AccessToken.objects.exists()
