"""Which unit is asked about what: by nature, form and meals, at which gate, until when."""

from datetime import date

import pytest

from registry.choices import DocumentKind, FilingKind, ReviewGate, ReviewStatus, Section
from registry.models import Filing
from registry.services.deadlines import recompute_deadlines
from registry.services.material import requirements_of
from registry.services.routing import routes_of
from tests.departments.factories import at
from tests.registry.acts import start_change
from tests.registry.factories import (
    make_draft,
    make_facility,
    make_filing,
    start_cancellation,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

CERTIFICATE = DocumentKind.REGISTRATION_CERTIFICATE
GATE = {"receipt": "回执前", "verification": "核实期"}
CENTRE = [
    ("zjw", "fire", "receipt"),
    ("gaj", "security", "verification"),
    ("yjj", "production_safety", "verification"),
    ("", "township", "verification"),
]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        (
            {"legal_nature": "for_profit", "meals": "own"},
            [("scj", "registration", "receipt"), ("scj", "food", "receipt"), *CENTRE],
        ),
        (
            {"legal_nature": "social_service", "meals": "delivered"},
            [("mzj", "registration", "receipt"), *CENTRE],
        ),
        (
            {"legal_nature": "public_institution", "meals": "none"},
            [("bb", "registration", "receipt"), *CENTRE],
        ),
        (
            {"form": "family", "legal_nature": "for_profit", "meals": "own"},
            [
                ("scj", "registration", "receipt"),
                ("gaj", "security", "verification"),
                ("", "township", "verification"),
            ],
        ),
    ],
    ids=["for profit with kitchen", "social service", "public institution", "family site"],
)
def test_units_are_asked_by_nature_form_and_meals(facts, asked):
    filing = make_draft(**facts)

    routes = routes_of(filing)

    found = {
        (route.department.code if route.department else "", route.subject, route.gate)
        for route in routes
    }
    assert found == set(asked)
    assert len(routes) == len(asked)


def test_a_submission_asks_each_unit_with_its_own_days():
    with at(date(2026, 3, 6)):
        filing = make_filing()

    rows = filing.reviews.order_by("due_on", "subject")

    assert [
        (r.department.code, r.subject, GATE[r.gate], f"{r.due_on:%m-%d}", r.is_binding)
        for r in rows
    ] == [
        ("zjw", "fire", "回执前", "03-11", True),
        ("scj", "food", "回执前", "03-11", True),
        ("scj", "registration", "回执前", "03-11", True),
        ("yjj", "production_safety", "核实期", "03-20", False),
        ("gaj", "security", "核实期", "03-20", True),
        ("120114001", "township", "核实期", "03-20", False),
    ]
    assert {r.document.kind for r in rows if r.document} == {
        "registration_certificate",
        "fire_acceptance",
        "food_license",
    }
    assert recompute_deadlines(check=True) == []


def test_a_cancellation_asks_nobody():
    facility = make_facility()

    filing = submit(start_cancellation(facility, closing_on=date(2027, 1, 31)))

    assert filing.kind == FilingKind.CANCELLATION
    assert list(filing.reviews.all()) == []


def test_silence_at_the_receipt_moves_the_question_to_the_verification():
    filing = make_facility().filings.get()

    gates = set(filing.reviews.values_list("gate", "status"))

    assert gates == {(ReviewGate.VERIFICATION, ReviewStatus.OPEN)}


def test_a_draft_asks_nobody():
    filing = make_draft()

    assert list(Filing.objects.get(pk=filing.pk).reviews.all()) == []


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"name": "武清区金色童年托育园"}, {"registration", "township"}),
        ({"public_phone": "022-29349999"}, {"township"}),
    ],
)
def test_a_new_name_is_asked_of_whoever_registered_it(changed, asked):
    filing = start_change(make_facility(), Section.IDENTITY, **changed)

    papers = [need for need in requirements_of(filing) if need.kind == CERTIFICATE]

    assert {route.subject for route in routes_of(filing)} == asked
    assert [need.is_required for need in papers] == ["name" in changed]
