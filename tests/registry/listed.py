"""Facilities as they stand on the public register, without the acts that put them there."""

from datetime import date, datetime, timedelta
from itertools import count

from registry.choices import FacilityForm, Standing
from registry.models import (
    ClassGroup,
    Declaration,
    Facility,
    Nonconformity,
    Operator,
    Pause,
    Vacancy,
    Verification,
)
from registry.models.facts import PublishedFacts
from registry.services.declaration import facts_in_force
from tests.departments.factories import make_department, make_user
from wuqing_tuoyu import clock
from wuqing_tuoyu.clock import SHANGHAI

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 10, 0, tzinfo=SHANGHAI)
YANGCUN = "120114001"
_numbers = count(1)

COMPANIONS = {
    Standing.RECORDED: {"verification_due_on": TODAY + timedelta(days=9)},
    Standing.VERIFIED: {"verified_on": TODAY - timedelta(days=20)},
    Standing.NONCONFORMING: {"correct_by": TODAY + timedelta(days=14)},
    Standing.CLOSED: {"closed_on": TODAY - timedelta(days=3)},
}
CLASSES = (("infant", 6, 12, 10), ("toddler", 12, 24, 15), ("senior", 24, 36, 20))


def township(code=YANGCUN, name="杨村街道"):
    return make_department(code, name=name, kind="township")


def put_on_register(standing=Standing.VERIFIED, *, free=None, stated_on=TODAY, **facts):
    """One facility with three classes; `free` are places by class number."""
    n = next(_numbers)
    own = {
        name: facts.pop(name)
        for name in list(facts)
        if name not in PublishedFacts.fact_names() and name not in ("township", "credit_code")
    }
    code = facts.pop("credit_code", f"91120222MA{n:08}")
    facts = {
        "name": f"幸福里托育园{n}",
        "form": FacilityForm.INDEPENDENT,
        "legal_nature": "for_profit",
        "address": "杨村街道光明道 18 号",
        "public_phone": "022-82120000",
        "offers_full_day": True,
        "capacity": 45,
        "min_age": 6,
        "max_age": 36,
        "meals": "own",
    } | facts
    facts.setdefault("township", township())
    operator = Operator.objects.create(name=f"举办者{n}", credit_code=code, created_at=clock.now())
    facility = Facility.objects.create(operator=operator, created_at=clock.now())
    if standing == Standing.UNRECORDED:
        Declaration.objects.create(facility=facility, created_at=clock.now(), **facts)
        return facility
    facility.number = own.pop("number", f"120114-TY-2026-{n:04}")
    declaration = Declaration.objects.create(
        facility=facility,
        created_at=clock.now(),
        frozen_at=clock.now(),
        credit_code=code,
        **facts,
    )
    add_classes(declaration)
    values = facts_in_force(declaration) | {
        "standing": standing,
        "number": facility.number,
        "filed_on": TODAY - timedelta(days=30),
    }
    Facility.objects.filter(pk=facility.pk).update(**values | COMPANIONS.get(standing, {}) | own)
    facility = Facility.objects.get(pk=facility.pk)
    if free:
        state_free_places(facility, free, stated_on)
    if standing == Standing.NONCONFORMING:
        find(facility)
    return facility


def add_classes(declaration):
    ClassGroup.objects.bulk_create(
        ClassGroup(
            declaration=declaration,
            class_no=number,
            kind=kind,
            name=f"{number} 班",
            min_age=youngest,
            max_age=oldest,
            places=places,
        )
        for number, (kind, youngest, oldest, places) in enumerate(CLASSES, start=1)
    )


def state_free_places(facility, free, stated_on=TODAY):
    Vacancy.objects.bulk_create(
        Vacancy(facility=facility, class_no=number, places=places, stated_on=stated_on)
        for number, places in free.items()
    )
    Facility.objects.filter(pk=facility.pk).update(
        vacancies=sum(free.values()), vacancies_stated_on=stated_on
    )
    facility.refresh_from_db()


def find(facility, *reasons):
    """A finding on site, as it was published."""
    record = Verification.objects.create(
        facility=facility,
        visited_on=TODAY - timedelta(days=5),
        result="nonconforming",
        recorded_at=clock.now(),
        recorded_by=make_user(f"核实人员{facility.pk}"),
    )
    reasons = reasons or (("保健观察室不足 6 平方米", "《托育机构设置标准（试行）》第十条"),)
    for position, (sentence, article) in enumerate(reasons, start=1):
        Nonconformity.objects.create(
            verification=record, sentence=sentence, article=article, position=position
        )
    return record


def pause(facility, reason="装修", **more):
    return Pause.objects.create(
        facility=facility,
        from_on=TODAY - timedelta(days=2),
        until_on=TODAY + timedelta(days=30),
        reason=reason,
        opened_at=clock.now(),
        opened_by=make_user(f"登记人{facility.pk}"),
        **more,
    )
