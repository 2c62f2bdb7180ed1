"""Rectification (整改): what a facility was ordered to put right, until every item is."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from inspections.choices import (
    OPEN_RECTIFICATIONS,
    OPERATORS_TURN,
    ItemStatus,
    RectificationStatus,
)
from inspections.models.visibility import of_units
from registry.models import Operator


class RectificationQuerySet(models.QuerySet):
    def open(self):
        """Not closed yet; the date says it again for the index."""
        return self.filter(status__in=OPEN_RECTIFICATIONS, closed_at=None)

    def overdue(self, today):
        """Past the day and not put right (整改逾期): who waits for the unit is not late."""
        return self.open().filter(status=RectificationStatus.ORDERED, due_on__lt=today)

    def to_check(self):
        return self.filter(status=RectificationStatus.SUBMITTED)

    def visible_to(self, user):
        """The commission all, units and townships what is theirs, operators what they were told."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        if (own := of_units(user)) is not None:
            return self.filter(own)
        return self.filter(facility__operator__in=Operator.objects.represented_by(user))


class Rectification(models.Model):
    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    facility = models.ForeignKey(
        "registry.Facility",
        models.PROTECT,
        related_name="rectifications",
        verbose_name="托育机构",
    )
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="rectifications",
        verbose_name="责令单位",
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        related_name="rectifications",
        verbose_name="行政检查",
    )
    verification = models.OneToOneField(
        "registry.Verification",
        models.PROTECT,
        null=True,
        related_name="rectification",
        verbose_name="现场核实",
    )
    status = models.CharField(
        "状态",
        max_length=10,
        choices=RectificationStatus,
        default=RectificationStatus.ORDERED,
        editable=False,
    )
    round = models.PositiveSmallIntegerField("第几次整改", default=1, editable=False)
    due_on = models.DateField("整改期限")
    is_extended = models.BooleanField("期限已延长", default=False, editable=False)
    ordered_at = models.DateTimeField("责令时间", editable=False)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="责令人"
    )
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    closed_at = models.DateTimeField("销号时间", null=True, editable=False)
    version = models.PositiveIntegerField("版本", default=0, editable=False)

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = "整改"
        verbose_name_plural = "整改"
        ordering = ["-ordered_at"]
        constraints = [
            models.CheckConstraint(
                name="rectification_of_inspection_or_verification",
                condition=Q(inspection__isnull=False, verification=None)
                | Q(inspection=None, verification__isnull=False),
                violation_error_message="责令整改应当依据一次行政检查或者一次现场核实。",
            ),
            models.CheckConstraint(
                name="rectification_closed_iff_dated",
                condition=Q(status=RectificationStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=RectificationStatus.CLOSED) & Q(closed_at=None)),
                violation_error_message="销号的整改应有销号时间。",
            ),
            models.CheckConstraint(
                name="rectification_submitted_is_dated",
                condition=~Q(status=RectificationStatus.SUBMITTED) | Q(submitted_at__isnull=False),
                violation_error_message="提交的整改应有提交时间。",
            ),
        ]
        indexes = [
            models.Index(fields=["-ordered_at"], name="rectification_newest"),
            models.Index(fields=["department", "-ordered_at"], name="rectification_of_unit"),
            models.Index(fields=["facility", "-ordered_at"], name="rectification_of_facility"),
            models.Index(fields=["status", "due_on"], name="rectification_by_status"),
            models.Index(
                fields=["department", "due_on"],
                name="rectification_open",
                condition=Q(closed_at=None),
            ),
        ]

    def __str__(self):
        return f"整改（{self.facility}）"

    def get_absolute_url(self):
        return reverse("inspections:rectification_detail", args=[self.pk])

    @property
    def status_choice(self) -> RectificationStatus:
        return RectificationStatus(self.status)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_RECTIFICATIONS

    def is_overdue(self, today) -> bool:
        return self.status == RectificationStatus.ORDERED and self.due_on < today

    def days_overdue(self, today) -> int:
        return max((today - self.due_on).days, 0) if self.is_overdue(today) else 0


class RectificationItemQuerySet(models.QuerySet):
    def unaccepted(self):
        """What still fails: exactly this is looked at again (复查事项)."""
        return self.exclude(status=ItemStatus.ACCEPTED)

    def for_operator(self):
        return self.filter(status__in=OPERATORS_TURN)

    def answered(self):
        return self.filter(status=ItemStatus.ANSWERED)

    def refused(self):
        return self.filter(status=ItemStatus.REFUSED)


class RectificationItem(models.Model):
    rectification = models.ForeignKey(
        Rectification, models.CASCADE, related_name="items", verbose_name="整改"
    )
    finding = models.OneToOneField(
        "inspections.Finding",
        models.PROTECT,
        related_name="rectification_item",
        verbose_name="发现的问题",
    )
    position = models.PositiveSmallIntegerField("顺序")
    sentence = models.CharField("整改事项", max_length=500)
    basis = models.CharField("依据", max_length=200)
    status = models.CharField(
        "状态", max_length=10, choices=ItemStatus, default=ItemStatus.OPEN, editable=False
    )
    version = models.PositiveIntegerField("版本", default=0, editable=False)

    objects = RectificationItemQuerySet.as_manager()

    class Meta:
        verbose_name = "整改事项"
        verbose_name_plural = "整改事项"
        ordering = ["rectification", "position"]
        constraints = [
            models.UniqueConstraint(
                name="rectification_item_position_once",
                fields=["rectification", "position"],
                violation_error_message="整改事项的顺序不能重复。",
            ),
            models.CheckConstraint(
                name="rectification_item_states_its_basis",
                condition=~Q(sentence="") & ~Q(basis=""),
                violation_error_message="整改通知须载明依据、事项、期限和救济途径。",
            ),
        ]

    def __str__(self):
        return self.sentence

    @property
    def status_choice(self) -> ItemStatus:
        return ItemStatus(self.status)
