"""Getting back in: the forgotten password, through the mailbox and nowhere else."""

import re

import pytest

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


def forget(client, email):
    return client.post("/accounts/password/reset/", {"email": email})


def set_new_password(client, link, password=NEW_PASSWORD):
    form_address = client.get(link).headers["Location"]
    return client.post(form_address, {"password1": password, "password2": password})


def test_a_forgotten_password_is_replaced_through_the_mailbox(client):
    zhang = make_user(email="zhang@example.com")
    forget(client, "zhang@example.com")

    set_new_password(client, link_in(post_is_delivered()[0]))

    sign_in(client, zhang, NEW_PASSWORD)
    assert is_signed_in(client)


def test_the_reset_link_works_once(client):
    zhang = make_user(email="zhang@example.com")
    forget(client, "zhang@example.com")
    link = link_in(post_is_delivered()[0])
    set_new_password(client, link)

    assert "链接已失效" in client.get(link).content.decode()
    zhang.refresh_from_db()
    assert zhang.check_password(NEW_PASSWORD)


def test_the_reset_link_is_good_for_half_an_hour(client):
    make_user(email="zhang@example.com")
    forget(client, "zhang@example.com")
    link = link_in(post_is_delivered()[0])

    with later(31):
        assert "链接已失效" in client.get(link).content.decode()


def test_the_reset_link_dies_when_the_address_changes(client):
    zhang = make_user(email="zhang@example.com")
    forget(client, "zhang@example.com")
    zhang.email = "other@example.com"
    zhang.save()

    assert "链接已失效" in client.get(link_in(post_is_delivered()[0])).content.decode()


def test_asking_for_a_reset_reads_the_same_for_known_and_unknown(client):
    make_user(email="zhang@example.com")

    known, unknown = (forget(client, f"{name}@example.com") for name in ("zhang", "nobody"))

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    pages = [
        re.sub(r'value="[\w-]{64}"', "", client.get(answer.headers["Location"]).content.decode())
        for answer in (known, unknown)
    ]
    assert pages[0] == pages[1]
    assert [letter.subject for letter in post_is_delivered()] == [
        "【武清托育】重设密码",
        "【武清托育】这个邮箱没有登记账号",
    ]


def test_the_reset_link_leads_to_our_own_address_whatever_host_was_claimed(client):
    make_user(email="zhang@example.com")

    client.post(
        "/accounts/password/reset/",
        {"email": "zhang@example.com"},
        headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"},
    )

    assert "http://testserver/accounts/password/reset/key/" in post_is_delivered()[0].body


def test_a_foreign_host_is_refused(client):
    answer = client.post(
        "/accounts/password/reset/", {"email": "a@b.cn"}, headers={"Host": "evil.example"}
    )

    assert answer.status_code == 400


def test_asking_over_and_over_sends_five_letters_an_hour(client):
    make_user(email="zhang@example.com")

    answers = [forget(client, "zhang@example.com").status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_a_weak_new_password_is_explained(client):
    zhang = make_user(email="zhang@example.com")
    forget(client, "zhang@example.com")

    answer = set_new_password(client, link_in(post_is_delivered()[0]), "password12")

    assert "密码至少包含大写字母、小写字母、数字、符号中的三种。" in answer.content.decode()
    zhang.refresh_from_db()
    assert zhang.check_password(PASSWORD)
