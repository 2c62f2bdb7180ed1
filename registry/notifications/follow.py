"""Whoever follows is told what became public (关注通知)."""

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.services.message import send_to_address
from registry.models import Follow, PublicRecord
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day

follow_log = structlog.get_logger(__name__)


def tell_followers(limit: int = 100) -> None:
    """With every look at the outbox: what nobody follows is passed over, the rest is told."""
    untold = PublicRecord.objects.published(clock.today()).untold()
    followed = Follow.objects.confirmed().filter(
        Q(facility=OuterRef("facility")) | Q(township=OuterRef("facility__township"))
    )
    untold.exclude(Exists(followed)).update(told_at=clock.now())
    for record_id in list(untold.values_list("pk", flat=True)[:limit]):
        try:
            tell_record(record_id)
        except Exception:
            follow_log.exception("record_not_told", record_id=record_id)


def tell_record(record_id: int) -> None:
    """Tell one public record to everybody who follows. A second run finds nothing to do."""
    with transaction.atomic():
        record = (
            PublicRecord.objects.untold()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("facility", "department")
            .filter(pk=record_id)
            .first()
        )
        if record is None:
            return
        for follow in Follow.objects.confirmed().of(record.facility).order_by("pk").iterator():
            send_to_address(
                follow.email,
                key=f"record:{record.pk}:{clock.today()}",
                title=f"{record.facility}：{record.title}",
                body=body_of(record),
                url=record.facility.get_absolute_url(),
                leave_url=reverse("registry:follow_leave", args=[follow.token]),
            )
        record.told_at = clock.now()
        record.save(update_fields=["told_at"])


def body_of(record: PublicRecord) -> str:
    lines = (
        record.body,
        record.follow_up,
        f"{day(record.happened_on, 'year')}　{record.department}",
    )
    return "\n".join(line for line in lines if line)
