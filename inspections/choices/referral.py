"""Referrals (移送、转办): what one unit hands to another, and the kinds of visit."""

from django.db import models


class VisitKind(models.TextChoices):
    """What a unit without power, or one that only advises, does on site."""

    VISIT = "visit", "走访"
    GUIDANCE = "guidance", "指导"
    PATROL = "patrol", "巡查"


class VisitAction(models.TextChoices):
    RECORD = "record", "登记走访指导"


class ReferralKind(models.TextChoices):
    """Why something is handed over (移送事由)."""

    FAILED_ITEMS = "failed_items", "发现的问题"
    OVER_THREES = "over_threes", "收托三岁以上儿童"
    ABUSE = "abuse", "疑似虐待、伤害婴幼儿"
    UNLICENSED = "unlicensed", "无照经营"
    OTHER = "other", "其他"


# Whom the handbook names for it (建议移送)
USUAL_RECEIVERS = {
    ReferralKind.OVER_THREES: "jyj",
    ReferralKind.ABUSE: "gaj",
    ReferralKind.UNLICENSED: "scj",
}


class ReferralStatus(models.TextChoices):
    OPEN = "open", "待接收"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"

    @property
    def tone(self) -> str:
        return {"open": "wait", "accepted": "ok", "returned": "bad"}[self.value]


class ReferralAction(models.TextChoices):
    REFER = "refer", "移送"
    ACCEPT = "accept", "接收"
    RETURN = "return", "退回"
