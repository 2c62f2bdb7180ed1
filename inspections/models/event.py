"""Event (办理记录) of supervision: what happened to an inspection, a visit, a rectification."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.choices import (
    InspectionAction,
    Life,
    RectificationAction,
    ReferralAction,
    VisitAction,
)

ACTIONS = {
    Life.INSPECTION: InspectionAction,
    Life.VISIT: VisitAction,
    Life.RECTIFICATION: RectificationAction,
    Life.REFERRAL: ReferralAction,
}


class EventQuerySet(models.QuerySet):
    def untold(self):
        """Those whose people were not told yet, oldest first."""
        return self.filter(told_at=None).order_by("id")


class Event(models.Model):
    facility = models.ForeignKey(
        "registry.Facility",
        models.PROTECT,
        null=True,
        related_name="supervision_events",
        verbose_name="托育机构",
    )
    life = models.CharField("所属", max_length=14, choices=Life)
    inspection = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name="行政检查",
    )
    visit = models.ForeignKey(
        "inspections.Visit",
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name="走访指导",
    )
    rectification = models.ForeignKey(
        "inspections.Rectification",
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name="整改",
    )
    referral = models.ForeignKey(
        "inspections.Referral",
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name="移送",
    )
    action = models.CharField("动作", max_length=20)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    note = models.TextField("意见", blank=True)
    created_at = models.DateTimeField("时间")
    told_at = models.DateTimeField("告知时间", null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "监督检查办理记录"
        verbose_name_plural = "监督检查办理记录"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="supervision_event_of_one_life",
                condition=Q(
                    life=Life.INSPECTION,
                    inspection__isnull=False,
                    visit=None,
                    rectification=None,
                    referral=None,
                )
                | Q(
                    life=Life.VISIT,
                    inspection=None,
                    visit__isnull=False,
                    rectification=None,
                    referral=None,
                )
                | Q(
                    life=Life.RECTIFICATION,
                    inspection=None,
                    visit=None,
                    rectification__isnull=False,
                    referral=None,
                )
                | Q(
                    life=Life.REFERRAL,
                    inspection=None,
                    visit=None,
                    rectification=None,
                    referral__isnull=False,
                ),
                violation_error_message="一条办理记录只属于一件事。",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="supervision_event_untold", condition=Q(told_at=None)),
        ]

    def __str__(self):
        return f"{self.facility}：{self.get_action_display()}"

    @property
    def action_choice(self):
        return ACTIONS[Life(self.life)](self.action)

    def get_action_display(self) -> str:
        return self.action_choice.label
