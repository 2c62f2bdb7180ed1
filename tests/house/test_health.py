"""Health: the process answers by itself; readiness names the part that is away."""

import pytest
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


def test_the_process_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_readiness_names_every_part(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "ok", "storage": "ok"}


def test_readiness_names_the_part_that_is_away_and_nothing_else(client, monkeypatch):
    def fails(name):
        raise OSError("/secret/place")

    monkeypatch.setattr(default_storage._wrapped or default_storage, "exists", fails)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ok", "storage": "away"}
