"""People of a facility, and what lives without a filing."""

from django.db import models


class RepresentativeStatus(models.TextChoices):
    """May this person act for the operator? (举办者代表状态)."""

    PENDING = "pending", "待确认"
    CONFIRMED = "confirmed", "已确认"
    ENDED = "ended", "已终止"

    @property
    def tone(self) -> str:
        return {"pending": "wait", "confirmed": "ok", "ended": "plain"}[self.value]


LIVING_REPRESENTATIONS = (RepresentativeStatus.PENDING, RepresentativeStatus.CONFIRMED)


class StaffRole(models.TextChoices):
    """Role of a staff member (岗位)."""

    PRINCIPAL = "principal", "负责人"
    CARER = "carer", "保育人员"
    HEALTH_WORKER = "health_worker", "保健人员"
    GUARD = "guard", "保安人员"
    COOK = "cook", "炊事人员"
    FOOD_SAFETY = "food_safety", "食品安全管理人员"
    OTHER = "other", "其他工作人员"


class Education(models.TextChoices):
    """Education (学历), lowest first."""

    PRIMARY = "primary", "初中及以下"
    SECONDARY = "secondary", "高中（中专）"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    MASTER = "master", "研究生"


class IdentityDocument(models.TextChoices):
    """Kind of identity document (证件类型)."""

    IDENTITY_CARD = "identity_card", "居民身份证"
    OTHER = "other", "其他有效证件"


class FeeUnit(models.TextChoices):
    """Unit of a fee (计费单位)."""

    MONTH = "month", "元/月"
    WEEK = "week", "元/周"
    DAY = "day", "元/天"
    HALF_DAY = "half_day", "元/半天"
    HOUR = "hour", "元/小时"
    TIME = "time", "元/次"


class Weekday(models.IntegerChoices):
    """Day of the week (星期)."""

    MONDAY = 1, "周一"
    TUESDAY = 2, "周二"
    WEDNESDAY = 3, "周三"
    THURSDAY = 4, "周四"
    FRIDAY = 5, "周五"
    SATURDAY = 6, "周六"
    SUNDAY = 7, "周日"


class ImportStatus(models.TextChoices):
    """Where an import (存量导入) stands."""

    WAITING = "waiting", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DISCARDED = "discarded", "已放弃"

    @property
    def tone(self) -> str:
        return {"waiting": "wait", "confirmed": "ok", "discarded": "plain"}[self.value]
