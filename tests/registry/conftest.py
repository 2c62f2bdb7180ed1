"""What the tests of this floor start from."""

import pytest
from django.core.management import call_command


@pytest.fixture
def reference(db):
    """Everything `load_reference` brings: units, parameters, calendar, routes, material rules."""
    call_command("load_reference", verbosity=0)
