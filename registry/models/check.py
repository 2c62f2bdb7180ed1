"""CheckSetting (检查设定) and CheckFinding (检查发现): how a rule is used, and where it spoke."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from registry.choices import Section
from registry.choices.check import MOVABLE_LEVELS, CheckLevel, CheckOutcome


class CheckSettingQuerySet(models.QuerySet):
    def in_force_at(self, moment: datetime):
        """What was set by then, the latest of each rule last."""
        return self.filter(set_at__lte=moment).order_by("set_at", "pk")


class CheckSetting(models.Model):
    """One change of how a rule is used (启用、停用、改变级别), with its reason; never edited."""

    check_id = models.CharField("检查编号", max_length=8, db_index=True)
    is_active = models.BooleanField("启用", default=True)
    level = models.CharField(
        "级别",
        max_length=1,
        choices=[(level.value, level.label) for level in MOVABLE_LEVELS],
        blank=True,
        help_text="不选为原定级别。",
    )
    reason = models.CharField("理由", max_length=300)
    set_at = models.DateTimeField("设定时间")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="设定人"
    )

    objects = CheckSettingQuerySet.as_manager()

    class Meta:
        verbose_name = "检查设定"
        verbose_name_plural = "检查设定"
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="check_setting_level_never_form",
                condition=Q(level__in=["", *MOVABLE_LEVELS]),
                violation_error_message="检查只能在法定要求、提示和核对提示之间调整。",
            ),
            models.CheckConstraint(
                name="check_setting_has_reason",
                condition=~Q(reason=""),
                violation_error_message="请写明理由。",
            ),
        ]

    def __str__(self):
        return f"{self.check_id}：{self.words}"

    @property
    def words(self) -> str:
        """What was decided, in words."""
        if not self.is_active:
            return "停用"
        return f"启用，级别改为“{self.get_level_display()}”" if self.level else "启用，按原定级别"


class CheckFindingQuerySet(models.QuerySet):
    def of_round(self, number: int):
        return self.filter(round=number)

    def handed_in(self):
        """What stood in a file that was handed in; a form rule keeps it from being handed in."""
        return self.exclude(level=CheckLevel.FORM)

    def tally_of(self, year: int) -> dict[str, dict[str, int]]:
        """How many filings each rule spoke about in a year, and how often it was overruled."""
        rows = (
            self.filter(found_at__year=year)
            .order_by()
            .values("check_id")
            .annotate(
                fired=Count("filing", distinct=True),
                overruled=Count("pk", filter=Q(overruled_at__isnull=False)),
            )
        )
        return {row["check_id"]: row for row in rows}


class CheckFinding(models.Model):
    """What one rule found wanting at one submission, as it was told then."""

    filing = models.ForeignKey(
        "registry.Filing", models.CASCADE, related_name="findings", verbose_name="备案申请"
    )
    round = models.PositiveSmallIntegerField("第几次提交")
    check_id = models.CharField("检查编号", max_length=8)
    level = models.CharField("级别", max_length=1, choices=CheckLevel)
    target = models.CharField("所涉内容", max_length=60, blank=True)
    section = models.CharField("申报部分", max_length=16, choices=Section, blank=True)
    field = models.CharField("所涉项目", max_length=60, blank=True)
    sentence = models.CharField("发现的内容", max_length=300)
    article = models.CharField("依据", max_length=100)
    found = models.CharField("申报的", max_length=200, blank=True)
    required = models.CharField("要求的", max_length=200, blank=True)
    found_at = models.DateTimeField("发现时间")
    overruled_at = models.DateTimeField("认定不成立的时间", null=True)
    overruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="认定人",
    )
    overruling_note = models.CharField("认定不成立的理由", max_length=300, blank=True)

    objects = CheckFindingQuerySet.as_manager()

    class Meta:
        verbose_name = "检查发现"
        verbose_name_plural = "检查发现"
        ordering = ["filing", "round", "check_id", "target"]
        indexes = [models.Index(fields=["found_at", "check_id"], name="check_finding_by_year")]
        constraints = [
            models.UniqueConstraint(
                name="check_finding_once_a_round",
                fields=["filing", "round", "check_id", "target"],
            ),
            models.CheckConstraint(
                name="check_finding_overruled_iff_reasoned",
                condition=Q(overruled_at=None, overruled_by=None, overruling_note="")
                | (Q(overruled_at__isnull=False, overruled_by__isnull=False))
                & ~Q(overruling_note=""),
            ),
        ]

    def __str__(self):
        return self.sentence

    @property
    def outcome(self) -> CheckOutcome:
        """A finding is what failed; so it can be shown wherever a result is."""
        return CheckOutcome.FAIL
