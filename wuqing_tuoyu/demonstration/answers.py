"""What a demonstration operator declares (申报信息), section by section."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from departments.models import Department
from registry.choices import FacilityForm, MealProvision, Section, Tenure
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.invention import Invention
from wuqing_tuoyu.demonstration.plan import AGES, MODES, REGISTRARS, Plan


def class_rows(plan: Plan) -> list[dict[str, object]]:
    rows = []
    for position, (kind, places) in enumerate(plan.classes, start=1):
        min_age, max_age, _, _ = AGES[kind]
        rows.append(
            {
                "kind": kind,
                "name": f"{kind.short_label}{position}班",
                "places": places,
                "min_age": min_age,
                "max_age": max_age,
                "activity_area": Decimal(48),
                "sleep_is_combined": False,
            }
        )
    return rows


def values_of(
    plan: Plan,
    invention: Invention,
    *,
    name: str,
    credit_code: str,
    township: Department,
    contact: User,
) -> dict[Section, dict[str, object]]:
    """What the operator declares, section by section."""
    today = clock.today()
    capacity = sum(places for _, places in plan.classes)
    address = invention.address(f"武清区{township.name}")
    lease = today.replace(day=1) - timedelta(days=90)
    ages = [AGES[kind] for kind, _ in plan.classes]
    scope = "家庭托育服务" if plan.is_family else "托育服务；婴幼儿用品销售；教育信息咨询"
    values = {
        Section.IDENTITY: {
            "name": name,
            "form": plan.form,
            "legal_nature": plan.nature,
            "service_mode": MODES[plan.form],
            "township_id": township.pk,
            "address": address,
            "latitude": township.latitude + Decimal(invention.random.randint(-90, 90)) / 10000,
            "longitude": township.longitude + Decimal(invention.random.randint(-110, 110)) / 10000,
            "public_phone": invention.phone(),
            "contact_name": str(contact),
            "contact_mobile": contact.mobile,
        },
        Section.REGISTRATION: {
            "credit_code": credit_code,
            "registrar": REGISTRARS[plan.nature],
            "legal_representative": invention.person(),
            "business_scope": scope,
            "established_on": date(today.year - 1, 5, 18),
            "licence_address": address,
            "kindergarten_permit": "教民212011470000123"
            if plan.form == FacilityForm.KINDERGARTEN
            else "",
        },
        Section.SITE: {
            "tenure": Tenure.LEASED,
            "lease_start": lease,
            "lease_end": lease.replace(year=lease.year + 5, day=28),
            "gross_area": Decimal(plan.gross_area),
            "indoor_area": Decimal(int(plan.gross_area * 0.8)),
            "outdoor_area": Decimal(max(capacity * 3, 20)),
            "building_year": today.year - 8,
            "lowest_floor": 1,
            "highest_floor": 1,
            "is_residential": plan.is_family,
            "use_changed": False,
            "in_forbidden_building": False,
            "health_room_area": Decimal(8),
            "observation_beds": 1,
            "window_ratio": Decimal(24),
        },
        Section.CLASSES: {
            "capacity": capacity,
            "min_age": min(low for low, _, _, _ in ages),
            "max_age": max(high for _, high, _, _ in ages),
        },
        Section.SAFETY: {
            "has_closed_management": True,
            "has_guard": not plan.is_family,
            "has_intrusion_alarm": True,
            "has_panic_alarm": True,
            "has_full_video": True,
            "video_days": 90,
            "exits": 2,
            "large_rooms_have_two_doors": True,
            "extinguishers": plan.gross_area // 50 + 2,
            "has_sprinkler": True,
            "has_fire_alarm": True,
            "has_networked_detectors": True,
            "has_gas_kitchen": False,
            "has_liability_insurance": True,
            "plans_natural_disaster": True,
            "plans_infection": True,
            "plans_food_poisoning": True,
            "plans_stampede": True,
            "plans_fire": True,
            "plans_violence": True,
        },
        Section.SERVICE: {
            "offers_full_day": True,
            "offers_half_day": invention.random.random() < 0.5,
            "offers_hourly": invention.random.random() < 0.25,
            "meals": plan.meals,
            "keeps_food_samples": plan.meals == MealProvision.OWN or None,
            "meals_note": "家长自备餐食，机构加热" if plan.meals == MealProvision.NONE else "",
        },
    }
    for names in values.values():
        names.update({k: v for k, v in plan.facts.items() if k in names})
    return values
