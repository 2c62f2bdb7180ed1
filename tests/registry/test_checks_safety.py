"""Groups G, H and J: hygiene, meals, the pledge, family sites, and what was filled in."""

import pytest

from registry.checks.dossier import FileFacts
from tests.registry.declarations import FAMILY, GONE, declared, outcome_of

REPORT = "documents.hygiene_report"
LICENCE = "documents.food_license"
DELIVERED = {
    "meals": "delivered",
    "documents.supplier_license": {"kind": "supplier_license"},
    "documents.catering_contract": {"kind": "catering_contract"},
}
FULL_80 = {"hygiene_full_score": 80, "hygiene_required_met": True}
LEASE = {"lease_start": "2025-01-01", "lease_end": "2027-12-30"}


def report(**values):
    return {f"{REPORT}.{name}": value for name, value in values.items()}


def scored(score, **values):
    return report(hygiene_regime="scored", hygiene_score=score, **values)


def licence(**values):
    return {f"{LICENCE}.{name}": value for name, value in values.items()}


CASES = [
    ("G01", "pass", {}),
    ("G01", "fail", {REPORT: GONE}),
    ("G01", "fail", report(hygiene_regime=GONE)),
    ("G01", "not_applicable", FAMILY),
    ("G02", "pass", {}),
    ("G02", "fail", report(hygiene_unmet="3、5")),
    ("G02", "pass", report(hygiene_unmet="无。")),
    ("G02", "not_applicable", scored(90)),
    ("G03", "pass", scored(80, hygiene_required_met=True)),
    ("G03", "fail", scored(79.9, hygiene_required_met=True)),
    ("G03", "fail", scored(95, hygiene_required_met=False)),
    ("G03", "fail", scored(95)),
    ("G03", "fail", scored(GONE, hygiene_required_met=True)),
    ("G03", "pass", {"meals": "none"} | scored(64, **FULL_80)),
    ("G03", "fail", {"meals": "none"} | scored(63.9, **FULL_80)),
    ("G04", "pass", report(issued_on="2026-11-23")),
    ("G04", "fail", report(issued_on="2026-11-24")),
    ("G04", "fail", report(conclusion="fail")),
    ("G04", "fail", report(conclusion=GONE)),
    ("G05", "pass", report(stated_address="杨村街道示例路1号")),
    ("G05", "fail", report(stated_address="杨村街道示例路2号")),
    ("G06", "pass", {}),
    ("G06", "fail", {LICENCE: GONE}),
    ("G06", "fail", licence(number="")),
    ("G06", "not_applicable", {"meals": "none"}),
    ("G06", "not_applicable", FAMILY),
    ("G07", "pass", {}),
    ("G07", "fail", licence(stated_name="另一家公司")),
    ("G07", "fail", licence(stated_address="武清区别处2号")),
    ("G08", "fail", licence(valid_until="2027-01-22")),
    ("G08", "pass", licence(valid_until="2027-01-23")),
    ("G08", "fail", licence(valid_until="2026-11-23")),
    ("G08", "not_applicable", licence(valid_until="2026-11-22")),
    ("G09", "pass", DELIVERED),
    ("G09", "fail", DELIVERED | {"documents.catering_contract": GONE}),
    ("G09", "not_applicable", {}),
    ("G10", "pass", {"meals": "none", "meals_note": "家长送餐。"}),
    ("G10", "fail", {"meals": "none"}),
    ("G11", "pass", {"video_days": 90}),
    ("G11", "fail", {"video_days": 89}),
    ("G12", "pass", {}),
    ("G12", "fail", {"has_full_video": False}),
    ("G13", "pass", {}),
    ("G13", "fail", {"has_panic_alarm": False}),
    ("G14", "pass", {}),
    ("G14", "fail", {"plans_stampede": False}),
    ("G15", "pass", scored(90)),
    ("G15", "fail", scored(90, hygiene_systems_missing="晨午检制度")),
    ("G16", "pass", {}),
    ("G16", "fail", {"keeps_food_samples": False}),
    ("G17", "pass", {"pledge.signed_on": "2026-10-24"}),
    ("G17", "fail", {"pledge.signed_on": "2026-10-23"}),
    ("G17", "fail", {"pledge.signed_on": "2026-11-24"}),
    ("G17", "fail", {"pledge.is_accepted": False}),
    ("G17", "fail", {"pledge": GONE}),
    ("G18", "pass", licence(valid_until="2026-11-23")),
    ("G18", "fail", licence(valid_until="2026-11-22")),
    ("H01", "pass", FAMILY),
    ("H01", "fail", FAMILY | {"capacity": 4, "staff": [{"role": "carer"}]}),
    ("H01", "not_applicable", {}),
    ("H02", "pass", FAMILY),
    ("H02", "fail", FAMILY | LEASE),
    ("H03", "pass", FAMILY),
    ("H03", "fail", FAMILY | {"documents.neighbour_consent": GONE}),
    ("H04", "pass", FAMILY | {"gross_area": 45}),
    ("H04", "fail", FAMILY | {"gross_area": 44.9}),
    ("H05", "pass", FAMILY),
    ("H05", "fail", FAMILY | {"staff.carer.has_fitness_statement": False}),
    ("H05", "fail", FAMILY | {"staff.carer.crime_check_clear": False}),
    ("H06", "pass", FAMILY | {"video_days": 90}),
    ("H06", "fail", FAMILY | {"video_days": 89}),
    ("H07", "pass", FAMILY),
    ("H07", "fail", FAMILY | {"lowest_floor": 0}),
    ("J01", "not_applicable", {}),
    ("J02", "pass", {}),
    ("J02", "pass", FAMILY),
    ("J02", "fail", {"documents.premises": GONE}),
    ("J02", "fail", {"legal_nature": GONE}),
    ("J02", "fail", {"lease_end": GONE}),
    ("J03", "not_applicable", {}),
    ("J04", "pass", {"established_on": "1949-01-01"}),
    ("J04", "fail", {"established_on": "1948-12-31"}),
    ("J04", "pass", {"lease_end": "2076-12-31"}),
    ("J04", "fail", {"lease_end": "2077-01-01"}),
    ("J04", "fail", {"established_on": "2026-02-30"}),
    ("J04", "fail", {"staff.cook.crime_check_on": "昨天"}),
    ("J05", "pass", licence(issued_on="2026-01-01", valid_until="2026-01-01")),
    ("J05", "fail", licence(issued_on="2026-01-02", valid_until="2026-01-01")),
    ("J05", "fail", {"lease_start": "2026-01-02", "lease_end": "2026-01-01"}),
    ("J06", "pass", {"outdoor_note": "步行 5 分钟 < 500 米"}),
    ("J06", "fail", {"outdoor_note": "<script>alert(1)</script>"}),
    ("J06", "fail", {"staff.cook.qualification_note": "<b>厨师</b>"}),
    ("J06", "fail", {"outdoor_note": "a\x00b"}),
    ("J06", "fail", {"business_scope": "托" * 2001}),
    ("J07", "pass", {}),
    ("J07", "fail", {"name": "托育中心13912345678"}),
    ("J07", "fail", {"address": "联系120222198506150042"}),
    ("J08", "not_applicable", {}),
]


