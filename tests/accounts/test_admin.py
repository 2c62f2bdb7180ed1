"""Administration of accounts: opened, closed, helped, never removed, nothing secret shown."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import User
from accounts.services.file import store_bytes
from accounts.services.message import send_message
from tests.accounts.people import PASSWORD, is_signed_in, make_user, post_is_delivered, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    administrator = make_user(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    return administrator


def account(user, **changes):
    stated = {
        "username": user.username,
        "name": user.name,
        "mobile": user.mobile,
        "email": user.email,
        "is_active": "on",
    }
    return stated | changes


def test_an_account_is_opened_and_can_sign_in(client, administrator):
    client.post(
        "/admin/accounts/user/add/",
        {
            "username": "officer",
            "name": "王敏",
            "email": "officer@example.com",
            "mobile": "",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    client.logout()

    sign_in(client, User.objects.get(username="officer"))

    assert is_signed_in(client)


def test_another_address_closes_the_old_one(client, administrator):
    zhang = make_user(email="old@example.com", must_confirm_email=True)
    EmailAddress.objects.create(user=zhang, email="old@example.com", verified=True, primary=True)

    client.post(f"/admin/accounts/user/{zhang.pk}/change/", account(zhang, email="new@example.com"))

    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("new@example.com", True, True)
    ]
    zhang.refresh_from_db()
    assert (zhang.email, zhang.must_confirm_email) == ("new@example.com", False)


def test_who_changed_what_is_on_record(client, administrator):
    zhang = make_user(name="张三")

    client.post(f"/admin/accounts/user/{zhang.pk}/change/", account(zhang, name="张珊"))

    page = client.get(f"/admin/accounts/user/{zhang.pk}/history/").content.decode()
    assert "张三 → 张珊" in page
    assert str(administrator) in page
    assert "pbkdf2" not in page
    assert "style=" not in page.split('id="change-history"')[1].split("</table>")[0]


def test_a_lost_second_factor_is_cleared_and_its_owner_told(client, administrator):
    zhang = make_user(email="zhang@example.com")
    TOTP.activate(zhang, "SECRET")

    client.post(
        "/admin/accounts/user/", {"action": "clear_second_factor", "_selected_action": zhang.pk}
    )

    assert Authenticator.objects.count() == 0
    assert [letter.subject for letter in post_is_delivered()] == ["【武清托育】双因素认证已停用"]


def test_nobody_is_removed(client, administrator):
    zhang = make_user()

    assert client.post(f"/admin/accounts/user/{zhang.pk}/delete/").status_code == 403


@pytest.mark.parametrize("model", ["delivery", "storedfile"])
def test_what_has_a_life_is_only_shown(client, administrator, model):
    send_message(make_user(email="zhang@example.com"), key="event:1", title="提醒")
    store_bytes(b"x", name="a.txt", content_type="text/plain")

    assert client.get(f"/admin/accounts/{model}/").status_code == 200
    assert client.get(f"/admin/accounts/{model}/add/").status_code == 403


@pytest.mark.parametrize(
    "path", ["mfa/authenticator", "account/emailaddress", "usersessions/usersession"]
)
def test_secrets_of_others_have_no_page(client, administrator, path):
    assert client.get(f"/admin/{path}/").status_code == 404


def test_an_operator_has_no_business_here(client):
    client.force_login(make_user())

    assert client.get("/admin/accounts/user/").status_code == 302
