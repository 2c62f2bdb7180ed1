"""Correction (一次性补正告知): all refused items in one notice, its extension, its end."""

from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.services.calendar import Deadline
from departments.services.reminder import close_reminder, move_reminder, open_reminder
from registry.choices import (
    FilingAction,
    FilingKind,
    NoticeKind,
)
from registry.models import Filing, FilingItem, Review
from registry.notifications.people import speakers_of
from registry.services.deadlines import as_stored, correction_due, correction_started_at
from registry.services.declaration import clone_declaration
from registry.services.digest import demand_same_filing
from registry.services.keys import (
    correction_key,
    decision_key,
    receipt_key,
)
from registry.services.notice import correction_content, issue_notice, lapse_content
from registry.services.routing import cancel_reviews, silence_reviews
from registry.services.unfiled import remind_of_unfiled
from registry.workflow import begin_filing, finish_filing
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def return_filing(
    filing: Filing, *, actor: User, digest: str, note: str = "", not_waiting: str = ""
) -> Filing:
    """Tell the operator once what to correct (一次性补正告知): every refused item, no other.

    `not_waiting` says why units that may still answer are not waited for.
    """
    filing = begin_filing(filing, FilingAction.RETURN, actor)
    demand_same_filing(filing, digest)
    refused = list(filing.items.refused().with_subjects())
    if not refused:
        raise DomainError("还没有不通过的项目。请先逐件核对，在要补正的项目上写明原因。")
    waiting = reviews_not_yet_due(filing)
    if waiting and not not_waiting.strip():
        names = "、".join(review.department.name for review in waiting)
        raise DomainError(
            f"{names}的核验还没有到期，现在告知可能漏掉其意见。请等待答复，或者写明不等待的理由。"
        )
    _demand_not_asked_before(filing, refused)
    now = clock.now()
    deadline = correction_due(now)
    filing = finish_filing(
        filing,
        FilingAction.RETURN,
        actor,
        note="\n".join(text for text in (note.strip(), not_waiting.strip()) if text),
        officer=filing.officer or actor,
        proposed_by=None,
        proposed_at=None,
        proposed_outcome="",
        ground="",
        **_without_receipt_dates(),
        **as_stored("correction_due", deadline),
        correction_extended=False,
    )
    filing.reviews.exclude(overruling_requested="").update(overruling_requested="")
    _open_for_writing(filing)
    issue_notice(
        NoticeKind.CORRECTION,
        facility=filing.facility,
        filing=filing,
        content=correction_content(filing, refused),
        edition=1,
    )
    close_reminder(receipt_key(filing), note="已告知补正")
    close_reminder(decision_key(filing), note="已告知补正")
    _remind_of_correction(filing, deadline)
    silence_reviews(filing)
    return filing


def reviews_not_yet_due(filing: Filing) -> list[Review]:
    """Receipt-gate reviews still open whose due day has not come."""
    return list(
        filing.reviews.open()
        .at_receipt_gate()
        .filter(due_on__gt=clock.today())
        .select_related("department")
    )


def _demand_not_asked_before(filing: Filing, refused: list[FilingItem]) -> None:
    """A later round may only return what was not cured or has changed (一次性告知).

    Both come again in the round of the resubmission. A receipt-gate unit's *no* is another's
    word and may be told whenever it was given.
    """
    noes = set(filing.reviews.negative().at_receipt_gate().values_list("document", flat=True))
    late = [
        item
        for item in refused
        if item.round < filing.round and (item.document_id is None or item.document_id not in noes)
    ]
    if late:
        names = "、".join(f"“{item.label}”" for item in late)
        raise DomainError(
            f"{names}在上一次告知时没有提出，也没有变化，不能在这一次要求补正（一次性告知）。"
        )


def _without_receipt_dates() -> dict[str, object]:
    return {
        "receipt_due_on": None,
        "receipt_due_is_estimate": False,
        "verification_due_on": None,
        "verification_due_is_estimate": False,
    }


