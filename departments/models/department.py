"""Department (成员单位、镇街、联席会议办公室): a unit that has duties, and its population."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION, DepartmentKind


class DepartmentQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def active(self):
        return self.filter(is_active=True)

    def townships(self):
        return self.filter(kind=DepartmentKind.TOWNSHIP)

    def council_members(self):
        return self.filter(is_council_member=True)

    def of_the_annex(self):
        """The units of the notice's annex, in its order."""
        return self.filter(has_annex_duties=True).order_by("annex_position")

    def may_inspect(self):
        return self.filter(may_inspect=True)

    def commission(self):
        return self.get(code=HEALTH_COMMISSION)

    def conference_office(self):
        return self.get(code=CONFERENCE_OFFICE)


class Department(models.Model):
    code = models.CharField("代码", max_length=16, unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=20)
    kind = models.CharField(
        "类别", max_length=16, choices=DepartmentKind, default=DepartmentKind.DISTRICT
    )
    position = models.PositiveSmallIntegerField("排序", default=0)
    annex_position = models.PositiveSmallIntegerField(
        "附件序号", null=True, blank=True, unique=True
    )
    is_council_member = models.BooleanField("联席会议成员单位", default=False)
    has_annex_duties = models.BooleanField("列入附件职责分工", default=False)
    may_inspect = models.BooleanField("有检查权", default=False)
    inspection_scope = models.CharField("职权范围", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    latitude = models.DecimalField(
        "中心纬度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="镇街中心的大致位置，机构没有标点时公开地图用它。",
    )
    longitude = models.DecimalField(
        "中心经度", max_digits=9, decimal_places=6, null=True, blank=True
    )
    is_active = models.BooleanField("在用", default=True)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = DepartmentQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="单位修改记录", verbose_name_plural="单位修改记录")

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="department_annex_duties_iff_numbered",
                condition=Q(has_annex_duties=True, annex_position__isnull=False)
                | Q(has_annex_duties=False, annex_position=None),
                violation_error_message="列入附件的单位应填写附件序号，未列入的不填。",
            ),
            models.CheckConstraint(
                name="department_inspects_within_a_scope",
                condition=Q(may_inspect=False) | ~Q(inspection_scope=""),
                violation_error_message="有检查权的单位应写明职权范围。",
            ),
            models.CheckConstraint(
                name="department_council_member_is_district_unit",
                condition=Q(is_council_member=False) | Q(kind=DepartmentKind.DISTRICT),
                violation_error_message="只有区级单位可以是联席会议成员单位。",
            ),
            models.CheckConstraint(
                name="department_office_never_inspects",
                condition=Q(may_inspect=False) | ~Q(kind=DepartmentKind.OFFICE),
                violation_error_message="联席会议办公室是议事协调机构，不得实施行政检查。",
            ),
            models.CheckConstraint(
                name="department_centre_has_both_coordinates",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="中心纬度和中心经度请一起填写，或者都不填。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("departments:department", args=[self.code])

    def natural_key(self):
        return (self.code,)

    @property
    def is_township(self):
        return self.kind == DepartmentKind.TOWNSHIP


class PopulationQuerySet(models.QuerySet):
    def get_by_natural_key(self, code, year):
        return self.get(department__code=code, year=year)

    def latest_first(self):
        return self.order_by(F("year").desc())


class Population(models.Model):
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="populations",
        limit_choices_to={"kind": DepartmentKind.TOWNSHIP},
        verbose_name="镇街",
    )
    year = models.PositiveSmallIntegerField("年份")
    residents = models.PositiveIntegerField("常住人口")
    source = models.CharField("来源", max_length=200)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = PopulationQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="常住人口修改记录", verbose_name_plural="常住人口修改记录"
    )

    class Meta:
        verbose_name = "常住人口"
        verbose_name_plural = "常住人口"
        ordering = ["department", "-year"]
        constraints = [
            models.UniqueConstraint(
                name="population_one_per_township_and_year",
                fields=["department", "year"],
                violation_error_message="这个镇街这一年的人口数已经填写。",
            )
        ]

    def __str__(self):
        return f"{self.department} {self.year} 年"

    def natural_key(self):
        return (*self.department.natural_key(), self.year)

    natural_key.dependencies = ["departments.department"]
