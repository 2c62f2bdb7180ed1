"""A register of any length (大名录): plausible facilities, written in bulk, nobody's."""

from datetime import date, timedelta
from itertools import islice
from random import Random

from django.db import transaction

from departments.choices import DepartmentKind
from departments.models import Department
from registry.choices import ClassKind, FacilityForm, LegalNature, Standing
from registry.models import ClassGroup, Declaration, Facility, Operator, Vacancy
from registry.services.declaration import facts_in_force
from wuqing_tuoyu import clock

SEED = 20260312
TODAY = date(2026, 3, 12)
BATCH = 5000
HAN = (
    "幸福阳光育德启航童心朵果乐慧贝爱晨星云雨春芽苗青禾蓝天彩虹向日葵蒲公英摇篮宝运河雍泉翠亨广贤和园"
    "明德致远弘毅嘉言善行清欢朗月松柏梧桐海棠玉兰紫藤芳草溪湾林谷山丘原野鹿鸣鹤翔凤栖龙腾虎跃麟趾"
)
KINDS = ("托育中心", "托育园", "婴幼儿照护服务中心", "托儿所", "幼儿园托班", "亲子托育园")
ROADS = ("光明道", "前进道", "雍阳西道", "运河西路", "振华东路", "泉旺路", "建设北路", "机场道")
STANDINGS = (
    *[(Standing.VERIFIED, {"verified_on": TODAY})] * 14,
    *[(Standing.RECORDED, {"verification_due_on": TODAY})] * 3,
    (Standing.NONCONFORMING, {"correct_by": TODAY}),
    *[(Standing.CLOSED, {"closed_on": TODAY})] * 2,
)
FORMS = [form for form in FacilityForm if form != FacilityForm.FAMILY]
NATURES = list(LegalNature)


def townships():
    """The thirty townships, by invented codes."""
    for number in range(30):
        Department.objects.get_or_create(
            code=f"1201149{number:02}",
            defaults={
                "name": f"{HAN[number * 2]}{HAN[number * 2 + 1]}镇",
                "short_name": HAN[number * 2],
                "kind": DepartmentKind.TOWNSHIP,
                "position": number,
            },
        )
    return list(Department.objects.townships().order_by("code"))


def write_register(length: int) -> None:
    """Write so many facilities; the same number writes the same."""
    random = Random(SEED)  # noqa: S311 - invented data, nothing is guarded by it
    places = townships()
    numbers = iter(range(1, length + 1))
    while some := list(islice(numbers, BATCH)):
        rows = [facility_of(number, random, places) for number in some]
        with transaction.atomic():
            Operator.objects.bulk_create(row.operator for row in rows)
            Facility.objects.bulk_create(rows)
            Declaration.objects.bulk_create(row.declaration for row in rows)
            ClassGroup.objects.bulk_create(classes_of(rows))
            Vacancy.objects.bulk_create(free_places_of(rows))


def facility_of(number, random, places):
    operator = Operator(
        id=number,
        name=f"举办者{number}",
        credit_code=f"91120114MA{number:08}",
        created_at=clock.now(),
    )
    facility = Facility(id=number, operator=operator, created_at=clock.now())
    facility.number = f"120114-TY-{2000 + number % 26}-{number // 26:04}"
    declaration = Declaration(
        id=number,
        facility=facility,
        created_at=clock.now(),
        frozen_at=clock.now(),
        credit_code=operator.credit_code,
        **facts_of(random, places),
    )
    standing, companions = random.choice(STANDINGS)
    values = facts_in_force(declaration) | companions
    values |= {
        "standing": standing,
        "filed_on": TODAY - timedelta(days=random.randrange(6000)),
        "is_inclusive": random.random() < 0.3,
        "monthly_fee": random.choice((None, 900, 1280, 1680, 2380, 3200)),
    }
    if random.random() < 0.7:
        values["vacancies"] = random.randrange(20)
        values["vacancies_stated_on"] = TODAY - timedelta(days=random.randrange(120))
    for name, value in values.items():
        setattr(facility, name, value)
    return facility


def classes_of(facilities):
    """Two classes each, one for either half of the ages it takes."""
    for facility in facilities:
        youngest, oldest = facility.min_age, facility.max_age
        middle = (youngest + oldest) // 2
        for number, ages in enumerate(((youngest, middle), (middle + 1, oldest)), start=1):
            yield ClassGroup(
                declaration_id=facility.declaration.pk,
                class_no=number,
                kind=ClassKind.MIXED,
                name=f"{number} 班",
                places=20,
                min_age=ages[0],
                max_age=ages[1],
            )


def free_places_of(facilities):
    """What was stated of free places, shared out among the two classes."""
    for facility in facilities:
        if facility.vacancies is not None:
            first = facility.vacancies * (facility.pk % 5) // 4
            for number, places in ((1, first), (2, facility.vacancies - first)):
                yield Vacancy(
                    facility=facility,
                    class_no=number,
                    places=places,
                    stated_on=facility.vacancies_stated_on,
                )


def facts_of(random, places):
    township = random.choice(places)
    name = "".join(random.choices(HAN, k=random.randint(2, 4)))
    road, door = random.choice(ROADS), random.randint(1, 400)
    youngest = random.choice((3, 6, 12, 18))
    return {
        "name": f"武清区{name}{random.choice(KINDS)}",
        "form": random.choice(FORMS),
        "legal_nature": random.choice(NATURES),
        "township": township,
        "address": f"{township.name}{road} {door} 号",
        "public_phone": f"022-{random.randint(20000000, 89999999)}",
        "offers_full_day": True,
        "offers_half_day": random.random() < 0.4,
        "offers_hourly": random.random() < 0.3,
        "capacity": random.randint(10, 120),
        "min_age": youngest,
        "max_age": 36,
        "meals": "own",
    }
