"""Signing in and out, and nobody else's session."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.test import Client

from tests.accounts.people import (
    PASSWORD,
    is_signed_in,
    later,
    make_user,
    post_is_delivered,
    sign_in,
)

pytestmark = pytest.mark.django_db


def try_to_sign_in(client, login, password=f"not {PASSWORD}"):
    return client.post("/accounts/login/", {"login": login, "password": password})


def errors_on(answer):
    return answer.context["form"].non_field_errors()


@pytest.mark.parametrize("login", ["zhangsan", "ZhangSan", "zhang@example.com"])
def test_with_user_name_or_address(client, login):
    make_user(username="zhangsan", email="zhang@example.com")

    answer = try_to_sign_in(client, login, PASSWORD)

    assert answer.headers["Location"] == "/workbench/"
    assert is_signed_in(client)


def test_who_was_vouched_for_needs_no_confirmation_letter(client):
    officer = make_user(email="officer@example.com")

    sign_in(client, officer)

    assert is_signed_in(client)
    assert post_is_delivered() == []


def test_the_vouched_address_counts_as_confirmed(client):
    officer = make_user(email="officer@example.com")

    sign_in(client, officer)

    assert EmailAddress.objects.get(user=officer).verified


def test_a_reset_asked_by_a_stranger_locks_nobody_out(client):
    officer = make_user(email="officer@example.com")
    client.post("/accounts/password/reset/", {"email": "officer@example.com"})

    sign_in(client, officer)

    assert is_signed_in(client)


@pytest.mark.parametrize("login", ["zhangsan", "nobody"])
def test_a_wrong_password_and_a_wrong_name_read_the_same(client, login):
    make_user(username="zhangsan")

    answer = try_to_sign_in(client, login)

    assert errors_on(answer) == ["用户名或密码不正确，请核对后重新输入。"]


def test_a_closed_account_stays_out(client):
    closed = make_user(is_active=False)

    sign_in(client, closed)

    assert not is_signed_in(client)


def test_closing_an_account_ends_its_sessions_at_once(client):
    zhang = make_user()
    sign_in(client, zhang)
    zhang.is_active = False
    zhang.save()

    assert not is_signed_in(client)


def test_after_five_wrong_passwords_even_the_right_one_waits(client):
    make_user(username="zhangsan")
    for _ in range(5):
        try_to_sign_in(client, "zhangsan")

    answer = try_to_sign_in(client, "zhangsan", PASSWORD)

    assert errors_on(answer) == ["连续输错次数太多，请 15 分钟后再试。忘记密码的，可以重设密码。"]
    assert not is_signed_in(client)


@pytest.fixture
def hashed(monkeypatch):
    """What was hashed: it is what costs time when somebody signs in."""
    kind, found = type(get_hasher()), []
    encode = kind.encode

    def counted(hasher, password, *args, **kwargs):
        found.append(password)
        return encode(hasher, password, *args, **kwargs)

    monkeypatch.setattr(kind, "encode", counted)
    return found


@pytest.mark.parametrize("login", ["nobody", "nobody@example.com", "zhang@example.com"])
def test_a_name_nobody_has_takes_as_much_work_as_a_wrong_password(client, hashed, login):
    make_user(username="zhangsan", email="zhang@example.com")
    hashed.clear()
    try_to_sign_in(client, "zhangsan")
    work = len(hashed)

    try_to_sign_in(client, login)

    assert len(hashed) == 2 * work > 0


def test_who_has_to_wait_takes_no_work(client, hashed):
    make_user(username="zhangsan")
    for _ in range(5):
        try_to_sign_in(client, "zhangsan")
    hashed.clear()

    try_to_sign_in(client, "zhangsan")

    assert hashed == []


def test_a_quarter_of_an_hour_later_the_right_one_is_welcome(client):
    make_user(username="zhangsan")
    for _ in range(6):
        try_to_sign_in(client, "zhangsan")

    with later(16):
        try_to_sign_in(client, "zhangsan", PASSWORD)
        assert is_signed_in(client)


def test_a_stranger_elsewhere_cannot_lock_the_owner_out(client):
    make_user(username="zhangsan")
    for _ in range(6):
        client.post(
            "/accounts/login/", {"login": "zhangsan", "password": "x"}, REMOTE_ADDR="203.0.113.9"
        )

    try_to_sign_in(client, "zhangsan", PASSWORD)

    assert is_signed_in(client)


def test_a_forged_address_does_not_buy_more_attempts(client):
    make_user(username="zhangsan")
    for number in range(6):
        answer = client.post(
            "/accounts/login/",
            {"login": "zhangsan", "password": "x"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )

    assert errors_on(answer) == ["连续输错次数太多，请 15 分钟后再试。忘记密码的，可以重设密码。"]


def test_an_office_behind_one_address_signs_in_all_the_same(client):
    for _ in range(40):
        officer = make_user()
        assert sign_in(client, officer).status_code == 302
        client.logout()


def test_the_session_gets_a_new_name_and_dies_with_signing_out(client):
    client.get("/accounts/login/")
    client.cookies["sessionid"] = "fixed-by-somebody-else"
    sign_in(client, make_user())
    key = client.cookies["sessionid"].value
    assert key != "fixed-by-somebody-else"

    client.post("/accounts/logout/")
    client.cookies["sessionid"] = key

    assert not is_signed_in(client)
    assert not Session.objects.filter(pk=key).exists()


def test_looking_at_the_sign_out_page_signs_nobody_out(client):
    sign_in(client, make_user())

    assert "退出登录" in client.get("/accounts/logout/").content.decode()
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_sign_in_leads_nowhere_else(client, target):
    answer = client.post(
        "/accounts/login/", {"login": make_user().username, "password": PASSWORD, "next": target}
    )

    assert answer.headers["Location"] == "/workbench/"


def test_sign_in_leads_back_to_where_one_was_going(client):
    assert client.get("/messages/").headers["Location"] == "/accounts/login/?next=/messages/"

    answer = client.post(
        "/accounts/login/?next=/messages/",
        {"login": make_user().username, "password": PASSWORD, "next": "/messages/"},
    )

    assert answer.headers["Location"] == "/messages/"


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/register/", "/messages/read/"])
def test_a_form_from_elsewhere_is_refused(path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    assert client.post(path, {}).status_code == 403
