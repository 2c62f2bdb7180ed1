"""Checklist (检查清单) of a unit: versions; only a published one is used for a new inspection."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_administrator, is_of
from inspections.choices import ChecklistStatus


class ChecklistQuerySet(models.QuerySet):
    def get_by_natural_key(self, code, version):
        return self.get(code=code, version=version)

    def published(self):
        return self.filter(status=ChecklistStatus.PUBLISHED)

    def of(self, department):
        return self.filter(department=department)

    def visible_to(self, user):
        """What was published is open to all staff; a draft to whoever may have it edited."""
        if is_administrator(user):
            return self
        drafts = Q(department__in=departments_of(user))
        if is_of(user, HEALTH_COMMISSION):
            drafts |= Q(department=None)
        return self.filter(~Q(status=ChecklistStatus.DRAFT) | drafts)


class Checklist(models.Model):
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checklists",
        verbose_name="单位",
    )
    duty = models.ForeignKey(
        "departments.Duty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所履行的职责",
    )
    code = models.CharField("清单代码", max_length=16)
    version = models.PositiveSmallIntegerField("版本", default=1)
    title = models.CharField("名称", max_length=100)
    source = models.CharField("来源", max_length=200)
    status = models.CharField(
        "状态", max_length=12, choices=ChecklistStatus, default=ChecklistStatus.DRAFT
    )
    published_on = models.DateField("发布日期", null=True, blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "检查清单"
        verbose_name_plural = "检查清单"
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="checklist_version_once",
                fields=["code", "version"],
                violation_error_message="这份清单已有这个版本。",
            ),
            models.UniqueConstraint(
                name="checklist_one_published",
                fields=["code"],
                condition=Q(status=ChecklistStatus.PUBLISHED),
                violation_error_message="一份清单同时只有一个版本在用。",
            ),
            models.UniqueConstraint(
                name="checklist_one_draft",
                fields=["code"],
                condition=Q(status=ChecklistStatus.DRAFT),
                violation_error_message="这份清单正在修订。",
            ),
            models.CheckConstraint(
                name="checklist_published_iff_dated",
                condition=Q(status=ChecklistStatus.DRAFT, published_on=None)
                | (~Q(status=ChecklistStatus.DRAFT) & Q(published_on__isnull=False)),
                violation_error_message="发布的清单应有发布日期。",
            ),
            models.CheckConstraint(
                name="checklist_retired_iff_dated",
                condition=Q(status=ChecklistStatus.RETIRED, retired_on__isnull=False)
                | (~Q(status=ChecklistStatus.RETIRED) & Q(retired_on=None)),
                violation_error_message="停用的清单应有停用日期。",
            ),
        ]

    def __str__(self):
        return f"{self.title}（第 {self.version} 版）"

    def get_absolute_url(self):
        return reverse("inspections:checklist_detail", args=[self.pk])

    def natural_key(self):
        return (self.code, self.version)

    natural_key.dependencies = ["departments.department", "departments.duty"]

    @property
    def status_choice(self) -> ChecklistStatus:
        return ChecklistStatus(self.status)

    @property
    def is_for_townships(self) -> bool:
        """One list for all townships (镇街巡查): it belongs to no single unit."""
        return self.department_id is None


class ChecklistItemQuerySet(models.QuerySet):
    def get_by_natural_key(self, code, version, item_code):
        return self.get(checklist__code=code, checklist__version=version, code=item_code)


class ChecklistItem(models.Model):
    checklist = models.ForeignKey(
        Checklist, models.CASCADE, related_name="items", verbose_name="检查清单"
    )
    position = models.PositiveSmallIntegerField("顺序")
    code = models.CharField("编号", max_length=16)
    words = models.CharField("检查内容", max_length=300)
    basis = models.CharField("依据", max_length=200)
    plain_words = models.CharField(
        "给家长看的一句话", max_length=120, help_text="公开检查结果时使用，不用术语。"
    )
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = "检查事项"
        verbose_name_plural = "检查事项"
        ordering = ["checklist", "position"]
        constraints = [
            models.UniqueConstraint(
                name="checklist_item_code_once",
                fields=["checklist", "code"],
                violation_error_message="同一份清单里编号不能重复。",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.words}"

    def natural_key(self):
        return (*self.checklist.natural_key(), self.code)

    natural_key.dependencies = ["inspections.checklist"]
