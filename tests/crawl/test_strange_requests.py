"""Strange requests: nonsense in addresses and query strings, odd methods; headers of every page."""

import re
from uuid import uuid4

import pytest

from tests.crawl import everywhere
from tests.crawl.cast import read
from tests.crawl.world import writes

pytestmark = pytest.mark.django_db

ASKED = [
    "page",
    "item",
    "width",
    "age",
    "page_size",
    "department",
    "handler",
    "officer",
    "q",
    "township",
    "status",
    "kind",
    "days",
    "year",
    "state",
    "born",
    "sort",
    "view",
    "outcome",
    "form",
    "nature",
    "service",
    "standing",
    "number",
    "code",
    "as",
    "next",
]
NONSENSE = [
    "?" + "&".join(f"{name}=%00" for name in ASKED),
    "?" + "&".join(f"{name}={'9' * 200}" for name in ASKED) + "&q=" + "9" * 5000,
    "?" + "&".join(f"{name}=-1" for name in ASKED) + "&q=" + "%25_" * 500,
    "?" + "&".join(f"{name}=%27%22%3B--%FF%F0%9F%98%80" for name in ASKED),
]
ODD_METHODS = ("TRACE", "PUT", "DELETE", "PATCH", "PROPFIND")
NOT_THERE = (
    f"/filings/{uuid4()}/",
    "/filings/not-a-number/",
    "/filings/00000000-0000-0000-0000-00000000000/",
    "/documents/99999999999999999999999/",
    "/documents/-1/",
    "/documents/1e3/",
    "/notices/99999999999999999999999/",
    "/pages/99999999999999999999999/turn/",
    f"/reviews/{uuid4()}/",
    "/reviews/1/",
    "/facilities/2222222222/",
    "/facilities/2222222222/staff/99999999999999999999999/",
    "/facilities/%00/",
    "/facilities/%00/staff/",
    "/departments/%00/",
    "/calendar/99999999999/",
    "/calendar/0/",
    "/verify/%00/",
    "/messages/99999999999999999999999/open/",
    "/reminders/99999999999999999999999/done/",
    f"/representatives/{uuid4()}/form/",
    f"/imports/{uuid4()}/",
    "/registrations/99999999999999999999999/",
    "/.git/config",
    "/.env",
    "/filings/../../etc/passwd",
    "/static/%2e%2e/settings.py",
    "/facilities/x.css",
    "/workbench/x.css",
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|<[a-z][^>]*\s(?:style|on[a-z]+)=", re.I)
LINK = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?((?:https?:)?//[^"')\s>]+)""")


@pytest.mark.parametrize("username", [None, "operator1", "wjw_director"])
def test_nonsense_in_a_query_string_is_no_failure(person, username):
    reader, failed = person(username), {}
    with writes() as written:
        for _, address in everywhere.every_address():
            for query in NONSENSE:
                answer = reader.get(address + query)
                if answer.status_code >= 500:
                    failed[address + query[:20]] = answer.status_code

    assert failed == {}
    assert written == []


@pytest.mark.parametrize("username", [None, "wjw_director"])
def test_odd_methods_are_refused(person, username):
    reader, taken = person(username), {}
    for _, address in everywhere.every_address():
        for method in ODD_METHODS:
            answer = reader.client.generic(method, address)
            if answer.status_code != 405:
                taken[method, address] = answer.status_code

    assert taken == {}


@pytest.mark.parametrize("username", ["operator1", "wjw_director", "scj_officer", "admin"])
def test_what_is_not_there_is_not_found(person, username):
    reader = person(username)
    answers = {
        address: {reader.get(address).status_code, reader.client.post(address).status_code}
        for address in NOT_THERE
    }

    assert {a: codes for a, codes in answers.items() if not codes <= {400, 403, 404, 405}} == {}


def test_the_administration_opens_for_the_administrator_alone(person):
    admin, failed = person("admin"), {}
    others = [person("operator1"), person("wjw_director")]
    with writes() as written:
        for address in everywhere.administration():
            code = admin.get(address).status_code
            if code not in (200, 302, 403):  # a list that cannot be searched leads back to itself
                failed[address] = code
            for other in others:
                if other.get(address).status_code != 302:
                    failed[other.name, address] = "opened"

    assert failed == {}
    assert written == []


@pytest.mark.parametrize("username", [None, "operator1", "wjw_director", "scj_officer"])
def test_head_and_get_write_nothing_and_pages_carry_the_policy(person, username):
    reader, wrong = person(username), {}
    with writes() as written:
        for route, address in everywhere.every_address():
            answer, head = reader.get(address), read(reader.client.head(address))
            faults = list(faults_of(answer, is_private=username and not route.startswith("api/")))
            # A view that knows no HEAD may say so; it must not answer something else
            if head.status_code not in (answer.status_code, 405):
                faults.append(f"HEAD {head.status_code}, GET {answer.status_code}")
            if faults:
                wrong[route] = faults

    assert wrong == {}
    assert written == []


def faults_of(answer, *, is_private):
    """What a page says that it should not, or does not say that it should."""
    headers = answer.headers
    policy = headers.get("Content-Security-Policy", "")
    if "unsafe" in policy or not ("frame-ancestors 'none'" in policy or "sandbox" in policy):
        yield f"policy: {policy}"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "sniffed"
    if headers.get("Referrer-Policy") != "same-origin":
        yield "referrer"
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        yield "permissions"
    cached = headers.get("Cache-Control", "")
    if is_private and answer.status_code == 200 and "no-store" not in cached:
        yield f"cached: {cached}"
    if headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        page = answer.content.decode()
        yield from (f"inline: {found}" for found in INLINE.findall(page))
        links = (found for found in LINK.findall(page) if not is_own(found))
        yield from (f"elsewhere: {found}" for found in links)


def is_own(link):
    return link.startswith(("http://testserver/", "//testserver/"))
