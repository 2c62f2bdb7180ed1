"""Complaint (投诉举报): what somebody saw, who looks into it, what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.urls import reverse

from accounts.models import StoredFile
from departments.choices import HEALTH_COMMISSION
from departments.models import Department
from departments.permissions import departments_of, is_of
from inspections.choices.complaint import (
    OPEN_COMPLAINTS,
    ComplaintAction,
    ComplaintKind,
    ComplaintOutcome,
    ComplaintStatus,
)
from registry.models import Facility

UNREGISTERED = "未登记的场所"
MOST_PHOTOS = 9


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The commission sees that each exists, a unit those it was asked about; nobody else."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        units = departments_of(user)
        asked = ComplaintEvent.objects.filter(complaint=OuterRef("pk"), department__in=units)
        return self.filter(Q(department__in=units) | Exists(asked))

    def of(self, department):
        return self.filter(department=department)

    def open(self):
        """Neither answered nor merged; the date says it again for the index."""
        return self.filter(status__in=OPEN_COMPLAINTS, closed_at=None)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today, due_is_estimate=False)

    def open_first(self):
        """Open ones by due date, then the rest, the latest answer first."""
        return self.order_by(
            Case(When(status__in=OPEN_COMPLAINTS, then=F("due_on"))).asc(nulls_last=True),
            F("closed_at").desc(nulls_last=True),
            "-received_at",
            "pk",
        )

    def beside(self, complaint):
        """Open ones of the same unit about the same place: perhaps the same event (同一件事)."""
        others = self.open().filter(department=complaint.department_id).exclude(pk=complaint.pk)
        if complaint.facility_id:
            return others.filter(facility=complaint.facility_id)
        return others.filter(facility=None, township=complaint.township_id)


class Complaint(models.Model):
    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("反映的事项", max_length=16, choices=ComplaintKind)
    facility = models.ForeignKey(
        Facility,
        models.PROTECT,
        null=True,
        related_name="complaints",
        verbose_name="托育机构",
    )
    place_name = models.CharField("场所名称", max_length=100, blank=True)
    place_address = models.CharField("场所地址", max_length=200, blank=True)
    township = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="所在镇街"
    )
    happened_on = models.DateField("发生日期", null=True)
    content = models.TextField("反映的情况")
    reporter_name = models.CharField("反映人姓名", max_length=50, blank=True)
    reporter_phone = models.CharField("反映人电话", max_length=20, blank=True)
    code_digest = models.CharField("查询码摘要", max_length=64, unique=True, editable=False)
    submission_digest = models.CharField("提交标识", max_length=64, unique=True, editable=False)
    status = models.CharField(
        "办理状态",
        max_length=12,
        choices=ComplaintStatus,
        default=ComplaintStatus.RECEIVED,
        editable=False,
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="complaints", verbose_name="办理单位"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="handled_complaints",
        verbose_name="承办人",
    )
    received_at = models.DateTimeField("收到时间")
    days = models.PositiveSmallIntegerField("答复期限（工作日）")
    due_on = models.DateField("答复期限")
    due_is_estimate = models.BooleanField("答复期限为暂估", default=False)
    outcome = models.CharField("办理结果", max_length=16, choices=ComplaintOutcome, blank=True)
    reply = models.TextField("答复", blank=True)
    closed_at = models.DateTimeField("答复时间", null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name="并入"
    )
    version = models.PositiveIntegerField("修改次数", default=1)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "投诉举报"
        verbose_name_plural = "投诉举报"
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                name="complaint_facility_or_address",
                condition=Q(facility__isnull=False, place_address="")
                | (Q(facility=None) & ~Q(place_address="")),
                violation_error_message="请写明是哪家机构，或者场所的地址。",
            ),
            models.CheckConstraint(
                name="complaint_closed_iff_answered",
                condition=(
                    Q(status=ComplaintStatus.CLOSED, closed_at__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(reply="")
                )
                | (~Q(status=ComplaintStatus.CLOSED) & Q(closed_at=None, outcome="", reply="")),
                violation_error_message="办结的投诉举报应有结果、答复和时间。",
            ),
            models.CheckConstraint(
                name="complaint_merged_iff_into_another",
                condition=(
                    Q(status=ComplaintStatus.MERGED, merged_into__isnull=False)
                    & ~Q(merged_into=F("id"))
                )
                | (~Q(status=ComplaintStatus.MERGED) & Q(merged_into=None)),
                violation_error_message="并案应写明并入哪一件，不能并入自己。",
            ),
            models.CheckConstraint(
                name="complaint_handled_by_somebody",
                condition=~Q(status__in=(ComplaintStatus.HANDLING, ComplaintStatus.CLOSED))
                | Q(handler__isnull=False),
                violation_error_message="受理以后应有承办人。",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "status", "due_on"], name="complaint_of_unit"),
            models.Index(
                fields=["department", "due_on"],
                name="complaint_open",
                condition=Q(closed_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.place}：{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("inspections:complaint_detail", args=[self.pk])

    @property
    def place(self):
        """Where it is about: the facility, or what the reporter calls the place."""
        if self.facility is not None:
            return str(self.facility)
        return self.place_name or UNREGISTERED

    @property
    def status_choice(self):
        return ComplaintStatus(self.status)

    @property
    def outcome_choice(self):
        return ComplaintOutcome(self.outcome) if self.outcome else None

    @property
    def is_open(self):
        return self.status in OPEN_COMPLAINTS

    @property
    def leading(self):
        """The one that is looked into: itself, or the one it was merged into (主件)."""
        return self.merged_into or self


class ComplaintPhoto(models.Model):
    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="photos", verbose_name="投诉举报"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    position = models.PositiveSmallIntegerField("序号")

    class Meta:
        verbose_name = "投诉照片"
        verbose_name_plural = "投诉照片"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="complaint_photo_one_a_position",
                fields=["complaint", "position"],
                violation_error_message="这个位置已有照片。",
            )
        ]

    def __str__(self):
        return f"照片 {self.position}"


class ComplaintEventQuerySet(models.QuerySet):
    def untold(self):
        """Those whose people were not told yet, oldest first."""
        return self.filter(told_at=None).order_by("id")


class ComplaintEvent(models.Model):
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="events", verbose_name="投诉举报"
    )
    action = models.CharField("动作", max_length=12, choices=ComplaintAction)
    from_status = models.CharField("原状态", max_length=12, choices=ComplaintStatus, blank=True)
    to_status = models.CharField("新状态", max_length=12, choices=ComplaintStatus)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name="此后的办理单位"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    note = models.TextField("意见", blank=True)
    created_at = models.DateTimeField("时间")
    told_at = models.DateTimeField("告知时间", null=True)

    objects = ComplaintEventQuerySet.as_manager()

    class Meta:
        verbose_name = "投诉办理记录"
        verbose_name_plural = "投诉办理记录"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], name="complaint_event_untold", condition=Q(told_at=None)),
        ]

    def __str__(self):
        return self.get_action_display()
