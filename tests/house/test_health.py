"""Health: the process answers by itself; readiness names the part that is away."""

from pathlib import Path

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


def test_asking_leaves_nothing_behind(client):
    client.get("/readyz")

    assert default_storage.listdir("probe") == ([], [])


def test_readiness_names_the_part_that_is_away_and_nothing_else(client, settings, tmp_path):
    full = tmp_path / "secret-place"
    full.write_text("a file where the folder should be")
    settings.MEDIA_ROOT = str(full)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ok", "storage": "away"}


def test_a_broker_of_files_is_away_once_its_folder_is_deleted(client, settings, tmp_path):
    folder = tmp_path / "messages"
    folder.mkdir()
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(folder)}
    assert client.get("/readyz").json()["broker"] == "ok"
    assert list(folder.iterdir()) == []

    Path(folder).rmdir()

    assert client.get("/readyz").json() == {"database": "ok", "broker": "away", "storage": "ok"}
