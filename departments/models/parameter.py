"""Parameter (参数): a threshold with its source and the day from which it holds."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from departments.choices import ValueType


class ParameterQuerySet(models.QuerySet):
    def get_by_natural_key(self, key, effective_from):
        return self.get(key=key, effective_from=effective_from)


class Parameter(models.Model):
    key = models.SlugField("键", max_length=60)
    title = models.CharField("名称", max_length=100)
    value = models.CharField("值", max_length=200, blank=True)
    value_type = models.CharField(
        "值的类型", max_length=16, choices=ValueType, default=ValueType.NUMBER
    )
    unit = models.CharField("单位", max_length=20, blank=True)
    source = models.CharField("来源", max_length=200)
    effective_from = models.DateField("生效日期")
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = ParameterQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="参数修改记录", verbose_name_plural="参数修改记录")

    class Meta:
        verbose_name = "参数"
        verbose_name_plural = "参数"
        ordering = ["key", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                name="parameter_one_value_per_day",
                fields=["key", "effective_from"],
                violation_error_message="这个参数在这一天已有一个值。",
            )
        ]

    def __str__(self):
        return f"{self.title}：{self.value}{self.unit}"

    def clean(self):
        if self.value_type == ValueType.NUMBER and self.value:
            try:
                Decimal(self.value)
            except InvalidOperation as error:
                raise ValidationError({"value": "请填写数字，例如 10 或 0.2。"}) from error
        if self.value_type == ValueType.BOOLEAN and self.value not in ("true", "false"):
            raise ValidationError({"value": "请填写 true（是）或 false（否）。"})

    def natural_key(self):
        return (self.key, self.effective_from.isoformat())

    @property
    def typed_value(self):
        """The value as code uses it; an empty number means that no threshold is set."""
        if self.value_type == ValueType.BOOLEAN:
            return self.value == "true"
        if self.value_type == ValueType.NUMBER:
            return Decimal(self.value) if self.value else None
        return self.value
