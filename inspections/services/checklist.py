"""Checklists (检查清单) are edited by their unit as a new version; the one in use never changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from inspections.choices import ChecklistAction, ChecklistStatus
from inspections.models import Checklist, ChecklistItem
from inspections.permissions import can_edit_checklist
from inspections.workflow import begin_checklist, publish_version
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@dataclass(frozen=True)
class Line:
    """One item as it was edited (检查事项)."""

    words: str
    basis: str
    plain_words: str
    code: str = ""


@transaction.atomic
def revise_checklist(checklist: Checklist, *, actor: User) -> Checklist:
    """Begin a new version from the one in use (修订)."""
    checklist = begin_checklist(checklist, ChecklistAction.REVISE, actor)
    versions = Checklist.objects.filter(code=checklist.code)
    if versions.filter(status=ChecklistStatus.DRAFT).exists():
        raise DomainError("这份清单正在修订，请在修订中的版本上继续。")
    draft = Checklist.objects.create(
        department=checklist.department,
        duty=checklist.duty,
        code=checklist.code,
        version=max(versions.values_list("version", flat=True)) + 1,
        title=checklist.title,
        source=checklist.source,
        edited_at=clock.now(),
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            checklist=draft,
            position=item.position,
            code=item.code,
            words=item.words,
            basis=item.basis,
            plain_words=item.plain_words,
            edited_at=clock.now(),
        )
        for item in checklist.items.order_by("position")
    )
    return draft


@transaction.atomic
def save_items(checklist: Checklist, lines: Sequence[Line], *, actor: User) -> Checklist:
    """Write the items of a draft as edited; codes go on counting and are never used twice."""
    if not can_edit_checklist(actor, checklist):
        raise PermissionDenied
    checklist = Checklist.objects.select_for_update(of=("self",)).get(pk=checklist.pk)
    if checklist.status != ChecklistStatus.DRAFT:
        raise DomainError("已经发布的版本不能再改，请先修订。")
    lines = [line for line in lines if line.words.strip() or line.basis.strip()]
    if not lines:
        raise DomainError("清单至少要有一项。")
    for number, line in enumerate(lines, start=1):
        if not (line.words.strip() and line.basis.strip() and line.plain_words.strip()):
            raise DomainError(f"第 {number} 项的检查内容、依据和给家长看的一句话都要填写。")
    used = ChecklistItem.objects.filter(checklist__code=checklist.code)
    last = max(
        (int(code.removeprefix(checklist.code)) for code in used.values_list("code", flat=True)),
        default=0,
    )
    own = set(checklist.items.values_list("code", flat=True))
    checklist.items.all().delete()
    for position, line in enumerate(lines, start=1):
        code = line.code if line.code in own else ""
        own.discard(code)
        if not code:
            last += 1
            code = f"{checklist.code}{last:02d}"
        ChecklistItem.objects.create(
            checklist=checklist,
            position=position,
            code=code,
            words=line.words.strip(),
            basis=line.basis.strip(),
            plain_words=line.plain_words.strip(),
            edited_at=clock.now(),
        )
    return checklist


@transaction.atomic
def publish_checklist(checklist: Checklist, *, actor: User) -> Checklist:
    """Put a new version into use (发布); what is under way keeps the version it began with."""
    checklist = begin_checklist(checklist, ChecklistAction.PUBLISH, actor)
    if not checklist.items.exists():
        raise DomainError("清单至少要有一项。")
    return publish_version(checklist)


@transaction.atomic
def discard_draft(checklist: Checklist, *, actor: User) -> None:
    """Give up a new version that was never in use (放弃修订)."""
    checklist = begin_checklist(checklist, ChecklistAction.DISCARD, actor)
    checklist.delete()
