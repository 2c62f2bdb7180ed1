"""Closed by default: what a stranger sees, and nothing else (crawls the whole URLconf)."""

import re
from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver

pytestmark = pytest.mark.django_db

# Every route a stranger may open. A new public page is added here, knowingly.
PUBLIC = {
    "",
    "accessibility/",
    "text-size/",
    "look/",
    "departments/",
    "departments/<code>/",
    "facilities/",
    "facilities.csv",
    "facilities.geojson",
    "facilities.json",
    "facilities/not-found/",
    "facilities/compare/",
    "facilities/<public_id>/",
    "facilities/<public_id>/follow/",
    "facilities/<public_id>/feed/",
    "townships/<code>/follow/",
    "townships/<code>/feed/",
    "follow/<token>/",
    "follow/<token>/confirm/",
    "follow/<token>/leave/",
    "disclosures/",
    "figures/",
    "guide/",
    "complaints/new/",
    "complaints/received/",
    "complaints/lookup/",
    "self-check/",
    "self-check/result/",
    "self-check/clear/",
    "open-data/",
    "open-data/<name>",
    "open-data/schema.json",
    "api/v1/facilities/",
    "api/v1/facilities/<public_id>/",
    "api/v1/verify/<token>/",
    "api/v1/duties/",
    "api/v1/figures/",
    "api/v1/openapi.json",
    "favicon.ico",
    "robots.txt",
    "healthz",
    "readyz",
    "admin/login/",
    "accounts/signup/",
    "accounts/register/",
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/confirm-email/",
    "accounts/confirm-email/<key>/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/<uidb36>-<key>/",
    "accounts/password/reset/key/done/",
    "accounts/2fa/authenticate/",
    "accounts/login/code/confirm/",
    "verify/",
    "verify/<token>/",
}
SAMPLES = {"int": "1", "str": "sample", "slug": "sample", "uuid": str(uuid4()), "path": "sample"}

NAMED = {"page_pk": "1", "direction": "up"}


def routes(patterns=None, before=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield readable(route), pattern
        else:
            yield from routes(pattern.url_patterns, route)


def readable(route):
    """One spelling for paths and regular expressions: `<name>` for every argument."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    return re.sub(r"[\^$]|\\Z", "", re.sub(r"\\(.)", r"\1", route))


def address(route):
    filled = re.sub(r"<(\w+):\w+>", lambda found: SAMPLES.get(found[1], "sample"), route)
    return "/" + re.sub(r"<(\w+)>", lambda found: NAMED.get(found[1], "sample"), filled)


def bare(route):
    return re.sub(r"<\w+:(\w+)>", r"<\1>", route)


def test_a_stranger_sees_only_the_public_pages(client):
    client.raise_request_exception = False
    opened = {}
    for route, _ in routes():
        answer = client.get(address(route))
        asked_to_sign_in = (
            answer.status_code in {301, 302} and "/login/" in answer.headers["Location"]
        )
        if not asked_to_sign_in and answer.status_code != 401:
            opened[bare(route)] = answer.status_code

    assert {route: status for route, status in opened.items() if route not in PUBLIC} == {}


def test_no_public_page_is_listed_that_does_not_exist():
    existing = {bare(route) for route, _ in routes()}

    assert PUBLIC - existing == set()


def test_no_public_page_fails(client):
    client.raise_request_exception = False
    statuses = {
        route: client.get(address(route)).status_code
        for route, _ in routes()
        if bare(route) in PUBLIC
    }

    assert {route: status for route, status in statuses.items() if status >= 500} == {}


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client):
    answer = client.get(
        "/accounts/password/change/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/filings/?page=2"},
    )

    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/filings/%3Fpage%3D2"


@pytest.mark.parametrize("path", ["/", "/accounts/login/"])
def test_every_page_carries_the_strict_policy(client, path):
    answer = client.get(path)

    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer.headers["Permissions-Policy"]
