"""Public records (公开记录): what is published about a facility, one row a fact."""

from datetime import date

from departments.models import Department
from registry.choices import PublicRecordKind
from registry.models import Facility, PublicRecord
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
        },
    )
    return record


def withdraw(key: str) -> None:
    """Stop publishing (停止公开)."""
    PublicRecord.objects.filter(key=key, withdrawn_on=None).update(withdrawn_on=clock.today())
