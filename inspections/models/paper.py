"""Paper (执法文书): a paper a unit issued to a facility, stored as it was."""

from django.db import models
from django.urls import reverse

from inspections.choices import PaperKind
from inspections.models.rectification import Rectification


class Paper(models.Model):
    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="papers", verbose_name="整改"
    )
    kind = models.CharField("文书种类", max_length=16, choices=PaperKind)
    number = models.CharField("文书编号", max_length=40, unique=True)
    template_version = models.CharField("模板版本", max_length=16)
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="文书文件"
    )
    issued_at = models.DateTimeField("出具时间", editable=False)
    first_opened_at = models.DateTimeField("机构首次打开时间", null=True, editable=False)

    class Meta:
        verbose_name = "执法文书"
        verbose_name_plural = "执法文书"
        ordering = ["-issued_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self):
        return reverse("inspections:paper_file", args=[self.pk])
