"""RectificationAnswer (整改情况): what the operator says and shows about an item, by round."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.choices import AnswerVerdict
from inspections.models.rectification import RectificationItem


class RectificationAnswer(models.Model):
    item = models.ForeignKey(
        RectificationItem, models.CASCADE, related_name="answers", verbose_name="整改事项"
    )
    round = models.PositiveSmallIntegerField("第几次整改")
    words = models.TextField("整改情况", max_length=1000, blank=True)
    answered_at = models.DateTimeField("填写时间")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人"
    )
    verdict = models.CharField("核查意见", max_length=10, choices=AnswerVerdict, blank=True)
    verdict_note = models.CharField("核查说明", max_length=500, blank=True)
    verdict_at = models.DateTimeField("核查时间", null=True)
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="核查人",
    )

    class Meta:
        verbose_name = "整改情况"
        verbose_name_plural = "整改情况"
        ordering = ["item", "round"]
        constraints = [
            models.UniqueConstraint(
                name="rectification_answer_once_a_round",
                fields=["item", "round"],
                violation_error_message="这一项这一次已经填写。",
            ),
            models.CheckConstraint(
                name="rectification_answer_judged_iff_dated",
                condition=Q(verdict="", verdict_at=None, verdict_by=None)
                | (~Q(verdict="") & Q(verdict_at__isnull=False, verdict_by__isnull=False)),
                violation_error_message="核查时应记下核查人和时间。",
            ),
            models.CheckConstraint(
                name="rectification_answer_refused_with_reason",
                condition=~Q(verdict=AnswerVerdict.REFUSED) | ~Q(verdict_note=""),
                violation_error_message="请写明哪里没有改好。",
            ),
        ]

    def __str__(self):
        return self.words[:40]

    @property
    def verdict_choice(self) -> AnswerVerdict | None:
        return AnswerVerdict(self.verdict) if self.verdict else None


class AnswerPhoto(models.Model):
    """Evidence the operator shows (整改照片); never public."""

    answer = models.ForeignKey(
        RectificationAnswer, models.CASCADE, related_name="photos", verbose_name="整改情况"
    )
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="照片"
    )

    class Meta:
        verbose_name = "整改照片"
        verbose_name_plural = "整改照片"
        ordering = ["answer", "pk"]

    def __str__(self):
        return str(self.file)
