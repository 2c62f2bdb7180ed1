"""Checklists (检查清单): what a unit looks at, in published versions."""

from django.db import models


class ChecklistStatus(models.TextChoices):
    DRAFT = "draft", "修订中"
    PUBLISHED = "published", "使用中"
    RETIRED = "retired", "已停用"

    @property
    def tone(self) -> str:
        return {"draft": "wait", "published": "ok", "retired": "plain"}[self.value]


class ChecklistAction(models.TextChoices):
    REVISE = "revise", "修订"
    PUBLISH = "publish", "发布"
    RETIRE = "retire", "停用"
    DISCARD = "discard", "放弃修订"


class ItemResult(models.TextChoices):
    """What was found at one item (逐项结果)."""

    CONFORMING = "conforming", "符合"
    FAILED = "failed", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"
    NOT_CHECKED = "not_checked", "未检查"

    @property
    def tone(self) -> str:
        return {"conforming": "ok", "failed": "bad"}.get(self.value, "plain")


# Items that were really looked at
CHECKED_RESULTS = (ItemResult.CONFORMING, ItemResult.FAILED)
