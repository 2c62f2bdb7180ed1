"""The inbox and the list of what could not be sent."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Delivery, Message
from accounts.services.message import send_message
from tests.accounts.people import make_user

pytestmark = pytest.mark.django_db


def titles(answer):
    return [message.title for message in answer.context["object_list"]]


def test_the_inbox_shows_unread_first_and_only_ones_own(client):
    zhang = make_user()
    _, _, third, fourth = (
        send_message(zhang, key=title, title=title)
        for title in ("第一条", "第二条", "第三条", "第四条")
    )
    send_message(make_user(), key="别人的", title="别人的消息")
    client.force_login(zhang)
    for message in (third, fourth):
        client.post(f"/messages/{message.pk}/open/")

    answer = client.get("/messages/")

    assert titles(answer) == ["第二条", "第一条", "第四条", "第三条"]
    assert "2 条未读" in answer.content.decode()


def test_opening_a_message_marks_it_and_leads_on(client):
    zhang = make_user()
    message = send_message(zhang, key="event:1", title="已出具回执", url="/accounts/")
    client.force_login(zhang)

    answer = client.post(f"/messages/{message.pk}/open/")

    assert answer.headers["Location"] == "/accounts/"
    message.refresh_from_db()
    assert message.read_at is not None


def test_the_first_reading_counts(client):
    zhang = make_user()
    message = send_message(zhang, key="event:1", title="已出具回执")
    client.force_login(zhang)
    client.post(f"/messages/{message.pk}/open/")
    message.refresh_from_db()

    client.post(f"/messages/{message.pk}/open/")

    first = message.read_at
    message.refresh_from_db()
    assert message.read_at == first


def test_somebody_elses_message_does_not_exist(client):
    message = send_message(make_user(), key="event:1", title="别人的消息")
    client.force_login(make_user())

    answer = client.post(f"/messages/{message.pk}/open/")

    assert answer.status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_message_leads_nowhere_else(client, url):
    zhang = make_user()
    message = send_message(zhang, key="event:1", title="提醒", url=url)
    client.force_login(zhang)

    answer = client.post(f"/messages/{message.pk}/open/")

    assert answer.headers["Location"] == "/messages/"


def test_all_are_read_at_once_but_only_ones_own(client):
    zhang, li = make_user(), make_user()
    for person in (zhang, zhang, li):
        send_message(person, key=f"{Message.objects.count()}", title="提醒")
    client.force_login(zhang)

    client.post("/messages/read/")

    assert Message.objects.visible_to(zhang).unread().count() == 0
    assert Message.objects.visible_to(li).unread().count() == 1


@pytest.mark.parametrize("path", ["/messages/read/", "/messages/1/open/"])
def test_looking_never_marks_anything(client, path):
    zhang = make_user()
    Message.objects.create(pk=1, recipient=zhang, key="event:1", title="提醒")
    client.force_login(zhang)

    assert client.get(path).status_code == 405
    client.get("/messages/")

    assert Message.objects.unread().count() == 1


def test_the_inbox_asks_as_often_for_three_as_for_one(client):
    zhang = make_user()
    client.force_login(zhang)
    client.get("/messages/")
    numbers = []
    for amount in (1, 3):
        while Message.objects.count() < amount:
            send_message(zhang, key=f"{Message.objects.count()}", title="提醒")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/messages/")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def failed_delivery():
    message = Message.objects.create(recipient=make_user(), key="event:1", title="已出具回执")
    return Delivery.objects.create(
        message=message,
        channel="mail",
        address="zhang@example.com",
        status="failed",
        attempts=10,
        last_error="对方邮件服务器不接受这个收件地址，请核对地址。",
    )


def test_administrators_see_what_could_not_be_sent_and_why(client):
    failed_delivery()
    client.force_login(make_user(is_staff=True))

    page = client.get("/messages/failed/").content.decode()

    assert "已出具回执" in page
    assert "对方邮件服务器不接受这个收件地址" in page


def test_who_was_given_the_permission_sees_it_too(client):
    officer = make_user()
    officer.user_permissions.add(Permission.objects.get(codename="view_failed_delivery"))
    client.force_login(officer)

    assert client.get("/messages/failed/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_others_may_neither_see_nor_send(client, method):
    delivery = failed_delivery()
    client.force_login(make_user())
    path = "/messages/failed/" if method == "get" else f"/messages/failed/{delivery.pk}/retry/"

    assert getattr(client, method)(path).status_code == 403
    delivery.refresh_from_db()
    assert delivery.status == "failed"


def test_a_failed_delivery_is_queued_again(client):
    delivery = failed_delivery()
    client.force_login(make_user(is_staff=True))

    answer = client.post(f"/messages/failed/{delivery.pk}/retry/", follow=True)

    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == ("pending", 0)
    assert "已重新排队" in answer.content.decode()


def test_pressing_twice_is_explained(client):
    delivery = failed_delivery()
    client.force_login(make_user(is_staff=True))
    client.post(f"/messages/failed/{delivery.pk}/retry/")

    answer = client.post(f"/messages/failed/{delivery.pk}/retry/", follow=True)

    assert "这条消息已经重新发送，请刷新后查看。" in answer.content.decode()
