"""My account: what one sees, changes and ends oneself."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.accounts.people import (
    PASSWORD,
    is_signed_in,
    later,
    link_in,
    make_user,
    post_is_delivered,
    sign_in,
)

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "Quite-other-2027"
BROWSER = "Mozilla/5.0 (Linux; Android 14; HarmonyOS) AppleWebKit/537.36 MicroMessenger/8.0"


@pytest.fixture
def zhang(client):
    zhang = make_user(name="张三", mobile="13800000000", email="zhang@example.com")
    sign_in(client, zhang)
    return zhang


def test_the_page_shows_oneself(client, zhang):
    page = client.get("/accounts/").content.decode()

    for word in (zhang.username, "张三", "13800000000", "zhang@example.com", "双因素认证"):
        assert word in page


def test_name_and_number_are_changed(client, zhang):
    client.post("/accounts/edit/", {"name": "张珊", "mobile": "13900000000"})

    zhang.refresh_from_db()
    assert (zhang.name, zhang.mobile) == ("张珊", "13900000000")


def test_nothing_else_is(client, zhang):
    client.post(
        "/accounts/edit/",
        {"name": "张珊", "mobile": "", "username": "root", "is_staff": "on", "email": "x@x.cn"},
    )

    changed = User.objects.get(pk=zhang.pk)
    assert (changed.username, changed.is_staff, changed.email) == (
        zhang.username,
        False,
        "zhang@example.com",
    )


def test_a_wrong_number_is_explained_and_not_shown_as_ones_own(client, zhang):
    answer = client.post("/accounts/edit/", {"name": "", "mobile": "123"})

    assert "请填写 11 位手机号" in answer.content.decode()
    assert str(answer.context["user"]) == "张三"


def test_changes_are_remembered_without_passwords_or_visits(client, zhang):
    client.post("/accounts/edit/", {"name": "张珊", "mobile": ""})

    history = list(zhang.history.order_by("history_date").values_list("name", flat=True))
    assert history == ["张三", "张珊"]
    assert not hasattr(zhang.history.first(), "password")


def test_a_new_address_counts_only_once_it_is_confirmed(client, zhang):
    client.post("/accounts/email/", {"email": "new@example.com", "action_add": ""})
    zhang.refresh_from_db()
    assert zhang.email == "zhang@example.com"

    client.post(link_in(post_is_delivered()[0]))

    zhang.refresh_from_db()
    assert zhang.email == "new@example.com"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("new@example.com", True)
    ]


def test_the_old_address_is_told(client, zhang):
    client.post("/accounts/email/", {"email": "new@example.com", "action_add": ""})
    client.post(link_in(post_is_delivered()[0]))

    [letter] = post_is_delivered()
    assert letter.subject == "【武清托育】邮箱已更换"
    assert letter.to == ["zhang@example.com"]


def test_asking_for_somebody_elses_address_tells_only_its_owner(client, zhang):
    make_user(email="li@example.com")

    answers = [
        client.post("/accounts/email/", {"email": email, "action_add": ""})
        for email in ("li@example.com", "free@example.com")
    ]

    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client, zhang):
    elsewhere = Client()
    sign_in(elsewhere, zhang)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert "【武清托育】密码已更换" in [letter.subject for letter in post_is_delivered()]


def test_without_the_present_password_there_is_no_new_one(client, zhang):
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert "现在的密码不正确，请重新输入。" in answer.content.decode()


def test_sessions_are_listed_in_words_and_the_others_can_be_ended(client, zhang):
    elsewhere = Client(headers={"User-Agent": BROWSER})
    sign_in(elsewhere, zhang)

    assert "鸿蒙手机，微信" in client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_nobody_sees_or_ends_the_sessions_of_another(client, zhang):
    li = Client(headers={"User-Agent": BROWSER})
    sign_in(li, make_user())

    assert "微信" not in client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")

    assert is_signed_in(li)


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_half_an_hour_alone_ends_a_session(client, zhang, minutes, stays):
    client.get("/accounts/")

    with later(minutes):
        assert is_signed_in(client) is stays


def test_who_works_on_stays_signed_in_but_not_for_ever(client, zhang):
    states = []
    for minutes in range(0, 13 * 60, 25):
        with later(minutes):
            states.append(is_signed_in(client))

    assert states == [minutes <= 12 * 60 for minutes in range(0, 13 * 60, 25)]


PAGES = [
    "/accounts/",
    "/accounts/edit/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/messages/",
    "/messages/failed/",
]


@pytest.mark.parametrize("path", PAGES)
def test_looking_writes_nothing(client, path):
    from django.apps import apps

    from tests.accounts.people import make_user

    administrator = make_user(is_staff=True, is_superuser=True, email="admin@example.com")
    sign_in(client, administrator)

    def rows():
        return {
            model._meta.label: list(model.objects.order_by("pk").values_list())
            for model in apps.get_models()
            if model._meta.app_label in {"accounts", "account", "mfa", "usersessions", "auth"}
        }

    before = rows()
    answer = client.get(path)

    assert answer.status_code == 200
    assert rows() == before


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_in_chinese_and_on_our_frame(client, zhang, path):
    if path == "/messages/failed/":
        zhang.is_staff = True
        zhang.save()

    page = client.get(path).content.decode()

    assert 'class="masthead"' in page
    for word in ("Sign", "Password", "Email", "Two-Factor", "Code", "操作失败"):
        assert word not in page.split("<main", 1)[1]
