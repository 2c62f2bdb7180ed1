"""What the tests of this floor start from."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from departments.models import Department
from tests.departments.factories import at
from wuqing_tuoyu.management.commands.load_reference import Command

# A Monday with no day off for the four weeks after it
SPRING = date(2026, 3, 2)

_rows = {}


@pytest.fixture
def one_connection():
    """Requests leave the connection of the test open, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def reference(db):
    """Everything `load_reference` brings: units, parameters, calendar, routes, material rules.

    The command runs once; the rows it made are put back for each further test.
    """
    if Department.objects.exists():
        call_command("load_reference", verbosity=0)
    elif _rows:
        for model, rows in _rows.items():
            model.objects.bulk_create(rows)
    else:
        call_command("load_reference", verbosity=0)
        for model, _ in Command().read_fixtures():
            _rows[model] = list(model.objects.all())


@pytest.fixture
def spring(reference):
    """The reference data, on a Monday of a year whose calendar is known."""
    with at(SPRING):
        yield SPRING
