"""Handling (经办): take, assign, propose, send back, keep notes."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.permissions import is_commission_officer
from departments.services.calendar import Deadline
from departments.services.reminder import (
    close_reminder,
    hand_over_reminder,
    open_reminder,
    silence_reminder,
)
from registry.choices import (
    RECEIVED_STATUSES,
    DeclineGround,
    FilingAction,
    ItemVerdict,
    Outcome,
)
from registry.models import Filing, Review
from registry.notifications.people import commission_directors
from registry.permissions import can_assign_filing
from registry.services.digest import demand_same_filing
from registry.services.keys import decision_key, receipt_key
from registry.services.submission import remind_of_receipt
from registry.workflow import begin_filing, finish_filing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


def take_next(*, actor: User) -> Filing | None:
    """The officer's nearest filing, else one nobody handles yet (办下一件)."""
    if not is_commission_officer(actor):
        raise PermissionDenied
    while found := Filing.objects.next_for(actor).first():
        # One lock at a time: who holds several in the order of due days could meet another's.
        with transaction.atomic():
            lock_facility(found.facility_id)
            # A colleague may have taken it while this one waited for the lock.
            if filing := Filing.objects.next_for(actor).filter(pk=found.pk).first():
                make_officer(filing, actor)
                return filing
    return None


@transaction.atomic
def assign(filing: Filing, *, actor: User, officer: User) -> Filing:
    """The director gives a filing to an officer (指定承办人)."""
    lock_facility(filing.facility_id)
    filing = Filing.objects.select_related("facility").get(pk=filing.pk)
    if not can_assign_filing(actor, filing):
        raise PermissionDenied
    if filing.status not in RECEIVED_STATUSES:
        raise DomainError(f"当前状态为“{filing.get_status_display()}”，不能指定承办人。")
    if not is_commission_officer(officer):
        raise DomainError(f"{officer}不是区卫生健康委的经办人，不能承办。")
    make_officer(filing, officer)
    return filing


def make_officer(filing: Filing, officer: User) -> None:
    """From now on this person handles it (承办人), and is reminded of it."""
    if filing.officer_id == officer.pk:
        return
    filing.officer = officer
    filing.save(update_fields=["officer"])
    hand_over_reminder(receipt_key(filing), officer)


def save_internal_note(filing: Filing, *, actor: User, text: str) -> None:
    """A note among colleagues (内部便笺); the facility never sees it."""
    if not is_commission_officer(actor):
        raise PermissionDenied
    Filing.objects.filter(pk=filing.pk).update(internal_note=text[:2000])


@transaction.atomic
def propose(
    filing: Filing,
    *,
    actor: User,
    outcome: str,
    digest: str,
    ground: str = "",
    overrule: Mapping[str, str] | None = None,
    note: str = "",
) -> Filing:
    """Put an outcome before the director (拟办): the receipt, or declining on a listed ground.

    `overrule` maps review ids to the reason why a unit's *no* shall not be followed.
    """
    filing = begin_filing(filing, FilingAction.PROPOSE, actor)
    demand_same_filing(filing, digest)
    if outcome not in Outcome.values:
        raise DomainError("请选择拟办意见：拟出具备案回执，或拟不予备案。")
    _demand_every_verdict(filing)
    _demand_confirmed_representative(filing)
    if outcome == Outcome.RECEIPT:
        _request_overrulings(filing, overrule or {})
        demand_nothing_refused(filing)
        ground = ""
    else:
        _demand_ground(filing, ground)
        if not note.strip():
            raise DomainError("拟不予备案的，请写明事实和理由，会写进告知书。")
    silent = [
        review.department.name
        for review in filing.reviews.open().at_receipt_gate().select_related("department")
    ]
    said = f"（回执前未答复：{'、'.join(silent)}）" if silent else ""
    filing = finish_filing(
        filing,
        FilingAction.PROPOSE,
        actor,
        note=f"{Outcome(outcome).label}。{note.strip()}{said}",
        officer=filing.officer or actor,
        proposed_by=actor,
        proposed_at=clock.now(),
        proposed_outcome=outcome,
        ground=ground,
    )
    silence_reminder(receipt_key(filing))
    open_reminder(
        decision_key(filing),
        kind=ReminderKind.DECISION,
        title=f"{filing.facility}",
        body=f"{filing.get_kind_display()}：{Outcome(outcome).label}，请签发",
        link=filing.get_absolute_url(),
        due=Deadline(filing.receipt_due_on, filing.receipt_due_is_estimate),
        addressees=[each for each in commission_directors() if each != actor],
    )
    return filing


