"""The rest of the register (其余机构): filed before the portal, imported and confirmed."""

from datetime import date, timedelta
from decimal import Decimal

from departments.models import Department
from registry.choices import (
    ClassKind,
    FacilityForm,
    FeeUnit,
    HonourKind,
    LegalNature,
    ServiceForm,
)
from registry.models import ClassGroup, Facility, Fee, Honour, Import, OpeningHours, Vacancy
from registry.services.imports import confirm_import, stage_import
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.demonstration.accounts import Accounts
from wuqing_tuoyu.demonstration.invention import NAMES
from wuqing_tuoyu.demonstration.plan import AGES

HEADING = [
    "举办者名称",
    "统一社会信用代码",
    "机构名称",
    "机构性质",
    "机构形态",
    "所属镇街",
    "托育场所地址",
    "机构对外电话",
    "托位数",
    "最小月龄",
    "最大月龄",
    "服务形式",
    "备案编号",
    "备案日期",
    "核实日期",
]
# The classes of a facility by the age from which it takes children
KINDS = {
    6: (ClassKind.INFANT, ClassKind.TODDLER, ClassKind.SENIOR),
    12: (ClassKind.TODDLER, ClassKind.SENIOR),
    18: (ClassKind.MIXED,),
    24: (ClassKind.SENIOR,),
}
ROWS_A_FILE = 2000
FIRST = date(2021, 3, 1)
FORMS = (
    FacilityForm.INDEPENDENT,
    FacilityForm.INDEPENDENT,
    FacilityForm.COMMUNITY,
    FacilityForm.KINDERGARTEN,
    FacilityForm.WORKPLACE,
)


