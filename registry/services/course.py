"""The clock of a filing (办理时限): one count a round, each day with its reason."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from departments.choices import DayKind
from departments.services.calendar import (
    Calendar,
    Day,
    Deadline,
    TimeLeft,
    explain,
    load_calendar,
    time_left,
)
from registry.choices import FilingAction, FilingKind, FilingStatus, Life, ReviewStatus
from registry.models import Facility, Filing, Review
from registry.services.deadlines import verification_started_at
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day as written

OFF = (DayKind.START, DayKind.WEEKEND, DayKind.HOLIDAY)
WAITING_DAYS_SHOWN = 7
LATE_DAYS_SHOWN = 14
ENDINGS = {
    FilingAction.RETURN: "告知补正",
    FilingAction.ISSUE_RECEIPT: "出具回执",
    FilingAction.DECLINE: "决定不予备案",
    FilingAction.WITHDRAW: "撤回",
    FilingAction.LAPSE: "终止办理",
}


@dataclass(frozen=True)
class CourseDay:
    """One cell of the clock."""

    date: date
    state: str
    reason: str
    label: str = ""


@dataclass(frozen=True)
class Course:
    """The clock of a filing or a verification, as the page shows it."""

    sentences: list[str] = field(default_factory=list)
    days: list[CourseDay] = field(default_factory=list)
    closing: str = ""


@dataclass
class Round:
    """From one submission to what ended it (一轮)."""

    number: int
    started_at: datetime
    ended_at: datetime | None = None
    ending: str = ""


def rounds_of(filing: Filing) -> list[Round]:
    """One count a submission; a second edition of a notice belongs to the round before."""
    rounds: list[Round] = []
    events = filing.events.filter(life=Life.FILING).order_by("id")
    for action, created_at in events.values_list("action", "created_at"):
        if action == FilingAction.SUBMIT:
            rounds.append(Round(len(rounds) + 1, created_at))
        elif action in ENDINGS and rounds and rounds[-1].ended_at is None:
            rounds[-1].ended_at, rounds[-1].ending = created_at, ENDINGS[FilingAction(action)]
    return rounds


def course_of(filing: Filing, calendar: Calendar | None = None) -> Course:
    """The receipt clock: earlier rounds closed, the present one day by day."""
    rounds = rounds_of(filing)
    if not rounds:
        return Course(["提交以后开始计时，区卫生健康委 5 个工作日内答复。"])
    calendar = calendar or load_calendar()
    today = clock.today()
    *earlier, current = rounds
    sentences = [_closed_sentence(each, calendar) for each in earlier]
    start = clock.on(current.started_at)
    if filing.receipt_due_on:
        days = _days(start, filing.receipt_due_on, today, calendar)
        number = _number_on(explain(start, max(today, start), calendar))
        total = _number_on(explain(start, filing.receipt_due_on, calendar))
        sentences.append(_position(current.number, number, total))
        return Course(
            sentences,
            days,
            _until(filing.receipt_due_on, filing.receipt_due_is_estimate, _what_is_due(filing)),
        )
    sentences.append(_closed_sentence(current, calendar))
    ended = clock.on(current.ended_at)
    days = [_cell(day, "done") for day in explain(start, ended, calendar)]
    if filing.status != FilingStatus.RETURNED:
        return Course(sentences, days)
    sentences.append("等待补正，不计时。")
    days += _waiting(ended, today)
    closing = _until(filing.correction_due_on, filing.correction_due_is_estimate, "补正后重新提交")
    return Course(sentences, days, f"{closing}重新提交后重新计算 5 个工作日。")


def course_of_facility(facility: Facility, calendar: Calendar | None = None) -> Course | None:
    """The fifteen days of the verification on site, while the facility waits for it."""
    if facility.verification_due_on is None:
        return None
    calendar = calendar or load_calendar()
    today, start = clock.today(), clock.on(verification_started_at(facility))
    due_on = facility.verification_due_on
    number = _number_on(explain(start, max(today, start), calendar))
    total = _number_on(explain(start, due_on, calendar))
    sentence = f"现场核实：第 {number} 个工作日，共 {total} 个"
    if number > total:
        sentence = f"现场核实：共 {total} 个工作日，已超过 {number - total} 个工作日"
    closing = _until(due_on, facility.verification_due_is_estimate, "现场核实并告知结果")
    return Course([sentence], _days(start, due_on, today, calendar), closing)


def course_of_review(review: Review, calendar: Calendar | None = None) -> Course | None:
    """The days a unit has to answer, while it is asked."""
    if review.status != ReviewStatus.OPEN:
        return None
    calendar = calendar or load_calendar()
    today, start = clock.today(), clock.on(review.opened_at)
    if review.is_waiting:
        return _course_while_corrected(review, start, today, calendar)
    number = _number_on(explain(start, max(today, start), calendar))
    if number == 0:
        sentence = f"从下一个工作日起算，共 {review.days} 个工作日"
    elif number > review.days:
        sentence = f"共 {review.days} 个工作日，已超过 {number - review.days} 个工作日"
    else:
        sentence = f"第 {number} 个工作日，共 {review.days} 个"
    closing = _until(review.due_on, review.due_is_estimate, "答复")
    return Course([sentence], _days(start, review.due_on, today, calendar), closing)


def left_for(review: Review, today: date, calendar: Calendar) -> TimeLeft:
    """How long a unit still has to answer (还有几天)."""
    if review.is_waiting:
        return TimeLeft("等待补正", "plain")
    return time_left(Deadline(review.due_on, review.due_is_estimate), today, calendar)


def _course_while_corrected(review: Review, start: date, today: date, calendar: Calendar) -> Course:
    """Nobody counts against the unit while the operator corrects (等待补正)."""
    returned_on = clock.on(rounds_of(review.filing)[-1].ended_at)
    days = [_cell(day, "done") for day in explain(start, returned_on, calendar)]
    sentences = ["机构正在补正，不计时，也不催办。", "重新提交后重新计算；现在也可以答复。"]
    return Course(sentences, days + _waiting(returned_on, today))


def _what_is_due(filing: Filing) -> str:
    if filing.kind == FilingKind.CANCELLATION:
        return "出具注销备案回执"
    return "出具回执或一次性告知补正"


def _position(round_: int, number: int, total: int) -> str:
    if number == 0:
        return f"第 {round_} 轮：从下一个工作日起算，共 {total} 个工作日"
    if number > total:
        return f"第 {round_} 轮：共 {total} 个工作日，已超过 {number - total} 个工作日"
    return f"第 {round_} 轮：第 {number} 个工作日，共 {total} 个"


def _closed_sentence(each: Round, calendar: Calendar) -> str:
    start, end = clock.on(each.started_at), clock.on(each.ended_at or each.started_at)
    number = _number_on(explain(start, end, calendar))
    when = f"第 {number} 个工作日" if number else "收到当日"
    return f"第 {each.number} 轮：{written(start)}收到，{when}{each.ending}。"


def _until(due_on: date, is_estimate: bool, what: str) -> str:
    if is_estimate:
        return f"期限待 {due_on.year} 年放假安排公布后确定（暂估 {due_on.month}月{due_on.day}日）。"
    return f"{written(due_on)} 24:00 前{what}。"


def _number_on(days: list[Day]) -> int:
    """How many days were counted up to the last of these."""
    return max((day.number for day in days if day.number is not None), default=0)


def _days(start: date, due_on: date, today: date, calendar: Calendar) -> list[CourseDay]:
    cells = []
    for day in explain(start, due_on, calendar):
        if day.date == today:
            state = "today"
        elif day.kind in OFF:
            state = "off"
        elif day.date < today:
            state = "done"
        else:
            state = "due" if day.date == due_on else "ahead"
        cells.append(_cell(day, state))
    if today > due_on:
        last = min(today, due_on + timedelta(days=LATE_DAYS_SHOWN))
        for day in explain(due_on, last, calendar)[1:]:
            state = "off" if day.kind in OFF else "late"
            reason = day.reason if state == "off" else f"{day.reason}，已超过期限"
            cells.append(CourseDay(day.date, state, reason))
    return cells


def _cell(day: Day, state: str) -> CourseDay:
    if day.kind in OFF and state == "done":
        state = "off"
    counted = f"，第 {day.number} 个工作日" if day.number else ""
    label = "收到" if day.kind == DayKind.START else ""
    return CourseDay(day.date, state, f"{day.reason}{counted}", label)


def _waiting(ended: date, today: date) -> list[CourseDay]:
    days = [ended + timedelta(days=n) for n in range(1, (today - ended).days + 1)]
    return [
        CourseDay(day, "paused", "等待补正，不计时", "停") for day in days[-WAITING_DAYS_SHOWN:]
    ]
