"""Tally (年度计数): what a unit has done in a year, as far as it stands for good."""

from django.db import models
from django.db.models import Q

from inspections.choices import Work


class TallyQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year)


class Tally(models.Model):
    work = models.CharField("工作", max_length=12, choices=Work)
    department = models.ForeignKey(
        "departments.Department", models.PROTECT, related_name="+", verbose_name="单位"
    )
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("次数")
    counted_until = models.DateTimeField("计至")

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = "年度计数"
        verbose_name_plural = "年度计数"
        ordering = ["-year", "department", "work"]
        constraints = [
            models.UniqueConstraint(
                name="tally_once_a_year",
                fields=["year", "department", "work"],
                violation_error_message="一个单位一年的同一项工作只计一个数。",
            ),
            models.CheckConstraint(
                name="tally_counts_something",
                condition=Q(number__gt=0),
                violation_error_message="没有做过的工作不计数。",
            ),
        ]

    def __str__(self):
        return f"{self.department} {self.year} 年{self.get_work_display()} {self.number} 次"
