"""Event (办理记录): what happened in the three lives; history and outbox at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.choices import FilingAction, Life, ReviewAction, ReviewAnswer, StandingAction

ACTIONS = {
    Life.FILING: FilingAction,
    Life.STANDING: StandingAction,
    Life.REVIEW: ReviewAction,
}


class EventQuerySet(models.QuerySet):
    def untold(self):
        """Those whose people were not told yet, oldest first."""
        return self.filter(told_at=None).order_by("id")


class Event(models.Model):
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="events", verbose_name="托育机构"
    )
    filing = models.ForeignKey(
        "registry.Filing",
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name="备案申请",
    )
    review = models.ForeignKey(
        "registry.Review",
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name="部门核验",
    )
    life = models.CharField("所属", max_length=10, choices=Life)
    action = models.CharField("动作", max_length=20)
    from_state = models.CharField("原状态", max_length=20)
    to_state = models.CharField("新状态", max_length=20)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    note = models.TextField("意见", blank=True)
    answer = models.CharField("核验意见", max_length=18, choices=ReviewAnswer, blank=True)
    round = models.PositiveSmallIntegerField("第几次提交", null=True)
    created_at = models.DateTimeField("时间")
    told_at = models.DateTimeField("告知时间", null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="event_of_one_life",
                condition=Q(life=Life.FILING, filing__isnull=False, review=None)
                | Q(life=Life.STANDING, review=None)
                | Q(life=Life.REVIEW, filing__isnull=False, review__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="event_untold", condition=Q(told_at=None)),
        ]

    def __str__(self):
        return f"{self.facility}：{self.get_action_display()}"

    @property
    def action_choice(self):
        return ACTIONS[Life(self.life)](self.action)

    def get_action_display(self) -> str:
        return self.action_choice.label
