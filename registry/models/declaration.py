"""Declaration (申报信息): what the 备案书 asks; immutable once submitted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.choices import ClassKind, Section, Tenure
from registry.models.facts import PublishedFacts
from registry.validators import validate_credit_code, validate_mobile


class Declaration(PublishedFacts):
    facility = models.ForeignKey(
        "registry.Facility",
        models.CASCADE,
        related_name="declarations",
        verbose_name="托育机构",
    )
    version = models.PositiveSmallIntegerField("版本", default=1, editable=False)
    created_at = models.DateTimeField("建立时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="填报人",
    )
    frozen_at = models.DateTimeField("提交固定时间", null=True, editable=False)
    saved_sections = models.CharField("已保存的部分", max_length=120, blank=True, editable=False)

    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[validate_credit_code]
    )
    registrar = models.CharField("登记机关", max_length=100, blank=True)
    legal_representative = models.CharField("法定代表人", max_length=30, blank=True)
    business_scope = models.TextField("业务（经营）范围", max_length=2000, blank=True)
    established_on = models.DateField("成立日期", null=True, blank=True)
    licence_valid_until = models.DateField("登记证照有效期至", null=True, blank=True)
    licence_address = models.CharField("登记证照上的住所", max_length=200, blank=True)
    kindergarten_permit = models.CharField("幼儿园办学许可证号", max_length=60, blank=True)

    contact_name = models.CharField("联系人", max_length=30, blank=True)
    contact_mobile = models.CharField(
        "联系人手机", max_length=11, blank=True, validators=[validate_mobile]
    )

    tenure = models.CharField("场所性质", max_length=8, choices=Tenure, blank=True)
    lease_start = models.DateField("租赁起始日期", null=True, blank=True)
    lease_end = models.DateField("租赁截止日期", null=True, blank=True)
    property_certificate = models.CharField("不动产权证号", max_length=80, blank=True)
    gross_area = models.DecimalField(
        "建筑面积（平方米）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    indoor_area = models.DecimalField(
        "室内使用面积（平方米）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    outdoor_area = models.DecimalField(
        "室外活动场地面积（平方米）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    outdoor_note = models.CharField("附近公共场地说明", max_length=200, blank=True)
    building_year = models.PositiveSmallIntegerField("建成年份", null=True, blank=True)
    lowest_floor = models.SmallIntegerField("使用的最低楼层", null=True, blank=True)
    highest_floor = models.SmallIntegerField("使用的最高楼层", null=True, blank=True)
    is_residential = models.BooleanField("房屋规划用途为住宅", null=True, blank=True)
    use_changed = models.BooleanField("改变了建筑使用性质", null=True, blank=True)
    in_forbidden_building = models.BooleanField(
        "位于“三合一”场所或彩钢板建筑内", null=True, blank=True
    )
    hazards_nearby = models.CharField("周边危险源", max_length=200, blank=True)
    health_room_area = models.DecimalField(
        "保健观察室面积（平方米）", max_digits=6, decimal_places=2, null=True, blank=True
    )
    observation_beds = models.PositiveSmallIntegerField("观察床数", null=True, blank=True)
    window_ratio = models.DecimalField(
        "生活用房窗洞与房间面积之比（百分数，取最小）",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
    )

    exits = models.PositiveSmallIntegerField("安全出口数", null=True, blank=True)
    large_rooms_have_two_doors = models.BooleanField(
        "大于 50 平方米的房间有 2 个以上疏散门", null=True, blank=True
    )
    extinguishers = models.PositiveSmallIntegerField("灭火器数量", null=True, blank=True)
    has_sprinkler = models.BooleanField("设自动喷水灭火系统", null=True, blank=True)
    has_fire_alarm = models.BooleanField("设火灾自动报警系统", null=True, blank=True)
    has_networked_detectors = models.BooleanField(
        "设联网的独立式火灾探测报警器", null=True, blank=True
    )
    has_gas_kitchen = models.BooleanField("厨房使用燃气", null=True, blank=True)
    has_gas_alarm = models.BooleanField("燃气厨房设报警和紧急切断装置", null=True, blank=True)
    has_liability_insurance = models.BooleanField("投保托育机构责任类保险", null=True, blank=True)
    plans_natural_disaster = models.BooleanField("自然灾害应急预案", default=False)
    plans_infection = models.BooleanField("传染病应急预案", default=False)
    plans_food_poisoning = models.BooleanField("食物中毒应急预案", default=False)
    plans_stampede = models.BooleanField("踩踏应急预案", default=False)
    plans_fire = models.BooleanField("火灾应急预案", default=False)
    plans_violence = models.BooleanField("暴力事件应急预案", default=False)

    meals_note = models.CharField("用餐安排说明", max_length=200, blank=True)
    keeps_food_samples = models.BooleanField(
        "食品留样每品种不少于 125 克、48 小时以上", null=True, blank=True
    )
    infant_note = models.CharField("6 个月以下婴幼儿照护安排", max_length=200, blank=True)

    class Meta:
        verbose_name = "申报信息"
        verbose_name_plural = "申报信息"
        ordering = ["facility", "version"]
        constraints = [
            models.UniqueConstraint(
                name="declaration_version_once", fields=["facility", "version"]
            ),
            models.CheckConstraint(
                name="declaration_capacity_positive",
                condition=Q(capacity=None) | Q(capacity__gt=0, capacity__lt=1000),
                violation_error_message="收托规模应为 1 到 999 之间的整数。",
            ),
            models.CheckConstraint(
                name="declaration_ages_in_order",
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lt=F("max_age")),
                violation_error_message="最大月龄应当大于最小月龄。",
            ),
            models.CheckConstraint(
                name="declaration_indoor_within_gross",
                condition=Q(indoor_area=None)
                | Q(gross_area=None)
                | Q(indoor_area__lte=F("gross_area")),
                violation_error_message="室内使用面积不能大于建筑面积。",
            ),
            models.CheckConstraint(
                name="declaration_lease_in_order",
                condition=Q(lease_start=None)
                | Q(lease_end=None)
                | Q(lease_start__lt=F("lease_end")),
                violation_error_message="租赁截止日期应当晚于起始日期。",
            ),
            models.CheckConstraint(
                name="declaration_floors_in_order",
                condition=Q(lowest_floor=None)
                | Q(highest_floor=None)
                | Q(lowest_floor__lte=F("highest_floor")),
                violation_error_message="最高楼层不能低于最低楼层。",
            ),
        ]

    def __str__(self):
        return f"{self.name or '（未填名称）'} 第 {self.version} 版"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def sections_saved(self) -> set[Section]:
        """Sections the operator has saved at least once."""
        return {Section(value) for value in self.saved_sections.split(",") if value}


class ClassGroup(models.Model):
    """A class (班级) of a declaration; `class_no` survives cloning."""

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="class_groups", verbose_name="申报信息"
    )
    class_no = models.PositiveSmallIntegerField("班号", editable=False)
    kind = models.CharField("班型", max_length=8, choices=ClassKind)
    name = models.CharField("班级名称", max_length=30)
    places = models.PositiveSmallIntegerField("托位数")
    min_age = models.PositiveSmallIntegerField("最小月龄")
    max_age = models.PositiveSmallIntegerField("最大月龄")
    activity_area = models.DecimalField(
        "活动室（区）面积（平方米）", max_digits=6, decimal_places=2, null=True, blank=True
    )
    sleep_is_combined = models.BooleanField("睡眠区与活动区合用", default=False)

    class Meta:
        verbose_name = "班级"
        verbose_name_plural = "班级"
        ordering = ["declaration", "class_no"]
        constraints = [
            models.UniqueConstraint(name="class_group_no_once", fields=["declaration", "class_no"]),
            models.CheckConstraint(
                name="class_group_places_positive",
                condition=Q(places__gt=0),
                violation_error_message="班级托位数必须大于零。",
            ),
            models.CheckConstraint(
                name="class_group_ages_in_order",
                condition=Q(min_age__lt=F("max_age")),
                violation_error_message="最大月龄应当大于最小月龄。",
            ),
        ]

    def __str__(self):
        return self.name
