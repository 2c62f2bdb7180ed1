"""The second factor: set up, asked for, not to be replayed or guessed."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core import mail

from tests.accounts.people import (
    PASSWORD,
    is_signed_in,
    later,
    make_user,
    post_is_delivered,
    sign_in,
)

pytestmark = pytest.mark.django_db


def code_for(secret):
    counter = next(auth.yield_hotp_counters_from_time())
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def set_up(client):
    """The secret of a fresh authenticator, confirmed with its first code."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


@pytest.fixture
def protected(client, django_capture_on_commit_callbacks):
    zhang = make_user(email="zhang@example.com")
    sign_in(client, zhang)
    with django_capture_on_commit_callbacks(execute=True):
        zhang.secret = set_up(client)
    client.post("/accounts/logout/")
    return zhang


def test_setting_up_shows_a_qr_code_and_gives_recovery_codes(client):
    sign_in(client, make_user())
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    set_up(client)

    assert "data:image/svg+xml" in page
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10


def test_the_owner_is_told_by_mail(protected):
    post_is_delivered()

    assert "【武清托育】双因素认证已启用" in [letter.subject for letter in mail.outbox]


def test_password_alone_no_longer_opens_the_account(client, protected):
    answer = sign_in(client, protected)

    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/workbench/", "/messages/", "/admin/", "/accounts/2fa/"])
def test_between_password_and_code_nothing_is_open(client, protected, path):
    protected.is_staff = protected.is_superuser = True
    protected.save()
    sign_in(client, protected)

    answer = client.get(path)

    assert answer.status_code == 302
    assert "/login/?next=" in answer.headers["Location"]


def test_the_administration_asks_for_it_too(client, protected):
    protected.is_staff = protected.is_superuser = True
    protected.save()

    answer = client.post(
        "/admin/login/", {"username": protected.username, "password": PASSWORD}, follow=True
    )

    assert answer.redirect_chain[0][0].startswith("/accounts/login/")
    assert client.get("/admin/").status_code == 302


def test_the_code_opens_it(client, protected):
    sign_in(client, protected)

    with later(1):
        client.post("/accounts/2fa/authenticate/", {"code": code_for(protected.secret)})
        assert is_signed_in(client)


def test_a_code_works_once(client, protected):
    with later(1):
        code = code_for(protected.secret)
        sign_in(client, protected)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        client.post("/accounts/logout/")
        sign_in(client, protected)

        answer = client.post("/accounts/2fa/authenticate/", {"code": code})

    assert "验证码不正确或已用过" in answer.content.decode()
    assert not is_signed_in(client)


def test_the_code_that_set_it_up_does_not_open_it(client):
    zhang = make_user()
    with later(1):
        sign_in(client, zhang)
        secret = set_up(client)
        client.post("/accounts/logout/")
        sign_in(client, zhang)

        answer = client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})

    assert "验证码不正确或已用过" in answer.content.decode()
    assert not is_signed_in(client)


def test_after_five_wrong_codes_even_the_right_one_waits(client, protected):
    sign_in(client, protected)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    with later(1):
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_for(protected.secret)})

    assert "连续输错次数太多" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_recovery_code_opens_it_once(client, protected):
    codes = Authenticator.objects.get(user=protected, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    sign_in(client, protected)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_signed_in(client)
    client.post("/accounts/logout/")

    sign_in(client, protected)
    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert not is_signed_in(client)


def test_a_stolen_session_cannot_set_one_up_without_the_password(client):
    sign_in(client, make_user())

    answer = client.get("/accounts/2fa/totp/activate/")

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_switching_it_off_asks_for_the_person_again(client, protected):
    with later(1):
        sign_in(client, protected)
        client.post("/accounts/2fa/authenticate/", {"code": code_for(protected.secret)})

    with later(20):
        answer = client.post("/accounts/2fa/totp/deactivate/")

    assert "reauthenticate" in answer.headers["Location"]
    assert Authenticator.objects.filter(user=protected, type="totp").exists()


def test_staff_must_set_it_up_where_the_setting_says_so(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    sign_in(client, make_user(is_staff=True))

    assert client.get("/messages/").headers["Location"] == "/accounts/2fa/"
    set_up(client)
    assert client.get("/messages/").status_code == 200


def test_secrets_are_not_kept_in_the_clear_on_the_page_afterwards(client, protected):
    with later(1):
        sign_in(client, protected)
        client.post("/accounts/2fa/authenticate/", {"code": code_for(protected.secret)})

        assert protected.secret not in client.get("/accounts/2fa/").content.decode()
