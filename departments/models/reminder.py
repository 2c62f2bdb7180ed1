"""Reminder (提醒): a unit, or the people named, have this to do, until it is closed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from departments.choices import (
    CONFERENCE_OFFICE,
    HAND_CLOSED_KINDS,
    NEXT_STEPS,
    ReminderKind,
    StepRecipient,
)
from departments.models.department import Department
from departments.models.member import Member
from wuqing_tuoyu import clock


def _names(user):
    named = Reminder.addressees.through.objects.filter(reminder_id=OuterRef("pk"), user_id=user.pk)
    return Q(handler_id=user.pk) | Exists(named)


class ReminderQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def of(self, department):
        return self.filter(department=department)

    def closed(self):
        return self.exclude(closed_at=None)

    def visible_to(self, user):
        """Own ones, those of the own units, and for the conference office those of every unit."""
        units = Member.objects.active(clock.today()).filter(user_id=user.pk)
        office = units.filter(department__code=CONFERENCE_OFFICE)
        return self.filter(
            _names(user)
            | Q(department__in=units.values("department"))
            | Q(Exists(office), department__isnull=False)
        )

    def waiting_for(self, user, departments):
        """What a person finds on the workbench: own ones and those of the units they act for."""
        mine = _names(user) | Q(department__in=departments)
        return self.open().filter(mine, is_silent=False)

    def with_steps(self):
        steps = ReminderStep.objects.select_related("recipient").order_by("told_at", "pk")
        return self.select_related("department", "handler").prefetch_related(
            "addressees", Prefetch("steps", steps)
        )

    def to_step(self, as_of):
        """Reminders whose ladder has a step on or before this day."""
        return self.open().filter(is_silent=False, next_step_on__lte=as_of)

    def overdue(self, today):
        """Past their day, and it is theirs to act: who waits for somebody else is not late."""
        return self.open().filter(is_silent=False, due_on__lt=today, due_is_estimate=False)

    def by_due_date(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "opened_at", "pk")


class Reminder(models.Model):
    key = models.CharField("标识", max_length=120, unique=True)
    kind = models.CharField("类别", max_length=24, choices=ReminderKind)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="reminders",
        null=True,
        blank=True,
        verbose_name="单位",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handled_reminders",
        null=True,
        blank=True,
        verbose_name="承办人",
    )
    addressees = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="reminders", blank=True, verbose_name="当事人"
    )
    is_personal = models.BooleanField("发给个人", default=False)
    title = models.CharField("事项", max_length=200)
    body = models.TextField("说明", blank=True)
    officer_body = models.TextField("给经办人的说明", blank=True)
    director_body = models.TextField("给负责人的说明", blank=True)
    link = models.CharField("链接", max_length=300, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    due_is_estimate = models.BooleanField("期限为暂估", default=False)
    is_silent = models.BooleanField("暂不催办", default=False)
    opened_at = models.DateTimeField("提出时间")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    close_note = models.CharField("办结说明", max_length=500, blank=True)
    stepped_on = models.DateField("已催办至", null=True, blank=True)
    next_step_on = models.DateField("下次催办", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="reminder_has_department_or_is_personal",
                condition=Q(department__isnull=False) | Q(is_personal=True),
                violation_error_message="提醒应发给一个单位，或者发给个人。",
            ),
            models.CheckConstraint(
                name="reminder_estimate_has_due_date",
                condition=Q(due_is_estimate=False) | Q(due_on__isnull=False),
                violation_error_message="暂估的期限也应有日期。",
            ),
            models.CheckConstraint(
                name="reminder_steps_only_while_open_and_due",
                condition=Q(next_step_on=None) | Q(closed_at=None, due_on__isnull=False),
                violation_error_message="只有未办结且有期限的提醒才催办。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_on", "id"],
                name="reminder_to_step",
                condition=Q(closed_at=None, is_silent=False, next_step_on__isnull=False),
            ),
            models.Index(
                fields=["department", "due_on"],
                name="reminder_open_of_department",
                condition=Q(closed_at=None),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_waiting(self):
        """Open, but somebody else has the turn (等待对方)."""
        return self.closed_at is None and self.is_silent

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_for_the_named(self):
        """The people named have to act; their unit only looks after it (当事人办理)."""
        return bool(self.officer_body)

    def body_for(self, reader):
        """What it says to a recipient in this role; without words of its own, what all read."""
        if reader == StepRecipient.ADDRESSEE:
            return self.body
        own = self.director_body if reader == StepRecipient.DIRECTOR else ""
        return own or self.officer_body or self.body

    @property
    def next_step(self):
        return NEXT_STEPS[self.kind]

    @property
    def is_closed_by_hand(self):
        return self.kind in HAND_CLOSED_KINDS


class ReminderStep(models.Model):
    reminder = models.ForeignKey(
        Reminder, models.PROTECT, related_name="steps", verbose_name="提醒"
    )
    due_on = models.DateField("当时的期限")
    offset = models.SmallIntegerField("距期限的工作日")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="收件人"
    )
    told_at = models.DateTimeField("告知时间")

    class Meta:
        verbose_name = "催办记录"
        verbose_name_plural = "催办记录"
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_step_told_once",
                fields=["reminder", "due_on", "offset", "recipient"],
                violation_error_message="这一步已经告知过这个人。",
            )
        ]

    def __str__(self):
        return f"{self.reminder} {self.offset:+d} {self.recipient}"
