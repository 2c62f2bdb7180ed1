"""Import (存量导入): facilities filed before the portal, waiting for the director."""

import uuid

from django.conf import settings
from django.db import models

from registry.choices import FacilityForm, ImportStatus, LegalNature
from registry.validators import validate_credit_code


class ImportQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=ImportStatus.WAITING)


class Import(models.Model):
    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64)
    status = models.CharField(
        "状态",
        max_length=10,
        choices=ImportStatus,
        default=ImportStatus.WAITING,
        editable=False,
    )
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="上传人",
    )
    settled_at = models.DateTimeField("处理时间", null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="处理人",
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "存量导入"
        verbose_name_plural = "存量导入"
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                name="import_same_file_once",
                fields=["sha256"],
                condition=~models.Q(status=ImportStatus.DISCARDED),
                violation_error_message="这份文件已经导入过。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def status_choice(self) -> ImportStatus:
        return ImportStatus(self.status)


class ImportRow(models.Model):
    """One facility of an import (导入行), checked and waiting."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="rows", verbose_name="导入")
    line = models.PositiveIntegerField("行号")
    operator_name = models.CharField("举办者名称", max_length=100)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, validators=[validate_credit_code]
    )
    name = models.CharField("机构名称", max_length=100)
    legal_nature = models.CharField("机构性质", max_length=20, choices=LegalNature)
    form = models.CharField("机构形态", max_length=20, choices=FacilityForm, blank=True)
    township = models.ForeignKey(
        "departments.Department", models.PROTECT, related_name="+", verbose_name="所属镇街"
    )
    address = models.CharField("托育场所地址", max_length=200)
    public_phone = models.CharField("机构对外电话", max_length=20, blank=True)
    capacity = models.PositiveSmallIntegerField("收托规模（托位数）", null=True, blank=True)
    min_age = models.PositiveSmallIntegerField("最小月龄", null=True, blank=True)
    max_age = models.PositiveSmallIntegerField("最大月龄", null=True, blank=True)
    offers_full_day = models.BooleanField("全日托", default=False)
    offers_half_day = models.BooleanField("半日托", default=False)
    offers_hourly = models.BooleanField("计时托", default=False)
    offers_temporary = models.BooleanField("临时托", default=False)
    number = models.CharField("原备案编号", max_length=32)
    filed_on = models.DateField("原备案日期")
    verified_on = models.DateField("核实日期", null=True, blank=True)
    facility = models.OneToOneField(
        "registry.Facility",
        models.PROTECT,
        null=True,
        related_name="import_row",
        verbose_name="托育机构",
    )

    class Meta:
        verbose_name = "导入行"
        verbose_name_plural = "导入行"
        ordering = ["source", "line"]
        constraints = [
            models.UniqueConstraint(name="import_row_line_once", fields=["source", "line"]),
            models.UniqueConstraint(name="import_row_number_once", fields=["source", "number"]),
        ]

    def __str__(self):
        return f"第 {self.line} 行：{self.name}"
