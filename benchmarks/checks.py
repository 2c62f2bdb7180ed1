"""All checks of a declaration with forty people: a query a table, and how long they take."""

import re
import time
from collections import Counter

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import judged, seconds, tell
from registry.checks.run import run_checks
from registry.models import Filing
from tests.registry.factories import make_draft, make_staff
from wuqing_tuoyu import clock

PEOPLE = 40
TABLE = re.compile(r'FROM "(\w+)"')
MOST_MS = 20


def run():
    call_command("load_reference", verbosity=0)
    filing = make_draft()
    for number in range(PEOPLE - filing.facility.staff.count()):
        make_staff(filing.facility, f"人员{number}", "carer")
    today = clock.today()

    def check():
        return run_checks(Filing.objects.get(pk=filing.pk), today)

    results = check()
    with CaptureQueriesContext(connection) as asked:
        began = time.process_time()
        check()
        whole = time.process_time() - began
    tables = Counter(TABLE.search(query["sql"])[1] for query in asked)
    value = min(seconds(check, 5) for _ in range(5)) * 1000
    tell(
        "checks_of_a_declaration",
        value_ms=round(value, 2),
        first_ms=round(whole * 1000, 2),
        **judged("checks_of_a_declaration", value, MOST_MS),
        results=len(results),
        queries=len(asked),
        asked_more_than_once={table: n for table, n in tables.items() if n > 1},
        people=filing.facility.staff.count(),
    )
