"""Public records (公开记录): what is published about a facility, one row a fact."""

from datetime import date

from accounts.services.outbox import announce
from departments.models import Department
from registry.choices import PublicRecordKind
from registry.models import Facility, PublicRecord
from registry.workflow import publish_changes
from wuqing_tuoyu import clock


def publish(
    facility: Facility,
    *,
    key: str,
    kind: PublicRecordKind,
    title: str,
    body: str = "",
    happened_on: date | None = None,
    department: Department | None = None,
    tone: str = "",
) -> PublicRecord:
    """Publish one fact (公开); the same key says it anew."""
    today = clock.today()
    record, _ = PublicRecord.objects.update_or_create(
        key=key,
        defaults={
            "facility": facility,
            "kind": kind,
            "tone": tone or kind.tone,
            "title": title,
            "body": body,
            "happened_on": happened_on or today,
            "department": department or Department.objects.commission(),
            "published_on": today,
            "withdrawn_on": None,
            "told_at": None,
        },
    )
    announce()
    return record


def inspection_record(
    facility: Facility,
    *,
    key: str,
    title: str,
    happened_on: date,
    department: Department,
    items_checked: int,
    items_unmet: int,
    items_corrected: int = 0,
    correct_by: date | None = None,
    body: str = "",
    follow_up: str = "",
    reply: str = "",
) -> PublicRecord:
    """What an inspection found as it would be published (公开前预览); nothing is written."""
    return PublicRecord(
        facility=facility,
        key=key,
        kind=PublicRecordKind.INSPECTION,
        tone="wait" if items_unmet > items_corrected else "ok",
        title=title,
        body=body,
        happened_on=happened_on,
        department=department,
        items_checked=items_checked,
        items_unmet=items_unmet,
        items_corrected=items_corrected,
        correct_by=correct_by,
        follow_up=follow_up,
        reply=reply,
        published_on=clock.today(),
    )


def publish_inspection(facility: Facility, *, key: str, **found: object) -> PublicRecord:
    """Publish what an inspection found (公开检查结果), or what was done since; the day stays."""
    record = inspection_record(facility, key=key, **found)
    if held := PublicRecord.objects.filter(key=key).first():
        record.pk, record.published_on = held.pk, held.published_on
        record.response, record.responded_on = held.response, held.responded_on
    record.save()
    publish_changes()
    announce()
    return record


def withdraw(key: str) -> None:
    """Stop publishing (停止公开)."""
    PublicRecord.objects.filter(key=key, withdrawn_on=None).update(withdrawn_on=clock.today())
    publish_changes()


def put_response(key: str, words: str) -> None:
    """What the operator says of it in its own name (机构回应); without words, it is gone."""
    responded_on = clock.today() if words else None
    PublicRecord.objects.filter(key=key).update(response=words, responded_on=responded_on)
    publish_changes()
