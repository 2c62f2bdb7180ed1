"""Visits (走访、指导、巡查): recorded whole. No order can follow from one, only a referral."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from departments.models import Department, Member
from inspections.choices import ItemResult, VisitAction
from inspections.models import Checklist, Visit, VisitItem, VisitPhoto
from inspections.permissions import visiting_departments
from inspections.services.duty import record_visit_made
from inspections.services.photo import kept_photos
from inspections.workflow import leave_event
from registry.models import Facility
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


def checklist_for_visits(department: Department) -> Checklist | None:
    """The list a unit goes by on a visit: the townships' common one, or its own."""
    lists = Checklist.objects.published()
    if department.is_township:
        return lists.filter(department=None).first()
    return lists.of(department).first()


def record_visit(
    facility: Facility,
    *,
    actor: User,
    department: Department,
    kind: str,
    visited_on: date,
    people: Sequence[Member],
    content: str,
    suggestions: str = "",
    checklist: Checklist | None = None,
    results: Mapping[int, tuple[str, str]] | None = None,
    uploads: Sequence[UploadedFile] = (),
    is_told: bool = True,
) -> Visit:
    """Record a visit (走访指导). `results` maps an item of the list to its result and note."""
    if department not in visiting_departments(actor):
        raise PermissionDenied
    if visited_on > clock.today():
        raise DomainError("走访日期不能晚于今天。")
    if not people:
        raise DomainError("请选择走访人员。")
    if any(member.department_id != department.pk for member in people):
        raise DomainError("走访人员应当是本单位的成员。")
    if not content.strip():
        raise DomainError("请写明走访内容：看了什么、说了什么。")
    results = results or {}
    items = _judged_items(checklist, results)
    with kept_photos(uploads, actor=actor) as photos, transaction.atomic():
        facility = lock_facility(facility.pk)
        visit = Visit.objects.create(
            facility=facility,
            department=department,
            kind=kind,
            visited_on=visited_on,
            checklist=checklist if items else None,
            content=content.strip(),
            suggestions=suggestions.strip(),
            told_on=visited_on if is_told else None,
            recorded_at=clock.now(),
            recorded_by=actor,
        )
        visit.people.set(people)
        for item in items:
            item.visit = visit
        VisitItem.objects.bulk_create(items)
        VisitPhoto.objects.bulk_create(VisitPhoto(visit=visit, file=photo) for photo in photos)
        leave_event(visit, VisitAction.RECORD, actor)
        record_visit_made(visit)
    return visit


def _judged_items(
    checklist: Checklist | None, results: Mapping[int, tuple[str, str]]
) -> list[VisitItem]:
    """Rows for what was looked at; what nobody looked at is left out."""
    if checklist is None:
        return []
    items = []
    for item in checklist.items.order_by("position"):
        result, note = results.get(item.pk, ("", ""))
        if not result:
            continue
        if result not in ItemResult.values:
            raise DomainError("请在符合、不符合、不适用、未检查里选一项。")
        if result == ItemResult.FAILED and not note.strip():
            raise DomainError(f"请填写第{item.position}项不符合的具体情况。")
        items.append(VisitItem(checklist_item=item, result=result, note=note.strip()))
    return items