class Register:
    """Brings in facilities by the same import that a district would use."""

    def __init__(self, accounts: Accounts):
        self.accounts, self.invention = accounts, accounts.invention
        self.random = accounts.invention.random
        self.townships = list(Department.objects.townships().order_by("code"))

    def bring_in(self, count: int) -> None:
        for start in range(0, count, ROWS_A_FILE):
            rows = [self._row(start + n + 1) for n in range(min(ROWS_A_FILE, count - start))]
            content = sheet.write(HEADING, rows, title="存量备案机构")
            source = stage_import(
                content,
                name=f"存量备案机构（{start // ROWS_A_FILE + 1}）.xlsx",
                actor=self.accounts.made["wjw_officer"],
            )
            confirm_import(source, actor=self.accounts.made["wjw_director"])
            self._furnish(source)

    def _row(self, serial: int) -> list[str]:
        random, invention = self.random, self.invention
        township = random.choice(self.townships[:6] * 4 + self.townships[6:])
        form = random.choice(FORMS)
        is_social = random.random() < 0.2
        nature = LegalNature.SOCIAL_SERVICE if is_social else LegalNature.FOR_PROFIT
        ending = "幼儿园托班" if form == FacilityForm.KINDERGARTEN else "托育园"
        name = f"{township.name}{random.choice(NAMES)}{ending}"
        if name in invention.used:
            name = f"{township.name}{random.choice(NAMES)}第{serial}{ending}"
        invention.used.add(name)
        days = (clock.today() - timedelta(days=150) - FIRST).days
        filed = FIRST + timedelta(days=random.randint(0, days))
        verified = filed + timedelta(days=random.randint(8, 20)) if random.random() < 0.9 else None
        low = 24 if form == FacilityForm.KINDERGARTEN else random.choice((6, 12, 18))
        services = ["全日托"] + [w for w in ("半日托", "计时托") if random.random() < 0.4]
        street = random.choice(("光明道", "前进道", "建设路", "文化路", "兴业街", "中心街"))
        return [
            f"天津{name.removesuffix(ending)}{'服务中心' if is_social else '托育服务有限公司'}",
            invention.credit_code("52120114MJ" if is_social else "91120222MA"),
            name,
            nature.label,
            form.label,
            township.name,
            f"武清区{township.name}{street} {serial} 号",
            f"022-8211{serial % 10000:04d}",
            str(random.randint(3, 18) * 5),
            str(low),
            "36",
            "、".join(services),
            f"武卫托备〔{filed.year}〕{serial:05d} 号",
            filed.isoformat(),
            verified.isoformat() if verified else "",
        ]

    def _furnish(self, source: Import) -> None:
        """Classes, fees, hours and free places, as their operators would have stated them."""
        facilities = list(
            Facility.objects.filter(import_row__source=source).select_related("township")
        )
        today = clock.today()
        classes, fees, hours, vacancies = [], [], [], []
        for facility in facilities:
            self._place(facility)
            if self.random.random() < 0.2:
                continue
            amount = Decimal(self.random.randint(24, 64) * 50)
            facility.monthly_fee = amount
            facility.is_inclusive = amount <= 1800
            facility.inclusive_since = (
                today - timedelta(days=120) if facility.is_inclusive else None
            )
            groups = classes_for(facility)
            classes += groups
            fees.append(
                Fee(
                    facility=facility,
                    item="保育费（全日托）",
                    service_form=ServiceForm.FULL_DAY,
                    amount=amount,
                    unit=FeeUnit.MONTH,
                    valid_from=facility.filed_on,
                )
            )
            hours += [
                OpeningHours(
                    facility=facility,
                    weekday=day,
                    opens="07:30",
                    closes="17:30",
                    valid_from=facility.filed_on,
                )
                for day in range(1, 6)
            ]
            facility.hours_stated_on = today - timedelta(days=self.random.randint(1, 90))
            if self.random.random() < 0.6 and facility.capacity:
                facility.vacancies = self.random.randint(0, facility.capacity // 3)
                facility.vacancies_stated_on = today - timedelta(days=self.random.randint(1, 90))
                vacancies += free_places_in(facility, groups)
        ClassGroup.objects.bulk_create(classes, batch_size=1000)
        Vacancy.objects.bulk_create(vacancies, batch_size=1000)
        Fee.objects.bulk_create(fees, batch_size=1000)
        OpeningHours.objects.bulk_create(hours, batch_size=1000)
        Facility.objects.bulk_update(
            facilities,
            [
                "latitude",
                "longitude",
                "monthly_fee",
                "is_inclusive",
                "inclusive_since",
                "vacancies",
                "vacancies_stated_on",
                "hours_stated_on",
            ],
            batch_size=500,
        )
        Honour.objects.bulk_create(
            Honour(
                facility=facility,
                kind=HonourKind.DEMONSTRATION,
                title="武清区示范托育机构",
                awarded_by="区卫生健康委",
                awarded_on=today - timedelta(days=60),
                source="武清区示范托育机构名单（演示）",
            )
            for facility in facilities[::12]
        )

    def _place(self, facility: Facility) -> None:
        """Most have set their point, somewhere around the centre of their township."""
        township = facility.township
        if self.random.random() < 0.25 or township.latitude is None:
            return
        step = Decimal("0.0001")
        facility.latitude = township.latitude + step * self.random.randint(-90, 90)
        facility.longitude = township.longitude + step * self.random.randint(-110, 110)


def classes_for(facility: Facility) -> list[ClassGroup]:
    """As many classes as its places fill, none larger than the rules allow."""
    kinds, left, classes = KINDS[facility.min_age], facility.capacity, []
    while left:
        kind = kinds[len(classes) % len(kinds)]
        youngest, oldest, _, most = AGES[kind]
        number = len(classes) + 1
        classes.append(
            ClassGroup(
                declaration_id=facility.declaration_id,
                class_no=number,
                kind=kind,
                name=f"{number} 班",
                places=min(left, most),
                min_age=youngest,
                max_age=oldest,
            )
        )
        left -= classes[-1].places
    return classes


def free_places_in(facility: Facility, classes: list[ClassGroup]) -> list[Vacancy]:
    """The free places of a facility, class by class."""
    left, rows = facility.vacancies, []
    for group in classes:
        free = min(left, group.places)
        rows.append(
            Vacancy(
                facility=facility,
                class_no=group.class_no,
                places=free,
                stated_on=facility.vacancies_stated_on,
            )
        )
        left -= free
    return rows
