"""The only clock. Instants are aware; dates are those of Asia/Shanghai."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")

_elsewhen: ContextVar[datetime | None] = ContextVar("elsewhen", default=None)


def now() -> datetime:
    """The present instant."""
    return _elsewhen.get() or timezone.now()


def today() -> date:
    """The present date in the district."""
    return on(now())


def on(moment: datetime) -> date:
    """The date of an instant in the district."""
    return moment.astimezone(SHANGHAI).date()


@contextmanager
def travel(moment: datetime) -> Iterator[None]:
    """Pretend it is `moment`, so that demonstration data can have a past."""
    token = _elsewhen.set(moment)
    try:
        yield
    finally:
        _elsewhen.reset(token)
