"""Decisions (签发): the receipt with its effect by kind, or declining on a listed ground."""

from django.db import transaction

from accounts.models import User
from departments.services.calendar import Deadline
from departments.services.reminder import close_reminder
from registry.choices import (
    DeclineGround,
    FilingAction,
    FilingKind,
    NoticeKind,
    Outcome,
    PublicRecordKind,
    Standing,
    StandingAction,
)
from registry.models import Filing
from registry.services.closing import close_by_system
from registry.services.declaration import asks_for_a_new_look, facts_in_force
from registry.services.digest import demand_same_filing
from registry.services.handling import demand_nothing_refused
from registry.services.keys import decision_key, receipt_key
from registry.services.notice import (
    cancellation_receipt_content,
    conditions_content,
    decline_content,
    issue_notice,
    receipt_content,
)
from registry.services.numbering import next_number
from registry.services.point import keeps_its_point
from registry.services.record import publish
from registry.services.review import perform_overruling
from registry.services.routing import cancel_reviews, move_to_verification_gate
from registry.services.unfiled import remind_of_unfiled
from registry.services.verification import remind_of_verification
from registry.workflow import begin_filing, finish_filing, finish_standing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

ONLY_WHAT_WAS_PROPOSED = {
    FilingAction.ISSUE_RECEIPT: (
        Outcome.RECEIPT,
        "经办人拟办的是不予备案，不能签发回执；不同意的，请退回经办。",
    ),
    FilingAction.DECLINE: (
        Outcome.DECLINE,
        "经办人拟办的是出具回执，不能决定不予备案；不同意的，请退回经办。",
    ),
}


def demand_proposed(filing: Filing, action: FilingAction) -> None:
    """The director decides what the officer proposed, or sends it back (只能按拟办签发)."""
    outcome, sentence = ONLY_WHAT_WAS_PROPOSED[action]
    if filing.proposed_outcome != outcome:
        raise DomainError(sentence)


@transaction.atomic
def issue_receipt(filing: Filing, *, actor: User, digest: str, note: str = "") -> Filing:
    """Sign the receipt (签发备案回执): only what was proposed, never by the proposer."""
    filing = begin_filing(filing, FilingAction.ISSUE_RECEIPT, actor)
    demand_same_filing(filing, digest)
    demand_proposed(filing, FilingAction.ISSUE_RECEIPT)
    demand_nothing_refused(filing)
    _demand_no_other_noes(filing)
    _perform_overrulings(filing, actor)
    verification = _verification_deadline(filing)
    filing = finish_filing(
        filing,
        FilingAction.ISSUE_RECEIPT,
        actor,
        note=note.strip(),
        decided_by=actor,
        decided_at=clock.now(),
        receipt_due_on=None,
        receipt_due_is_estimate=False,
        verification_due_on=None,
        verification_due_is_estimate=False,
    )
    _close_reminders(filing, "已出具回执")
    _EFFECTS[FilingKind(filing.kind)](filing, actor, verification)
    return filing


def _verification_deadline(filing: Filing) -> Deadline | None:
    if filing.verification_due_on is None:
        return None
    return Deadline(filing.verification_due_on, filing.verification_due_is_estimate)


def _demand_no_other_noes(filing: Filing) -> None:
    """A unit's *no* holds the receipt back, also where it is about no item of this filing."""
    noes = filing.reviews.negative().at_receipt_gate().filter(overruling_requested="")
    if review := noes.select_related("department").first():
        raise DomainError(
            f"{review.department.name}对{review.get_subject_display()}答复"
            f"“{review.get_answer_display()}”，不能签发回执；请退回经办，或者告知机构补正。"
        )


def _perform_overrulings(filing: Filing, actor: User) -> None:
    reviews = filing.reviews.negative().at_receipt_gate().exclude(overruling_requested="")
    for review in reviews.select_related("department"):
        review.filing = filing
        perform_overruling(review, actor=actor, reason=review.overruling_requested)


def _close_reminders(filing: Filing, note: str) -> None:
    close_reminder(receipt_key(filing), note=note)
    close_reminder(decision_key(filing), note=note)


