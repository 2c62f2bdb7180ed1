"""One person is told one thing (告知), and the words every message shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from accounts.choices import Channel
from accounts.models import User
from wuqing_tuoyu.templatetags.words import day

BY_MAIL = (Channel.MAIL,)
BY_MAIL_AND_SMS = (Channel.MAIL, Channel.SMS)


@dataclass(frozen=True)
class Telling:
    """A message before it is written: to whom, what, where to look, by which ways."""

    recipient: User
    title: str
    body: str
    url: str
    channels: tuple[str, ...] = BY_MAIL


def tell(
    people: Iterable[User],
    title: str,
    *lines: str,
    url: str,
    channels: tuple[str, ...] = BY_MAIL,
    but: User | None = None,
) -> list[Telling]:
    """The same words to several people, except to the one who did it."""
    body = "\n".join(line for line in (*lines, closing_line()) if line)
    return [Telling(person, title, body, url, channels) for person in people if person != but]


def closing_line() -> str:
    """Where to ask."""
    if not settings.OFFICE_TELEPHONE:
        return "有疑问请联系区卫生健康委。"
    return f"有疑问请联系区卫生健康委，电话 {settings.OFFICE_TELEPHONE}。"


def before(on: date, is_estimate: bool = False) -> str:
    """A due date in a sentence: 12月5日前, or that it is an estimate."""
    if is_estimate:
        return f"{day(on)}前（暂估，待 {on.year} 年放假安排公布后确定）"
    return f"{day(on)}前"
