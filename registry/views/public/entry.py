"""One line of the public list (名单条目), in the words families read."""

from dataclasses import dataclass

from registry.choices import LIVING_STANDINGS, FacilityForm, HonourKind, Standing
from registry.services.register import PUBLIC_COLUMNS
from registry.services.spot import Spot, spot_of
from wuqing_tuoyu.templatetags.words import age_range, day, money

SHOWN_OF_A_REASON = 40
COLUMNS = {column.key: column for column in PUBLIC_COLUMNS}


@dataclass(frozen=True)
class Entry:
    """What a line shows: name and standing first, facts after, free places at the right."""

    public_id: str
    name: str
    address: str
    township: str
    township_code: str
    standing: Standing
    is_paused: bool
    is_demonstration: bool
    bits: tuple[str, ...]
    spot: Spot | None
    right: str = ""
    right_detail: str = ""


def entry_of(row, *, finding, stated_since, centres, honours=(), knows_age=False, free_at_age=None):
    standing = Standing(row["standing"])
    right, right_detail = free_places(row, stated_since, knows_age, free_at_age)
    return Entry(
        public_id=row["public_id"],
        name=row["name"],
        address=row["address"],
        township=row["township"],
        township_code=row["township_code"],
        standing=standing,
        is_paused=row["is_paused"],
        is_demonstration=standing in LIVING_STANDINGS
        and any(honour.kind == HonourKind.DEMONSTRATION for honour in honours),
        bits=tuple(bit for bit in bits_of(row, standing, finding) if bit),
        spot=spot_of(row, centres),
        right=right,
        right_detail=right_detail,
    )


def bits_of(row, standing, finding):
    yield plain_line(row, standing, finding)
    if standing not in LIVING_STANDINGS:
        return
    if row["closes_on"]:
        yield f"{day(row['closes_on'])}起停止服务"
    if row["form"] == FacilityForm.FAMILY:
        yield f"家庭托育点，最多 {row['capacity'] or 5} 名孩子"
    yield age_range(row["min_age"], row["max_age"])
    yield COLUMNS["service_forms"].label(row["service_forms"])
    yield price(row)
    yield "、".join(row["titles"])
    yield row["inspections"]


def plain_line(row, standing, finding):
    """The official word in plain words, where it is not yet good news."""
    if standing == Standing.RECORDED:
        return standing.plain.rstrip("。")
    if standing == Standing.CLOSED:
        return f"{day(row['closed_on'], 'year')}注销，不再提供托育服务"
    if standing != Standing.NONCONFORMING or finding is None:
        return ""
    sentence = finding.reasons[0][0].rstrip("。；")
    if len(sentence) > SHOWN_OF_A_REASON:
        sentence = f"{sentence[:SHOWN_OF_A_REASON]}…"
    several = " 等" if len(finding.reasons) > 1 else ""
    return (
        f"现场查看，有 {len(finding.reasons)} 项没达到要求：{sentence}{several}，"
        f"限 {day(row['correct_by'])}前改好"
    )


def price(row):
    fee = f"{money(row['monthly_fee'])} 元/月起" if row["monthly_fee"] is not None else ""
    return "，".join(each for each in ("普惠" if row["is_inclusive"] else "", fee) if each)


def free_places(row, stated_since, knows_age, free_at_age):
    """Free places with the day they were stated; an old statement and a pause say so.

    Of a child whose age is known the places in the classes that take it, never the total.
    """
    if row["standing"] == Standing.CLOSED:
        return "", ""
    if row["is_paused"]:
        return "空余请打电话问", "暂停服务"
    if row["vacancies"] is None:
        return "空余未填报", ""
    stated_on = row["vacancies_stated_on"]
    if stated_on < stated_since:
        return "空余待更新", f"{day(stated_on)}填报 {row['vacancies']} 个，已过时"
    if knows_age and free_at_age is None:
        return "适龄班空余待更新", ""
    whose, free = ("适龄班", free_at_age) if knows_age else ("", row["vacancies"])
    right = f"{whose}空余 {free} 个" if free else f"{whose}暂无空余"
    return right, f"{day(stated_on)}填报"
