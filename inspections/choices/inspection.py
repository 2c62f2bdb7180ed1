"""Inspections (行政检查): kinds, states, acts."""

from django.db import models


class InspectionKind(models.TextChoices):
    ROUTINE = "routine", "日常检查"
    SPECIAL = "special", "专项检查"
    CASE = "case", "个案检查"
    RECHECK = "recheck", "复查"


# Complaints and re-checks do not count towards the yearly cap (不计入频次)
UNCAPPED_KINDS = (InspectionKind.CASE, InspectionKind.RECHECK)


class InspectionStatus(models.TextChoices):
    PLANNED = "planned", "已计划"
    UNDER_WAY = "under_way", "检查中"
    CONCLUDED = "concluded", "待告知结果"
    TOLD = "told", "已告知结果"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"

    @property
    def tone(self) -> str:
        return INSPECTION_TONES.get(self, "plain")


INSPECTION_TONES = {
    InspectionStatus.PLANNED: "info",
    InspectionStatus.UNDER_WAY: "wait",
    InspectionStatus.CONCLUDED: "wait",
    InspectionStatus.TOLD: "info",
    InspectionStatus.CLOSED: "ok",
}
OPEN_INSPECTIONS = (
    InspectionStatus.PLANNED,
    InspectionStatus.UNDER_WAY,
    InspectionStatus.CONCLUDED,
    InspectionStatus.TOLD,
)
BEGUN_INSPECTIONS = (
    InspectionStatus.UNDER_WAY,
    InspectionStatus.CONCLUDED,
    InspectionStatus.TOLD,
    InspectionStatus.CLOSED,
)
IN_HAND_INSPECTIONS = (
    InspectionStatus.UNDER_WAY,
    InspectionStatus.CONCLUDED,
    InspectionStatus.TOLD,
)
CONCLUDED_INSPECTIONS = (
    InspectionStatus.CONCLUDED,
    InspectionStatus.TOLD,
    InspectionStatus.CLOSED,
)
TOLD_INSPECTIONS = (InspectionStatus.TOLD, InspectionStatus.CLOSED)


class InspectionAction(models.TextChoices):
    PLAN = "plan", "计划检查"
    BEGIN = "begin", "开始检查"
    CONCLUDE = "conclude", "结束现场检查"
    TELL = "tell", "告知结果"
    CLOSE = "close", "办结"
    CANCEL = "cancel", "取消检查"
    PUBLISH = "publish", "公开结果"
    WITHDRAW = "withdraw", "撤下公开"
    RESPOND = "respond", "公开回应"
    RETRACT = "retract", "撤回回应"
    TAKE_DOWN = "take_down", "撤下回应"


class Signature(models.TextChoices):
    """Whether the facility signed the record (当事人签字)."""

    SIGNED = "signed", "已签字"
    REFUSED = "refused", "拒绝签字"


class Disposition(models.TextChoices):
    """What was done about a finding (处理方式)."""

    PENDING = "pending", "待处理"
    ON_THE_SPOT = "on_the_spot", "当场改正"
    ORDERED = "ordered", "责令限期改正"
    REFERRED = "referred", "移送其他单位"

    @property
    def tone(self) -> str:
        return {"pending": "wait", "on_the_spot": "ok"}.get(self.value, "info")


class Life(models.TextChoices):
    """Which noun of this floor an event belongs to."""

    INSPECTION = "inspection", "行政检查"
    VISIT = "visit", "走访指导"
    RECTIFICATION = "rectification", "整改"
    REFERRAL = "referral", "移送"
