"""What the tests of this floor start from."""

import pytest
from django.core.management import call_command

from departments.models import Department
from wuqing_tuoyu.management.commands.load_reference import Command

_rows = {}


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
