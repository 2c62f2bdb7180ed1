"""What lives and changes without a filing: people, fees, hours, free places."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from registry.choices import (
    Education,
    FeeUnit,
    IdentityDocument,
    ServiceForm,
    StaffRole,
    Weekday,
)
from registry.models.declaration import ClassGroup


class StaffMemberQuerySet(models.QuerySet):
    def active(self):
        return self.filter(left_on=None)


class StaffMember(models.Model):
    """Someone who works in a facility (工作人员)."""

    facility = models.ForeignKey(
        "registry.Facility", models.CASCADE, related_name="staff", verbose_name="托育机构"
    )
    name = models.CharField("姓名", max_length=30)
    identity_document = models.CharField(
        "证件类型",
        max_length=16,
        choices=IdentityDocument,
        default=IdentityDocument.IDENTITY_CARD,
    )
    identity_number = models.CharField("证件号码", max_length=30)
    born_on = models.DateField("出生日期", null=True, blank=True)
    role = models.CharField("岗位", max_length=16, choices=StaffRole)
    is_full_time = models.BooleanField("专职", default=True)
    is_food_safety_manager = models.BooleanField("兼任食品安全管理人员", default=False)
    class_no = models.PositiveSmallIntegerField("所带班级", null=True, blank=True)
    education = models.CharField("学历", max_length=12, choices=Education, blank=True)
    management_years = models.PositiveSmallIntegerField("相关管理工作年数", null=True, blank=True)
    training_hours = models.PositiveSmallIntegerField("岗位培训学时", null=True, blank=True)
    qualification_note = models.CharField("经验或专业说明", max_length=200, blank=True)
    guard_company_permit = models.CharField(
        "派驻公司保安服务许可证号或自招保安员备案日期", max_length=80, blank=True
    )
    crime_check_on = models.DateField("违法犯罪记录查询日期", null=True, blank=True)
    crime_check_clear = models.BooleanField("查询结果：无相关记录", null=True, blank=True)
    has_fitness_statement = models.BooleanField(
        "已书面声明没有不适合照护婴幼儿的情形", default=False
    )
    joined_on = models.DateField("入职日期", null=True, blank=True)
    left_on = models.DateField("离职日期", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("建立时间", editable=False)
    version = models.PositiveIntegerField("修改次数", default=1, editable=False)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"
        ordering = ["facility", "id"]
        constraints = [
            models.UniqueConstraint(
                name="staff_identity_once_per_facility",
                fields=["facility", "identity_number"],
                condition=Q(left_on=None),
                violation_error_message="人员证件号码重复。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.get_role_display()}）"

    @property
    def masked_identity_number(self) -> str:
        """First and last characters only; the whole number is shown on request and recorded."""
        number = self.identity_number
        return f"{number[:2]}{'*' * max(len(number) - 5, 3)}{number[-3:]}"


class FeeQuerySet(models.QuerySet):
    def current(self, today):
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=today), valid_from__lte=today)


class Fee(models.Model):
    """A fee (收费) for a form of service, or a separate one such as meals."""

    facility = models.ForeignKey(
        "registry.Facility", models.CASCADE, related_name="fees", verbose_name="托育机构"
    )
    item = models.CharField("收费项目", max_length=40)
    service_form = models.CharField("服务形式", max_length=10, choices=ServiceForm, blank=True)
    amount = models.DecimalField("金额", max_digits=8, decimal_places=2)
    unit = models.CharField("计费单位", max_length=8, choices=FeeUnit)
    is_meal = models.BooleanField("膳食费", default=False)
    valid_from = models.DateField("执行日期")
    valid_until = models.DateField("停止日期", null=True, blank=True)

    objects = FeeQuerySet.as_manager()

    class Meta:
        verbose_name = "收费"
        verbose_name_plural = "收费"
        ordering = ["facility", "is_meal", "id"]
        constraints = [
            models.CheckConstraint(
                name="fee_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="收费金额不能小于零。",
            ),
        ]

    def __str__(self):
        return f"{self.item} {self.amount} {self.get_unit_display()}"


class OpeningHoursQuerySet(models.QuerySet):
    def current(self):
        return self.filter(valid_until=None)


class OpeningHours(models.Model):
    """When a facility is open on a day of the week (开放时间)."""

    facility = models.ForeignKey(
        "registry.Facility",
        models.CASCADE,
        related_name="opening_hours",
        verbose_name="托育机构",
    )
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday)
    opens = models.TimeField("开始")
    closes = models.TimeField("结束")
    valid_from = models.DateField("执行日期")
    valid_until = models.DateField("停止日期", null=True, blank=True)

    objects = OpeningHoursQuerySet.as_manager()

    class Meta:
        verbose_name = "开放时间"
        verbose_name_plural = "开放时间"
        ordering = ["facility", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="opening_hours_in_order",
                condition=Q(opens__lt=F("closes")),
                violation_error_message="结束时间应当晚于开始时间。",
            ),
            models.UniqueConstraint(
                name="opening_hours_once_a_day",
                fields=["facility", "weekday"],
                condition=Q(valid_until=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}—{self.closes:%H:%M}"


class VacancyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_on=None)

    def at_age(self, months, stated_since):
        """Stated of late, of the classes in force that take a child of this age (适龄班)."""
        taking = ClassGroup.objects.filter(
            declaration=OuterRef("facility__declaration"),
            class_no=OuterRef("class_no"),
            min_age__lte=months,
            max_age__gte=months,
        )
        return self.current().filter(Exists(taking), stated_on__gte=stated_since)


class Vacancy(models.Model):
    """Free places of a class (空余托位), as its operator stated them on a day."""

    facility = models.ForeignKey(
        "registry.Facility", models.CASCADE, related_name="vacancy_rows", verbose_name="托育机构"
    )
    class_no = models.PositiveSmallIntegerField("班号")
    places = models.PositiveSmallIntegerField("空余托位")
    stated_on = models.DateField("填报日期")
    replaced_on = models.DateField("更新日期", null=True, editable=False)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = "空余托位"
        verbose_name_plural = "空余托位"
        constraints = [
            models.UniqueConstraint(
                name="vacancy_one_current_per_class",
                fields=["facility", "class_no"],
                condition=Q(replaced_on=None),
            ),
        ]

    def __str__(self):
        return f"{self.class_no} 班空余 {self.places} 个"
