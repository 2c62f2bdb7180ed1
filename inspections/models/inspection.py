"""Inspection (行政检查): officers of a unit with power look at a facility by a published list."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from inspections.choices import (
    BEGUN_INSPECTIONS,
    CONCLUDED_INSPECTIONS,
    IN_HAND_INSPECTIONS,
    OPEN_INSPECTIONS,
    TOLD_INSPECTIONS,
    UNCAPPED_KINDS,
    InspectionKind,
    InspectionStatus,
    Signature,
)
from inspections.models.visibility import of_units
from registry.models import Operator


class InspectionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN_INSPECTIONS)

    def begun(self):
        return self.filter(status__in=BEGUN_INSPECTIONS)

    def in_hand(self):
        """Begun and not closed (在办); the dates say it again for the index."""
        begun = self.filter(begun_at__isnull=False, closed_at=None)
        return begun.filter(status__in=IN_HAND_INSPECTIONS)

    def closed_before(self, moment):
        """Closed for good by then (已办结): nothing about these changes any more."""
        return self.filter(closed_at__lt=moment)

    def closed_between(self, first, last):
        return self.filter(closed_at__range=(first, last))

    def concluded(self):
        return self.filter(status__in=CONCLUDED_INSPECTIONS)

    def planned(self):
        return self.filter(status=InspectionStatus.PLANNED)

    def told(self):
        """Whose result the facility was told (结果已告知)."""
        return self.filter(status__in=TOLD_INSPECTIONS)

    def counted(self, year):
        """Those that use up the yearly cap (计入年度频次)."""
        return (
            self.filter(held_on__year=year)
            .exclude(status=InspectionStatus.CANCELLED)
            .exclude(kind__in=UNCAPPED_KINDS)
        )

    def near(self, day, span):
        """Held or planned within some days of this one."""
        return self.filter(held_on__gte=day - span, held_on__lte=day + span).exclude(
            status=InspectionStatus.CANCELLED
        )

    def visible_to(self, user):
        """The commission all, units and townships what is theirs, operators what they were told."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        if (own := of_units(user)) is not None:
            return self.filter(own)
        return self.told().filter(facility__operator__in=Operator.objects.represented_by(user))


