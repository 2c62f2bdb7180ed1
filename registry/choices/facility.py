"""What stands about a facility (备案状态), and what may change it."""

from django.db import models


class Standing(models.TextChoices):
    """What stands about a facility today (备案状态)."""

    UNRECORDED = "unrecorded", "未备案"
    RECORDED = "recorded", "已备案（待核实）"
    VERIFIED = "verified", "已核实"
    NONCONFORMING = "nonconforming", "核实不符合"
    CLOSED = "closed", "已注销"

    @property
    def tone(self) -> str:
        return STANDING_TONES[self]

    @property
    def plain(self) -> str:
        """The official word in plain words, for a parent."""
        return STANDING_PLAIN[self]


STANDING_TONES = {
    Standing.UNRECORDED: "plain",
    Standing.RECORDED: "info",
    Standing.VERIFIED: "ok",
    Standing.NONCONFORMING: "bad",
    Standing.CLOSED: "plain",
}

STANDING_PLAIN = {
    Standing.UNRECORDED: "还没有备案。",
    Standing.RECORDED: "材料已收，还没有现场看过。",
    Standing.VERIFIED: "材料已收，区卫生健康委现场看过，符合条件。",
    Standing.NONCONFORMING: "现场看过，有没达到要求的地方。",
    Standing.CLOSED: "不再提供托育服务。",
}

LIVING_STANDINGS = (Standing.RECORDED, Standing.VERIFIED, Standing.NONCONFORMING)
LISTED_STANDINGS = (*LIVING_STANDINGS, Standing.CLOSED)
# Whose stated free places count: families may still choose them
TAKING_STANDINGS = (Standing.RECORDED, Standing.VERIFIED)


class StandingAction(models.TextChoices):
    """What may happen to a standing."""

    RECORD = "record", "备案"
    REOPEN = "reopen", "变更后待核实"
    VERIFY = "verify", "核实符合"
    FIND_NONCONFORMING = "find_nonconforming", "核实不符合"
    EXTEND = "extend", "延长整改期限"
    PAUSE = "pause", "暂停服务"
    RESUME = "resume", "恢复服务"
    CLOSE = "close", "注销"


class VerificationResult(models.TextChoices):
    """Result of an on-site verification (现场核实结果)."""

    CONFORMING = "conforming", "符合"
    NONCONFORMING = "nonconforming", "不符合"


class ClosureGround(models.TextChoices):
    """Ground on which the commission closes a facility by itself (依职权注销的理由)."""

    REGISTRATION_ENDED = "registration_ended", "法人登记已经注销或者被撤销、吊销"
    SERVICE_ENDED = "service_ended", "经查已经停止提供托育服务"
    ORDERED_STOP = "ordered_stop", "被依法责令停止托育服务"
    FALSE_FILING = "false_filing", "以虚假材料取得备案"


class HonourKind(models.TextChoices):
    """Kind of public title (称号)."""

    DEMONSTRATION = "demonstration", "示范"
    QUALITY = "quality", "质量评估等级"
    OTHER = "other", "其他表彰"


class PublicRecordKind(models.TextChoices):
    """Kind of published record (公开记录)."""

    RECORDED = "recorded", "备案"
    CHANGED = "changed", "变更备案"
    VERIFIED = "verified", "现场核实符合"
    NONCONFORMING = "nonconforming", "核实不符合"
    PAUSED = "paused", "暂停服务"
    RESUMED = "resumed", "恢复服务"
    CLOSED = "closed", "注销"
    INSPECTION = "inspection", "监督检查"
    PENALTY = "penalty", "行政处罚"

    @property
    def tone(self) -> str:
        return PUBLIC_RECORD_TONES.get(self, "plain")


PUBLIC_RECORD_TONES = {
    PublicRecordKind.RECORDED: "info",
    PublicRecordKind.VERIFIED: "ok",
    PublicRecordKind.NONCONFORMING: "bad",
    PublicRecordKind.PAUSED: "wait",
    PublicRecordKind.PENALTY: "bad",
}
