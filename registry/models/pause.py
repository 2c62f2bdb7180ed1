"""Pause (暂停服务): beside the standing, it stops no clock."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class PauseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_on=None)

    def past_their_end(self, today):
        return self.open().filter(until_on__lt=today)


class Pause(models.Model):
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="pauses", verbose_name="托育机构"
    )
    from_on = models.DateField("暂停自")
    until_on = models.DateField("暂停至", null=True, blank=True)
    reason = models.CharField("暂停原因", max_length=200)
    is_ordered = models.BooleanField("依决定停止", default=False)
    order_number = models.CharField("决定文号", max_length=80, blank=True)
    order_organ = models.CharField("决定机关", max_length=100, blank=True)
    order_on = models.DateField("决定日期", null=True, blank=True)
    opened_at = models.DateTimeField("登记时间")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    ended_on = models.DateField("恢复日期", null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="恢复登记人",
    )

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = "暂停服务"
        verbose_name_plural = "暂停服务"
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(
                name="pause_one_open_per_facility",
                fields=["facility"],
                condition=Q(ended_on=None),
                violation_error_message="该机构已经在暂停服务中。",
            ),
            models.CheckConstraint(
                name="pause_dates_in_order",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message="暂停的截止日期不能早于起始日期。",
            ),
            models.CheckConstraint(
                name="pause_ordered_names_its_order",
                condition=Q(is_ordered=False)
                | (~Q(order_number="") & ~Q(order_organ="") & Q(order_on__isnull=False)),
                violation_error_message="依决定停止的，应写明决定机关、文号和日期。",
            ),
        ]

    def __str__(self):
        return f"{self.facility} 自 {self.from_on:%Y-%m-%d} 暂停服务"