def _record(filing: Filing, actor: User, verification: Deadline | None) -> None:
    """A first receipt: number and standing come together; verification on site is next."""
    facility, today = filing.facility, clock.today()
    # The number sequence is locked last; whoever moved from there locks that facility first.
    old = lock_facility(facility.moved_from_id) if facility.moved_from_id else None
    facility.number = next_number(today)
    filing.declaration.facility = facility
    finish_standing(
        facility,
        StandingAction.RECORD,
        actor,
        filing=filing,
        number=facility.number,
        filed_on=today,
        verification_due_on=verification.on,
        verification_due_is_estimate=verification.is_estimate,
        **facts_in_force(filing.declaration),
    )
    move_to_verification_gate(filing)
    _issue_receipt_paper(filing)
    issue_notice(
        NoticeKind.CONDITIONS,
        facility=facility,
        filing=filing,
        content=conditions_content(filing),
    )
    publish(
        facility,
        key=f"filing:{filing.pk}",
        kind=PublicRecordKind.RECORDED,
        title=f"备案，编号 {facility.number}",
    )
    remind_of_verification(facility, verification, handler=filing.officer)
    if old is not None and old.is_recorded:
        close_by_system(old, note=f"迁址，新的备案编号 {facility.number}")


def _change(filing: Filing, actor: User, verification: Deadline | None) -> None:
    """A change comes into force; site, safety or capacity ask for a new look."""
    facility = filing.facility
    before = facility.declaration
    asks = before is not None and asks_for_a_new_look(before, filing.declaration)
    filing.declaration.facility = facility
    values = facts_in_force(filing.declaration)
    if before is not None and keeps_its_point(before, filing.declaration):
        values |= {"latitude": facility.latitude, "longitude": facility.longitude}
    for name, value in values.items():
        setattr(facility, name, value)
    facility.save(update_fields=list(values))
    if asks and facility.standing == Standing.VERIFIED:
        finish_standing(
            facility,
            StandingAction.REOPEN,
            actor,
            filing=filing,
            verification_due_on=verification.on,
            verification_due_is_estimate=verification.is_estimate,
        )
        remind_of_verification(facility, verification, handler=filing.officer)
    elif asks and facility.standing == Standing.RECORDED:
        finish_standing(facility, StandingAction.REOPEN, actor, filing=filing)
    move_to_verification_gate(filing)
    _issue_receipt_paper(filing)
    publish(
        facility,
        key=f"filing:{filing.pk}",
        kind=PublicRecordKind.CHANGED,
        title="变更备案",
    )


def _cancel(filing: Filing, actor: User, verification: Deadline | None) -> None:
    """The operator closes on the day it named; the receipt says so."""
    facility, today = filing.facility, clock.today()
    facility.closes_on = max(filing.requested_closing_on or today, today)
    facility.save(update_fields=["closes_on"])
    issue_notice(
        NoticeKind.CANCELLATION_RECEIPT,
        facility=facility,
        filing=filing,
        content=cancellation_receipt_content(filing),
    )
    if facility.closes_on <= today:
        close_by_system(facility, note="机构申请注销备案")


_EFFECTS = {
    FilingKind.INITIAL: _record,
    FilingKind.CHANGE: _change,
    FilingKind.CANCELLATION: _cancel,
}


def _issue_receipt_paper(filing: Filing) -> None:
    issue_notice(
        NoticeKind.RECEIPT,
        facility=filing.facility,
        filing=filing,
        content=receipt_content(filing),
    )


@transaction.atomic
def decline_filing(filing: Filing, *, actor: User, digest: str, note: str = "") -> Filing:
    """Decline (不予备案): only what was proposed, on a listed ground, with a remedy."""
    filing = begin_filing(filing, FilingAction.DECLINE, actor)
    demand_same_filing(filing, digest)
    demand_proposed(filing, FilingAction.DECLINE)
    proposal = filing.events.filter(action=FilingAction.PROPOSE).order_by("-id").first()
    filing = finish_filing(
        filing,
        FilingAction.DECLINE,
        actor,
        note=note.strip() or DeclineGround(filing.ground).label,
        decided_by=actor,
        decided_at=clock.now(),
        receipt_due_on=None,
        receipt_due_is_estimate=False,
        verification_due_on=None,
        verification_due_is_estimate=False,
    )
    _close_reminders(filing, "已决定不予备案")
    cancel_reviews(filing.reviews, note="已决定不予备案")
    issue_notice(
        NoticeKind.DECLINE,
        facility=filing.facility,
        filing=filing,
        content=decline_content(filing, facts=proposal.note if proposal else ""),
    )
    remind_of_unfiled(filing)
    return filing
