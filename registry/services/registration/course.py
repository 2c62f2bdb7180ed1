"""The course of one registration (登记经过): what was said, who looked, what they found."""

from collections.abc import Iterator
from itertools import pairwise

from accounts.models import User
from departments.choices import HEALTH_COMMISSION
from departments.models import Reminder
from registry.choices.registration import RegistrationState
from registry.models import Facility, Registration, RegistrationNews
from registry.services.keys import ended_key, unfiled_registration_key
from registry.services.timeline import Entry
from wuqing_tuoyu.templatetags.words import day

TONES = {RegistrationState.CHANGED: "info", RegistrationState.CANCELLED: "bad"}


def course_of(registration: Registration, reader: User) -> list[Entry]:
    """As far as this reader may know of it, the newest first."""
    entries = [*_news_of(registration), *_visits_to(registration, reader)]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _news_of(registration: Registration) -> Iterator[Entry]:
    """What was said each time, and what it changed."""
    told = list(registration.news.all())
    for news, before in pairwise([*told, None]):
        yield Entry(
            title=f"{day(news.happened_on, 'year')}{news.happening}",
            when=news.received_at,
            who=f"{registration.registrar}推送",
            tone=TONES.get(news.state, ""),
            detail="\n".join(_changes(before, news)) if before else "",
        )


def _changes(before: RegistrationNews, news: RegistrationNews) -> Iterator[str]:
    for caption, old, new in (
        ("名称", before.name, news.name),
        ("住所", before.address, news.address),
    ):
        if old != new:
            yield f"{caption}：{old or '没有填写'} → {new or '没有填写'}"


def _visits_to(registration: Registration, reader: User) -> Iterator[Entry]:
    """Who was asked to go and see, and what they wrote (走访情况)."""
    keys = [unfiled_registration_key(registration, code) for code in _codes(registration)]
    for facility in Facility.objects.filter(credit_code=registration.credit_code):
        keys.append(ended_key(facility, registration, HEALTH_COMMISSION))
    asked = Reminder.objects.visible_to(reader).filter(key__in=keys).select_related("department")
    for reminder in asked:
        until = f"，{day(reminder.due_on)}前办结" if reminder.due_on else ""
        yield Entry(
            title=f"请{reminder.department}办理{until}",
            when=reminder.opened_at,
            who="系统提醒",
            detail=reminder.body,
        )
        if reminder.closed_at:
            yield Entry(
                title=f"{reminder.department}办结",
                when=reminder.closed_at,
                who=str(reminder.department),
                tone="ok",
                detail=reminder.close_note,
            )


def _codes(registration: Registration) -> Iterator[str]:
    yield HEALTH_COMMISSION
    if registration.township:
        yield registration.township.code
