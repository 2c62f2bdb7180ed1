"""Holiday (节假日与调休): the days that differ from the plain week."""

from django.db import models
from simple_history.models import HistoricalRecords

from departments.choices import HolidayKind


class HolidayQuerySet(models.QuerySet):
    def get_by_natural_key(self, date):
        return self.get(date=date)

    def of_year(self, year):
        return self.filter(date__year=year)


class Holiday(models.Model):
    date = models.DateField("日期", unique=True)
    kind = models.CharField("类别", max_length=16, choices=HolidayKind)
    name = models.CharField("名称", max_length=20)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = HolidayQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="放假安排修改记录", verbose_name_plural="放假安排修改记录"
    )

    class Meta:
        verbose_name = "节假日与调休"
        verbose_name_plural = "节假日与调休"
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {self.name}{self.get_kind_display()}"

    def natural_key(self):
        return (self.date.isoformat(),)
