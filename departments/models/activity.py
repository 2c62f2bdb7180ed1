"""Activity (履职记录): a unit did something, on a date, under one of its duties."""

from django.conf import settings
from django.db import models

from departments.models.department import Department
from departments.models.duty import Duty


class ActivityQuerySet(models.QuerySet):
    def between(self, first, last):
        return self.filter(done_on__gte=first, done_on__lte=last)

    def newest_first(self):
        return self.order_by("-done_on", "-pk")


class Activity(models.Model):
    key = models.CharField("标识", max_length=120, unique=True)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="activities", verbose_name="单位"
    )
    duty = models.ForeignKey(
        Duty,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name="职责条款",
    )
    done_on = models.DateField("日期")
    title = models.CharField("事项", max_length=200)
    link = models.CharField("链接", max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="操作人",
    )
    created_at = models.DateTimeField("记录时间", auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "履职记录"
        verbose_name_plural = "履职记录"
        ordering = ["-done_on", "-pk"]
        indexes = [
            models.Index(fields=["department", "done_on"], name="activity_department_day"),
            models.Index(fields=["duty", "done_on"], name="activity_duty_day"),
        ]

    def __str__(self):
        return self.title
