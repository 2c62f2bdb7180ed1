"""Groups E and F: premises, fire papers and fire safety."""

import pytest

from tests.registry.declarations import FAMILY, GONE, declared, outcome_of, rules

FIRE = "documents.fire_acceptance"
FOUR_CLASSES = {
    "classes.3": {"kind": "mixed", "name": "四班", "places": 1, "min_age": 18, "max_age": 30}
}


STRUCTURE_REPORT = {"documents.structure_report": {"kind": "structure_report"}}
RECHECK = {
    "documents.recheck": {
        "kind": "fire_acceptance",
        "fire_kind": "spot_check",
        "conclusion": "pass",
        "number": "2",
        "issued_on": "2026-11-01",
    }
}


def fire(**values):
    return {f"{FIRE}.{name}": value for name, value in values.items()}


CASES = [
    ("E01", "pass", {"lease_start": "2025-01-01", "lease_end": "2028-01-01"}),
    ("E01", "pass", {"lease_start": "2025-01-01", "lease_end": "2027-12-31"}),
    ("E01", "fail", {"lease_start": "2025-01-01", "lease_end": "2027-12-30"}),
    ("E01", "not_applicable", {"tenure": "owned"}),
    ("E02", "pass", {"lease_end": "2026-11-24"}),
    ("E02", "fail", {"lease_end": "2026-11-23"}),
    ("E03", "pass", {"tenure": "owned", "property_certificate": "津2020武清不动产权第1号"}),
    ("E03", "fail", {"tenure": "owned"}),
    ("E03", "not_applicable", {}),
    ("E04", "pass", {"indoor_area": 480}),
    ("E04", "fail", {"indoor_area": 480.01}),
    ("E04", "fail", {"indoor_area": 0}),
    ("E04", "fail", {"outdoor_area": -1}),
    ("E04", "fail", {"gross_area": GONE}),
    ("E05", "pass", {"highest_floor": 3}),
    ("E05", "fail", {"highest_floor": 4}),
    ("E05", "fail", {"lowest_floor": -1}),
    ("E05", "not_applicable", FAMILY | {"highest_floor": 9}),
    ("E06", "pass", {"highest_floor": 1}),
    ("E06", "fail", {"highest_floor": 2}),
    ("E07", "pass", {"classes.0.activity_area": 15}),
    ("E07", "fail", {"classes.0.activity_area": 14.9}),
    ("E08", "pass", {"classes.1.activity_area": 35}),
    ("E08", "fail", {"classes.2.activity_area": 34.9}),
    ("E09", "pass", {"classes.1.activity_area": 50}),
    ("E09", "fail", {"classes.1.activity_area": 49.9}),
    ("E10", "pass", {"health_room_area": 6, "observation_beds": 1}),
    ("E10", "fail", {"health_room_area": 5.9}),
    ("E10", "fail", {"observation_beds": 0}),
    ("E10", "not_applicable", {"observation_beds": GONE}),
    ("E10", "fail", {"observation_beds": GONE, "health_room_area": 5.9}),
    ("E10", "not_applicable", FAMILY),
    ("E11", "pass", {"window_ratio": 20}),
    ("E11", "fail", {"window_ratio": 19.9}),
    ("E12", "pass", {}),
    ("E12", "fail", {"documents.air_test": GONE}),
    ("E12", "fail", {"documents.air_test.conclusion": "fail"}),
    ("E12", "fail", {"documents.air_test.issued_on": "2026-11-24"}),
    ("E13", "pass", {"outdoor_area": 135}),
    ("E13", "fail", {"outdoor_area": 134}),
    ("E13", "fail", {"outdoor_area": 0}),
    ("E13", "pass", {"outdoor_area": 0, "outdoor_note": "对面社区广场，专人护送。"}),
    ("E14", "pass", {"building_year": 2006}),
    ("E14", "fail", {"building_year": 2005}),
    ("E14", "pass", {"building_year": 2005} | STRUCTURE_REPORT),
    ("E15", "pass", {"is_residential": True, "capacity": 5}),
    ("E15", "fail", {"is_residential": True, "capacity": 6}),
    ("E15", "not_applicable", {"is_residential": False}),
    ("E16", "pass", {}),
    ("E16", "fail", {"documents.floor_plan": GONE}),
    ("E17", "pass", {}),
    ("E17", "fail", {"hazards_nearby": "加油站"}),
    ("E18", "pass", {}),
    ("E18", "fail", {"in_forbidden_building": True}),
    ("E19", "pass", {"lease_end": "2027-11-23"}),
    ("E19", "fail", {"lease_end": "2027-11-22"}),
    ("F01", "pass", {}),
    ("F01", "fail", {FIRE: GONE}),
    ("F01", "fail", fire(fire_kind=GONE)),
    ("F01", "fail", fire(fire_kind="gathering_place")),
    ("F01", "not_applicable", FAMILY),
    ("F02", "not_applicable", {"gross_area": 1000}),
    ("F02", "fail", {"gross_area": 1000.01}),
    ("F02", "fail", fire(stated_area=1200)),
    ("F02", "pass", {"gross_area": 1001} | fire(fire_kind="special_acceptance")),
    ("F02", "pass", {"gross_area": 1001} | fire(fire_kind="original_unchanged")),
    ("F03", "pass", {}),
    ("F03", "fail", fire(fire_kind="special_acceptance")),
    ("F04", "pass", fire(fire_kind="filing_voucher")),
    ("F04", "fail", fire(fire_kind=GONE)),
    ("F04", "not_applicable", {"gross_area": 1001}),
    ("F05", "pass", {}),
    ("F05", "fail", fire(conclusion="fail")),
    ("F05", "fail", fire(conclusion="none")),
    ("F05", "fail", fire(conclusion=GONE)),
    ("F05", "not_applicable", fire(fire_kind="filing_voucher", conclusion=GONE)),
    ("F06", "pass", {}),
    ("F06", "fail", fire(conclusion="fail")),
    ("F06", "pass", fire(conclusion="fail") | RECHECK),
    ("F07", "pass", fire(issued_on="2026-11-23")),
    ("F07", "fail", fire(issued_on="2026-11-24")),
    ("F07", "fail", fire(number="")),
    ("F07", "fail", fire(issued_on=GONE)),
    ("F08", "pass", {}),
    ("F08", "fail", fire(issuer="武清区消防救援支队")),
    ("F09", "pass", fire(stated_area=504)),
    ("F09", "fail", fire(stated_area=505)),
    ("F09", "pass", fire(stated_area=456)),
    ("F09", "fail", fire(stated_area=455)),
    ("F09", "fail", fire(stated_address="武清区下朱庄街道1号")),
    ("F10", "not_applicable", {"gross_area": 300} | fire(stated_area=300)),
    ("F10", "fail", {"gross_area": 299} | fire(stated_area=299, fire_kind="original_unchanged")),
    ("F10", "pass", {"gross_area": 299} | fire(stated_area=299, fire_kind="local_statement")),
    ("F11", "pass", {"use_changed": True}),
    ("F11", "fail", {"use_changed": True} | fire(fire_kind="filing_voucher", is_commitment=True)),
    ("F12", "pass", FOUR_CLASSES),
    ("F12", "fail", FOUR_CLASSES | {"has_sprinkler": False}),
    ("F12", "not_applicable", {"has_sprinkler": False}),
    ("F13", "pass", {}),
    ("F13", "fail", {"has_networked_detectors": False}),
    ("F13", "not_applicable", FOUR_CLASSES | {"has_networked_detectors": False}),
    ("F14", "pass", {"extinguishers": 10}),
    ("F14", "fail", {"extinguishers": 9}),
    ("F14", "fail", {"gross_area": 40, "extinguishers": 1} | fire(stated_area=40)),
    ("F15", "pass", {}),
    ("F15", "fail", {"large_rooms_have_two_doors": False}),
    ("F16", "pass", {"exits": 2}),
    ("F16", "fail", {"exits": 1}),
    ("F17", "pass", fire(issued_on="2025-11-23")),
    ("F17", "fail", fire(issued_on="2025-11-22")),
    ("F18", "pass", {}),
    ("F18", "fail", {"has_gas_alarm": False}),
    ("F18", "not_applicable", {"has_gas_kitchen": False, "has_gas_alarm": False}),
]  # fmt: skip


@pytest.mark.parametrize(("check_id", "expected", "changes"), CASES)
def test_premises_and_fire_safety_are_judged(check_id, expected, changes):
    assert outcome_of(check_id, declared(changes)) == expected


def test_a_district_may_ask_family_sites_for_a_fire_paper():
    dossier = declared(FAMILY)

    assert outcome_of("F01", dossier, rules(family_needs_fire_document=True)) == "fail"
