"""The life of a delivery (投递流程): pending → sent or failed, and back by hand."""

from datetime import datetime, timedelta

from django.db.models import F

from accounts.choices import DeliveryStatus
from accounts.models import Delivery
from wuqing_tuoyu.exceptions import DomainError

MOST_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=2)
# Longer than any gateway takes: who claimed a delivery and died gives it back by then.
CLAIM = timedelta(minutes=5)


def claim(delivery: Delivery, now: datetime) -> bool:
    """Take a due delivery for one attempt; of two workers only one gets it."""
    claimed = Delivery.objects.due(now).filter(pk=delivery.pk)
    if not claimed.update(next_try_at=now + CLAIM, attempts=F("attempts") + 1):
        return False
    delivery.refresh_from_db(fields=["next_try_at", "attempts"])
    return True


def mark_sent(delivery: Delivery, now: datetime) -> None:
    """The gateway has taken it (已发送)."""
    delivery.status = DeliveryStatus.SENT
    delivery.sent_at = now
    delivery.last_error = ""
    delivery.save(update_fields=["status", "sent_at", "last_error"])


def mark_refused(delivery: Delivery, now: datetime, *, reason: str, for_good: bool) -> None:
    """Try again later, twice as late each time, until trying makes no more sense (未发出)."""
    delivery.last_error = reason[:300]
    delivery.next_try_at = now + min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE)
    if for_good or delivery.attempts >= MOST_ATTEMPTS:
        delivery.status = DeliveryStatus.FAILED
    delivery.save(update_fields=["status", "last_error", "next_try_at"])


def queue_again(delivery: Delivery, now: datetime) -> None:
    """Begin anew with a delivery that had failed (重新发送)."""
    again = Delivery.objects.failed().filter(pk=delivery.pk)
    if not again.update(status=DeliveryStatus.PENDING, attempts=0, next_try_at=now):
        raise DomainError("这条消息已经重新发送，请刷新后查看。")
