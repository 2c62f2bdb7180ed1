"""Submission (提交): the form is complete, what does not meet a rule is known, the clock starts."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Deadline, load_calendar
from departments.services.reminder import close_reminder, close_reminders, open_reminder
from registry.checks import blocking, run_checks, to_confirm
from registry.checks.result import Result
from registry.choices import FilingAction, FilingKind, FilingStatus, ItemVerdict
from registry.models import Confirmation, Filing, FilingItem
from registry.permissions import can_submit_filing
from registry.services.check import keep_findings
from registry.services.deadlines import as_stored, receipt_due, verification_due
from registry.services.declaration import asks_for_a_new_look, freeze_declaration
from registry.services.items import (
    drop_vanished,
    is_empty_change,
    make_items,
    renew_items,
)
from registry.services.keys import (
    changed_prefix,
    correction_key,
    draft_key,
    ended_prefix,
    receipt_key,
    unfiled_key,
)
from registry.services.notice.pledge import PLEDGE_VERSION
from registry.services.registration.reminding import FILED, close_unfiled_reminders
from registry.services.routing import open_reviews, reopen_reviews
from registry.workflow import begin_filing, finish_filing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

MOST_NAMED = 6


@transaction.atomic
def submit_filing(
    filing: Filing, *, actor: User, pledge_name: str, confirmed: Collection[str] = ()
) -> Filing:
    """Hand in a draft or a corrected filing (提交).

    `confirmed` holds the keys of the S points the operator has read. Raises DomainError where
    the form is not complete, a point is not confirmed, or an item of a notice is not answered.
    """
    filing = begin_filing(filing, FilingAction.SUBMIT, actor)
    if is_empty_change(filing):
        raise DomainError(
            "这次变更还没有改动任何内容，请先修改有变化的部分；没有变化的，不用提交。"
        )
    results = run_checks(filing, clock.today())
    _demand_complete(results)
    _demand_confirmed(results, confirmed)
    _demand_pledge(pledge_name)
    is_first = filing.status == FilingStatus.DRAFT
    now = clock.now()
    calendar = load_calendar()
    _keep_confirmations(filing, results, actor)
    keep_findings(filing, results, filing.round + 1)
    if is_first:
        make_items(filing)
    else:
        renewed = renew_items(filing)
        drop_vanished(filing)
    if filing.kind != FilingKind.CANCELLATION:
        freeze_declaration(filing.declaration, now)
    receipt = receipt_due(now, calendar)
    changes: dict[str, object] = {
        "received_at": now,
        "round": filing.round + 1,
        "pledge_version": PLEDGE_VERSION,
        "pledge_name": pledge_name.strip(),
        "pledged_at": now,
        "pledged_by": actor,
        "correction_due_on": None,
        "correction_due_is_estimate": False,
        "correction_extended": False,
        **as_stored("receipt_due", receipt),
    }
    if is_first:
        changes["submitted_at"] = now
    if needs_verification(filing):
        changes |= as_stored("verification_due", verification_due(now, calendar))
    filing = finish_filing(filing, FilingAction.SUBMIT, actor, **changes)
    close_reminder(draft_key(filing), note="已提交")
    close_reminder(correction_key(filing), note="已重新提交")
    _close_what_asked_for_it(filing)
    if is_first:
        open_reviews(filing, calendar)
    else:
        reopen_reviews(filing, renewed, calendar)
    remind_of_receipt(filing, receipt)
    return filing


def _close_what_asked_for_it(filing: Filing) -> None:
    """Reminders to file (已登记未备案、登记变更、登记注销) have done their work."""
    close_reminders(unfiled_key(filing.facility), note=FILED)
    close_unfiled_reminders(filing.declaration.credit_code)
    if filing.kind == FilingKind.CHANGE:
        close_reminders(changed_prefix(filing.facility), note=FILED)
    if filing.kind == FilingKind.CANCELLATION:
        close_reminders(ended_prefix(filing.facility), note=FILED)


def needs_verification(filing: Filing) -> bool:
    """A first filing is verified on site; a change only where it touches site, safety, capacity."""
    if filing.kind == FilingKind.INITIAL:
        return True
    if filing.kind == FilingKind.CANCELLATION:
        return False
    return asks_for_a_new_look(filing.facility.declaration, filing.declaration)


def remind_of_receipt(filing: Filing, due: Deadline) -> None:
    """The commission has this filing to check until the day of the receipt."""
    again = "（补正后重新提交）" if filing.round > 1 else ""
    open_reminder(
        receipt_key(filing),
        kind=ReminderKind.RECEIPT,
        title=f"{filing.facility}",
        body=f"{filing.get_kind_display()}{again}：逐件核对，然后拟办",
        link=filing.get_absolute_url(),
        due=due,
        department=Department.objects.commission(),
        handler=filing.officer,
    )


def _demand_complete(results: list[Result]) -> None:
    failed = blocking(results)
    if not failed:
        return
    sentences = [result.sentence for result in failed]
    more = f"（另有 {len(failed) - MOST_NAMED} 处）" if len(failed) > MOST_NAMED else ""
    raise DomainError("还不能提交：" + "".join(sentences[:MOST_NAMED]) + more)


def _demand_confirmed(results: list[Result], confirmed: Collection[str]) -> None:
    missing = [result for result in to_confirm(results) if result.key not in confirmed]
    if missing:
        raise DomainError(
            f"有 {len(missing)} 处不符合规定的内容还没有逐项确认：{missing[0].sentence}"
        )


def _demand_pledge(pledge_name: str) -> None:
    if not pledge_name.strip():
        raise DomainError("请阅读《备案承诺书》，并填写承诺人姓名。")


def _keep_confirmations(filing: Filing, results: list[Result], actor: User) -> None:
    """The points known at this submission stand in the file; what was cured since is taken out."""
    points = {(result.id, result.target): result for result in to_confirm(results)}
    for old in filing.confirmations.all():
        if (old.check_id, old.field) not in points:
            old.delete()
    now = clock.now()
    for (check_id, target), result in points.items():
        Confirmation.objects.update_or_create(
            filing=filing,
            check_id=check_id,
            field=target,
            defaults={
                "section": result.section,
                "sentence": result.sentence,
                "article": result.article,
                "confirmed_at": now,
                "confirmed_by": actor,
            },
        )


@transaction.atomic
def answer_item(item: FilingItem, *, actor: User, answer: str) -> FilingItem:
    """What the operator says to a refused item (补正说明)."""
    lock_facility(item.filing.facility_id)
    item = FilingItem.objects.select_related("filing__facility__operator").get(pk=item.pk)
    if not can_submit_filing(actor, item.filing):
        raise PermissionDenied
    if item.filing.status != FilingStatus.RETURNED or item.verdict != ItemVerdict.REFUSED:
        raise DomainError("这一项现在不需要说明。")
    item.answer = answer.strip()
    item.version += 1
    item.save(update_fields=["answer", "version"])
    return item
