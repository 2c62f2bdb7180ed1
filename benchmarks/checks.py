"""The checks (自动检查) of a large declaration: queries a table, and processor time."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import StoredFile, User
from benchmarks.measure import compare, tell
from departments.models import Parameter
from registry.checks import judge, run_checks
from registry.checks.declaration_file import read_declaration
from registry.checks.example import example
from registry.checks.filing import PAPER_COLUMNS, STAFF_COLUMNS
from registry.checks.rules import load_rules
from registry.choices import Section
from registry.models import (
    ClassGroup,
    Document,
    DocumentPage,
    Facility,
    Filing,
    Operator,
    StaffMember,
)
from registry.models.sections import CLASS_FIELDS, SECTION_FIELDS
from registry.services.declaration import new_declaration
from wuqing_tuoyu import clock

STAFF, CLASSES = 40, 10
TODAY = date(2026, 3, 12)
TABLE = re.compile(r'FROM "(\w+)"')


def run():
    """Facts alone first, then a filing as the desk runs it."""
    if not Parameter.objects.exists():
        call_command("load_reference", verbosity=0)
    dossier, rules = large(TODAY), load_rules(TODAY)
    compare(
        "checks_over_facts",
        lambda: judge(dossier, rules),
        lambda: [replace(person) for person in dossier.staff for _ in range(CLASSES)],
        staff=STAFF,
        classes=CLASSES,
    )
    with transaction.atomic():
        over_a_filing(dossier)
        transaction.set_rollback(True)


def over_a_filing(dossier):
    filing = filing_of(dossier)
    with CaptureQueriesContext(connection) as asked:
        results = run_checks(filing, TODAY)
    tables = Counter(found[1] for query in asked if (found := TABLE.search(query["sql"])))
    compare(
        "checks_over_filing",
        lambda: run_checks(filing, TODAY),
        lambda: list(StaffMember.objects.filter(facility=filing.facility_id)),
        times=10,
        staff=STAFF,
        classes=CLASSES,
        results=len(results),
    )
    tell(
        "checks_queries",
        queries=len(asked),
        most_for_one_table=max(tables.values()),
        tables=len(tables),
    )


def large(today):
    """The example with ten classes and forty people."""
    facts = read_declaration(json.dumps(example(today)).encode())
    groups = tuple(
        replace(facts.classes[n % 3], class_no=n + 1, name=f"{n + 1}班") for n in range(CLASSES)
    )
    few = facts.staff[:4]
    carers = tuple(
        replace(
            facts.staff[4 + n % 10],
            key=str(100 + n),
            class_no=n % CLASSES + 1,
            identity_number=f"SHILI1{n:03d}",
        )
        for n in range(STAFF - len(few))
    )
    places = sum(group.places for group in groups)
    return replace(facts, capacity=places, classes=groups, staff=(*few, *carers))


def filing_of(dossier):
    """The same as rows: a draft somebody fills in."""
    now = clock.now()
    user = User.objects.create_user("benchmark", "benchmark@example.com", "not-a-real-password")
    operator = Operator.objects.create(name="示例", credit_code=dossier.credit_code, created_at=now)
    facility = Facility.objects.create(operator=operator, created_at=now, form=dossier.form)
    names = [name for fields in SECTION_FIELDS.values() for name in fields]
    facts = {
        name: value
        for name in names
        if name != "township_id" and (value := getattr(dossier, name)) is not None
    }
    declaration = new_declaration(facility, actor=user, saved_sections=",".join(Section), **facts)
    ClassGroup.objects.bulk_create(
        ClassGroup(declaration=declaration, **{name: getattr(group, name) for name in CLASS_FIELDS})
        for group in dossier.classes
    )
    page = StoredFile.objects.create(
        name="材料.pdf", content_type="application/pdf", size=1, sha256="0" * 64, file="none"
    )
    for person in dossier.staff:
        values = {
            name: value for name in STAFF_COLUMNS if (value := getattr(person, name)) is not None
        }
        row = StaffMember.objects.create(facility=facility, created_at=now, **values)
        hand_in(facility, person.documents, page, row)
    hand_in(facility, dossier.documents, page)
    return Filing.objects.create(
        facility=facility, declaration=declaration, kind="initial", created_at=now, created_by=user
    )


def hand_in(facility, papers, page, person=None):
    """Papers of one page each."""
    for paper in papers:
        facts = {
            name: value for name in PAPER_COLUMNS if (value := getattr(paper, name)) is not None
        }
        document = Document.objects.create(
            facility=facility, staff_member=person, created_at=clock.now(), **facts
        )
        DocumentPage.objects.create(document=document, file=page, position=1)
