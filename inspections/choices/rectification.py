"""Rectification (整改): what was ordered, answered, accepted."""

from django.db import models


class RectificationStatus(models.TextChoices):
    ORDERED = "ordered", "待整改"
    SUBMITTED = "submitted", "待核查"
    CLOSED = "closed", "已销号"

    @property
    def tone(self) -> str:
        return {"ordered": "wait", "submitted": "info", "closed": "ok"}[self.value]


OPEN_RECTIFICATIONS = (RectificationStatus.ORDERED, RectificationStatus.SUBMITTED)


class RectificationAction(models.TextChoices):
    ORDER = "order", "责令限期改正"
    SUBMIT = "submit", "提交整改"
    RETURN = "return", "退回继续整改"
    EXTEND = "extend", "延长整改期限"
    HAND_OVER = "hand_over", "移交"
    VERIFY = "verify", "销号"


class ItemStatus(models.TextChoices):
    """Where one item of a rectification stands (整改事项)."""

    OPEN = "open", "待整改"
    ANSWERED = "answered", "待核查"
    ACCEPTED = "accepted", "已改好"
    REFUSED = "refused", "没有改好"

    @property
    def tone(self) -> str:
        return {"open": "wait", "answered": "info", "accepted": "ok", "refused": "bad"}[self.value]


OPERATORS_TURN = (ItemStatus.OPEN, ItemStatus.REFUSED)


class AnswerVerdict(models.TextChoices):
    ACCEPTED = "accepted", "认可"
    REFUSED = "refused", "不认可"


class PaperKind(models.TextChoices):
    """Papers of this floor (执法文书)."""

    ORDER = "order", "责令限期改正通知书"
    EXTENSION = "extension", "延长整改期限通知书"
