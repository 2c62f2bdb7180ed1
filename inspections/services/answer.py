"""The operator's answers (整改情况): item by item with evidence, then handed in as one."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from accounts.services.file import discard_file
from departments.services.reminder import silence_reminder
from inspections.choices import (
    OPERATORS_TURN,
    ItemStatus,
    RectificationAction,
    RectificationStatus,
)
from inspections.models import AnswerPhoto, Rectification, RectificationAnswer, RectificationItem
from inspections.permissions import can_answer_rectification
from inspections.services.keys import rectification_key
from inspections.services.photo import MOST_PHOTOS, kept_photos
from inspections.services.reminder import ask_to_check
from inspections.workflow import (
    begin_rectification,
    finish_rectification,
    mark_item,
    read_rectification,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


def save_answer(
    item: RectificationItem,
    *,
    actor: User,
    words: str,
    uploads: Sequence[UploadedFile] = (),
) -> RectificationAnswer:
    """Say what was done about one item and show it (填写整改情况), until it is submitted."""
    if not can_answer_rectification(actor, item.rectification):
        raise PermissionDenied
    with kept_photos(uploads, actor=actor) as photos, transaction.atomic():
        rectification, item = _open_item(item, actor)
        answer, _ = RectificationAnswer.objects.update_or_create(
            item=item,
            round=rectification.round,
            defaults={
                "words": words.strip(),
                "answered_at": clock.now(),
                "answered_by": actor,
            },
        )
        if answer.photos.count() + len(photos) > MOST_PHOTOS:
            raise DomainError(f"每项最多 {MOST_PHOTOS} 张照片，请先删去几张。")
        AnswerPhoto.objects.bulk_create(AnswerPhoto(answer=answer, file=photo) for photo in photos)
    return answer


@transaction.atomic
def remove_answer_photo(photo: AnswerPhoto, *, actor: User) -> None:
    """Take back a photograph that was not handed in yet."""
    rectification, _ = _open_item(photo.answer.item, actor)
    if photo.answer.round != rectification.round:
        raise DomainError("已经提交过的照片不能删除。")
    photo.delete()
    discard_file(photo.file)


def _open_item(item: RectificationItem, actor: User) -> tuple[Rectification, RectificationItem]:
    """Lock, then: its operator, while it is theirs to answer."""
    rectification = read_rectification(item.rectification)
    if not can_answer_rectification(actor, rectification):
        raise PermissionDenied
    item = rectification.items.get(pk=item.pk)
    if rectification.status != RectificationStatus.ORDERED or item.status not in OPERATORS_TURN:
        raise DomainError(f"这一项现在是“{item.get_status_display()}”，不能再填写。")
    return rectification, item


@transaction.atomic
def submit_rectification(rectification: Rectification, *, actor: User) -> Rectification:
    """Hand in the answers (提交整改): every open item says what was done."""
    rectification = begin_rectification(rectification, RectificationAction.SUBMIT, actor)
    items = list(rectification.items.for_operator())
    answered = dict(
        RectificationAnswer.objects.filter(item__in=items, round=rectification.round).values_list(
            "item", "words"
        )
    )
    if missing := [item for item in items if not answered.get(item.pk)]:
        raise DomainError(f"第{missing[0].position}项还没有填写整改情况：{missing[0].sentence}")
    for item in items:
        mark_item(item, ItemStatus.ANSWERED)
    rectification = finish_rectification(
        rectification, RectificationAction.SUBMIT, actor, submitted_at=clock.now()
    )
    silence_reminder(rectification_key(rectification))
    ask_to_check(rectification)
    return rectification
