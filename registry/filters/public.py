"""Filters of the public register (公开名录): one for page, file, map and API."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from departments.models import Department, Parameter
from registry.choices import (
    TAKING_STANDINGS,
    FacilityForm,
    LegalNature,
    PublicSort,
    PublicStanding,
    PublicView,
    ServiceForm,
)
from registry.filters.age import OLDEST, AgeFilter, BirthMonthFilter
from registry.filters.found import Found, WholeRegister
from registry.models import ClassGroup, Facility, Honour, Vacancy
from registry.search import read_words
from wuqing_tuoyu.prepared import prepared

FRESH_DAYS = 60
SWITCH = (("1", "是"), ("0", "否"))
SHOWN_OF_A_BAD_VALUE = 20
LEAVING_NOBODY_OUT = ("sort", "view", "closed")
LONGEST_WORDS = 200  # of which five words of twenty letters are looked for


def stated_since(today):
    """From this day on a statement of free places counts (空余托位填报有效期)."""
    newest = _fresh_days.first(today)
    return today - timedelta(days=int(newest.typed_value) if newest else FRESH_DAYS)


@prepared
def _fresh_days(today):
    days = Parameter.objects.filter(key="vacancy_fresh_days", effective_from__lte=today)
    return days.order_by("-effective_from")[:1]


@prepared
def _townships():
    townships = Department.objects.active().townships()
    shown = ("pk", "code", "name", "short_name", "latitude", "longitude")
    return townships.values_list(*shown, named=True)


def choice(label, choices, method, help_text=""):
    return django_filters.ChoiceFilter(
        label=label, choices=choices, method=method, help_text=help_text
    )


class PublicFacilityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="检索词",
        method="by_words",
        help_text="机构名称、地址、镇街、拼音或首字母、统一社会信用代码、备案编号；最多 5 个词",
    )
    township = choice("镇街", (), "by_township", "镇街代码，如 120114001")
    form = choice("机构形态", FacilityForm.choices, "by_column")
    nature = choice("机构性质", LegalNature.choices, "by_nature")
    service = django_filters.MultipleChoiceFilter(
        label="服务形式",
        choices=ServiceForm.choices,
        method="by_service",
        help_text="可以重复，有其中一种就算",
    )
    age = AgeFilter(
        label="月龄", method="by_age", min_value=0, max_value=OLDEST, help_text="收这个月龄的孩子"
    )
    born = BirthMonthFilter(
        label="孩子出生年月", method="by_age", help_text="如 2025-03，换算成月龄，代替月龄"
    )
    inclusive = choice("普惠机构", SWITCH, "by_title")
    demonstration = choice("示范机构", SWITCH, "by_honour", "有现行有效的示范称号")
    vacancy = choice(
        "有空余托位", SWITCH, "by_vacancy", "60 天内填报、适合月龄的班有空余，已备案或已核实"
    )
    standing = choice("备案状态", PublicStanding.choices, "by_standing", "不填时不含已注销的")
    closed = choice("连同已注销的", SWITCH, "not_here", "1 为一起列出；只要已注销的，用 standing")
    sort = choice("排序", PublicSort.choices, "not_here", "distance 只在页面上，由您的设备计算")
    view = choice("显示方式", PublicView.choices, "not_here")

    class Meta:
        model = Facility
        fields = []

    def __init__(self, data, *, today):
        self.today = today
        self.stated_since = stated_since(today)
        self.townships = _townships()
        self.data_sent = data
        # Only what is asked is copied, checked and applied
        known = type(self).base_filters.items()
        self.base_filters = {name: each for name, each in known if name in data}
        super().__init__(_without_nulls(data), queryset=Facility.objects.listed())
        if "township" in self.filters:
            self.filters["township"].extra["choices"] = [(t.code, t.name) for t in self.townships]

    # What was asked

    @cached_property
    def asked(self):
        """The good values, by parameter; nothing for a bad one, or one that is not asked."""
        self.form.is_valid()
        return dict.fromkeys(type(self).base_filters) | self.form.cleaned_data

    @property
    def faults(self):
        """One sentence for each bad value, by parameter."""
        return {name: self._sentence(name, errors) for name, errors in self.form.errors.items()} | (
            {"service": self._choices_sentence("service", self._bad_services[0])}
            if self._bad_services
            else {}
        )

    @property
    def notes(self):
        """What was left out of the words of the search box."""
        dropped = read_words(self.asked.get("q") or "").dropped
        if not dropped:
            return []
        left_out = " ".join(dropped)
        left_out = left_out if len(left_out) <= 40 else f"{left_out[:40]}…"
        return [f"最多按 5 个词、每个词 20 个字查找，没有用上的是：{left_out}"]

    @property
    def months(self):
        """The child's age: from the month of birth, or as given."""
        born = self.asked.get("born")
        return self.asked.get("age") if born is None else born

    @property
    def words(self):
        return self.asked.get("q") or ""

    @cached_property
    def centres(self):
        """Where townships are, roughly, by code (镇街中心)."""
        return {
            township.code: (float(township.latitude), float(township.longitude))
            for township in self.townships
            if township.latitude is not None
        }

    @cached_property
    def given(self):
        """The good values as they stand in an address: pairs of parameter and value."""
        return [
            (name, value)
            for name in self.filters
            if self.asked.get(name) not in (None, "", [])
            for value in self.data.getlist(name)
            if value
        ]

    @property
    def _bad_services(self):
        return [value for value in self.data_sent.getlist("service") if not _is_service(value)]

    def _sentence(self, name, errors):
        value = self.data_sent.get(name, "")[:SHOWN_OF_A_BAD_VALUE]
        if name == "age":
            return f"“月龄”（age）应当是 0 到 {OLDEST} 的整数，不能是“{value}”。"
        if name == "born":
            return f"“孩子出生年月”（born）不能是“{value}”：{errors[0].rstrip('。')}。"
        if name == "township":
            return f"“镇街”（township）没有代码“{value}”。"
        return self._choices_sentence(name, value)

    def _choices_sentence(self, name, value):
        field = self.filters[name]
        words = "、".join(f"{code}（{label}）" for code, label in field.extra["choices"] if code)
        shown = value[:SHOWN_OF_A_BAD_VALUE]
        return f"“{field.label}”（{name}）不能是“{shown}”，可以是 {words}。"

    # What is found

    @cached_property
    def found(self):
        """What the list shows; closed ones only where they are asked for."""
        is_whole = all(name in LEAVING_NOBODY_OUT for name, _ in self.given)
        search = WholeRegister if is_whole else Found
        return search(
            self.qs,
            self.words,
            sort=self.asked.get("sort") or PublicSort.RELEVANCE,
            stated_since=self.stated_since,
            months=self.months,
            closed=self.asked.get("standing") == PublicStanding.CLOSED
            or self.asked.get("closed") == "1",
        )

    def by_words(self, facilities, name, words):
        return facilities  # the index is asked once the other filters are known

    def by_township(self, facilities, name, code):
        return facilities.filter(township=next(t.pk for t in self.townships if t.code == code))

    def by_column(self, facilities, name, value):
        return facilities.filter(**{name: value})

    def by_nature(self, facilities, name, nature):
        return facilities.filter(legal_nature=nature)

    def by_service(self, facilities, name, forms_wanted):
        wanted = Q()
        for form in forms_wanted:
            wanted |= Q(**{f"offers_{form}": True})
        return facilities.filter(wanted)

    def by_age(self, facilities, name, months):
        if name == "age" and self.asked.get("born") is not None:
            return facilities
        return facilities.filter(min_age__lte=months, max_age__gte=months)

    def by_title(self, facilities, name, value):
        return facilities.filter(is_inclusive=True) if value == "1" else facilities

    def by_honour(self, facilities, name, value):
        if value != "1":
            return facilities
        held = Honour.objects.current(self.today).demonstration()
        return facilities.filter(Exists(held.filter(facility=OuterRef("pk"))))

    def by_vacancy(self, facilities, name, value):
        if value != "1":
            return facilities
        free = Vacancy.objects.current().filter(
            facility=OuterRef("declaration__facility"),
            class_no=OuterRef("class_no"),
            places__gt=0,
            stated_on__gte=self.stated_since,
        )
        classes = ClassGroup.objects.filter(declaration=OuterRef("declaration")).filter(
            Exists(free)
        )
        if self.months is not None:
            classes = classes.filter(min_age__lte=self.months, max_age__gte=self.months)
        taking = facilities.filter(standing__in=TAKING_STANDINGS)
        return taking.filter(Exists(classes))

    def by_standing(self, facilities, name, standing):
        if standing == PublicStanding.PAUSED:
            return facilities.paused()
        return facilities.filter(standing=standing)

    def not_here(self, facilities, name, value):
        return facilities


def _is_service(value):
    return not value or value in ServiceForm.values


def _without_nulls(data):
    """The same parameters without what no database takes, endless words, and unknown services."""
    clean = data.copy()
    if "q" in clean:
        clean["q"] = clean["q"].replace("\x00", "")[:LONGEST_WORDS]
    if "service" in clean:
        clean.setlist("service", [v for v in clean.getlist("service") if v and _is_service(v)])
    return clean
