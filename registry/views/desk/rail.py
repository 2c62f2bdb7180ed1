"""The rail of the desk (核对目录): everything to be judged or answered, each with a word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from departments.services.calendar import Calendar
from registry.choices import DocumentKind, ItemVerdict, ReviewGate, ReviewStatus, Section
from registry.models import Filing, FilingItem, Review
from registry.services.course import left_for
from registry.views.desk.findings import Findings
from wuqing_tuoyu import clock

GROUPS = ("申报信息", "人员", "材料")
GATES = {ReviewGate.RECEIPT: "回执前核验", ReviewGate.VERIFICATION: "核实期核验"}


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    tone: str
    word: str
    is_current: bool = False
    detail: str = ""


@dataclass
class Group:
    title: str
    entries: list[Entry] = field(default_factory=list)


def items_of(filing: Filing) -> list[FilingItem]:
    """The current items in the order of the rail: sections, people, papers."""
    items = filing.items.current().with_subjects()
    return sorted(items.prefetch_related("certificates"), key=_place)


def _place(item: FilingItem) -> tuple[int, int, int]:
    if item.section:
        return 0, list(Section).index(Section(item.section)), 0
    if item.staff_member_id:
        return 1, 0, item.staff_member_id
    return 2, list(DocumentKind).index(DocumentKind(item.document.kind)), item.pk


def first_to_look_at(items: list[FilingItem]) -> FilingItem | None:
    """The first pending one, otherwise the first."""
    pending = [item for item in items if item.verdict == ItemVerdict.PENDING]
    return next(iter(pending or items), None)


def following(items: list[FilingItem], item: FilingItem, *, pending: bool) -> FilingItem | None:
    """The next one after this in the rail, round to the beginning; only pending ones if asked."""
    place = next((n for n, each in enumerate(items) if each.pk == item.pk), -1)
    for each in items[place + 1 :] + items[: max(place, 0)]:
        if not pending or each.verdict == ItemVerdict.PENDING:
            return each
    return None


def rail_of(
    filing: Filing,
    items: list[FilingItem],
    findings: dict[int, Findings],
    reviews: Iterable[Review],
    calendar: Calendar,
    current: FilingItem | Review | None,
) -> list[Group]:
    """Groups that have something in them."""
    desk = filing.get_absolute_url()
    groups = {title: Group(title) for title in (*GROUPS, *GATES.values())}
    for item in items:
        tone, word = word_of(item, findings[item.pk])
        groups[GROUPS[_place(item)[0]]].entries.append(
            Entry(item.label, f"{desk}?item={item.pk}", tone, word, item == current)
        )
    for review in reviews:
        tone, word = word_of_review(review, calendar)
        entry = Entry(
            str(review.department),
            f"{desk}?review={review.pk}",
            tone,
            word,
            review == current,
            review.get_subject_display(),
        )
        groups[GATES[ReviewGate(review.gate)]].entries.append(entry)
    return [group for group in groups.values() if group.entries]


def word_of(item: FilingItem, found: Findings) -> tuple[str, str]:
    """The verdict; before it, how much the machine asks to look at."""
    if item.verdict != ItemVerdict.PENDING:
        return item.verdict_choice.tone, item.get_verdict_display()
    if found.flags:
        return "wait", f"{len(found.flags)} 处提示"
    return "plain", "待看"


def word_of_review(review: Review, calendar: Calendar) -> tuple[str, str]:
    """The answer in a word; while there is none, how long the unit still has."""
    if review.overruled_at:
        return "plain", "不采纳"
    if review.status == ReviewStatus.ANSWERED:
        short = review.get_answer_display().removeprefix("核验")
        return review.answer_choice.tone, short
    if review.status == ReviewStatus.NOT_NEEDED:
        return "plain", "无需核验"
    left = left_for(review, clock.today(), calendar)
    if left.is_late:
        return "wait", "未答复"
    return "plain", left.words
