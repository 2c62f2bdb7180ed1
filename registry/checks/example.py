"""A made-up declaration (示例) that passes every check, for whoever learns the form."""

from datetime import date
from typing import Any

from registry.checks.wording import days_after, months_after


def example(today: date) -> dict[str, Any]:
    """One class of each kind, a leased ground floor, a kitchen of its own."""
    year_ago, month_ago = months_after(today, -11), months_after(today, -1)
    return {
        "filing_kind": "initial",
        "name": "武清区示例托育中心",
        "form": "independent",
        "legal_nature": "for_profit",
        "service_mode": "social",
        "township": "120114001",
        "address": "天津市武清区杨村街道示例路1号",
        "latitude": 39.38,
        "longitude": 117.05,
        "public_phone": "022-82100000",
        "contact_name": "示例甲",
        "contact_mobile": "13800000000",
        "credit_code": "91120222MA06TE5T8R",
        "registrar": "天津市武清区市场监督管理局",
        "legal_representative": "示例甲",
        "business_scope": "托育服务（不含幼儿园）",
        "established_on": _iso(months_after(today, -24)),
        "licence_address": "天津市武清区杨村街道示例路1号",
        "tenure": "leased",
        "lease_start": _iso(months_after(today, -12)),
        "lease_end": _iso(months_after(today, 48)),
        "gross_area": 480,
        "indoor_area": 400,
        "outdoor_area": 160,
        "building_year": max(today.year - 8, 1),
        "lowest_floor": 1,
        "highest_floor": 1,
        "is_residential": False,
        "use_changed": False,
        "in_forbidden_building": False,
        "health_room_area": 8,
        "observation_beds": 1,
        "window_ratio": 25,
        "capacity": 45,
        "min_age": 6,
        "max_age": 36,
        "has_closed_management": True,
        "has_guard": True,
        "has_intrusion_alarm": True,
        "has_panic_alarm": True,
        "has_full_video": True,
        "video_days": 90,
        "exits": 2,
        "large_rooms_have_two_doors": True,
        "extinguishers": 12,
        "has_sprinkler": True,
        "has_fire_alarm": True,
        "has_networked_detectors": True,
        "has_gas_kitchen": True,
        "has_gas_alarm": True,
        "has_liability_insurance": True,
        "plans_natural_disaster": True,
        "plans_infection": True,
        "plans_food_poisoning": True,
        "plans_stampede": True,
        "plans_fire": True,
        "plans_violence": True,
        "offers_full_day": True,
        "meals": "own",
        "keeps_food_samples": True,
        "classes": [
            _class(1, "infant", "一班", 10, 6, 12),
            _class(2, "toddler", "二班", 15, 12, 24),
            _class(3, "senior", "三班", 20, 24, 36),
        ],
        "staff": _staff(today),
        "documents": [
            _paper("registration_certificate", year_ago),
            _paper("premises", year_ago),
            _paper("hygiene_report", month_ago)
            | {"hygiene_regime": "self_assessment", "conclusion": "pass"},
            _paper("fire_acceptance", month_ago)
            | {
                "fire_kind": "spot_check",
                "conclusion": "pass",
                "issuer": "天津市武清区住房和建设委员会",
                "stated_address": "天津市武清区杨村街道示例路1号",
                "stated_area": 480,
            },
            _paper("food_license", year_ago)
            | {"stated_name": "武清区示例托育中心", "valid_until": _iso(months_after(today, 36))},
            _paper("air_test", month_ago) | {"conclusion": "pass"},
            _paper("floor_plan", month_ago),
        ],
        "fees": [
            {"item": "保育费", "service_form": "full_day", "amount": 2600, "unit": "month"},
            {"item": "膳食费", "amount": 20, "unit": "day", "is_meal": True},
        ],
        "pledge": {"is_accepted": True, "name": "示例甲", "signed_on": _iso(today)},
    }


def _iso(day: date) -> str:
    return day.isoformat()


def _class(number: int, kind: str, name: str, places: int, youngest: int, oldest: int) -> dict:
    return {
        "class_no": number,
        "kind": kind,
        "name": name,
        "places": places,
        "min_age": youngest,
        "max_age": oldest,
        "activity_area": 55,
        "sleep_is_combined": True,
    }


def _paper(kind: str, issued_on: date) -> dict[str, Any]:
    return {"kind": kind, "number": "SL-001", "issued_on": _iso(issued_on)}


def _staff(today: date) -> list[dict[str, Any]]:
    """Carers by the ratios of three, five and seven, and one of every other role."""
    roles = [("principal", None), ("health_worker", None), ("guard", None), ("cook", None)]
    roles += [
        ("carer", number) for number, carers in ((1, 4), (2, 3), (3, 3)) for _ in range(carers)
    ]
    return [_person(place, role, number, today) for place, (role, number) in enumerate(roles)]


def _person(place: int, role: str, class_no: int | None, today: date) -> dict[str, Any]:
    recent = days_after(today, -60)
    person: dict[str, Any] = {
        "name": f"示例{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[place]}",
        "identity_document": "other",
        "identity_number": f"SHILI{place:04d}",
        "born_on": "1985-06-15",
        "role": role,
        "is_full_time": True,
        "education": "college",
        "crime_check_on": _iso(recent),
        "crime_check_clear": True,
        "has_fitness_statement": True,
        "documents": [_paper("health_certificate", recent)],
    }
    if class_no is not None:
        person["class_no"] = class_no
        person["documents"].append(_paper("qualification", recent))
    if role == "principal":
        person |= {"management_years": 5, "training_hours": 60}
    if role in ("principal", "health_worker"):
        person["documents"].append(_paper("training_certificate", recent))
    if role == "guard":
        person["guard_company_permit"] = "SL-BA-001"
        person["documents"].append(_paper("security_guard", recent))
    if role == "cook":
        person["is_food_safety_manager"] = True
    return person
