"""Messages: one person is told one thing, once."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Delivery, Message
from accounts.services.message import send_message, send_to_address
from tests.accounts.people import make_user
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db


def test_a_message_reaches_the_inbox_and_the_mailbox():
    zhang = make_user(email="zhang@example.com")

    message = send_message(zhang, key="event:1", title="已出具回执", url="/filings/1/")

    assert list(Message.objects.visible_to(zhang).unread()) == [message]
    assert list(Delivery.objects.values_list("channel", "address", "status")) == [
        ("mail", "zhang@example.com", "pending")
    ]


def test_the_same_key_tells_nobody_twice():
    zhang = make_user(email="zhang@example.com")
    send_message(zhang, key="event:1", title="已出具回执")

    again = send_message(zhang, key="event:1", title="已出具回执（重复）")

    assert again is None
    assert list(Message.objects.values_list("title", flat=True)) == ["已出具回执"]
    assert Delivery.objects.count() == 1


def test_the_database_refuses_a_second_message_of_the_same_key():
    zhang = make_user()
    Message.objects.create(recipient=zhang, key="event:1", title="一")

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(recipient=zhang, key="event:1", title="二")


def test_two_people_are_each_told():
    for person in (make_user(), make_user()):
        assert send_message(person, key="event:1", title="已出具回执")


def test_a_person_without_an_address_still_has_the_inbox():
    zhang = make_user(email="")

    send_message(zhang, key="event:1", title="已出具回执", channels=("mail", "sms"))

    assert Message.objects.visible_to(zhang).count() == 1
    assert Delivery.objects.count() == 0


def test_a_closed_account_is_not_written_to():
    send_message(make_user(email="zhang@example.com", is_active=False), key="event:1", title="提醒")

    assert Delivery.objects.count() == 0


def test_what_is_rolled_back_is_told_to_nobody():
    zhang = make_user(email="zhang@example.com")

    with transaction.atomic():
        send_message(zhang, key="event:1", title="已出具回执")
        transaction.set_rollback(True)

    assert Message.objects.count() == Delivery.objects.count() == 0


def test_a_person_without_an_account_is_written_to_once():
    for _ in range(2):
        send_to_address("li@example.com", key="complaint:1", title="已收到您的投诉")

    assert list(Message.objects.values_list("recipient", "address")) == [(None, "li@example.com")]


@pytest.mark.parametrize(
    "address", ["", "li", "li@example.com, wang@example.com", "li@example.com\nBcc: wang@x.cn"]
)
def test_only_one_real_address_is_accepted(address):
    with pytest.raises(DomainError, match="邮箱地址不正确"):
        send_to_address(address, key="complaint:1", title="已收到您的投诉")


@pytest.mark.parametrize("changes", [{"recipient": None}, {"address": "li@example.com"}])
def test_a_message_goes_to_one_account_or_one_address(changes):
    columns = {"recipient": make_user(), "key": "event:1", "title": "一"} | changes

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(**columns)
