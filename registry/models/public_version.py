"""The version of the public side (公开信息版本): one row, raised by whatever changes it."""

from django.db import models
from django.db.models import F


class PublicVersionQuerySet(models.QuerySet):
    def current(self) -> int:
        return self.values_list("number", flat=True).first() or 0

    def raise_by_one(self) -> None:
        """The next number, whoever else asks for one at the same moment."""
        next_one = {"number": F("number") + 1}
        if not self.filter(pk=1).update(**next_one):
            _, is_first = self.get_or_create(pk=1, defaults={"number": 1})
            if not is_first:
                self.filter(pk=1).update(**next_one)


class PublicVersion(models.Model):
    number = models.PositiveBigIntegerField("版本", default=0, editable=False)

    objects = PublicVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "公开信息版本"
        verbose_name_plural = "公开信息版本"
        constraints = [
            models.CheckConstraint(
                name="public_version_one_row",
                condition=models.Q(pk=1),
                violation_error_message="公开信息版本只有一行。",
            )
        ]

    def __str__(self):
        return str(self.number)
