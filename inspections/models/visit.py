"""Visit (走访、指导、巡查): advice on site, no inspection; no order can follow from it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from inspections.choices import ItemResult, VisitKind
from inspections.models.visibility import of_units
from registry.models import Operator


class VisitQuerySet(models.QuerySet):
    def told(self):
        return self.exclude(told_on=None)

    def recorded_before(self, moment):
        return self.filter(recorded_at__lt=moment)

    def recorded_between(self, first, last):
        return self.filter(recorded_at__range=(first, last))

    def visible_to(self, user):
        """The commission all, units and townships what is theirs, operators what they were told."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        if (own := of_units(user)) is not None:
            return self.filter(own)
        return self.told().filter(facility__operator__in=Operator.objects.represented_by(user))


class Visit(models.Model):
    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="visits", verbose_name="托育机构"
    )
    department = models.ForeignKey(
        "departments.Department", models.PROTECT, related_name="visits", verbose_name="单位"
    )
    kind = models.CharField("方式", max_length=10, choices=VisitKind)
    visited_on = models.DateField("日期")
    people = models.ManyToManyField("departments.Member", related_name="+", verbose_name="人员")
    checklist = models.ForeignKey(
        "inspections.Checklist",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="巡查清单",
    )
    content = models.TextField("内容", max_length=2000)
    suggestions = models.TextField("建议", max_length=2000, blank=True)
    told_on = models.DateField("告知机构日期", null=True, editable=False)
    recorded_at = models.DateTimeField("登记时间", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "走访指导"
        verbose_name_plural = "走访指导"
        ordering = ["-visited_on", "-recorded_at"]
        indexes = [
            models.Index(fields=["-visited_on", "-recorded_at"], name="visit_newest"),
            models.Index(
                fields=["department", "-visited_on", "-recorded_at"], name="visit_of_unit"
            ),
            models.Index(fields=["facility", "-visited_on"], name="visit_of_facility"),
            models.Index(
                fields=["recorded_at", "department", "visited_on"], name="visit_lately_recorded"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.facility}）"

    def get_absolute_url(self):
        return reverse("inspections:visit_detail", args=[self.pk])


class VisitItemQuerySet(models.QuerySet):
    def failed(self):
        return self.filter(result=ItemResult.FAILED)


class VisitItem(models.Model):
    """One item of the list as it was seen on a visit (巡查结果)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="items", verbose_name="走访指导")
    checklist_item = models.ForeignKey(
        "inspections.ChecklistItem", models.PROTECT, related_name="+", verbose_name="巡查事项"
    )
    result = models.CharField("结果", max_length=16, choices=ItemResult)
    note = models.CharField("具体情况", max_length=500, blank=True)
    referral = models.ForeignKey(
        "inspections.Referral",
        models.PROTECT,
        null=True,
        related_name="visit_items",
        verbose_name="移送",
    )

    objects = VisitItemQuerySet.as_manager()

    class Meta:
        verbose_name = "巡查结果"
        verbose_name_plural = "巡查结果"
        ordering = ["visit", "checklist_item__position"]
        constraints = [
            models.UniqueConstraint(
                name="visit_item_once",
                fields=["visit", "checklist_item"],
                violation_error_message="一项只填写一次。",
            ),
            models.CheckConstraint(
                name="visit_item_failure_is_described",
                condition=~Q(result=ItemResult.FAILED) | ~Q(note=""),
                violation_error_message="不符合的，请填写具体情况。",
            ),
            models.CheckConstraint(
                name="visit_item_referred_only_if_failed",
                condition=Q(referral=None) | Q(result=ItemResult.FAILED),
                violation_error_message="只移送不符合的事项。",
            ),
        ]

    def __str__(self):
        return str(self.checklist_item)

    @property
    def result_choice(self) -> ItemResult:
        return ItemResult(self.result)


class VisitPhoto(models.Model):
    """A photograph taken on a visit (走访照片); never public."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos", verbose_name="走访指导")
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="照片"
    )

    class Meta:
        verbose_name = "走访照片"
        verbose_name_plural = "走访照片"
        ordering = ["visit", "pk"]

    def __str__(self):
        return str(self.file)
