"""The staff's queue and dashboards over a long past: few rows and a million, and plain SQL."""

from datetime import date, datetime, time
from time import perf_counter

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.database import register_of, tidy
from benchmarks.measure import compare, judged, seconds, tell
from benchmarks.supervision import put_right, write_past
from departments.choices import MemberRole
from departments.models import Department, Member
from inspections.models import Inspection
from inspections.tasks import take_tallies
from registry.choices import FilingKind, FilingStatus
from registry.models import Declaration, Filing, Review
from wuqing_tuoyu import clock

FACILITIES, FEW, MANY = 3_000, 1_000, 1_000_000
FLAT = 1.2  # no more than so many times the short past
OPEN = 40  # of each unit's, whatever the length of its past
NOW = datetime.combine(date(2026, 3, 12), time(9), tzinfo=clock.SHANGHAI)
PEOPLE = {"unit": "scj", "commission": "wjw", "office": "lxh"}
WORDS = {
    "postgresql": {
        "key": "gen_random_uuid()",
        "no": "false",
        "yes": "true",
        "moment": "now() - random() * interval '1800 days'",
        "numbers": "SELECT n FROM generate_series(1, {times}) n",
    },
    "sqlite": {
        "key": "lower(hex(randomblob(16)))",
        "no": "0",
        "yes": "1",
        "moment": "datetime('now', '-' || (abs(random()) %% 1800) || ' days')",
        "numbers": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
        "WHERE n < {times}) SELECT n FROM c",
    },
}
REVIEWS = """
INSERT INTO registry_review (id, filing_id, department_id, subject, gate, is_binding, days, status,
  round, version, opened_at, due_on, due_is_estimate, answer, note, answered_at, answered_by_id,
  overruling_requested, overruling_reason)
SELECT {key}, f.id, d.id, 'subject' || s.n, 'receipt', {yes}, 3, 'answered', 1, 1, {moment},
  '2026-01-05', {no}, 'consistent', '', {moment}, %s, '', ''
FROM registry_filing f CROSS JOIN departments_department d CROSS JOIN ({numbers}) s LIMIT %s
"""
AGAIN = """
INSERT INTO inspections_inspection ({columns})
SELECT {values} FROM inspections_inspection i CROSS JOIN ({numbers}) s WHERE i.status = 'closed'
"""


def run():
    call_command("load_reference", verbosity=0)
    register_of(FACILITIES)
    people = {name: person(name, code) for name, code in PEOPLE.items()}
    write_filings(people["commission"])
    queues = {}
    for length in (FEW, MANY):
        write_reviews(length, people["unit"])
        tidy()
        queues[length] = {
            name: taken(people[name], address)
            for name, address in (("unit", "/reviews/"), ("commission", "/reviews/?page=20"))
        }
    for name, (value, queries) in queues[MANY].items():
        floor, floor_queries = queues[FEW][name]
        tell(
            "staff_queue",
            whose=name,
            value_ms=round(value * 1000, 2),
            floor_ms=round(floor * 1000, 2),
            ratio=round(value / floor, 2),
            **judged("staff_queue", value / floor, FLAT),
            queries=queries,
            floor_queries=floor_queries,
            reviews=MANY,
            floor_reviews=FEW,
        )
    Review.objects.all()._raw_delete("default")
    for length in (FEW, MANY):
        write_inspections(length, people["unit"])
        take_tallies()
        tidy()
        for name, address in (
            ("unit", "/workbench/"),
            ("commission", "/workbench/"),
            ("office", "/supervision/"),
            ("office", "/figures/"),
        ):
            against_nothing(people[name], address, length)


def person(name, code):
    user = User.objects.create(username=f"benchmark_{name}", name="某人")
    unit = Department.objects.get(code=code)
    Member.objects.create(
        user=user, department=unit, role=MemberRole.OFFICER, active_from=date(2020, 1, 1)
    )
    return user


def reader(user):
    client = Client()
    client.force_login(user)
    return client


def opened(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)  # noqa: S101
    return answer


def taken(user, address):
    """Best time of a page, the database's share too, and its queries."""
    client = reader(user)
    opened(client, address)
    with CaptureQueriesContext(connection) as asked:
        opened(client, address)
    queries = len(asked)
    return min(seconds(lambda: opened(client, address), 2, perf_counter) for _ in range(5)), queries


def against_nothing(user, address, length):
    """What a page asks of the database, against as many times nothing at all."""
    client = reader(user)
    opened(client, address)
    with CaptureQueriesContext(connection) as asked:
        opened(client, address)
    questions = [query["sql"] for query in asked if query["sql"].startswith(("SELECT", "(SELECT"))]

    def ask(statements):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.cursor.execute(statement)
                cursor.cursor.fetchall()

    compare(
        "dashboard_queries",
        lambda: ask(questions),
        lambda: ask(["SELECT 1"] * len(questions)),
        clock=perf_counter,
        goal=2,
        page=address,
        queries=len(questions),
        inspections=length,
    )


def write_filings(officer):
    """One filing a facility, long since decided."""
    Filing.objects.bulk_create(
        Filing(
            facility_id=declaration.facility_id,
            declaration=declaration,
            kind=FilingKind.INITIAL,
            status=FilingStatus.RECORDED,
            created_at=NOW,
            created_by=officer,
            submitted_at=NOW,
            received_at=NOW,
            decided_at=NOW,
        )
        for declaration in Declaration.objects.order_by("pk")
    )


def write_reviews(length, officer):
    Review.objects.all()._raw_delete("default")
    words = WORDS[connection.vendor]
    each = Department.objects.count() * FACILITIES
    times = -(-length // each)
    statement = REVIEWS.format(**words | {"numbers": words["numbers"].format(times=times)})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [officer.pk, length])
    filings = list(Filing.objects.order_by("pk")[:OPEN])
    for unit in Department.objects.filter(code__in=PEOPLE.values()):
        Review.objects.bulk_create(
            Review(
                filing=filing,
                department=unit,
                subject="registration",
                gate="receipt",
                days=3,
                opened_at=NOW,
                due_on=NOW.date(),
            )
            for filing in filings
        )


def write_inspections(length, officer):
    """The same thousand again and again."""
    write_past(FEW, officer)
    if length == FEW:
        return
    words = WORDS[connection.vendor]
    columns = [field.column for field in Inspection._meta.concrete_fields]
    is_counted = Inspection._meta.pk.get_internal_type() != "UUIDField"
    if is_counted:
        columns.remove(Inspection._meta.pk.column)
    statement = AGAIN.format(
        columns=", ".join(columns),
        values=", ".join(words["key"] if name == "id" else f"i.{name}" for name in columns),
        numbers=words["numbers"].format(times=length // FEW),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    put_right(officer)
