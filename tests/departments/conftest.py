"""What the tests of this floor start from."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command

from departments.models import Holiday


@pytest.fixture
def reference(db):
    """Everything `load_reference` brings."""
    call_command("load_reference", verbosity=0)


@pytest.fixture
def holidays(db):
    """The days off of 2024 to 2026, and nothing else."""
    path = settings.FIXTURE_DIRS[0] / "departments" / "holidays.json"
    Holiday.objects.bulk_create(Holiday(**row["fields"]) for row in json.loads(path.read_text()))
