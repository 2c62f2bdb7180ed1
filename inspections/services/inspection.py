"""Inspections (行政检查): planned, begun, concluded on site, told, closed."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department, Member
from departments.services.calendar import Deadline
from departments.services.reminder import close_reminder, open_reminder
from inspections.choices import (
    CHECKED_RESULTS,
    ChecklistStatus,
    InspectionAction,
    InspectionKind,
    ItemResult,
    Signature,
)
from inspections.models import Checklist, Finding, Inspection, InspectionItem, Rectification
from inspections.permissions import can_inspect_for
from inspections.services.closing import close_when_settled
from inspections.services.duty import record_inspection
from inspections.services.frequency import demand_within_cap
from inspections.services.inspector import demand_officers, name_inspectors
from inspections.services.keys import inspection_key
from inspections.services.publication import ask_to_publish
from inspections.services.recheck import settle_recheck
from inspections.workflow import begin_inspection_act, finish_inspection_act, open_inspection
from registry.choices import Standing
from registry.models import Facility
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

NO_POWER = "本单位不具备对托育机构的行政检查职权，请登记为“走访指导”。"


@transaction.atomic
def plan_inspection(
    facility: Facility,
    *,
    actor: User,
    department: Department,
    kind: str,
    checklist: Checklist,
    held_on: date,
    source: str,
    approval_number: str = "",
    notice_number: str = "",
    notice_exemption: str = "",
) -> Inspection:
    """Plan an inspection by a published list (计划检查). Only a unit with power may."""
    if kind == InspectionKind.RECHECK:
        raise DomainError("复查请从整改页面安排。")
    inspection = _written(
        lock_facility(facility.pk),
        actor=actor,
        department=department,
        kind=kind,
        checklist=checklist,
        held_on=held_on,
        source=source,
        approval_number=approval_number,
        notice_number=notice_number,
        notice_exemption=notice_exemption,
    )
    if checklist.status != ChecklistStatus.PUBLISHED:
        raise DomainError("检查事项未公布，不得实施。")
    if checklist.department_id != department.pk:
        raise DomainError("请使用本单位公布的检查清单。")
    InspectionItem.objects.bulk_create(
        InspectionItem(inspection=inspection, position=position, checklist_item=item)
        for position, item in enumerate(checklist.items.order_by("position"), start=1)
    )
    return inspection


@transaction.atomic
def plan_recheck(
    rectification: Rectification, *, actor: User, held_on: date, approval_number: str = ""
) -> Inspection:
    """Look again at exactly what still fails (复查)."""
    facility = lock_facility(rectification.facility_id)
    rectification = Rectification.objects.select_related("department", "inspection").get(
        pk=rectification.pk
    )
    department = rectification.department
    if not can_inspect_for(actor, department):
        raise PermissionDenied
    if not rectification.is_open:
        raise DomainError("整改已销号，不用复查。")
    if rectification.rechecks.open().exists():
        raise DomainError("已经安排了一次复查，请先完成。")
    first = rectification.inspection
    inspection = _written(
        facility,
        actor=actor,
        department=department,
        kind=InspectionKind.RECHECK,
        checklist=first.checklist if first else None,
        rectification=rectification,
        held_on=held_on,
        source="整改复查",
        approval_number=approval_number,
        notice_exemption="复查，已在责令限期改正通知书中告知",
    )
    failing = rectification.items.unaccepted().select_related("finding__inspection_item")
    InspectionItem.objects.bulk_create(
        InspectionItem(
            inspection=inspection,
            position=position,
            rectification_item=item,
            checklist_item_id=(
                item.finding.inspection_item.checklist_item_id
                if item.finding.inspection_item
                else None
            ),
        )
        for position, item in enumerate(failing.order_by("position"), start=1)
    )
    return inspection


def _written(facility: Facility, *, actor: User, department: Department, **facts) -> Inspection:
    """The row, once person, moment and cap allow it, with its reminder."""
    if not can_inspect_for(actor, department):
        raise PermissionDenied
    if facility.standing == Standing.CLOSED:
        raise DomainError("该机构已注销备案，不能安排检查。")
    held_on = facts["held_on"]
    if held_on < clock.today():
        raise DomainError("计划检查的日期不能早于今天。")
    if not facts["source"].strip():
        raise DomainError("请填写任务来源，例如“年度检查计划”。")
    demand_within_cap(facility, department, facts["kind"], held_on)
    inspection = open_inspection(
        Inspection(
            facility=facility,
            department=department,
            created_at=clock.now(),
            created_by=actor,
            **facts,
        ),
        actor,
    )
    open_reminder(
        inspection_key(inspection),
        kind=ReminderKind.INSPECTION,
        title=str(facility),
        body=f"{inspection.get_kind_display()}：安排两名以上检查人员到现场",
        link=inspection.get_absolute_url(),
        due=Deadline(held_on),
        department=department,
        handler=actor,
    )
    return inspection


@transaction.atomic
def begin_inspection(
    inspection: Inspection,
    *,
    actor: User,
    officers: Sequence[Member],
    approval_number: str,
    notice_number: str = "",
    notice_exemption: str = "",
) -> Inspection:
    """Begin on site (开始检查): two officers with certificates, approval and notice."""
    inspection = begin_inspection_act(inspection, InspectionAction.BEGIN, actor)
    today = clock.today()
    demand_officers(officers, inspection.department, today)
    if not approval_number.strip() or not (notice_number.strip() or notice_exemption.strip()):
        raise DomainError("请填写检查审批表和通知书编号。")
    demand_within_cap(
        inspection.facility, inspection.department, inspection.kind, today, but=inspection
    )
    name_inspectors(inspection, officers)
    return finish_inspection_act(
        inspection,
        InspectionAction.BEGIN,
        actor,
        held_on=today,
        begun_at=clock.now(),
        approval_number=approval_number.strip(),
        notice_number=notice_number.strip(),
        notice_exemption=notice_exemption.strip(),
    )


@transaction.atomic
def conclude_inspection(
    inspection: Inspection,
    *,
    actor: User,
    signature: str,
    opinion: str = "",
    signature_note: str = "",
) -> Inspection:
    """Leave the site (结束现场检查): every item has a result, the facility was heard and signed."""
    inspection = begin_inspection_act(inspection, InspectionAction.CONCLUDE, actor)
    items = list(inspection.items.with_subjects())
    if missing := [item for item in items if not item.result]:
        numbers = "、".join(str(item.position) for item in missing[:10])
        raise DomainError(f"还有 {len(missing)} 项没有填写结果：第 {numbers} 项。")
    if signature not in Signature.values:
        raise DomainError("请选择机构是否签字。")
    if signature == Signature.REFUSED and not signature_note.strip():
        raise DomainError("机构拒绝签字的，请写明情况。")
    failed = [item for item in items if item.result == ItemResult.FAILED]
    inspection = finish_inspection_act(
        inspection,
        InspectionAction.CONCLUDE,
        actor,
        concluded_at=clock.now(),
        opinion=opinion.strip(),
        signature=signature,
        signature_note=signature_note.strip() if signature == Signature.REFUSED else "",
        checked_count=sum(item.result in CHECKED_RESULTS for item in items),
        failed_count=len(failed),
    )
    record_inspection(inspection)
    if inspection.is_recheck:
        settle_recheck(inspection, items, actor=actor)
    else:
        _note_findings(inspection, failed)
    return inspection


def _note_findings(inspection: Inspection, failed: list[InspectionItem]) -> None:
    Finding.objects.bulk_create(
        Finding(
            facility=inspection.facility,
            department=inspection.department,
            inspection=inspection,
            inspection_item=item,
            sentence=item.note,
            basis=item.basis,
            plain_words=item.checklist_item.plain_words,
            found_on=inspection.held_on,
        )
        for item in failed
    )


@transaction.atomic
def tell_result(inspection: Inspection, *, actor: User, told_on: date) -> Inspection:
    """Tell the facility the result (告知结果); by then it is decided what follows each finding."""
    inspection = begin_inspection_act(inspection, InspectionAction.TELL, actor)
    if told_on > clock.today() or told_on < inspection.held_on:
        raise DomainError("结果告知日期应当在检查当天至今天之间。")
    if pending := inspection.findings.pending().count():
        raise DomainError(
            f"还有 {pending} 个问题没有处理，请先选择当场改正、责令限期改正或者移送。"
        )
    inspection = finish_inspection_act(inspection, InspectionAction.TELL, actor, told_on=told_on)
    close_reminder(inspection_key(inspection), note="已告知结果")
    ask_to_publish(inspection)
    return close_when_settled(inspection)


@transaction.atomic
def close_inspection(inspection: Inspection, *, actor: User) -> Inspection:
    """Nothing is left to be done (办结). It stays open while one item is."""
    inspection = begin_inspection_act(inspection, InspectionAction.CLOSE, actor)
    if unsettled := inspection.findings.unsettled().count():
        raise DomainError(f"还有 {unsettled} 个问题没有了结，不能办结。")
    return finish_inspection_act(inspection, InspectionAction.CLOSE, actor, closed_at=clock.now())


@transaction.atomic
def cancel_inspection(inspection: Inspection, *, actor: User, note: str) -> Inspection:
    """Call an inspection off (取消检查), saying why."""
    inspection = begin_inspection_act(inspection, InspectionAction.CANCEL, actor)
    if not note.strip():
        raise DomainError("请写明取消检查的理由。")
    inspection = finish_inspection_act(
        inspection, InspectionAction.CANCEL, actor, note=note.strip()
    )
    close_reminder(inspection_key(inspection), note="已取消检查")
    return inspection
