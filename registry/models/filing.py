"""Filing (备案申请): one request by a facility to be put on the district's record."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from registry.choices import (
    DECIDED_STATUSES,
    LIVING_REPRESENTATIONS,
    OPEN_STATUSES,
    RECEIVED_STATUSES,
    DeclineGround,
    FilingKind,
    FilingStatus,
    ItemVerdict,
    Outcome,
    ReviewGate,
    ReviewStatus,
)
from registry.models.operator import Operator
from registry.models.review import Review


class FilingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The commission and the conference office see all that were received, a unit those it
        was asked about, a township its own, an operator theirs."""
        if is_of(user, HEALTH_COMMISSION) or is_of(user, CONFERENCE_OFFICE):
            return self.submitted()
        if units := departments_of(user):
            asked = Q(Exists(Review.objects.filter(department__in=units, filing=OuterRef("pk"))))
            local = Q(declaration__township__in=units)
            return self.submitted().filter(asked | local)
        own = Q(facility__operator__in=Operator.objects.represented_by(user))
        return self.filter(own | Q(pk__in=Filing.objects.created_by(user).values("pk")))

    def created_by(self, user):
        """What a person wrote, while they still represent or ask to represent the operator."""
        return self.filter(
            created_by=user,
            facility__operator__representatives__user=user,
            facility__operator__representatives__status__in=LIVING_REPRESENTATIONS,
        )

    def submitted(self):
        return self.exclude(submitted_at=None)

    def open(self):
        return self.filter(status__in=OPEN_STATUSES)

    def received(self):
        """With the commission or waiting for correction (在办)."""
        return self.filter(status__in=RECEIVED_STATUSES)

    def to_review(self):
        return self.filter(status=FilingStatus.SUBMITTED)

    def recorded(self):
        return self.filter(status=FilingStatus.RECORDED)

    def overdue(self, today):
        """Past the day that counts in the present status; an estimate is never overdue."""
        receipt = Q(
            status__in=(FilingStatus.SUBMITTED, FilingStatus.PROPOSED),
            receipt_due_on__lt=today,
            receipt_due_is_estimate=False,
        )
        correction = Q(
            status=FilingStatus.RETURNED,
            correction_due_on__lt=today,
            correction_due_is_estimate=False,
        )
        return self.filter(receipt | correction)

    def with_progress(self):
        """How many items nobody judged yet, and of the receipt gate how many units answered."""
        gate = Q(reviews__gate=ReviewGate.RECEIPT)
        pending = Q(items__verdict=ItemVerdict.PENDING, items__next=None)
        return self.annotate(
            pending_items=Count("items", filter=pending, distinct=True),
            receipt_reviews=Count("reviews", filter=gate, distinct=True),
            answered_reviews=Count(
                "reviews", filter=gate & Q(reviews__status=ReviewStatus.ANSWERED), distinct=True
            ),
        )

    def next_for(self, officer):
        """The officer's own first, then nobody's, the nearest due day first (办下一件)."""
        return (
            self.to_review()
            .filter(Q(officer=officer) | Q(officer=None))
            .order_by(F("officer").asc(nulls_last=True), "receipt_due_on", "received_at")
        )


