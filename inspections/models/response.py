"""Response (机构回应): what an operator says in its own name about a published result."""

from django.conf import settings
from django.db import models
from django.db.models import Q

LONGEST = 500


class ResponseQuerySet(models.QuerySet):
    def current(self):
        """Neither taken back nor replaced by a newer one (公开中)."""
        return self.filter(withdrawn_at=None)


class Response(models.Model):
    inspection = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        related_name="responses",
        verbose_name="行政检查",
    )
    words = models.TextField("机构回应", max_length=LONGEST)
    published_at = models.DateTimeField("公开时间", editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="公开人"
    )
    withdrawn_at = models.DateTimeField("停止公开时间", null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="停止公开的人",
    )
    withdraw_note = models.CharField("停止公开的理由", max_length=300, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "机构回应"
        verbose_name_plural = "机构回应"
        ordering = ["inspection", "-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="response_one_current_per_inspection",
                fields=["inspection"],
                condition=Q(withdrawn_at=None),
                violation_error_message="这次检查已有公开的机构回应。",
            ),
            models.CheckConstraint(
                name="response_has_words",
                condition=~Q(words=""),
                violation_error_message="请写下要公开的回应。",
            ),
            models.CheckConstraint(
                name="response_withdrawn_iff_explained",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdraw_note="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdraw_note="")),
                violation_error_message="停止公开时应写明理由。",
            ),
        ]

    def __str__(self):
        return self.words[:40]
