"""Run in a process of its own: the portal without floor 3, its pages asked one by one."""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import get_runner  # noqa: E402

PAGES = ["/", "/facilities/", "/departments/", "/departments/scj/", "/disclosures/", "/figures/"]
DESKS = ["/workbench/", "/reviews/", "/filings/", "/reminders/", "/facilities/to-verify/"]
GONE = ["/inspections/", "/visits/", "/rectifications/", "/referrals/", "/checklists/"]


def main():
    from django.conf import settings

    runner = get_runner(settings)(verbosity=0, interactive=False)
    names = runner.setup_databases()
    try:
        call_command("load_reference", verbosity=0)
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
        print(json.dumps(answers()))
    finally:
        runner.teardown_databases(names)


def answers():
    """What each page answers; and a facility is found nonconforming as before."""
    from departments.models import Reminder
    from tests.registry import acts
    from tests.registry.factories import make_facility, make_officer

    stranger, officer = Client(), Client()
    facility = make_facility()
    acts.find(facility)
    officer.force_login(make_officer())
    found = {page: stranger.get(page).status_code for page in PAGES}
    found |= {page: officer.get(page).status_code for page in [*PAGES, *DESKS, *GONE]}
    found["facility"] = officer.get(facility.get_absolute_url()).status_code
    found["follow-up"] = Reminder.objects.filter(kind="follow_up").count()
    return found


main()
