"""Users and letters for the tests of this floor."""

import re
import time
from itertools import count

import time_machine
from django.core import mail

from accounts.models import User
from accounts.services import outbox

PASSWORD = "Tuoyu-demo-2026"
_numbers = count(1)


def make_user(**changes):
    number = next(_numbers)
    stated = {"username": f"user{number}", "name": f"用户{number}"} | changes
    return User.objects.create_user(password=PASSWORD, **stated)


def post_is_delivered():
    """What the worker does within a minute; the letters that left."""
    before = len(mail.outbox)
    outbox.look()
    return mail.outbox[before:]


def link_in(letter):
    return re.search(r"http://testserver(/\S+)", letter.body)[1]


def sign_in(client, user, password=PASSWORD):
    return client.post("/accounts/login/", {"login": user.username, "password": password})


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


def later(minutes):
    """A number rather than a moment: a moment in UTC would move the machine's time zone too."""
    return time_machine.travel(time.time() + 60 * minutes)
