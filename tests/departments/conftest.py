"""What the tests of this floor start from."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command

from departments.choices import MemberRole
from departments.models import Holiday
from tests.departments.factories import make_ladder, make_member, make_user


@pytest.fixture
def reference(db):
    """Everything `load_reference` brings."""
    call_command("load_reference", verbosity=0)


@pytest.fixture
def holidays(db):
    """The days off of 2024 to 2026, and nothing else."""
    path = settings.FIXTURE_DIRS[0] / "departments" / "holidays.json"
    Holiday.objects.bulk_create(Holiday(**row["fields"]) for row in json.loads(path.read_text()))


@pytest.fixture
def unit(holidays):
    """A unit with one person in each role, the conference office, and the receipt gate's ladder."""
    make_ladder()
    return {
        "officer": make_member("zjw", user=make_user("经办")).user,
        "director": make_member("zjw", MemberRole.DIRECTOR, make_user("负责")).user,
        "liaison": make_member("zjw", MemberRole.LIAISON, make_user("联络")).user,
        "office": make_member("lxh", user=make_user("联席")).user,
    }
