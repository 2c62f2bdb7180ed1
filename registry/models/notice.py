"""Notice (文书): a paper the commission issued, stored as it was."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from registry.choices import NoticeKind
from registry.models.filing import Filing
from registry.models.operator import Operator


def new_verification_token() -> str:
    """192 random bits for the QR code (核验码)."""
    return secrets.token_urlsafe(24)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The commission sees all, an operator its own, who is not confirmed what they wrote."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        own = Q(facility__operator__in=Operator.objects.represented_by(user))
        return self.filter(own | Q(filing__in=Filing.objects.created_by(user)))

    def receipts(self):
        return self.filter(kind=NoticeKind.RECEIPT)


class Notice(models.Model):
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="notices", verbose_name="托育机构"
    )
    filing = models.ForeignKey(
        "registry.Filing",
        models.PROTECT,
        null=True,
        related_name="notices",
        verbose_name="备案申请",
    )
    verification = models.ForeignKey(
        "registry.Verification",
        models.PROTECT,
        null=True,
        related_name="notices",
        verbose_name="现场核实记录",
    )
    kind = models.CharField("文书种类", max_length=24, choices=NoticeKind)
    edition = models.PositiveSmallIntegerField("版次", default=1)
    template_version = models.CharField("模板版本", max_length=16)
    content = models.JSONField("文书内容")
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="文书文件"
    )
    token = models.CharField("核验码", max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 - only receipts carry one
    issued_at = models.DateTimeField("出具时间")
    first_opened_at = models.DateTimeField("机构首次打开时间", null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="notice_receipt_iff_token",
                condition=Q(kind=NoticeKind.RECEIPT, token__isnull=False)
                | (~Q(kind=NoticeKind.RECEIPT) & Q(token=None)),
            ),
            models.UniqueConstraint(
                name="notice_receipt_edition_once",
                fields=["facility", "edition"],
                condition=Q(kind=NoticeKind.RECEIPT),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.facility}）"

    def get_absolute_url(self):
        return reverse("registry:notice_detail", args=[self.pk])
