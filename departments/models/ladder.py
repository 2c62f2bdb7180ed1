"""ReminderLadder (催办阶梯): who is told about a kind of reminder, on which working day."""

from django.db import models
from simple_history.models import HistoricalRecords

from departments.choices import ReminderKind, StepRecipient


class ReminderLadderQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind, offset, recipient):
        return self.get(kind=kind, offset=offset, recipient=recipient)


class ReminderLadder(models.Model):
    kind = models.CharField("提醒类别", max_length=24, choices=ReminderKind)
    offset = models.SmallIntegerField(
        "距期限的工作日",
        help_text="负数为期限前，0 为到期当天，正数为期限后。材料到期按日历日计。",
    )
    recipient = models.CharField("告知谁", max_length=24, choices=StepRecipient)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = ReminderLadderQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="催办阶梯修改记录", verbose_name_plural="催办阶梯修改记录"
    )

    class Meta:
        verbose_name = "催办阶梯"
        verbose_name_plural = "催办阶梯"
        ordering = ["kind", "offset", "recipient"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_ladder_step_unique",
                fields=["kind", "offset", "recipient"],
                violation_error_message="这一步已经有了。",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.offset:+d} {self.get_recipient_display()}"

    def natural_key(self):
        return (self.kind, self.offset, self.recipient)
