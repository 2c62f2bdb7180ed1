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


NONE_YET = "none_yet"


class HygieneAnswer(models.TextChoices):
    """How far the hygiene evaluation is (卫生评价), as the self-check asks it."""

    ALL_MET = "all_met", "自评 14 项基本标准，全部符合"
    SOME_UNMET = "some_unmet", "自评 14 项基本标准，有的不符合"
    SCORED = "scored", "按卫生评价表打分"
    NONE_YET = NONE_YET, "还没有做"


class CheckOutcome(models.TextChoices):
    """What a check found (检查结果)."""

    PASS = "pass", "符合"
    FAIL = "fail", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"
