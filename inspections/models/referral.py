"""Referral (移送、转办): one unit hands something to another, which accepts it or returns it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from inspections.choices import ReferralKind, ReferralStatus


class ReferralQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=ReferralStatus.OPEN)

    def visible_to(self, user):
        """The two units concerned and the commission; never the facility."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        units = [unit for unit in departments_of(user) if unit.code != CONFERENCE_OFFICE]
        return self.filter(Q(from_department__in=units) | Q(to_department__in=units))


class Referral(models.Model):
    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="referrals", verbose_name="托育机构"
    )
    from_department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="referrals_made",
        verbose_name="移送单位",
    )
    to_department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="referrals_received",
        verbose_name="接收单位",
    )
    kind = models.CharField("事由", max_length=14, choices=ReferralKind)
    note = models.TextField("情况说明", max_length=2000)
    visit = models.ForeignKey(
        "inspections.Visit",
        models.PROTECT,
        null=True,
        related_name="referrals",
        verbose_name="走访指导",
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        related_name="referrals",
        verbose_name="行政检查",
    )
    rectification = models.ForeignKey(
        "inspections.Rectification",
        models.PROTECT,
        null=True,
        related_name="referrals",
        verbose_name="整改",
    )
    status = models.CharField(
        "状态",
        max_length=10,
        choices=ReferralStatus,
        default=ReferralStatus.OPEN,
        editable=False,
    )
    referred_at = models.DateTimeField("移送时间", editable=False)
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="移送人"
    )
    answered_at = models.DateTimeField("回执时间", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="回执人",
    )
    answer_note = models.TextField("回执说明", max_length=1000, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "移送"
        verbose_name_plural = "移送"
        ordering = ["-referred_at"]
        constraints = [
            models.CheckConstraint(
                name="referral_between_two_units",
                condition=~Q(from_department=F("to_department")),
                violation_error_message="请选择另一个单位。",
            ),
            models.CheckConstraint(
                name="referral_of_one_source",
                condition=Q(visit__isnull=False, inspection=None, rectification=None)
                | Q(visit=None, inspection__isnull=False, rectification=None)
                | Q(visit=None, inspection=None, rectification__isnull=False),
                violation_error_message="移送应当来自一次走访、一次检查或者一次整改。",
            ),
            models.CheckConstraint(
                name="referral_answered_iff_dated",
                condition=Q(status=ReferralStatus.OPEN, answered_at=None, answered_by=None)
                | (
                    ~Q(status=ReferralStatus.OPEN)
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
                violation_error_message="接收或退回时应记下回执人和时间。",
            ),
            models.CheckConstraint(
                name="referral_returned_with_reason",
                condition=~Q(status=ReferralStatus.RETURNED) | ~Q(answer_note=""),
                violation_error_message="请写明退回的理由。",
            ),
            models.UniqueConstraint(
                name="referral_one_open_per_rectification",
                fields=["rectification"],
                condition=Q(status=ReferralStatus.OPEN, rectification__isnull=False),
                violation_error_message="这次整改正在等待其他单位接收。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_department", "referred_at"],
                name="referral_waiting",
                condition=Q(status=ReferralStatus.OPEN),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.facility}）"

    def get_absolute_url(self):
        return reverse("inspections:referral_detail", args=[self.pk])

    @property
    def status_choice(self) -> ReferralStatus:
        return ReferralStatus(self.status)
