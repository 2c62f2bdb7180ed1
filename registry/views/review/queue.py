"""The queue of reviews (核验): by due date, open ones first, and the ledger as a sheet."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.permissions import departments_of, is_member_of, is_of, is_officer_of
from departments.services.calendar import TimeLeft, load_calendar, working_days_between
from registry.choices import ReviewStatus
from registry.filters import ReviewFilter
from registry.models import Review
from registry.permissions import can_list_reviews, can_read_review
from registry.services.course import left_for
from wuqing_tuoyu import clock, sheet

PAGE = 30
MOST_SHOWN = 1000  # open ones first: whoever looks for older ones narrows, the sheet has all
COLUMNS = [
    "机构",
    "镇街",
    "备案种类",
    "第几次提交",
    "核验事项",
    "核验环节",
    "核验单位",
    "请求日期",
    "期限",
    "状态",
    "经办人",
    "答复",
    "说明",
    "答复日期",
    "答复人",
    "用时（工作日）",
    "不采纳的理由",
]
NOTHING_FOUND = ("没有符合条件的核验。", "可以放宽条件，或清除筛选再看。")
NOTHING_ASKED = (
    "还没有请本单位核验的事项。",
    "机构提交备案后，需要本单位核验的会列在这里，同时发消息和邮件。",
)
FILTERS = ("status", "overdue", "gate", "subject", "township", "department", "q")


@dataclass(frozen=True)
class Entry:
    """A review as a line of the queue."""

    review: Review
    time_left: TimeLeft
    holder: str
    detail: str
    act: str
    is_mine: bool

    @property
    def title(self):
        return str(self.review.filing.facility)

    @property
    def url(self):
        return self.review.get_absolute_url()


class LatestReviews(Paginator):
    """Pages over the keys of the first reviews only (最近的核验)."""

    def __init__(self, reviews):
        super().__init__(reviews.latest(MOST_SHOWN), PAGE)

    @property
    def is_cut(self):
        """Whether there may be more than is shown."""
        return self.count >= MOST_SHOWN


def _filtered(request):
    """The reviews this person may know of, under the filters of the address."""
    if not can_list_reviews(request.user):
        raise PermissionDenied
    rows = Review.objects.visible_to(request.user).select_related(
        "filing__facility",
        "filing__declaration__township",
        "department",
        "handler",
        "answered_by",
    )
    chosen = ReviewFilter(request.GET, rows.open_first(), request=request)
    if not _sees_all(request.user):
        del chosen.filters["department"]  # all they may see is their own units'
    return chosen


def _sees_all(user):
    return is_of(user, HEALTH_COMMISSION) or is_of(user, CONFERENCE_OFFICE)


@require_safe
def review_list(request):
    chosen, user = _filtered(request), request.user
    page = LatestReviews(chosen.qs).get_page(request.GET.get("page"))
    found = chosen.qs.in_bulk(list(page))
    reviews = [found[key] for key in page if key in found]
    today, calendar, sees_all = clock.today(), load_calendar(), _sees_all(user)
    visible = Review.objects.visible_to(user)
    active_filters = sum(bool(request.GET.get(name)) for name in FILTERS)
    context = {
        "form": chosen.form,
        "page": page,
        "entries": [_entry(row, user, today, calendar, sees_all) for row in reviews],
        "heading": _heading(visible.open().count(), sees_all),
        "whose": "全部单位" if sees_all else "、".join(map(str, departments_of(user))),
        "unit": "件",
        "late": visible.overdue(today).count(),
        "active_filters": active_filters,
        "empty": NOTHING_FOUND if active_filters else NOTHING_ASKED,
    }
    return render(request, "registry/review/list.html", context)


def _heading(waiting, sees_all):
    if not waiting:
        return "没有待答复的核验"
    return f"各单位还有 {waiting} 件待答复" if sees_all else f"还有 {waiting} 件待答复"


def _entry(review, user, today, calendar, sees_all):
    is_open = review.status == ReviewStatus.OPEN
    may_act = is_open and is_member_of(user, review.department)
    parts = [
        review.filing.get_kind_display(),
        f"核验{review.get_subject_display()}",
        review.get_gate_display(),
    ]
    if review.filing.round > 1:
        parts.insert(1, f"第 {review.round} 次提交")
    holder = _holder(review, user, may_act)
    if sees_all and holder != review.department.name:
        parts.append(review.department.name)
    return Entry(
        review,
        _tag(review, user, today, calendar),
        holder,
        "　·　".join(parts),
        "去核验" if may_act and is_officer_of(user, review.department) else "查看",
        may_act and review.handler_id in (None, user.pk),
    )


def _tag(review, user, today, calendar):
    if review.status == ReviewStatus.OPEN:
        return left_for(review, today, calendar)
    if review.status == ReviewStatus.ANSWERED and can_read_review(user, review):
        return TimeLeft(review.get_answer_display(), review.answer_choice.tone)
    return TimeLeft(review.get_status_display(), "plain")


def _holder(review, user, may_act):
    if review.status != ReviewStatus.OPEN:
        return str(review.answered_by or "") if can_read_review(user, review) else ""
    if review.handler_id == user.pk:
        return "您"
    if may_act:
        return str(review.handler or "经办人")
    return review.department.name


@require_safe
def review_sheet(request):
    chosen, user, calendar = _filtered(request), request.user, load_calendar()
    rows = (_row(review, user, calendar) for review in chosen.qs)
    return sheet.download(COLUMNS, rows, title="核验台账", name="reviews")


def _row(review, user, calendar):
    filing, answered_on = review.filing, ""
    township = filing.declaration.township
    taken = said = note = who = reason = ""
    if review.answered_at:
        answered_on = clock.on(review.answered_at).isoformat()
        asked_on = clock.on(review.opened_at)
        taken = working_days_between(asked_on, clock.on(review.answered_at), calendar)
    if can_read_review(user, review):
        said, note = review.get_answer_display(), review.note
        who, reason = str(review.answered_by or ""), review.overruling_reason
    return [
        str(filing.facility),
        str(township or ""),
        filing.get_kind_display(),
        review.round,
        review.get_subject_display(),
        review.get_gate_display(),
        str(review.department),
        clock.on(review.opened_at).isoformat(),
        review.due_on.isoformat() + ("（暂估）" if review.due_is_estimate else ""),
        review.get_status_display(),
        str(review.handler or ""),
        said,
        note,
        answered_on,
        who,
        taken,
        reason,
    ]
