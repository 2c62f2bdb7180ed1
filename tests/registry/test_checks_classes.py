"""Groups C and D: classes, capacity, fees, and the people for them."""

import pytest

from tests.registry.declarations import FAMILY, GONE, declared, outcome_of, results_of

MIXED = {
    "classes.1.kind": "mixed",
    "classes.1.min_age": 18,
    "classes.1.max_age": 30,
    "classes.1.places": 15,
}


SENIORS = {"classes": [{"kind": "senior", "min_age": 24, "max_age": 36}]}
NO_CERTIFICATE = {"staff.carer.documents.qualification": GONE}


def carers(number):
    """`number` carers in the first class, ten infants."""
    people = [
        {"role": "carer", "class_no": 1, "name": f"照护{n}", "identity_number": f"CC{n:04d}"}
        for n in range(number)
    ]
    return {"staff": people}


CASES = [
    ("C01", "pass", {"offers_full_day": False, "offers_temporary": True}),
    ("C01", "fail", {"offers_full_day": GONE}),
    ("C02", "pass", {"capacity": 1}),
    ("C02", "fail", {"capacity": 0}),
    ("C02", "pass", {"capacity": 999}),
    ("C02", "fail", {"capacity": 1000}),
    ("C02", "fail", {"capacity": 2.5}),
    ("C02", "fail", {"capacity": GONE}),
    ("C03", "pass", {}),
    ("C03", "fail", {"classes": []}),
    ("C03", "not_applicable", FAMILY),
    ("C04", "pass", {"classes.0.places": 10}),
    ("C04", "fail", {"classes.0.places": 11}),
    ("C05", "pass", {"classes.1.places": 15}),
    ("C05", "fail", {"classes.1.places": 16}),
    ("C06", "pass", {"classes.2.places": 20}),
    ("C06", "fail", {"classes.2.places": 21}),
    ("C07", "pass", MIXED | {"classes.1.places": 18}),
    ("C07", "fail", MIXED | {"classes.1.places": 19}),
    ("C07", "not_applicable", {}),
    ("C08", "pass", MIXED),
    ("C08", "fail", MIXED | {"classes.1.min_age": 17}),
    ("C09", "pass", {"classes.0.min_age": 6, "classes.0.max_age": 12}),
    ("C09", "fail", {"classes.0.max_age": 13}),
    ("C09", "fail", {"classes.1.min_age": 11}),
    ("C09", "fail", {"classes.2.max_age": 37}),
    ("C09", "fail", {"classes.1.min_age": 11, "classes.1.max_age": GONE}),
    ("C09", "fail", {"classes.1.min_age": 20, "classes.1.max_age": 19}),
    ("C09", "not_applicable", {"classes": [{"kind": "mixed", "min_age": 18, "max_age": 36}]}),
    ("C10", "pass", {"max_age": 36}),
    ("C10", "fail", {"max_age": 37}),
    ("C10", "fail", {"classes.2.max_age": 37}),
    ("C11", "pass", {"min_age": 6}),
    ("C11", "fail", {"min_age": 5}),
    ("C11", "pass", {"min_age": 5, "infant_note": "由专人照护。"}),
    ("C12", "pass", {"capacity": 45}),
    ("C12", "fail", {"capacity": 46}),
    ("C12", "not_applicable", FAMILY),
    ("C13", "pass", {"classes": [{"class_no": n, "kind": "mixed"} for n in range(1, 11)]}),
    ("C13", "fail", {"classes": [{"class_no": n, "kind": "mixed"} for n in range(1, 12)]}),
    ("C14", "pass", {"capacity": 150}),
    ("C14", "fail", {"capacity": 151}),
    ("C15", "pass", FAMILY | {"capacity": 5}),
    ("C15", "fail", FAMILY | {"capacity": 6}),
    ("C16", "pass", {"form": "kindergarten", "min_age": 24} | SENIORS),
    ("C16", "fail", {"form": "kindergarten", "min_age": 23} | SENIORS),
    ("C16", "fail", {"form": "kindergarten", "min_age": 24}),
    ("C16", "not_applicable", {"min_age": 6}),
    ("C17", "pass", {"fees.0.amount": 0}),
    ("C17", "fail", {"fees.0.amount": -1}),
    ("C17", "fail", {"fees.0.unit": GONE}),
    ("C17", "fail", {"fees.0.item": " "}),
    ("C17", "fail", {"fees": []}),
    ("C17", "fail", {"offers_hourly": True}),
    ("C18", "not_applicable", {"is_inclusive": True}),
    ("C19", "pass", {}),
    ("C19", "fail", {"fees.1.is_meal": False}),
    ("D01", "pass", {}),
    ("D01", "fail", {"classes.0.places": 13}),
    ("D01", "not_applicable", FAMILY),
    ("D01", "fail", carers(3)),
    ("D02", "pass", MIXED | {"classes.1.places": 15}),
    ("D02", "fail", MIXED | {"classes.1.places": 16}),
    ("D03", "pass", {}),
    ("D03", "fail", {"staff.4.identity_number": "SHILI0012"}),
    ("D04", "pass", {}),
    ("D04", "fail", {"staff.health_worker": GONE}),
    ("D05", "pass", {"capacity": 150}),
    ("D05", "fail", {"capacity": 150, "staff.health_worker.is_full_time": False}),
    ("D05", "not_applicable", {"capacity": 149, "staff.health_worker.is_full_time": False}),
    ("D05", "pass", {"capacity": 299}),
    ("D05", "fail", {"capacity": 300}),
    ("D06", "pass", {"capacity": 100}),
    ("D06", "fail", {"capacity": 100, "staff.health_worker.is_full_time": False}),
    ("D06", "not_applicable", {"capacity": 99, "staff.health_worker.is_full_time": False}),
    ("D07", "pass", {"staff.health_worker.education": "secondary"}),
    ("D07", "fail", {"staff.health_worker.education": "primary"}),
    ("D08", "pass", {}),
    ("D08", "fail", {"staff.health_worker.documents.training_certificate": GONE}),
    ("D09", "pass", {}),
    ("D09", "fail", {"staff.guard": GONE}),
    ("D09", "not_applicable", {"form": "community", "staff.guard": GONE}),
    ("D10", "pass", {}),
    ("D10", "fail", {"staff.guard.guard_company_permit": ""}),
    ("D10", "fail", {"staff.guard.documents.security_guard": GONE}),
    ("D10", "fail", {"staff.guard.documents.security_guard.number": ""}),
    ("D11", "pass", {"capacity": 50}),
    ("D11", "fail", {"capacity": 51}),
    ("D11", "not_applicable", {"meals": "none", "capacity": 51}),
    ("D12", "pass", {}),
    ("D12", "fail", {"staff.cook.is_food_safety_manager": False}),
    ("D13", "pass", {}),
    ("D13", "fail", {"staff.cook.documents.health_certificate": GONE}),
    ("D14", "pass", {"staff.cook.documents.health_certificate.issued_on": "2025-11-24"}),
    ("D14", "fail", {"staff.cook.documents.health_certificate.issued_on": "2025-11-23"}),
    ("D14", "fail", {"staff.cook.documents.health_certificate.issued_on": "2026-11-24"}),
    ("D15", "fail", {"staff.cook.documents.health_certificate.issued_on": "2026-01-22"}),
    ("D15", "pass", {"staff.cook.documents.health_certificate.issued_on": "2026-01-23"}),
    ("D15", "fail", {"staff.cook.documents.health_certificate.issued_on": "2025-11-23"}),
    ("D15", "pass", {"staff.cook.documents.health_certificate.issued_on": "2025-11-22"}),
    ("D16", "pass", {"staff.cook.crime_check_on": "2025-11-23"}),
    ("D16", "fail", {"staff.cook.crime_check_on": "2025-11-22"}),
    ("D16", "fail", {"staff.cook.crime_check_on": GONE}),
    ("D17", "pass", {}),
    ("D17", "fail", {"staff.cook.crime_check_clear": False}),
    ("D18", "pass", {}),
    ("D18", "fail", {"staff.cook.identity_number": "SHILI0000"}),
    ("D19", "not_applicable", {}),
    ("D20", "pass", {"staff.cook.born_on": "2008-11-23"}),
    ("D20", "fail", {"staff.cook.born_on": "2008-11-24"}),
    ("D20", "fail", {"staff.cook.born_on": "2026-11-24"}),
    ("D21", "pass", NO_CERTIFICATE | {"staff.carer.qualification_note": "护理专业"}),
    ("D21", "fail", NO_CERTIFICATE),
    ("D22", "pass", {}),
    ("D22", "fail", {"has_liability_insurance": False}),
]  # fmt: skip


@pytest.mark.parametrize(("check_id", "expected", "changes"), CASES)
def test_classes_and_people_are_judged(check_id, expected, changes):
    assert outcome_of(check_id, declared(changes)) == expected


def test_a_class_without_enough_carers_is_named_with_need_and_have():
    [result] = [r for r in results_of(declared(carers(3))) if r.key == "D01:class:1"]

    assert (result.found, result.required, result.level) == (3, 4, "S")
    assert result.sentence == (
        "“一班”10 人，需保育人员不少于 4 名，现有 3 名（配比 1:3），"
        "请增加带这个班的保育人员或者减少人数。"
    )


def test_a_certificate_that_ends_soon_is_told_with_its_day():
    changes = {"staff.cook.documents.health_certificate.issued_on": "2025-12-01"}

    [result] = [r for r in results_of(declared(changes)) if r.id == "D15"]

    assert (result.outcome, result.level, result.found) == ("fail", "T", "2026-12-01")
    assert result.sentence == "示例丁健康合格证明将于 2026年12月1日到期，请提前安排体检。"
