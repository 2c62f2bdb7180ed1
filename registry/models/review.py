"""Review (部门核验): one unit's answer on one subject of one filing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from registry.choices import FilingStatus, ReviewAnswer, ReviewGate, ReviewStatus, ReviewSubject

NEGATIVE_ANSWERS = (ReviewAnswer.INCONSISTENT, ReviewAnswer.NEEDS_CORRECTION)


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The commission and the conference office see all, a unit its own; nobody else any."""
        if is_of(user, HEALTH_COMMISSION) or is_of(user, CONFERENCE_OFFICE):
            return self
        return self.filter(department__in=departments_of(user))

    def of(self, department):
        return self.filter(department=department)

    def open(self):
        return self.filter(status=ReviewStatus.OPEN)

    def answered(self):
        return self.filter(status=ReviewStatus.ANSWERED)

    def for_officer(self, user):
        """Those handed to this person, or to nobody in particular."""
        return self.filter(Q(handler=user) | Q(handler=None))

    def open_first(self):
        """Open ones by due date, then the rest, the latest answer first."""
        return self.order_by(
            Case(When(status=ReviewStatus.OPEN, then=F("due_on"))).asc(nulls_last=True),
            F("answered_at").desc(nulls_last=True),
            "pk",
        )

    def latest(self, most):
        """Keys in that order, each part by its own index, so that a long past costs nothing."""
        parts = (
            self.open().order_by("due_on", "pk"),
            self.answered().order_by("-answered_at", "pk"),
            self.filter(status=ReviewStatus.NOT_NEEDED).order_by("-opened_at", "pk"),
        )
        keys = []
        for part in parts:
            keys += part.values_list("pk", flat=True)[: most - len(keys)]
        return keys

    def at_receipt_gate(self):
        return self.filter(gate=ReviewGate.RECEIPT)

    def negative(self):
        """A *no* that nobody overruled (不一致、需补正)."""
        return self.filter(
            status=ReviewStatus.ANSWERED, answer__in=NEGATIVE_ANSWERS, overruled_at=None
        )

    def overdue(self, today):
        """Past their day; while the operator corrects, no unit is late."""
        late = self.open().filter(due_on__lt=today, due_is_estimate=False)
        return late.exclude(filing__status=FilingStatus.RETURNED)


class Review(models.Model):
    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(
        "registry.Filing", models.CASCADE, related_name="reviews", verbose_name="备案申请"
    )
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="reviews",
        verbose_name="核验单位",
    )
    subject = models.CharField("核验事项", max_length=20, choices=ReviewSubject)
    gate = models.CharField("核验环节", max_length=14, choices=ReviewGate)
    is_binding = models.BooleanField("有约束力", default=True)
    duty = models.ForeignKey(
        "departments.Duty",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="所履行的职责",
    )
    days = models.PositiveSmallIntegerField("答复期限（工作日）")
    document = models.ForeignKey(
        "registry.Document",
        models.PROTECT,
        null=True,
        related_name="reviews",
        verbose_name="核验的材料",
    )
    status = models.CharField(
        "核验状态",
        max_length=12,
        choices=ReviewStatus,
        default=ReviewStatus.OPEN,
        editable=False,
    )
    round = models.PositiveSmallIntegerField("第几次提交", default=1)
    version = models.PositiveIntegerField("修改次数", default=1)
    opened_at = models.DateTimeField("请求时间")
    due_on = models.DateField("答复期限")
    due_is_estimate = models.BooleanField("答复期限为暂估", default=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="handled_reviews",
        verbose_name="经办人",
    )
    answer = models.CharField("核验意见", max_length=18, choices=ReviewAnswer, blank=True)
    note = models.TextField("说明", max_length=1000, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="答复人",
    )
    overruling_requested = models.CharField("拟不采纳的理由", max_length=500, blank=True)
    overruled_at = models.DateTimeField("不采纳时间", null=True)
    overruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="决定不采纳的人",
    )
    overruling_reason = models.CharField("不采纳的理由", max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "部门核验"
        verbose_name_plural = "部门核验"
        ordering = ["due_on", "opened_at", "subject", "id"]
        constraints = [
            models.UniqueConstraint(
                name="review_once_per_subject", fields=["filing", "subject", "department"]
            ),
            models.CheckConstraint(
                name="review_answered_iff_dated",
                condition=(
                    Q(
                        status=ReviewStatus.ANSWERED,
                        answered_at__isnull=False,
                        answered_by__isnull=False,
                    )
                    & ~Q(answer="")
                )
                | (
                    ~Q(status=ReviewStatus.ANSWERED)
                    & Q(answered_at=None, answered_by=None, answer="")
                ),
            ),
            models.CheckConstraint(
                name="review_no_has_note",
                condition=~Q(answer__in=NEGATIVE_ANSWERS) | ~Q(note=""),
                violation_error_message="答复“不一致”或“需补正”时，请写明原因。",
            ),
            models.CheckConstraint(
                name="review_overruled_has_reason",
                condition=Q(overruled_at=None, overruled_by=None, overruling_reason="")
                | (
                    Q(overruled_at__isnull=False, overruled_by__isnull=False)
                    & ~Q(overruling_reason="")
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "due_on"],
                name="review_queue",
                condition=Q(status=ReviewStatus.OPEN),
            ),
            models.Index(
                fields=["department", "-answered_at", "id"],
                name="review_answered_by_unit",
                condition=Q(status=ReviewStatus.ANSWERED),
            ),
            models.Index(
                fields=["-answered_at", "id"],
                name="review_answered",
                condition=Q(status=ReviewStatus.ANSWERED),
            ),
            models.Index(
                fields=["-opened_at", "id"],
                name="review_not_needed",
                condition=Q(status=ReviewStatus.NOT_NEEDED),
            ),
        ]

    def __str__(self):
        return f"{self.department}：{self.get_subject_display()}"

    def get_absolute_url(self):
        return reverse("registry:review_detail", args=[self.pk])

    @property
    def status_choice(self) -> ReviewStatus:
        return ReviewStatus(self.status)

    @property
    def answer_choice(self) -> ReviewAnswer | None:
        return ReviewAnswer(self.answer) if self.answer else None

    @property
    def is_waiting(self) -> bool:
        """The operator has the turn: it corrects, and this is asked anew afterwards."""
        return self.filing.status == FilingStatus.RETURNED

    @property
    def is_negative(self) -> bool:
        """Answered no, and not overruled."""
        return self.answer in NEGATIVE_ANSWERS and self.overruled_at is None
