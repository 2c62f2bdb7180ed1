"""Personal data stays where it belongs: not in public pages, addresses, logs or tasks."""

import inspect
import logging
import re

import pytest
from celery import current_app
from django.urls import Resolver404, resolve

from accounts.models import Message, User
from departments.models import Reminder
from registry.models import Declaration, Facility, Notice, StaffMember
from tests.crawl import everywhere
from wuqing_tuoyu import logs

pytestmark = pytest.mark.django_db

LINK = re.compile(r"""\b(?:href|action|src|hx-(?:get|post))="(/[^"#?]*)""")


def numbers():
    """Identity numbers and mobile telephones: nobody may meet them by chance."""
    people = StaffMember.objects.all()
    found = {*people.values_list("identity_number", flat=True)}
    found |= {*people.values_list("mobile", flat=True)} if has(StaffMember, "mobile") else set()
    found |= {*Declaration.objects.values_list("contact_mobile", flat=True)}
    found |= {*User.objects.values_list("mobile", flat=True)}
    return {number for number in found if number}


def names():
    found = {*StaffMember.objects.values_list("name", flat=True)}
    found |= {*Declaration.objects.values_list("contact_name", flat=True)}
    found |= {*User.objects.values_list("name", flat=True)} - {"系统管理员"}
    return {name for name in found if len(name) > 1}


def has(model, name):
    return name in {field.name for field in model._meta.get_fields()}


def everything_public():
    yield from (address for _, address in everywhere.every_address())
    for facility in Facility.objects.listed():
        yield f"/facilities/{facility.public_id}/"
        yield f"/api/v1/facilities/{facility.public_id}/"
    for notice in Notice.objects.receipts():
        yield f"/verify/{notice.token}/"
        yield f"/api/v1/verify/{notice.token}/"
    yield "/facilities/?view=map"
    yield "/facilities/?standing=closed"
    yield "/facilities.csv?standing=closed"


def text_of(answer):
    return answer.getvalue().decode(errors="replace")


def test_no_person_is_found_on_a_public_page(person):
    stranger, secrets = person().client, numbers() | names()
    assert len(secrets) > 100
    leaks = {}
    for address in everything_public():
        page = text_of(stranger.get(address))
        if told := {secret for secret in secrets if secret in page}:
            leaks[address] = told

    assert leaks == {}


def test_a_public_page_is_the_same_for_every_stranger(person):
    stranger = person().client
    for address in ("/", "/facilities/", "/guide/", "/disclosures/", "/departments/", "/figures/"):
        first = stranger.get(address)
        assert not first.cookies, address
        assert "csrfmiddlewaretoken" not in text_of(first), address


def test_addresses_carry_keys_and_no_persons(district):
    secrets = numbers() | names()
    addresses = {
        *Message.objects.values_list("url", flat=True),
        *Reminder.objects.values_list("link", flat=True),
    }
    leaks = {a for a in addresses for secret in secrets if secret in a}

    assert leaks == set()
    assert {
        a for a in addresses if a and not leads_somewhere(a.split("?")[0].split("#")[0])
    } == set()


def leads_somewhere(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("username", [None, "operator1", "wjw_director", "scj_officer", "admin"])
def test_no_page_links_to_what_is_not_there(person, username):
    reader, dead = person(username).client, {}
    for route, address in everywhere.every_address():
        answer = reader.get(address)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.getvalue()
            continue
        for link in set(LINK.findall(text_of(answer))):
            if not link.startswith("/static/") and not leads_somewhere(link):
                dead[route] = link

    assert dead == {}


class Kept(logging.Handler):
    """All a log line would say, as the settings format it."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        event = record.msg
        if isinstance(event, dict):
            event = logs.without_personal_data(None, "", dict(event))
        self.lines.append(f"{event} {record.args} {record.exc_text}")


def test_logs_name_nobody(person):
    logging.disable(logging.NOTSET)
    kept, root = Kept(), logging.getLogger()
    root.addHandler(kept)
    secrets = numbers() | names()
    number = StaffMember.objects.exclude(identity_number="").first().identity_number
    try:
        for username in ("operator1", "wjw_director", "scj_officer"):
            client = person(username).client
            for address in ("/filings/", "/representatives/", "/facilities/", "/no-such-page/"):
                client.get(address, {"q": number})
                client.post(address, {"q": number, "identity_number": number})
        client.post("/accounts/login/", {"login": "13812345678", "password": number})
    finally:
        root.removeHandler(kept)

    assert len(kept.lines) > 10
    assert [line for line in kept.lines if any(secret in line for secret in secrets)] == []
    assert [line for line in kept.lines if "13812345678" in line] == []


def test_tasks_are_given_nothing_that_names_a_person():
    own = [task for name, task in current_app.tasks.items() if not name.startswith("celery.")]
    taken = {task.name: set(inspect.signature(task.run).parameters) for task in own}

    assert own
    assert {
        name: given
        for name, given in taken.items()
        if set(given) - {"event_id", "record_id", "limit"}
    } == {}
