"""ComplaintRoute (投诉分办规则): which unit looks into what kind of complaint."""

from django.db import models

from departments.models import Department
from inspections.choices.complaint import ComplaintKind


class ComplaintRouteQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind):
        return self.get(kind=kind)


class ComplaintRoute(models.Model):
    kind = models.CharField("反映的事项", max_length=16, choices=ComplaintKind, unique=True)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办理单位",
        help_text="不填就是场所所在的镇街。",
    )
    duty = models.ForeignKey(
        "departments.Duty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所履行的职责",
    )
    is_urgent = models.BooleanField("紧急", default=False)
    hint = models.CharField("给反映人的提示", max_length=200, blank=True)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = ComplaintRouteQuerySet.as_manager()

    class Meta:
        verbose_name = "投诉分办规则"
        verbose_name_plural = "投诉分办规则"
        ordering = ["kind"]

    def __str__(self):
        return f"{self.get_kind_display()} → {self.department or '所在镇街'}"

    def natural_key(self):
        return (self.kind,)

    natural_key.dependencies = ["departments.department", "departments.duty"]
