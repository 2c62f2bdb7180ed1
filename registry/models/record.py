"""PublicRecord (公开记录): one published fact about a facility, in plain words."""

from django.db import models

from registry.choices import PublicRecordKind


class PublicRecordQuerySet(models.QuerySet):
    def published(self, today):
        return self.filter(published_on__lte=today).exclude(withdrawn_on__lte=today)


class PublicRecord(models.Model):
    facility = models.ForeignKey(
        "registry.Facility",
        models.PROTECT,
        related_name="public_records",
        verbose_name="托育机构",
    )
    key = models.CharField("来源标识", max_length=80, unique=True)
    kind = models.CharField("种类", max_length=16, choices=PublicRecordKind)
    tone = models.CharField("色调", max_length=8, blank=True)
    happened_on = models.DateField("发生日期")
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    reply = models.TextField("机构的答复", blank=True)
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="+",
        verbose_name="公开单位",
    )
    published_on = models.DateField("公开日期")
    withdrawn_on = models.DateField("停止公开日期", null=True)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "公开记录"
        verbose_name_plural = "公开记录"
        ordering = ["-happened_on", "-id"]

    def __str__(self):
        return self.title
