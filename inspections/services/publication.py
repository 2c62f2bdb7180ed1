"""Publishing what an inspection found (公开检查结果): previewed, confirmed, kept true."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from departments.choices import ReminderKind
from departments.services.calendar import Calendar, Deadline, add_working_days
from departments.services.parameter import parameter
from departments.services.reminder import close_reminder, open_reminder
from inspections.choices import (
    Disposition,
    InspectionAction,
    ItemStatus,
    RectificationStatus,
)
from inspections.models import Complaint, Finding, Inspection, RectificationAnswer
from inspections.services.keys import publication_key
from inspections.services.published import published_record
from inspections.services.response import fall_with_the_result
from inspections.workflow import begin_inspection_act, finish_inspection_act
from registry.models import PublicRecord
from registry.services.disclosure import demand_public_safe, names_of
from registry.services.record import inspection_record, publish_inspection, withdraw
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError
from wuqing_tuoyu.templatetags.words import day


def publication_due(told_on: date, calendar: Calendar | None = None) -> Deadline:
    """The result is public within the working days of the parameter (结果公示期限)."""
    return add_working_days(told_on, int(parameter("publication_days", told_on)), calendar)


def ask_to_publish(inspection: Inspection, *, why: str = "请预览后公开检查结果") -> None:
    """Remind the unit to publish; a recheck speaks through the inspection it belongs to."""
    if inspection.is_recheck:
        return
    open_reminder(
        publication_key(inspection),
        kind=ReminderKind.PUBLICATION,
        title=str(inspection.facility),
        body=f"{inspection.get_kind_display()}：{why}",
        link=inspection.get_absolute_url(),
        due=publication_due(clock.today()),
        department=inspection.department,
        handler=inspection.created_by,
    )


# What it says


def findings_of(inspection: Inspection) -> list[Finding]:
    return list(
        inspection.findings.select_related("rectification_item__rectification").order_by("pk")
    )


def is_put_right(finding: Finding) -> bool:
    """Corrected on the spot, or accepted by the unit since (已整改)."""
    if finding.disposition == Disposition.ON_THE_SPOT:
        return True
    item = getattr(finding, "rectification_item", None)
    return item is not None and item.status == ItemStatus.ACCEPTED


def proposed_body(inspection: Inspection) -> str:
    """Each item not met, in plain words and as it was found; a person goes over it."""
    lines = []
    for finding in findings_of(inspection):
        plain = finding.plain_words.rstrip("。；")
        lines.append(f"没有做到“{plain}”：{finding.sentence}" if plain else finding.sentence)
    return "\n".join(lines)


def proposed_reply(inspection: Inspection) -> str:
    """What the operator said: to each item when it was put right, else on site."""
    newest: dict[int, str] = {}
    being_written = Q(
        item__rectification__status=RectificationStatus.ORDERED,
        round=F("item__rectification__round"),
    )
    answers = RectificationAnswer.objects.filter(
        item__rectification__inspection=inspection
    ).exclude(being_written)
    for item, words in answers.order_by("item__position", "round").values_list("item", "words"):
        newest[item] = words
    said = [words for words in newest.values() if words]
    return "\n".join(dict.fromkeys(said)) or inspection.opinion


def follow_up_of(inspection: Inspection, findings: list[Finding]) -> str:
    """What was done since (后续处理), from the rows alone: nobody's words are in it."""
    parts = []
    if on_the_spot := sum(each.disposition == Disposition.ON_THE_SPOT for each in findings):
        parts.append(f"当场改正 {on_the_spot} 项")
    for rectification in inspection.rectifications.order_by("ordered_at"):
        own = [
            each
            for each in findings
            if each.disposition == Disposition.ORDERED
            and each.rectification_item.rectification_id == rectification.pk
        ]
        right = sum(is_put_right(each) for each in own)
        if rectification.is_open:
            part = f"责令 {len(own)} 项在 {day(rectification.due_on, 'year')}前改好"
            parts.append(f"{part}，已改好 {right} 项" if right else part)
        else:
            parts.append(
                f"责令改正的 {len(own)} 项，{day(rectification.closed_at, 'year')}全部改好"
            )
    if referred := sum(each.disposition == Disposition.REFERRED for each in findings):
        parts.append(f"移送其他单位 {referred} 项")
    return "；".join(parts) + "。" if parts else ""


