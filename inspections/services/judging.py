"""Items of an inspection (逐项结果): saved one by one; no officer overwrites another blindly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import StoredFile, User
from inspections.choices import InspectionStatus, ItemResult
from inspections.models import Inspection, InspectionItem, InspectionPhoto
from inspections.permissions import can_handle_inspection
from inspections.services.photo import kept_photos
from inspections.workflow.inspection import read_inspection
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@dataclass(frozen=True)
class Judgement:
    """What an officer entered for one item, and the version their screen showed."""

    item_id: int
    version: int | None
    result: str
    note: str = ""


@dataclass
class Judged:
    """What was saved, what somebody else had changed meanwhile, what lacks its words."""

    saved: int = 0
    conflicts: dict[int, Judgement] = field(default_factory=dict)
    incomplete: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def judge_items(inspection: Inspection, judgements: Iterable[Judgement], *, actor: User) -> Judged:
    """Save each item that was changed on the screen it was read from (逐项填写)."""
    inspection = _open_on_site(inspection, actor)
    items = {item.pk: item for item in inspection.items.all()}
    judged = Judged()
    for judgement in judgements:
        item = items.get(judgement.item_id)
        if item is None:
            raise DomainError("这一项不在本次检查里，请刷新页面后再填。")
        if judgement.result and judgement.result not in ItemResult.values:
            raise DomainError("请在符合、不符合、不适用、未检查里选一项。")
        note = judgement.note.strip()
        if (judgement.result, note) == (item.result, item.note):
            continue
        if judgement.version != item.version:
            judged.conflicts[item.pk] = judgement
        elif judgement.result == ItemResult.FAILED and not note:
            judged.incomplete[item.pk] = f"请填写第{item.position}项不符合的具体情况。"
        else:
            _write(item, judgement.result, note, actor)
            judged.saved += 1
    return judged


def _write(item: InspectionItem, result: str, note: str, actor: User) -> None:
    item.result, item.note, item.version = result, note, item.version + 1
    item.judged_at = clock.now() if result else None
    item.judged_by = actor if result else None
    item.save(update_fields=["result", "note", "version", "judged_at", "judged_by"])


def _open_on_site(inspection: Inspection, actor: User) -> Inspection:
    inspection = read_inspection(inspection)
    if not can_handle_inspection(actor, inspection):
        raise PermissionDenied
    if inspection.status != InspectionStatus.UNDER_WAY:
        raise DomainError(f"当前状态为“{inspection.get_status_display()}”，不能再填写检查结果。")
    return inspection


def add_photos(
    inspection: Inspection,
    uploads: Sequence[UploadedFile],
    *,
    actor: User,
    item: InspectionItem | None = None,
) -> list[StoredFile]:
    """Add photographs taken on site (现场照片), to one item or to the whole."""
    if not can_handle_inspection(actor, inspection):
        raise PermissionDenied
    if not uploads:
        raise DomainError("请先选择照片。")
    with kept_photos(uploads, actor=actor) as photos, transaction.atomic():
        inspection = _open_on_site(inspection, actor)
        if item is not None and item.inspection_id != inspection.pk:
            raise DomainError("这一项不在本次检查里，请刷新页面后再上传。")
        InspectionPhoto.objects.bulk_create(
            InspectionPhoto(
                inspection=inspection, item=item, file=photo, added_at=clock.now(), added_by=actor
            )
            for photo in photos
        )
    return photos
