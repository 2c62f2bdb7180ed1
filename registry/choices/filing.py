"""The life of a filing (备案申请)."""

from django.db import models


class Life(models.TextChoices):
    """Which of the three lives an event belongs to."""

    FILING = "filing", "备案申请"
    STANDING = "standing", "备案状态"
    REVIEW = "review", "部门核验"


class FilingKind(models.TextChoices):
    """Kind of filing (备案种类)."""

    INITIAL = "initial", "首次备案"
    CHANGE = "change", "变更备案"
    CANCELLATION = "cancellation", "注销备案"


class FilingStatus(models.TextChoices):
    """Is this application handled? (办理状态)."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待核对"
    RETURNED = "returned", "待补正"
    PROPOSED = "proposed", "待签发"
    RECORDED = "recorded", "已出具回执"
    DECLINED = "declined", "不予备案"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "逾期未补正（终止办理）"

    @property
    def tone(self) -> str:
        return FILING_STATUS_TONES[self]


FILING_STATUS_TONES = {
    FilingStatus.DRAFT: "plain",
    FilingStatus.SUBMITTED: "info",
    FilingStatus.RETURNED: "wait",
    FilingStatus.PROPOSED: "info",
    FilingStatus.RECORDED: "ok",
    FilingStatus.DECLINED: "bad",
    FilingStatus.WITHDRAWN: "plain",
    FilingStatus.LAPSED: "bad",
}

RECEIVED_STATUSES = (FilingStatus.SUBMITTED, FilingStatus.RETURNED, FilingStatus.PROPOSED)
OPEN_STATUSES = (FilingStatus.DRAFT, *RECEIVED_STATUSES)
DECIDED_STATUSES = (
    FilingStatus.RECORDED,
    FilingStatus.DECLINED,
    FilingStatus.WITHDRAWN,
    FilingStatus.LAPSED,
)


class FilingAction(models.TextChoices):
    """What may be done with a filing."""

    SUBMIT = "submit", "提交"
    RETURN = "return", "一次性补正告知"
    EXTEND = "extend", "延长补正期限"
    PROPOSE = "propose", "拟办"
    SEND_BACK = "send_back", "退回经办"
    ISSUE_RECEIPT = "issue_receipt", "签发备案回执"
    DECLINE = "decline", "不予备案"
    WITHDRAW = "withdraw", "撤回"
    LAPSE = "lapse", "逾期未补正，终止办理"
    DISCARD = "discard", "删除草稿"


class ItemVerdict(models.TextChoices):
    """Verdict on one item (核对结论)."""

    PENDING = "pending", "待看"
    ACCEPTED = "accepted", "通过"
    REFUSED = "refused", "不通过"
    DROPPED = "dropped", "不再核对"

    @property
    def tone(self) -> str:
        return ITEM_VERDICT_TONES[self]


ITEM_VERDICT_TONES = {
    ItemVerdict.PENDING: "plain",
    ItemVerdict.ACCEPTED: "ok",
    ItemVerdict.REFUSED: "bad",
    ItemVerdict.DROPPED: "plain",
}


class Outcome(models.TextChoices):
    """What the officer proposes (拟办意见)."""

    RECEIPT = "receipt", "拟出具备案回执"
    DECLINE = "decline", "拟不予备案"


class DeclineGround(models.TextChoices):
    """The only grounds on which a filing may be declined (不予备案的情形)."""

    NOT_REGISTERED = "not_registered", "未依法登记"
    SCOPE_LACKS_CHILDCARE = "scope_lacks_childcare", "登记的业务（经营）范围未载明托育服务"
    OUTSIDE_DISTRICT = "outside_district", "托育场所不在武清区"
    STILL_INCOMPLETE = "still_incomplete", "经一次性告知补正后，材料仍不齐全"