def facts_of(inspection: Inspection, *, body: str, reply: str) -> dict[str, object]:
    """The columns of the record, as the inspection stands now."""
    findings = findings_of(inspection)
    still_open = [each.due_on for each in inspection.rectifications.all() if each.is_open]
    return {
        "title": inspection.get_kind_display(),
        "happened_on": inspection.held_on,
        "department": inspection.department,
        "items_checked": inspection.checked_count,
        "items_unmet": inspection.failed_count,
        "items_corrected": sum(map(is_put_right, findings)),
        "correct_by": max(still_open, default=None),
        "body": body.strip(),
        "follow_up": follow_up_of(inspection, findings),
        "reply": reply.strip(),
    }


def preview_of(inspection: Inspection, *, body: str, reply: str) -> PublicRecord:
    """The record as families would read it; nothing is written (将要公开的内容)."""
    return inspection_record(
        inspection.facility,
        key=publication_key(inspection),
        **facts_of(inspection, body=body, reply=reply),
    )


def names_around(inspection: Inspection) -> list[str]:
    """Staff and those who complained about this place: no name of theirs may slip out."""
    complaints = Complaint.objects.filter(facility=inspection.facility_id)
    return names_of(inspection.facility, *complaints.values_list("reporter_name", flat=True))


# Acts


def demand_publishable(inspection: Inspection) -> None:
    """A recheck is no inspection of its own to families: it says what became of the first."""
    if inspection.is_recheck:
        raise DomainError("复查的结果随原来的检查一起公开，请到原来的检查里更新。")


@transaction.atomic
def publish_result(
    inspection: Inspection, *, actor: User, body: str, reply: str, is_checked: bool
) -> PublicRecord:
    """Make the result public (公开结果), as it was previewed and confirmed; again says it anew."""
    inspection = begin_inspection_act(inspection, InspectionAction.PUBLISH, actor)
    demand_publishable(inspection)
    if inspection.failed_count and not body.strip():
        raise DomainError("有不符合的项目，请写明是哪些。")
    demand_public_safe([body, reply], names_around(inspection), is_checked=is_checked)
    record = publish_inspection(
        inspection.facility,
        key=publication_key(inspection),
        **facts_of(inspection, body=body, reply=reply),
    )
    finish_inspection_act(inspection, InspectionAction.PUBLISH, actor)
    close_reminder(publication_key(inspection), note="检查结果已公开")
    return record


@transaction.atomic
def withdraw_result(inspection: Inspection, *, actor: User, note: str) -> None:
    """Take a result back (撤下公开), with a reason; the unit is asked to publish it right."""
    inspection = begin_inspection_act(inspection, InspectionAction.WITHDRAW, actor)
    if published_record(inspection) is None:
        raise DomainError("这次检查的结果现在没有公开。")
    if not note.strip():
        raise DomainError("请写明撤下的理由。")
    fall_with_the_result(inspection)
    withdraw(publication_key(inspection))
    finish_inspection_act(inspection, InspectionAction.WITHDRAW, actor, note=note.strip())
    ask_to_publish(inspection, why="公开的内容已撤下，请更正后重新公开")


def refresh_publication(inspection: Inspection) -> None:
    """Keep what is public true when items are put right. Call under the facility's lock.

    Numbers and the unit's own sentence change at once; new words of the operator are previewed
    by a person first, so the unit is asked.
    """
    record = published_record(inspection)
    if record is None:
        return
    facts = facts_of(inspection, body=record.body, reply=record.reply)
    kept = ("items_corrected", "correct_by", "follow_up")
    if all(getattr(record, name) == facts[name] for name in kept):
        return
    publish_inspection(inspection.facility, key=record.key, **facts)
    if proposed_reply(inspection) != record.reply:
        ask_to_publish(inspection, why="有整改进展，请预览机构的答复后更新公开内容")
