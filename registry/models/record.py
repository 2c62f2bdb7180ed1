"""PublicRecord (公开记录): one published fact about a facility, in plain words."""

from django.db import models
from django.db.models import Q

from registry.choices import PublicRecordKind


class PublicRecordQuerySet(models.QuerySet):
    def published(self, today):
        return self.filter(published_on__lte=today).exclude(withdrawn_on__lte=today)

    def untold(self):
        """What those who follow were not told yet."""
        return self.filter(told_at=None)

    def inspections(self):
        return self.filter(kind=PublicRecordKind.INSPECTION)


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
    items_checked = models.PositiveSmallIntegerField("检查项数", null=True)
    items_unmet = models.PositiveSmallIntegerField("不符合项数", null=True)
    items_corrected = models.PositiveSmallIntegerField("已整改项数", null=True)
    correct_by = models.DateField("整改期限", null=True)
    follow_up = models.TextField("后续处理", blank=True)
    reply = models.TextField("机构的答复", blank=True)
    response = models.TextField("机构回应", blank=True)
    responded_on = models.DateField("回应日期", null=True, editable=False)
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        related_name="+",
        verbose_name="公开单位",
    )
    published_on = models.DateField("公开日期")
    withdrawn_on = models.DateField("停止公开日期", null=True)
    told_at = models.DateTimeField("告知关注者时间", null=True, editable=False)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "公开记录"
        verbose_name_plural = "公开记录"
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(name="publicrecord_untold", fields=["id"], condition=Q(told_at=None))
        ]
        constraints = [
            models.CheckConstraint(
                name="publicrecord_inspection_iff_counted",
                condition=Q(
                    kind=PublicRecordKind.INSPECTION,
                    items_checked__isnull=False,
                    items_unmet__isnull=False,
                    items_corrected__isnull=False,
                )
                | (
                    ~Q(kind=PublicRecordKind.INSPECTION)
                    & Q(items_checked=None, items_unmet=None, items_corrected=None)
                ),
                violation_error_message="公开监督检查，须写明检查、不符合和已整改的项数；其他记录没有项数。",
            ),
            models.CheckConstraint(
                name="publicrecord_response_iff_dated",
                condition=Q(response="", responded_on=None)
                | (~Q(response="") & Q(responded_on__isnull=False)),
                violation_error_message="机构回应应有公开的日期。",
            ),
            models.CheckConstraint(
                name="publicrecord_corrected_within_unmet_within_checked",
                condition=Q(items_checked=None)
                | Q(
                    items_unmet__lte=models.F("items_checked"),
                    items_corrected__lte=models.F("items_unmet"),
                ),
                violation_error_message="不符合项数不多于检查项数，已整改项数不多于不符合项数。",
            ),
        ]

    def __str__(self):
        return self.title