def _demand_every_verdict(filing: Filing) -> None:
    pending = list(filing.items.pending().with_subjects())
    if pending:
        names = "、".join(f"“{item.label}”" for item in pending[:4])
        raise DomainError(f"还有 {len(pending)} 项没有核对：{names}。逐件核对完才能拟办。")


def _demand_confirmed_representative(filing: Filing) -> None:
    """Somebody is confirmed, and who handed this in is not still waiting to be."""
    people = filing.facility.operator.representatives
    is_waiting = people.pending().filter(user=filing.pledged_by_id).exists()
    if is_waiting or not people.confirmed().exists():
        raise DomainError("举办者代表还没有确认。请先核对加盖公章的授权委托书，确认后再拟办。")


def _request_overrulings(filing: Filing, reasons: Mapping[str, str]) -> None:
    """Each receipt-gate *no* is cured by a return, or its overruling is requested with a reason."""
    for review in filing.reviews.negative().at_receipt_gate().select_related("department"):
        reason = reasons.get(str(review.pk), "").strip()
        if not reason:
            raise DomainError(
                f"{review.department.name}对{review.get_subject_display()}答复"
                f"“{review.get_answer_display()}”：请告知机构补正，或者写明拟不采纳的理由。"
            )
        Review.objects.filter(pk=review.pk).update(overruling_requested=reason[:500])


def demand_nothing_refused(filing: Filing) -> None:
    """Every item is in order, but for papers whose *no* shall be overruled with this receipt."""
    overruled = set(
        filing.reviews.negative()
        .at_receipt_gate()
        .exclude(overruling_requested="")
        .values_list("document", flat=True)
    )
    refused = [
        item
        for item in filing.items.refused().with_subjects()
        if item.document_id is None or item.document_id not in overruled
    ]
    if refused:
        names = "、".join(f"“{item.label}”" for item in refused[:4])
        raise DomainError(f"{names}没有通过，请一次性告知机构补正，不能拟出具回执。")


def _demand_ground(filing: Filing, ground: str) -> None:
    if ground not in DeclineGround.values:
        raise DomainError("请选择不予备案的情形，只能是列出的四种之一。")
    if ground == DeclineGround.STILL_INCOMPLETE:
        has_refused = filing.items.current().filter(verdict=ItemVerdict.REFUSED).exists()
        if filing.round < 2 or not has_refused:
            raise DomainError("“补正后仍不齐全”要求已经告知过补正，而且仍有不通过的项目。")


@transaction.atomic
def send_back(filing: Filing, *, actor: User, note: str, digest: str) -> Filing:
    """The director gives it back to the officer (退回经办), with a reason."""
    filing = begin_filing(filing, FilingAction.SEND_BACK, actor)
    demand_same_filing(filing, digest)
    if not note.strip():
        raise DomainError("请写明退回经办的理由。")
    return take_back_proposal(filing, actor, note=note.strip())


def take_back_proposal(filing: Filing, actor: User | None, *, note: str) -> Filing:
    """What was proposed is not before the director any more. Inside an act that has begun."""
    filing.reviews.exclude(overruling_requested="").update(overruling_requested="")
    filing = finish_filing(
        filing,
        FilingAction.SEND_BACK,
        actor,
        note=note,
        proposed_by=None,
        proposed_at=None,
        proposed_outcome="",
        ground="",
    )
    close_reminder(decision_key(filing), note="已退回经办")
    remind_of_receipt(filing, Deadline(filing.receipt_due_on, filing.receipt_due_is_estimate))
    return filing
