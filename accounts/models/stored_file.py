"""Stored file (文件): bytes that never change, under a name nobody can guess."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from wuqing_tuoyu import clock


class StoredFile(models.Model):
    id = models.UUIDField("文件编号", primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("原文件名", max_length=150)
    content_type = models.CharField("文件类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("SHA-256 校验值", max_length=64, db_index=True)
    file = models.FileField("存放位置", max_length=200)
    pages = models.PositiveSmallIntegerField("页数", default=1)
    # Of all a camera notes down only the time is kept, never the place.
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    created_at = models.DateTimeField("存入时间", default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="上传人",
    )

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="stored_file_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="文件不能为空。",
            ),
            models.UniqueConstraint(
                name="stored_file_place_unique",
                fields=["file"],
                violation_error_message="两个文件不能存放在同一位置。",
            ),
        ]

    def __str__(self):
        return self.name
