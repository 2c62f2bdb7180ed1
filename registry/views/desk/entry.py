"""A filing as a line of the commission's queue (备案台账): due when, whose turn, what next."""

from departments.permissions import is_commission_director
from departments.services.calendar import Deadline, time_left
from registry.choices import FilingStatus
from wuqing_tuoyu import clock


def entry_of(filing, user, calendar):
    """The line of one filing; `filing` comes from `with_progress()`."""
    holder, act = _turn(filing, user)
    return {
        "title": filing.declaration.name or str(filing.facility),
        "url": filing.get_absolute_url(),
        "time_left": time_left_of(filing, calendar),
        "detail": " · ".join(fact for fact in _facts(filing) if fact),
        "holder": holder,
        "act": act,
        "is_mine": holder == "您",
    }


def time_left_of(filing, calendar):
    """How long there is in the present status, if a day counts in it."""
    if filing.due_on is None:
        return None
    return time_left(Deadline(filing.due_on, filing.due_is_estimate), clock.today(), calendar)


def _turn(filing, user):
    """In whose hands it is, and what they do with it."""
    if filing.status == FilingStatus.SUBMITTED:
        act = "逐件核对" if filing.pending_items else "拟办"
        if filing.officer_id == user.pk:
            return "您", act
        return str(filing.officer or "还没有人承办"), act
    if filing.status == FilingStatus.PROPOSED:
        # Whoever acts for the operator learns it on the filing's page, not by a query a line.
        if is_commission_director(user) and filing.proposed_by_id != user.pk:
            return "您", "签发"
        return "签发人", "看拟办意见"
    if filing.status == FilingStatus.RETURNED:
        late = filing.correction_due_on < clock.today() and not filing.correction_due_is_estimate
        return "举办者", "延长或终止" if late else "等补正"
    return "已办结", "看结果"


def _facts(filing):
    township = filing.declaration.township
    again = f"第 {filing.round} 次提交" if filing.round > 1 else ""
    return [
        filing.get_kind_display(),
        again,
        _progress(filing) or filing.get_status_display(),
        filing.facility.number or "",
        str(township) if township else "",
        str(filing.facility.operator),
    ]


def _progress(filing):
    """How far the judging and the units' answers are, while it is being judged."""
    if filing.status != FilingStatus.SUBMITTED:
        return ""
    words = [f"还有 {filing.pending_items} 项没看" if filing.pending_items else "全部看完"]
    if filing.receipt_reviews:
        answered = f"{filing.answered_reviews}/{filing.receipt_reviews}"
        words.append(f"回执前核验 {answered} 已答复")
    return "，".join(words)
