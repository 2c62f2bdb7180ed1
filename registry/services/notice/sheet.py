"""What every paper (文书) is made of: one shape of content, and the words all of them share."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings

from registry.choices import NoticeKind
from wuqing_tuoyu.templatetags.words import day

RULES = "《托育机构登记和备案办法（试行）》"
FAMILY_RULES = "《家庭托育点管理办法（试行）》"
POPULATION_LAW = "《中华人民共和国人口与计划生育法》"

Content = dict[str, object]
Point = dict[str, object]


def chinese_date(when: date | datetime | None) -> str:
    """2026年3月9日, in the district's time."""
    return day(when, "year")


def sheet(
    kind: NoticeKind,
    *,
    addressee: str,
    opening: Iterable[str],
    facts: Iterable[dict] = (),
    parts: Iterable[dict] = (),
    closing: Iterable[str] = (),
    notes: Iterable[str] = (),
    summary: str = "",
) -> Content:
    """Everything a paper prints, as text; number, edition and date are added when it is issued."""
    return {
        "title": kind.label,
        "addressee": addressee,
        "opening": [line for line in opening if line],
        "facts": list(facts),
        "parts": list(parts),
        "closing": list(closing),
        "notes": [note for note in notes if note],
        "summary": summary,
        "office": settings.OFFICE_NAME,
        "contact": contact(),
    }


def fact(
    label: str, value: object, *, is_short: bool = False, is_strong: bool = False
) -> dict[str, object]:
    """A line of the table; two short ones beside each other share a line."""
    shown = str(value or "—")
    return {"label": label, "value": shown, "is_short": is_short, "is_strong": is_strong}


def point(
    title: str, *lines: str, source: str = "", tag: str = "", mark: str | None = None
) -> Point:
    """One numbered point with what is said about it, and its source."""
    made = {"title": title, "lines": [line for line in lines if line], "source": source, "tag": tag}
    return made if mark is None else made | {"mark": mark}


def part(title: str, *lines: str, points: Iterable[Point] = ()) -> dict:
    """A heading with paragraphs and points under it."""
    return {"title": title, "lines": list(lines), "points": list(points)}


STAYS_IN_FORCE = "复议、诉讼期间，除法律另有规定外，本文书不停止执行。有疑问的，可以先打电话。"


def contact() -> str:
    """Whom to ask (咨询): at the foot of every paper."""
    words = []
    if settings.OFFICE_TELEPHONE:
        words.append(f"咨询电话 {settings.OFFICE_TELEPHONE}")
    if settings.OFFICE_ADDRESS:
        words.append(settings.OFFICE_ADDRESS)
    words.append(f"网上办理 {settings.SITE_URL}")
    return "　·　".join(words)


def remedy() -> dict:
    """How to object (救济途径): on every paper that takes something away."""
    return part(
        "如果不服",
        "可以自收到本文书之日起 60 日内，向天津市武清区人民政府申请行政复议；"
        "也可以自收到本文书之日起 6 个月内，依法向人民法院提起行政诉讼。",
    )


def online_note() -> str:
    return "登录门户可以随时查看、下载本文书"


def telephone_note() -> str:
    """For papers without a foot line of their own."""
    return f"咨询电话 {settings.OFFICE_TELEPHONE}" if settings.OFFICE_TELEPHONE else ""
