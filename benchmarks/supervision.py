"""Supervision (监督检查) over a long past: lists and the overdue sweep, few rows and many."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.database import register_of
from benchmarks.measure import seconds, tell
from departments.choices import MemberRole, ReminderKind
from departments.models import Department, Member, Reminder
from departments.services.ladder import run_ladders
from inspections.choices import InspectionKind, InspectionStatus, RectificationStatus, Signature
from inspections.models import Checklist, Finding, Inspection, InspectionItem, Rectification
from registry.models import Facility
from wuqing_tuoyu import clock

FACILITIES = 20_000
FEW, MANY = 2_000, 200_000
SEED = 20260312
TODAY = date(2026, 3, 12)
BATCH = 5_000
ROUNDS = 5
UNITS = ("scj", "xfz", "wjw", "gaj", "zjw")
FAILED_ITEMS = """
    INSERT INTO inspections_inspectionitem
        (inspection_id, position, checklist_item_id, result, note, version, judged_at, judged_by_id)
    SELECT i.id, 1, (SELECT min(id) FROM inspections_checklistitem c
                     WHERE c.checklist_id = i.checklist_id),
        'failed', '灭火器过期', 0, i.begun_at, %s
    FROM inspections_inspection i WHERE i.failed_count > 0
        AND NOT EXISTS (SELECT 1 FROM inspections_inspectionitem t WHERE t.inspection_id = i.id)
"""
PUT_RIGHT = """
    INSERT INTO inspections_finding
        (facility_id, department_id, inspection_id, inspection_item_id, sentence, basis,
         plain_words, found_on, disposition, disposition_note, disposed_at, disposed_by_id)
    SELECT i.facility_id, i.department_id, i.id, t.id, t.note, '《消防法》', '', i.held_on,
        'on_the_spot', '当场更换', t.judged_at, t.judged_by_id
    FROM inspections_inspectionitem t JOIN inspections_inspection i ON i.id = t.inspection_id
    WHERE NOT EXISTS (SELECT 1 FROM inspections_finding f WHERE f.inspection_item_id = t.id)
"""
LATE = 40  # overdue rectifications of the unit, whatever the length of its past


def run():
    """The same pages and the same sweep at two lengths of the past, one hundred apart."""
    call_command("load_reference", verbosity=0)
    register_of(FACILITIES)
    officer = make_officer()
    few, many = ({}, {})
    for length, figures in ((FEW, few), (MANY, many)):
        write_past(length, officer)
        figures |= measured(officer)
    for name, (value, queries) in many.items():
        floor, floor_queries = few[name]
        tell(
            name,
            value_ms=round(value * 1000, 3),
            floor_ms=round(floor * 1000, 3),
            ratio=round(value / floor, 4),
            queries=queries,
            floor_queries=floor_queries,
            facilities=FACILITIES,
            inspections=MANY,
        )


def make_officer():
    user = User.objects.create(username="benchmark_inspector", name="某人")
    Member.objects.create(
        user=user,
        department=Department.objects.get(code="scj"),
        role=MemberRole.OFFICER,
        active_from=date(2020, 1, 1),
    )
    return user


def measured(officer):
    """Best time and queries of each page and of the sweep."""
    client = Client()
    client.force_login(officer)
    with clock.travel(datetime.combine(TODAY, time(9), tzinfo=clock.SHANGHAI)):
        facility = Facility.objects.filter(inspections__isnull=False).earliest("pk")
        pages = {
            "supervision_list": "/inspections/",
            "supervision_list_filtered": "/inspections/?status=closed&kind=routine&page=3",
            "supervision_rectifications": "/rectifications/?overdue=1",
            "supervision_facility_page": facility.get_absolute_url(),
        }
        figures = {
            name: taken(lambda address=address: opened(client, address))
            for name, address in pages.items()
        }
        figures["supervision_overdue_sweep"] = taken(lambda: run_ladders(TODAY, dry_run=True))
    return figures


def opened(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)  # noqa: S101


def taken(act):
    act()
    with CaptureQueriesContext(connection) as asked:
        act()
    queries = len(asked)  # the next request empties the log
    return min(seconds(act, 3) for _ in range(ROUNDS)), queries


def write_past(length, officer):
    """So many closed inspections over five years with what they found, and always as few open."""
    forget_rows()
    random = Random(SEED)  # noqa: S311 - invented data, nothing is guarded by it
    units = list(Department.objects.filter(code__in=UNITS))
    lists = {each.department_id: each for each in Checklist.objects.filter(department__in=units)}
    facilities = list(Facility.objects.values_list("pk", flat=True)[:FACILITIES])
    numbers = iter(range(length))
    while some := list(islice(numbers, BATCH)):
        with transaction.atomic():
            Inspection.objects.bulk_create(
                closed_inspection(random, random.choice(units), lists, facilities, officer)
                for _ in some
            )
    put_right(officer)
    unit = next(each for each in units if each.code == "scj")
    for number in range(LATE):
        late(number, unit, lists, facilities, officer, random)


def put_right(officer):
    """One thing each inspection with failures found, corrected on the spot, unless it has one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FAILED_ITEMS, [officer.pk])
        cursor.execute(PUT_RIGHT)


def closed_inspection(random, unit, lists, facilities, officer):
    held_on = TODAY - timedelta(days=random.randint(30, 1800))
    moment = datetime.combine(held_on, time(10), tzinfo=clock.SHANGHAI)
    return Inspection(
        facility_id=random.choice(facilities),
        department=unit,
        kind=InspectionKind.ROUTINE,
        status=InspectionStatus.CLOSED,
        checklist=lists[unit.pk],
        source="年度检查计划",
        approval_number="检审",
        notice_number="检通",
        held_on=held_on,
        begun_at=moment,
        concluded_at=moment,
        signature=Signature.SIGNED,
        checked_count=14,
        failed_count=random.choice((0, 0, 0, 1, 2)),
        told_on=held_on,
        closed_at=moment,
        created_at=moment,
        created_by=officer,
    )


def late(number, unit, lists, facilities, officer, random):
    """One rectification past its day, with the reminder that climbs."""
    inspection = closed_inspection(random, unit, lists, facilities, officer)
    inspection.save()
    due_on = TODAY - timedelta(days=1 + number % 9)
    rectification = Rectification.objects.create(
        facility_id=inspection.facility_id,
        department=unit,
        inspection=inspection,
        status=RectificationStatus.ORDERED,
        due_on=due_on,
        ordered_at=inspection.begun_at,
        ordered_by=officer,
    )
    Reminder.objects.create(
        key=f"benchmark:{rectification.pk}",
        kind=ReminderKind.RECTIFICATION,
        department=unit,
        title="整改",
        due_on=due_on,
        opened_at=inspection.begun_at,
        next_step_on=TODAY,
    )


def forget_rows():
    Reminder.objects.filter(key__startswith="benchmark:").delete()
    for model in (Finding, InspectionItem, Rectification, Inspection):
        model.objects.all()._raw_delete(model.objects.db)
