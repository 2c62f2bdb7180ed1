"""Checks of a filing: the same rules over the register, one query a table."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Parameter
from registry.checks import blocking, run_checks
from registry.choices import DocumentKind, FilingKind, FilingStatus, StaffRole
from registry.models import Filing, ReviewRoute
from registry.services.drafts import start_filing
from tests.registry.factories import (
    make_draft,
    make_facility,
    make_filing,
    make_staff,
    representative_of,
    start_cancellation,
)
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def queries_of(filing):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run_checks(filing, clock.today())
    return len(queries)


def failed(filing):
    """Rules that fail, but for J03: the papers of the factory share one file."""
    results = run_checks(filing, clock.today())
    return {result.id for result in results if result.failed} - {"J03"}


def test_a_complete_draft_may_be_submitted():
    assert blocking(run_checks(make_draft(), clock.today())) == []


def test_the_query_count_does_not_grow_with_people_and_papers():
    filing = make_draft()
    before = queries_of(filing)

    for number in range(5):
        make_staff(filing.facility, f"保育{number}", StaffRole.CARER)

    assert queries_of(filing) == before <= 14


def test_a_missing_paper_is_named_and_belongs_to_the_paper_wanted():
    filing = make_draft(papers=())

    results = blocking(run_checks(filing, clock.today()))

    assert {r.sentence for r in results if r.id == "J02"} >= {
        "缺少材料：登记证照。",
        "缺少材料：消防验收文书。",
    }
    assert {r.section for r in results} == {""}


def test_a_filing_keeps_the_rules_of_its_first_submission():
    filing = make_filing()
    Parameter.objects.create(
        key="video_days",
        title="监控录像保存",
        value="120",
        unit="日",
        source="新规定",
        effective_from=clock.today() + timedelta(days=1),
    )

    later = clock.today() + timedelta(days=2)

    assert "G11" not in {r.id for r in run_checks(filing, later) if r.failed}
    with clock.travel(clock.now() + timedelta(days=2)):
        assert "G11" in failed(make_draft())


def test_the_same_operator_at_the_same_address_is_refused():
    first = make_filing(FilingStatus.RECORDED)

    again = make_draft(
        operator=first.facility.operator, credit_code=first.facility.operator.credit_code
    )
    first.declaration.__class__.objects.filter(pk=first.declaration_id).update(
        credit_code=first.facility.operator.credit_code
    )

    assert "A09" in failed(again)


def test_a_change_without_changed_facts_fails_nothing():
    facility = make_facility()
    filing = start_filing(
        facility.operator,
        actor=representative_of(facility),
        kind=FilingKind.CHANGE,
        facility=facility,
    )

    assert failed(filing) == set()


def test_a_change_of_video_is_judged_alone():
    facility = make_facility()
    filing = start_filing(
        facility.operator,
        actor=representative_of(facility),
        kind=FilingKind.CHANGE,
        facility=facility,
    )
    filing.declaration.video_days = 30
    filing.declaration.save()

    assert failed(filing) == {"G11"}


def test_a_cancellation_wants_its_two_papers():
    filing = start_cancellation(make_facility(), closing_on=clock.today() + timedelta(days=30))

    assert failed(filing) == set()

    filing.facility.documents.filter(kind=DocumentKind.CLOSURE_PLAN).delete()

    assert failed(filing) == {"J02"}


def test_a_full_run_asks_each_table_once():
    filing = Filing.objects.get(pk=make_draft().pk)
    make_facility()

    with CaptureQueriesContext(connection) as asked:
        run_checks(filing, clock.today())

    tables = Counter(re.search(r'FROM "(\w+)"', query["sql"])[1] for query in asked)
    assert {table: times for table, times in tables.items() if times > 1} == {}


def test_routes_name_the_unit_and_the_duty_it_discharges():
    routes = {
        (r.subject, r.nature): (r.department and r.department.code, r.gate, r.days, r.is_binding)
        for r in ReviewRoute.objects.select_related("department")
    }

    assert routes == {
        ("registration", "public_institution"): ("bb", "receipt", 3, True),
        ("registration", "social_service"): ("mzj", "receipt", 3, True),
        ("registration", "for_profit"): ("scj", "receipt", 3, True),
        ("fire", ""): ("zjw", "receipt", 3, True),
        ("food", ""): ("scj", "receipt", 3, True),
        ("security", ""): ("gaj", "verification", 10, True),
        ("production_safety", ""): ("yjj", "verification", 10, False),
        ("township", ""): (None, "verification", 10, False),
    }
    assert "消防验收" in ReviewRoute.objects.get(code="fire").duty.text
