"""Strangers turn public pages at a reader's pace; staff and kept pages are not counted."""

import pytest
from django.test import Client

from tests.departments.factories import make_department, make_user

pytestmark = pytest.mark.django_db


def test_whoever_scrapes_is_told_when_to_come_back_and_where_the_file_is(client, settings):
    settings.PUBLIC_RATES = {"page": "3/min"}

    answers = [client.get(f"/facilities/?page={n}") for n in range(1, 6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 61
    assert "/open-data/" in answers[-1].text


def test_files_are_counted_on_their_own(client, settings):
    settings.PUBLIC_RATES = {"page": "9/min", "file": "1/min"}

    answers = [client.get("/facilities.csv").status_code for _ in range(2)]

    assert answers == [200, 429]
    assert client.get("/facilities/").status_code == 200


def test_nobody_chooses_the_address_they_are_counted_under(client, settings):
    settings.PUBLIC_RATES = {"page": "1/min"}

    answers = [
        client.get("/guide/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(2)
    ]

    assert answers == [200, 429]


def test_whoever_is_signed_in_is_not_counted(settings):
    settings.PUBLIC_RATES = {"page": "1/min"}
    client = Client()
    client.force_login(make_user())

    assert [client.get("/facilities/").status_code for _ in range(3)] == [200, 200, 200]


GUESSES = {
    "number of a receipt": ("/verify/", {"number": "120114-TY-2026-0031", "name": "试"}, 30),
    "code of a receipt": ("/verify/", {"code": "hZ3kP9sLw2QxT7vB4nM6rY"}, 30),
    "code of a complaint": ("/complaints/lookup/", {"code": "AAAA-BBBB"}, 30),
    "letters to strangers": ("/townships/120114001/follow/", {"email": "a@example.com"}, 20),
}


@pytest.mark.parametrize("guess", GUESSES)
def test_nobody_guesses_by_the_thousand_and_the_neighbours_go_on(client, guess):
    path, form, most = GUESSES[guess]
    make_department("120114001")

    def tried(number=0, address="192.0.2.1"):
        forged = {"X-Forwarded-For": f"10.0.0.{number}"}
        return client.post(path, form, headers=forged, REMOTE_ADDR=address)

    answers = [tried(number) for number in range(most + 2)]

    assert [answer.status_code == 429 for answer in answers] == [False] * most + [True] * 2
    assert "频繁" in answers[-1].text or "10 分钟" in answers[-1].text
    assert client.get(path, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert tried(address="192.0.2.2").status_code != 429


@pytest.mark.parametrize("path", ["/guide/", "/api/v1/figures/"])
def test_a_missing_cache_server_stops_nobody_and_frees_nobody(client, settings, monkeypatch, path):
    from registry.api.opening import OpenPace

    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    settings.PUBLIC_RATES = {"page": "2/min"}
    monkeypatch.setattr(OpenPace, "rate", "2/min", raising=False)

    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
