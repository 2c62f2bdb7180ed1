"""Complaints (投诉举报): what they are about, where they stand, how they end."""

from django.db import models


class ComplaintKind(models.TextChoices):
    """What a complaint is about (反映的事项); each has its row in the routes."""

    ABUSE = "abuse", "打骂、虐待、伤害孩子"
    CARE = "care", "照护和人员（人手不够、没有资质）"
    HYGIENE = "hygiene", "卫生保健、传染病、饮用水"
    FOOD = "food", "饮食和食品安全"
    SECURITY = "security", "门卫、接送、监控"
    FIRE = "fire", "消防安全"
    BUILDING = "building", "房屋、装修、空气"
    FEE = "fee", "收费、退费、合同、虚假宣传"
    UNLICENSED = "unlicensed", "没有证照就经营"
    UNFILED = "unfiled", "没有备案就收托"
    OVER_THREES = "over_threes", "招收 3 岁以上孩子"
    LABOUR = "labour", "拖欠工资、不签合同"
    OTHER = "other", "其他"


class ComplaintStatus(models.TextChoices):
    RECEIVED = "received", "待受理"
    HANDLING = "handling", "办理中"
    CLOSED = "closed", "已答复"
    MERGED = "merged", "已并案"


COMPLAINT_STATUS_TONES = {
    ComplaintStatus.RECEIVED: "wait",
    ComplaintStatus.HANDLING: "info",
    ComplaintStatus.CLOSED: "ok",
}
OPEN_COMPLAINTS = (ComplaintStatus.RECEIVED, ComplaintStatus.HANDLING)


class ComplaintOutcome(models.TextChoices):
    """What came of it (办理结果)."""

    SUBSTANTIATED = "substantiated", "情况属实"
    UNSUBSTANTIATED = "unsubstantiated", "没有查实"
    NOT_FOR_US = "not_for_us", "不属于托育监管范围"


COMPLAINT_OUTCOME_TONES = {
    ComplaintOutcome.SUBSTANTIATED: "bad",
    ComplaintOutcome.UNSUBSTANTIATED: "ok",
}


class ComplaintAction(models.TextChoices):
    SUBMIT = "submit", "提交投诉举报"
    ACCEPT = "accept", "受理"
    HAND_OVER = "hand_over", "转办"
    MERGE = "merge", "并案"
    ANSWER = "answer", "答复办结"
