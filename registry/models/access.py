"""AccessRecord (查阅记录): who opened a paper or an identity number, and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AccessRecord(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查阅人"
    )
    document = models.ForeignKey(
        "registry.Document",
        models.CASCADE,
        null=True,
        related_name="access_records",
        verbose_name="备案材料",
    )
    staff_member = models.ForeignKey(
        "registry.StaffMember",
        models.CASCADE,
        null=True,
        related_name="access_records",
        verbose_name="工作人员",
    )
    accessed_at = models.DateTimeField("查阅时间")

    class Meta:
        verbose_name = "查阅记录"
        verbose_name_plural = "查阅记录"
        ordering = ["-accessed_at"]
        constraints = [
            models.CheckConstraint(
                name="access_record_exactly_one_subject",
                condition=Q(document__isnull=False, staff_member=None)
                | Q(document=None, staff_member__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.accessed_at:%Y-%m-%d %H:%M}"
