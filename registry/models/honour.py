"""Honour (称号): a public title a facility was given, by whom, resting on what."""

from django.db import models
from django.db.models import F, Q

from registry.choices import HonourKind


class HonourQuerySet(models.QuerySet):
    def current(self, today):
        """Given by then, and not taken back."""
        return self.filter(awarded_on__lte=today).exclude(withdrawn_on__lte=today)

    def demonstration(self):
        return self.filter(kind=HonourKind.DEMONSTRATION)


class Honour(models.Model):
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="honours", verbose_name="托育机构"
    )
    kind = models.CharField("种类", max_length=20, choices=HonourKind)
    title = models.CharField("称号", max_length=60, help_text="例如：天津市示范性托育机构。")
    awarded_by = models.CharField("授予单位", max_length=60)
    awarded_on = models.DateField("授予日期")
    source = models.CharField(
        "依据", max_length=200, help_text="文件名称和文号，或者公布它的公告。会公开。"
    )
    withdrawn_on = models.DateField(
        "撤销日期", null=True, blank=True, help_text="撤销的不删除，填写日期，页面当天起不再显示。"
    )

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = "称号"
        verbose_name_plural = "称号"
        ordering = ["-awarded_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="honour_once_a_day",
                fields=["facility", "title", "awarded_on"],
                violation_error_message="这个称号已经登记过。",
            ),
            models.CheckConstraint(
                name="honour_withdrawn_after_award",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("awarded_on")),
                violation_error_message="撤销日期不能早于授予日期。",
            ),
        ]

    def __str__(self):
        return self.title
