"""The life of a unit's review (部门核验)."""

from django.db import models


class ReviewSubject(models.TextChoices):
    """What a unit is asked about (核验事项)."""

    REGISTRATION = "registration", "登记证照"
    FIRE = "fire", "消防验收文书"
    FOOD = "food", "食品经营许可"
    SECURITY = "security", "安全防范"
    PRODUCTION_SAFETY = "production_safety", "安全生产"
    TOWNSHIP = "township", "属地情况"


class ReviewGate(models.TextChoices):
    """Which gate a review belongs to (核验环节)."""

    RECEIPT = "receipt", "回执前"
    VERIFICATION = "verification", "核实期"


class ReviewStatus(models.TextChoices):
    """Where a review stands (核验状态)."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    NOT_NEEDED = "not_needed", "无需核验"

    @property
    def tone(self) -> str:
        return {"open": "wait", "answered": "ok", "not_needed": "plain"}[self.value]


class ReviewAnswer(models.TextChoices):
    """A unit's answer (核验意见)."""

    CONSISTENT = "consistent", "核验一致"
    INCONSISTENT = "inconsistent", "核验不一致"
    NEEDS_CORRECTION = "needs_correction", "需补正"

    @property
    def tone(self) -> str:
        return {"consistent": "ok", "inconsistent": "bad", "needs_correction": "wait"}[self.value]


class ReviewAction(models.TextChoices):
    """What may be done with a review."""

    ANSWER = "answer", "答复"
    HAND_OVER = "hand_over", "转办"
    REOPEN = "reopen", "重新核验"
    OVERRULE = "overrule", "不采纳"
    CANCEL = "cancel", "无需核验"