def _open_for_writing(filing: Filing) -> None:
    """A correction of the declaration is written on a clone; what was submitted stays as it was."""
    if filing.kind == FilingKind.CANCELLATION:
        return
    filing.declaration = clone_declaration(
        filing.declaration, facility=filing.facility, actor=filing.created_by
    )
    filing.save(update_fields=["declaration"])


def _remind_of_correction(filing: Filing, deadline: Deadline) -> None:
    open_reminder(
        correction_key(filing),
        kind=ReminderKind.CORRECTION,
        title=f"{filing.facility}",
        body=f"{filing.get_kind_display()}：请补正后重新提交",
        link=filing.get_absolute_url(),
        due=deadline,
        addressees=speakers_of(filing),
    )


def add_to_notice(filing: Filing, item: FilingItem) -> None:
    """A unit's late 需补正 joins the notice once, as its next edition, and restarts the days."""
    last = filing.notices.filter(kind=NoticeKind.CORRECTION).order_by("-id").first()
    refused = list(filing.items.refused().with_subjects())
    now = clock.now()
    deadline = correction_due(now, extended=filing.correction_extended)
    finish_filing_edition(filing, deadline, f"补充告知：{item.label}")
    issue_notice(
        NoticeKind.CORRECTION,
        facility=filing.facility,
        filing=filing,
        content=correction_content(filing, refused, added=[item]),
        edition=(last.edition if last else 0) + 1,
    )
    move_reminder(correction_key(filing), due=deadline)


def finish_filing_edition(filing: Filing, deadline: Deadline, note: str) -> None:
    """Record that the same return was completed by a unit's late word; the status stays."""
    finish_filing(
        filing, FilingAction.RETURN, None, note=note, **as_stored("correction_due", deadline)
    )


@transaction.atomic
def extend_correction(filing: Filing, *, actor: User, note: str) -> Filing:
    """Give the operator more time, once (延长补正期限)."""
    filing = begin_filing(filing, FilingAction.EXTEND, actor)
    if filing.correction_extended:
        raise DomainError("补正期限已经延长过一次，不能再延长。")
    if not note.strip():
        raise DomainError("请写明延长补正期限的理由。")
    deadline = correction_due(correction_started_at(filing), extended=True)
    filing = finish_filing(
        filing,
        FilingAction.EXTEND,
        actor,
        note=note.strip(),
        correction_extended=True,
        **as_stored("correction_due", deadline),
    )
    move_reminder(correction_key(filing), due=deadline)
    return filing


@transaction.atomic
def lapse_filing(filing: Filing, *, actor: User, note: str = "") -> Filing:
    """End a filing that was not corrected in time (逾期未补正，终止办理)."""
    filing = begin_filing(filing, FilingAction.LAPSE, actor)
    if filing.correction_due_is_estimate or filing.correction_due_on >= clock.today():
        raise DomainError("补正期限还没有届满，不能终止办理。")
    due_on = filing.correction_due_on
    filing = finish_filing(
        filing,
        FilingAction.LAPSE,
        actor,
        note=note.strip(),
        decided_at=clock.now(),
        correction_due_on=None,
        correction_due_is_estimate=False,
    )
    close_reminder(correction_key(filing), note="逾期未补正，已终止办理")
    cancel_reviews(filing.reviews, note="备案申请已终止办理")
    issue_notice(
        NoticeKind.LAPSE,
        facility=filing.facility,
        filing=filing,
        content=lapse_content(filing, due_on),
    )
    remind_of_unfiled(filing)
    return filing


@transaction.atomic
def withdraw_filing(filing: Filing, *, actor: User | None, note: str = "") -> Filing:
    """The operator takes a filing back (撤回); the system does when the facility closes."""
    filing = begin_filing(filing, FilingAction.WITHDRAW, actor)
    filing = finish_filing(
        filing,
        FilingAction.WITHDRAW,
        actor,
        note=note.strip(),
        decided_at=clock.now(),
        correction_due_on=None,
        correction_due_is_estimate=False,
        **_without_receipt_dates(),
    )
    for key in (receipt_key(filing), correction_key(filing), decision_key(filing)):
        close_reminder(key, note="机构已撤回备案申请")
    cancel_reviews(filing.reviews, note="备案申请已撤回")
    remind_of_unfiled(filing)
    return filing