class Filing(models.Model):
    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="filings", verbose_name="托育机构"
    )
    declaration = models.ForeignKey(
        "registry.Declaration", models.PROTECT, related_name="filings", verbose_name="申报信息"
    )
    kind = models.CharField("备案种类", max_length=16, choices=FilingKind)
    status = models.CharField(
        "办理状态",
        max_length=12,
        choices=FilingStatus,
        default=FilingStatus.DRAFT,
        editable=False,
    )
    version = models.PositiveIntegerField("修改次数", default=1, editable=False)
    round = models.PositiveSmallIntegerField("提交次数", default=0, editable=False)
    created_at = models.DateTimeField("建立时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="填报人",
    )
    submitted_at = models.DateTimeField("首次提交时间", null=True, editable=False)
    received_at = models.DateTimeField("本轮收到时间", null=True, editable=False)
    receipt_due_on = models.DateField("出具回执期限", null=True, editable=False)
    receipt_due_is_estimate = models.BooleanField(
        "出具回执期限为暂估", default=False, editable=False
    )
    verification_due_on = models.DateField("核实期限", null=True, editable=False)
    verification_due_is_estimate = models.BooleanField(
        "核实期限为暂估", default=False, editable=False
    )
    correction_due_on = models.DateField("补正期限", null=True, editable=False)
    correction_due_is_estimate = models.BooleanField(
        "补正期限为暂估", default=False, editable=False
    )
    correction_extended = models.BooleanField("补正期限已延长", default=False, editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="handled_filings",
        verbose_name="承办人",
    )
    internal_note = models.TextField("内部便笺", max_length=2000, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="拟办人",
    )
    proposed_at = models.DateTimeField("拟办时间", null=True, editable=False)
    proposed_outcome = models.CharField(
        "拟办意见", max_length=8, choices=Outcome, blank=True, editable=False
    )
    ground = models.CharField(
        "不予备案的情形", max_length=24, choices=DeclineGround, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="签发人",
    )
    decided_at = models.DateTimeField("办结时间", null=True, editable=False)
    pledge_version = models.CharField("承诺书版本", max_length=16, blank=True, editable=False)
    pledge_name = models.CharField("承诺人", max_length=30, blank=True)
    pledged_at = models.DateTimeField("承诺时间", null=True, editable=False)
    pledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="承诺账号",
    )
    requested_closing_on = models.DateField("拟停止服务日期", null=True, blank=True)
    closing_reason = models.CharField("停止服务原因", max_length=200, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "备案申请"
        verbose_name_plural = "备案申请"
        constraints = [
            models.UniqueConstraint(
                name="filing_one_open_per_facility",
                fields=["facility"],
                condition=Q(status__in=OPEN_STATUSES),
                violation_error_message="该机构已有办理中的备案申请。",
            ),
            models.CheckConstraint(
                name="filing_submitted_iff_dated",
                condition=Q(status=FilingStatus.DRAFT, submitted_at=None, received_at=None)
                | (
                    ~Q(status=FilingStatus.DRAFT)
                    & Q(submitted_at__isnull=False, received_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="filing_decided_iff_dated",
                condition=Q(status__in=DECIDED_STATUSES, decided_at__isnull=False)
                | (~Q(status__in=DECIDED_STATUSES) & Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="filing_proposed_has_proposer",
                condition=~Q(status=FilingStatus.PROPOSED)
                | (
                    Q(proposed_by__isnull=False, proposed_at__isnull=False)
                    & ~Q(proposed_outcome="")
                ),
            ),
            models.CheckConstraint(
                name="filing_decider_is_not_proposer",
                condition=Q(decided_by=None)
                | Q(proposed_by=None)
                | ~Q(decided_by=F("proposed_by")),
                violation_error_message="拟办人和签发人不能是同一人。",
            ),
            models.CheckConstraint(
                name="filing_receipt_due_iff_with_commission",
                condition=Q(
                    status__in=(FilingStatus.SUBMITTED, FilingStatus.PROPOSED),
                    receipt_due_on__isnull=False,
                )
                | (
                    ~Q(status__in=(FilingStatus.SUBMITTED, FilingStatus.PROPOSED))
                    & Q(receipt_due_on=None)
                ),
            ),
            models.CheckConstraint(
                name="filing_correction_due_iff_returned",
                condition=Q(status=FilingStatus.RETURNED, correction_due_on__isnull=False)
                | (~Q(status=FilingStatus.RETURNED) & Q(correction_due_on=None)),
            ),
            models.CheckConstraint(
                name="filing_declined_has_ground",
                condition=~Q(status=FilingStatus.DECLINED) | ~Q(ground=""),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "receipt_due_on"], name="filing_queue"),
            models.Index(fields=["officer", "status"], name="filing_of_officer"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.facility}"

    def get_absolute_url(self):
        return reverse("registry:filing_detail", args=[self.pk])

    @property
    def status_choice(self) -> FilingStatus:
        return FilingStatus(self.status)

    @property
    def is_editable(self) -> bool:
        """May its operator still write (草稿、待补正)?"""
        return self.status in (FilingStatus.DRAFT, FilingStatus.RETURNED)

    @property
    def due_on(self):
        """The day that counts in the present status, if one does."""
        return self.receipt_due_on or self.correction_due_on

    @property
    def due_is_estimate(self) -> bool:
        if self.receipt_due_on:
            return self.receipt_due_is_estimate
        return self.correction_due_is_estimate
