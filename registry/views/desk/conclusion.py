"""The conclusion (结论): which acts there are, and beside each that cannot be, why not."""

from dataclasses import dataclass

from django.urls import reverse

from departments.permissions import is_commission_director, is_commission_officer
from registry.choices import (
    FilingAction,
    FilingStatus,
    ItemVerdict,
    Outcome,
    RepresentativeStatus,
    ReviewGate,
    ReviewStatus,
    Standing,
)
from registry.models import Filing
from registry.workflow import available_filing_actions
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day


@dataclass(frozen=True)
class Act:
    """One button: where it leads, and why it cannot be pressed if it cannot."""

    label: str
    url: str
    why: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class Conclusion:
    """What stands in the conclusion panel."""

    sentence: str
    acts: list[Act]
    tone: str = ""


def conclusion_of(filing: Filing, user, items, reviews, representatives) -> Conclusion:
    """What this person can do with the filing now."""
    actions = set(available_filing_actions(filing, user))
    builders = {
        FilingStatus.SUBMITTED: _to_propose,
        FilingStatus.PROPOSED: _to_decide,
        FilingStatus.RETURNED: _waiting_for_correction,
    }
    if filing.status not in builders:
        return Conclusion(_ending(filing), _afterwards(filing))
    if not is_commission_officer(user):
        return Conclusion("您是联络员，可以查看，不能办理。", [])
    return builders[filing.status](filing, user, actions, items, reviews, representatives)


def _address(filing, verb, query=""):
    return reverse(f"registry:filing_{verb}", args=[filing.pk]) + query


def _to_propose(filing, user, actions, items, reviews, representatives):
    pending = [item for item in items if item.verdict == ItemVerdict.PENDING]
    refused = [item for item in items if item.verdict == ItemVerdict.REFUSED]
    confirmed = any(r.status == RepresentativeStatus.CONFIRMED for r in representatives)
    unseen = f"还有 {len(pending)} 项没看" if pending else ""
    unconfirmed = "" if confirmed else "举办者代表还没有确认"
    overrulable = {r.document_id for r in _receipt_noes(reviews)}
    stuck = [i for i in refused if i.document_id is None or i.document_id not in overrulable]
    wrong = f"有 {len(stuck)} 项不通过，要先告知补正" if stuck else ""
    receipt = _why(unseen, wrong, unconfirmed)
    acts = [
        Act("拟出具回执", _address(filing, "propose", "?outcome=receipt"), receipt, not receipt),
        Act(
            f"一次性告知补正（{len(refused)} 项）",
            _address(filing, "return"),
            "" if refused else "没有不通过的项目，不需要告知补正。",
            bool(receipt and refused and not pending),
        ),
        Act(
            "拟不予备案…",
            _address(filing, "propose", "?outcome=decline"),
            _why(unseen, unconfirmed),
        ),
    ]
    return Conclusion(_reading(pending, refused, reviews), acts)


def _why(*reasons):
    given = [reason for reason in reasons if reason]
    return "；".join(given) + "。" if given else ""


def _receipt_noes(reviews):
    return [r for r in reviews if r.gate == ReviewGate.RECEIPT and r.is_negative]


def _silent(reviews):
    return [
        review
        for review in reviews
        if review.gate == ReviewGate.RECEIPT and review.status == ReviewStatus.OPEN
    ]


def _reading(pending, refused, reviews):
    words = [f"还有 {len(pending)} 项没看，看完即可拟办。" if pending else "全部看完了。"]
    if refused:
        words.append(f"不通过 {len(refused)} 项，一次告知，只开放这些项目给机构修改。")
    if silent := _silent(reviews):
        names = "、".join(dict.fromkeys(str(review.department) for review in silent))
        words.append(f"{names}还没有答复，不影响出具回执。")
    return "".join(words)


def _to_decide(filing, user, actions, items, reviews, representatives):
    proposal = (
        f"{filing.proposed_by}{day(filing.proposed_at)}{filing.get_proposed_outcome_display()}"
    )
    if filing.ground:
        proposal += f"（{filing.get_ground_display()}）"
    if not is_commission_director(user):
        return Conclusion(f"{proposal}，等待签发。", [])
    is_receipt = filing.proposed_outcome == Outcome.RECEIPT
    verb, label = ("issue_receipt", "签发备案回执") if is_receipt else ("decline", "决定不予备案")
    own = filing.proposed_by_id == user.pk
    why = _why_not_sign(own, FilingAction.ISSUE_RECEIPT in actions, is_receipt, reviews)
    refused = [item for item in items if item.verdict == ItemVerdict.REFUSED]
    acts = [
        Act(label, _address(filing, verb), why, not why),
        Act("退回经办", _address(filing, "send_back")),
        Act(
            f"一次性告知补正（{len(refused)} 项）",
            _address(filing, "return"),
            "" if refused else "没有不通过的项目。",
        ),
    ]
    return Conclusion(f"{proposal}，请您签发。" if not own else f"{proposal}。", acts)


def _why_not_sign(own, may_sign, is_receipt, reviews):
    if own:
        return "这是您拟办的，应由另一位签发人签发。"
    if not may_sign:
        return "您是该举办者的代表，应由另一位签发人签发。"
    noes = [review for review in _receipt_noes(reviews) if not review.overruling_requested]
    if is_receipt and noes:
        names = "、".join(dict.fromkeys(str(review.department) for review in noes))
        return f"拟办以后{names}答复不一致，请退回经办，或者告知机构补正。"
    return ""


def _waiting_for_correction(filing, user, actions, items, reviews, representatives):
    late = filing.correction_due_on < clock.today() and not filing.correction_due_is_estimate
    due = day(filing.correction_due_on)
    acts = [
        Act(
            "延长补正期限",
            _address(filing, "extend"),
            "已经延长过一次，不能再延长。" if filing.correction_extended else "",
        ),
        Act(
            "逾期未补正，终止办理",
            _address(filing, "lapse"),
            "" if late else f"补正期限 {due}届满以后才能终止。",
            late,
        ),
    ]
    sentence = f"等机构补正，{due}到期。" if not late else f"补正期限 {due}已过，机构没有提交。"
    return Conclusion(sentence, acts, "bad" if late else "wait")


def _afterwards(filing):
    """What follows a receipt stands on the facility's page."""
    if filing.status != FilingStatus.RECORDED:
        return []
    waits = filing.facility.standing == Standing.RECORDED
    label = "下一步：现场核实" if waits else "看机构页"
    return [Act(label, filing.facility.get_absolute_url(), is_main=waits)]


def _ending(filing):
    who = f"{filing.decided_by}签发" if filing.decided_by_id else ""
    words = f"{day(filing.decided_at)}{filing.get_status_display()}"
    parts = [words, who, filing.get_ground_display() if filing.ground else ""]
    return "，".join(part for part in parts if part) + "。"
