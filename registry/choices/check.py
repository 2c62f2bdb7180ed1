"""Levels and outcomes of an automatic check (自动检查)."""

from django.db import models


class CheckLevel(models.TextChoices):
    """How much a failed check weighs (检查级别)."""

    FORM = "E", "填报要求"
    SUBSTANCE = "S", "法定要求"
    ADVICE = "W", "提示"
    REVIEWER = "R", "核对提示"
    TIMER = "T", "到期提示"


# Among these an administrator may move a rule; nothing is moved to or from what blocks.
MOVABLE_LEVELS = (CheckLevel.SUBSTANCE, CheckLevel.ADVICE, CheckLevel.REVIEWER)


class CheckOutcome(models.TextChoices):
    """What a check found (检查结果)."""

    PASS = "pass", "符合"
    FAIL = "fail", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"
