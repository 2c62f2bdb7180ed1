"""Rules kept as rows: which papers are required, which unit is asked, which number is next."""

from django.db import models
from django.db.models import Q

from registry.choices import (
    DocumentKind,
    FacilityForm,
    FilingKind,
    LegalNature,
    MaterialAudience,
    MaterialCondition,
    ReviewGate,
    ReviewSubject,
    Section,
    StaffRole,
)


class MaterialRuleManager(models.Manager):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class MaterialRule(models.Model):
    """Which paper is required when (材料规则)."""

    code = models.CharField("规则代码", max_length=60, unique=True)
    document_kind = models.CharField("材料种类", max_length=32, choices=DocumentKind)
    filing_kind = models.CharField("备案种类", max_length=16, choices=FilingKind)
    audience = models.CharField(
        "适用机构", max_length=8, choices=MaterialAudience, default=MaterialAudience.ALL
    )
    condition = models.CharField(
        "适用情形", max_length=16, choices=MaterialCondition, default=MaterialCondition.ALWAYS
    )
    staff_role = models.CharField("适用岗位", max_length=16, choices=StaffRole, blank=True)
    is_per_staff_member = models.BooleanField("每名工作人员一份", default=False)
    section = models.CharField(
        "变更所涉部分",
        max_length=16,
        choices=Section,
        blank=True,
        help_text="变更备案中，该部分有变化时才需要这份材料。",
    )
    is_required = models.BooleanField("必须提交", default=True)
    help_text = models.CharField("给机构的说明", max_length=300, blank=True)
    source = models.CharField("依据", max_length=120)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    effective_from = models.DateField("生效日期")
    effective_until = models.DateField("失效日期", null=True, blank=True)
    edited_at = models.DateTimeField("人工修改时间", null=True, editable=False)

    objects = MaterialRuleManager()

    class Meta:
        verbose_name = "材料规则"
        verbose_name_plural = "材料规则"
        ordering = ["position", "code"]

    def __str__(self):
        return f"{self.get_filing_kind_display()}：{self.get_document_kind_display()}"

    def natural_key(self):
        return (self.code,)


class ReviewRouteManager(models.Manager):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def to_registrars(self):
        """The routes that say who registers which nature (登记机关)."""
        return self.filter(
            subject=ReviewSubject.REGISTRATION, is_active=True, department__isnull=False
        )


class ReviewRoute(models.Model):
    """Which unit is asked about what, at which gate (核验路径)."""

    code = models.CharField("路径代码", max_length=60, unique=True)
    subject = models.CharField("核验事项", max_length=20, choices=ReviewSubject)
    nature = models.CharField("机构性质", max_length=20, choices=LegalNature, blank=True)
    form = models.CharField("机构形态", max_length=20, choices=FacilityForm, blank=True)
    audience = models.CharField(
        "适用机构", max_length=8, choices=MaterialAudience, default=MaterialAudience.ALL
    )
    needs_own_kitchen = models.BooleanField("仅自制餐食的", default=False)
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="review_routes",
        verbose_name="核验单位",
    )
    asks_township = models.BooleanField("由托育场所所在镇街核验", default=False)
    gate = models.CharField("核验环节", max_length=14, choices=ReviewGate)
    is_binding = models.BooleanField("有约束力", default=True)
    days = models.PositiveSmallIntegerField("答复期限（工作日）")
    duty = models.ForeignKey(
        "departments.Duty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所履行的职责",
    )
    is_active = models.BooleanField("启用", default=True)
    edited_at = models.DateTimeField("人工修改时间", null=True, editable=False)

    objects = ReviewRouteManager()

    class Meta:
        verbose_name = "核验路径"
        verbose_name_plural = "核验路径"
        ordering = ["gate", "code"]
        constraints = [
            models.CheckConstraint(
                name="review_route_unit_or_township",
                condition=Q(department__isnull=False, asks_township=False)
                | Q(department=None, asks_township=True),
                violation_error_message="请指定核验单位，或者由所在镇街核验，二者择一。",
            ),
        ]

    def __str__(self):
        return f"{self.get_subject_display()}：{self.department or '所在镇街'}"

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["departments.department", "departments.duty"]


class NumberSequence(models.Model):
    """The last number given in a year (编号流水); the row is locked while one is taken."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "编号流水"
        verbose_name_plural = "编号流水"

    def __str__(self):
        return f"{self.year}：{self.last}"
