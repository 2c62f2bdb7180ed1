"""What belongs to one inspection (行政检查): officers, items as they were found, photographs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.choices import CHECKED_RESULTS, ItemResult
from inspections.models.inspection import Inspection


class Inspector(models.Model):
    """One of the officers on site (检查人员), with the certificate number as it was."""

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="inspectors", verbose_name="行政检查"
    )
    member = models.ForeignKey(
        "departments.Member", models.PROTECT, related_name="+", verbose_name="检查人员"
    )
    certificate = models.CharField("执法证号", max_length=40)

    class Meta:
        verbose_name = "检查人员"
        verbose_name_plural = "检查人员"
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="inspector_once",
                fields=["inspection", "member"],
                violation_error_message="同一名检查人员只填写一次。",
            ),
            models.CheckConstraint(
                name="inspector_has_certificate",
                condition=~Q(certificate=""),
                violation_error_message="检查人员须有执法证号。",
            ),
        ]

    def __str__(self):
        return f"{self.member.user}（执法证号 {self.certificate}）"


class InspectionItemQuerySet(models.QuerySet):
    def unjudged(self):
        return self.filter(result="")

    def failed(self):
        return self.filter(result=ItemResult.FAILED)

    def checked(self):
        return self.filter(result__in=CHECKED_RESULTS)

    def with_subjects(self):
        return self.select_related("checklist_item", "rectification_item", "judged_by")


class InspectionItem(models.Model):
    """One item as it was found (逐项结果): of the list, or of the rectification rechecked."""

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="items", verbose_name="行政检查"
    )
    position = models.PositiveSmallIntegerField("顺序")
    checklist_item = models.ForeignKey(
        "inspections.ChecklistItem",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="检查事项",
    )
    rectification_item = models.ForeignKey(
        "inspections.RectificationItem",
        models.PROTECT,
        null=True,
        related_name="rechecks",
        verbose_name="复查的整改事项",
    )
    result = models.CharField("结果", max_length=16, choices=ItemResult, blank=True)
    note = models.CharField("具体情况", max_length=500, blank=True)
    version = models.PositiveIntegerField("版本", default=0)
    judged_at = models.DateTimeField("填写时间", null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="填写人",
    )

    objects = InspectionItemQuerySet.as_manager()

    class Meta:
        verbose_name = "检查结果"
        verbose_name_plural = "检查结果"
        ordering = ["inspection", "position"]
        constraints = [
            models.UniqueConstraint(
                name="inspection_item_position_once",
                fields=["inspection", "position"],
                violation_error_message="检查事项的顺序不能重复。",
            ),
            models.CheckConstraint(
                name="inspection_item_has_subject",
                condition=Q(checklist_item__isnull=False) | Q(rectification_item__isnull=False),
                violation_error_message="检查结果应当对应一项检查内容。",
            ),
            models.CheckConstraint(
                name="inspection_item_failure_is_described",
                condition=~Q(result=ItemResult.FAILED) | ~Q(note=""),
                violation_error_message="不符合的，请填写具体情况。",
            ),
            models.CheckConstraint(
                name="inspection_item_judged_iff_by_somebody",
                condition=Q(result="", judged_at=None, judged_by=None)
                | (~Q(result="") & Q(judged_at__isnull=False, judged_by__isnull=False)),
                violation_error_message="填写结果时应记下填写人和时间。",
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def code(self) -> str:
        return self.checklist_item.code if self.checklist_item_id else ""

    @property
    def words(self) -> str:
        """What is looked at: on a recheck, what was found wanting."""
        if self.rectification_item_id:
            return self.rectification_item.sentence
        return self.checklist_item.words

    @property
    def basis(self) -> str:
        return (self.rectification_item or self.checklist_item).basis

    @property
    def result_choice(self) -> ItemResult | None:
        return ItemResult(self.result) if self.result else None


class InspectionPhoto(models.Model):
    """A photograph taken on site (现场照片); never public."""

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="photos", verbose_name="行政检查"
    )
    item = models.ForeignKey(
        InspectionItem, models.CASCADE, null=True, related_name="photos", verbose_name="检查结果"
    )
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="照片"
    )
    added_at = models.DateTimeField("上传时间")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )

    class Meta:
        verbose_name = "检查照片"
        verbose_name_plural = "检查照片"
        ordering = ["inspection", "pk"]

    def __str__(self):
        return str(self.file)
