"""The outbox: what must leave does leave, after the commit, at least once."""

import json
import os
import smtplib
import socket
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from accounts import workflow
from accounts.models import Delivery, Message
from accounts.services import outbox
from accounts.services.message import send_message, send_to_address
from tests.accounts.people import later, make_user, post_is_delivered
from tests.conftest import ROOT
from wuqing_tuoyu import clock

pytestmark = pytest.mark.django_db


class RefusingBackend:
    """A mail server in a bad mood."""

    failure = ConnectionRefusedError()

    def __init__(self, **options):
        pass

    def send_messages(self, letters):
        raise self.failure


@pytest.fixture
def mail_server_is_away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


def when_due():
    """A moment after the pause: a number of seconds is not exact to the microsecond."""
    return time_machine.travel(Delivery.objects.get().next_try_at.timestamp() + 0.01, tick=False)


def told(**changes):
    return send_message(
        make_user(name="张三", email="zhang@example.com"),
        **{"key": "event:1", "title": "已出具回执", "url": "/filings/1/"} | changes,
    )


def test_a_letter_says_what_happened_and_where_to_look():
    told(body="编号 武清托备〔2026〕1号")

    [letter] = post_is_delivered()

    assert letter.subject == "【武清托育】已出具回执"
    assert letter.to == ["zhang@example.com"]
    assert "张三，您好" in letter.body
    assert "编号 武清托备〔2026〕1号" in letter.body
    assert "http://testserver/filings/1/" in letter.body


def test_a_letter_leaves_right_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        told()

    assert len(mail.outbox) == 1


def test_a_second_look_sends_nothing():
    told()
    post_is_delivered()

    assert post_is_delivered() == []


def test_one_transaction_is_announced_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as after_commit:
        for number in range(3):
            with transaction.atomic():
                told(key=f"event:{number}")

    assert after_commit == [outbox.publish]


def test_a_rolled_back_part_does_not_silence_the_rest(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as after_commit:
        with transaction.atomic():
            told()
            transaction.set_rollback(True)
        told()

    assert after_commit == [outbox.publish]


def test_a_refused_letter_is_tried_again_ever_later(mail_server_is_away):
    told()
    start = clock.now()
    pauses = []

    for _ in range(4):
        with when_due():
            outbox.look()
            pauses.append(Delivery.objects.get().next_try_at - clock.now())

    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert Delivery.objects.due(start).count() == 0


def test_after_ten_attempts_people_take_over(mail_server_is_away):
    told()

    for _ in range(10):
        with when_due():
            outbox.look()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.attempts) == ("failed", 10)
    assert delivery.last_error == "连不上服务器（ConnectionRefusedError），系统会自动再试。"


def test_a_refused_address_is_not_tried_again(mail_server_is_away, monkeypatch):
    refusal = smtplib.SMTPRecipientsRefused({"zhang@example.com": (550, b"no such user")})
    monkeypatch.setattr(RefusingBackend, "failure", refusal)
    told()

    outbox.look()

    assert Delivery.objects.get().status == "failed"


def test_what_was_refused_arrives_once_the_server_is_back(mail_server_is_away, settings):
    told()
    outbox.look()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    with later(2):
        letters = post_is_delivered()

    assert len(letters) == 1


def test_a_worker_that_died_while_sending_loses_nothing():
    told()
    delivery = Delivery.objects.get()
    assert workflow.claim(delivery, clock.now())

    assert post_is_delivered() == []
    with later(6):
        assert len(post_is_delivered()) == 1


def test_of_two_workers_only_one_sends():
    told()
    delivery = Delivery.objects.get()

    claims = [workflow.claim(delivery, clock.now()) for _ in range(2)]

    assert claims == [True, False]


def test_a_letter_sent_twice_carries_the_same_message_id():
    told()
    [first] = post_is_delivered()
    Delivery.objects.update(status="pending", sent_at=None, next_try_at=clock.now())

    [second] = post_is_delivered()

    assert first.message()["Message-ID"] == second.message()["Message-ID"]


def test_a_title_cannot_reach_into_the_head_of_a_letter():
    told(title="已出具回执\r\nBcc: everybody@example.com")

    [letter] = post_is_delivered()

    assert letter.message()["Bcc"] is None
    assert letter.recipients() == ["zhang@example.com"]


def test_an_address_with_a_line_break_is_never_sent_to():
    message = Message.objects.create(recipient=make_user(), key="event:1", title="提醒")
    Delivery.objects.create(
        message=message, channel="mail", address="zhang@example.com\nBcc: li@example.com"
    )

    assert post_is_delivered() == []
    assert Delivery.objects.get().status == "failed"


def test_a_secret_letter_is_wiped_once_it_is_sent():
    send_to_address(
        "li@example.com", key="account:1", title="重设密码", body="链接在此", is_secret=True
    )

    [letter] = post_is_delivered()

    assert "链接在此" in letter.body
    assert Message.objects.get().body == ""


def test_a_short_message_goes_through_the_gateway(settings, tmp_path):
    settings.SMS_ROOT = tmp_path
    zhang = make_user(mobile="13800000000")
    send_message(zhang, key="event:1", title="请补正 2 项", channels=("sms",))

    outbox.look()

    [day] = tmp_path.iterdir()
    line = json.loads(day.read_text())
    assert (line["to"], line["text"]) == ("13800000000", "【武清托育】请补正 2 项")
    assert Delivery.objects.get().status == "sent"


def test_a_floor_in_trouble_does_not_hold_up_the_mail(monkeypatch):
    monkeypatch.setattr(outbox, "_looks", [])

    def look_of_a_floor():
        raise RuntimeError

    outbox.register(look_of_a_floor)
    told()

    assert len(post_is_delivered()) == 1


def test_registering_twice_is_looking_once(monkeypatch):
    monkeypatch.setattr(outbox, "_looks", [])
    looks = []

    def look_of_a_floor():
        looks.append(1)

    for _ in range(2):
        outbox.register(look_of_a_floor)
    outbox.look()

    assert looks == [1]


PUBLISH_AND_MEASURE = """
import time
from accounts.services.outbox import publish
publish()
start = time.monotonic(); publish(); print("took", time.monotonic() - start)
"""


@pytest.mark.parametrize("answers", [False, None], ids=["silent", "refusing"])
def test_a_dead_broker_holds_nobody_up_and_raises_nothing(tmp_path, answers):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        if answers is None:
            silent.close()
        else:
            threading.Thread(target=accept_and_say_nothing, args=[silent], daemon=True).start()
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", PUBLISH_AND_MEASURE],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "wuqing_tuoyu.settings.development",
                "VAR": str(tmp_path),
                "REDIS_URL": f"redis://127.0.0.1:{port}/0",
                "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

    took = float(done.stdout.rpartition("took")[2])
    assert took < 10  # its time-outs are one second each; without them it hangs for minutes
    assert "outbox_not_announced" in done.stderr + done.stdout


def accept_and_say_nothing(server):
    held = []
    try:
        while True:
            held.append(server.accept())
    except OSError:
        for connection, _ in held:
            connection.close()