@pytest.mark.parametrize(("check_id", "expected", "changes"), CASES)
def test_hygiene_meals_family_sites_and_forms_are_judged(check_id, expected, changes):
    assert outcome_of(check_id, declared(changes)) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (FileFacts("营业执照.pdf", "application/pdf", 10 * 1024 * 1024, "1"), "pass"),
        (FileFacts("营业执照.pdf", "application/pdf", 10 * 1024 * 1024 + 1, "1"), "fail"),
        (FileFacts("营业执照.pdf", "application/pdf", 0, "1"), "fail"),
        (FileFacts("营业执照.doc", "application/msword", 1, "1"), "fail"),
    ],
)
def test_files_are_judged_by_content_and_size(file, expected):
    dossier = with_files(file)

    assert outcome_of("J01", dossier) == expected


def test_one_file_in_two_places_is_told():
    same = FileFacts("扫描.pdf", "application/pdf", 1, "1")
    other = FileFacts("扫描.pdf", "application/pdf", 1, "2")

    assert outcome_of("J03", with_files(same, other)) == "pass"
    assert outcome_of("J03", with_files(same, same)) == "fail"


def with_files(*files):
    """The example, whose first papers hold these files."""
    from dataclasses import replace

    dossier = declared()
    papers = [
        replace(paper, files=(file,)) for paper, file in zip(dossier.documents, files, strict=False)
    ]
    return replace(dossier, documents=(*papers, *dossier.documents[len(files) :]))