class Inspection(models.Model):
    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="inspections", verbose_name="托育机构"
    )
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="inspections",
        verbose_name="检查单位",
    )
    kind = models.CharField("检查类型", max_length=10, choices=InspectionKind)
    status = models.CharField(
        "状态",
        max_length=12,
        choices=InspectionStatus,
        default=InspectionStatus.PLANNED,
        editable=False,
    )
    checklist = models.ForeignKey(
        "inspections.Checklist",
        models.PROTECT,
        null=True,
        related_name="inspections",
        verbose_name="检查清单",
    )
    rectification = models.ForeignKey(
        "inspections.Rectification",
        models.PROTECT,
        null=True,
        related_name="rechecks",
        verbose_name="复查的整改",
    )
    source = models.CharField("任务来源", max_length=200)
    approval_number = models.CharField("检查审批表编号", max_length=60, blank=True)
    notice_number = models.CharField("检查通知书编号", max_length=60, blank=True)
    notice_exemption = models.CharField("不发通知书的理由", max_length=200, blank=True)
    held_on = models.DateField("检查日期")
    begun_at = models.DateTimeField("开始时间", null=True, editable=False)
    concluded_at = models.DateTimeField("结束时间", null=True, editable=False)
    opinion = models.TextField("机构现场意见", max_length=1000, blank=True)
    signature = models.CharField("机构签字", max_length=8, choices=Signature, blank=True)
    signature_note = models.CharField("拒签情况", max_length=200, blank=True)
    checked_count = models.PositiveSmallIntegerField("检查项数", null=True, editable=False)
    failed_count = models.PositiveSmallIntegerField("不符合项数", null=True, editable=False)
    told_on = models.DateField("结果告知日期", null=True, editable=False)
    closed_at = models.DateTimeField("办结时间", null=True, editable=False)
    created_at = models.DateTimeField("登记时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政检查"
        verbose_name_plural = "行政检查"
        ordering = ["-held_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="inspection_recheck_iff_rectification",
                condition=Q(kind=InspectionKind.RECHECK, rectification__isnull=False)
                | (
                    ~Q(kind=InspectionKind.RECHECK) & Q(rectification=None, checklist__isnull=False)
                ),
                violation_error_message="复查应当对应一次整改，其他检查应当使用检查清单。",
            ),
            models.CheckConstraint(
                name="inspection_begun_iff_dated",
                condition=Q(status__in=BEGUN_INSPECTIONS, begun_at__isnull=False)
                | Q(status=InspectionStatus.PLANNED, begun_at=None)
                | Q(status=InspectionStatus.CANCELLED),
                violation_error_message="检查开始后应有开始时间。",
            ),
            models.CheckConstraint(
                name="inspection_begun_with_numbers",
                condition=~Q(status__in=BEGUN_INSPECTIONS)
                | (~Q(approval_number="") & (~Q(notice_number="") | ~Q(notice_exemption=""))),
                violation_error_message="请填写检查审批表和通知书编号。",
            ),
            models.CheckConstraint(
                name="inspection_concluded_iff_signed",
                condition=Q(
                    status__in=CONCLUDED_INSPECTIONS,
                    concluded_at__isnull=False,
                    checked_count__isnull=False,
                    failed_count__isnull=False,
                )
                & ~Q(signature="")
                | (
                    ~Q(status__in=CONCLUDED_INSPECTIONS)
                    & Q(concluded_at=None, signature="", checked_count=None, failed_count=None)
                ),
                violation_error_message="现场检查结束时应有签字或拒签情况。",
            ),
            models.CheckConstraint(
                name="inspection_refusal_is_explained",
                condition=~Q(signature=Signature.REFUSED) | ~Q(signature_note=""),
                violation_error_message="请写明拒签情况。",
            ),
            models.CheckConstraint(
                name="inspection_told_iff_dated",
                condition=Q(status__in=TOLD_INSPECTIONS, told_on__isnull=False)
                | (~Q(status__in=TOLD_INSPECTIONS) & Q(told_on=None)),
                violation_error_message="告知结果后应有告知日期。",
            ),
            models.CheckConstraint(
                name="inspection_closed_iff_dated",
                condition=Q(status=InspectionStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=InspectionStatus.CLOSED) & Q(closed_at=None)),
                violation_error_message="办结的检查应有办结时间。",
            ),
            models.CheckConstraint(
                name="inspection_fails_no_more_than_checked",
                condition=Q(failed_count=None) | Q(failed_count__lte=F("checked_count")),
                violation_error_message="不符合项数不能多于检查项数。",
            ),
        ]
        indexes = [
            models.Index(fields=["-held_on", "-created_at"], name="inspection_newest"),
            models.Index(
                fields=["department", "-held_on", "-created_at"], name="inspection_of_unit"
            ),
            models.Index(fields=["facility", "-held_on"], name="inspection_of_facility"),
            models.Index(fields=["department", "status", "held_on"], name="inspection_by_status"),
            models.Index(
                fields=["department", "held_on"],
                name="inspection_in_hand",
                condition=Q(begun_at__isnull=False, closed_at=None),
            ),
            models.Index(
                fields=["closed_at", "department", "held_on"], name="inspection_lately_closed"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.facility}）"

    def get_absolute_url(self):
        return reverse("inspections:inspection_detail", args=[self.pk])

    @property
    def status_choice(self) -> InspectionStatus:
        return InspectionStatus(self.status)

    @property
    def is_recheck(self) -> bool:
        return self.kind == InspectionKind.RECHECK

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_INSPECTIONS

    @property
    def is_uncapped(self) -> bool:
        """Not counted towards the yearly cap (不计入频次)."""
        return self.kind in UNCAPPED_KINDS
