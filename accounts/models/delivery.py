"""Delivery (投递): one message on its way out of the portal through one channel."""

from django.db import models
from django.db.models import Q

from accounts.choices import Channel, DeliveryStatus
from wuqing_tuoyu import clock


class DeliveryQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(status=DeliveryStatus.PENDING)

    def due(self, now):
        """Pending, and the pause after the last attempt is over."""
        return self.pending().filter(next_try_at__lte=now)

    def failed(self):
        return self.filter(status=DeliveryStatus.FAILED)


class Delivery(models.Model):
    message = models.ForeignKey(
        "accounts.Message", models.CASCADE, related_name="deliveries", verbose_name="消息"
    )
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    address = models.CharField("收件地址", max_length=254)
    status = models.CharField(
        "状态",
        max_length=8,
        choices=DeliveryStatus,
        default=DeliveryStatus.PENDING,
        editable=False,
    )
    attempts = models.PositiveSmallIntegerField("已尝试次数", default=0, editable=False)
    last_error = models.CharField("最近一次失败原因", max_length=300, blank=True, editable=False)
    next_try_at = models.DateTimeField("下次尝试时间", default=clock.now, editable=False)
    sent_at = models.DateTimeField("发出时间", null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "投递"
        verbose_name_plural = "投递"
        ordering = ["next_try_at", "pk"]
        permissions = [("view_failed_delivery", "查看并重发未发出的消息")]
        indexes = [models.Index(fields=["status", "next_try_at"], name="delivery_due")]
        constraints = [
            models.UniqueConstraint(
                name="delivery_one_per_channel",
                fields=["message", "channel"],
                violation_error_message="这条消息已由该渠道发送。",
            ),
            models.CheckConstraint(
                name="delivery_status_known",
                condition=Q(status__in=DeliveryStatus.values),
                violation_error_message="投递状态不在清单中。",
            ),
            models.CheckConstraint(
                name="delivery_sent_iff_dated",
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | (~Q(status=DeliveryStatus.SENT) & Q(sent_at=None)),
                violation_error_message="已发送的投递必须有发出时间。",
            ),
        ]

    def __str__(self):
        return f"{self.get_channel_display()}：{self.message}"
