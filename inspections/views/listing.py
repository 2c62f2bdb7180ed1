"""What the lists of supervision share: filters that fit the reader, a page, a sheet."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from departments.services.calendar import TimeLeft

A_PAGE = 20
MOST_SHOWN = 1000


@dataclass(frozen=True)
class Entry:
    """A line of a list (列表的一行)."""

    title: str
    url: str
    time_left: TimeLeft
    detail: str
    holder: str
    act: str
    is_mine: bool = False


def filtered(request, filter_class, rows):
    """Rows under the filters of the address; a unit is not offered the names of others."""
    chosen = filter_class(request.GET, rows, request=request)
    if not is_of(request.user, HEALTH_COMMISSION):
        del chosen.filters["department"]
        chosen.form.fields.pop("department", None)
    return chosen


def whose(user):
    """Whose rows these are, for the line under the heading."""
    if is_of(user, HEALTH_COMMISSION):
        return "全部单位"
    return "、".join(map(str, departments_of(user)))


class LatestRows(Paginator):
    """Pages over the first rows only, so that a page costs the same however long the past is.

    Whoever looks for something older narrows the filter; the sheet holds everything.
    """

    def __init__(self, rows):
        super().__init__(rows[:MOST_SHOWN], A_PAGE)

    @property
    def is_cut(self):
        """Whether there may be more than is shown."""
        return self.count >= MOST_SHOWN


def page_of(request, rows):
    return LatestRows(rows).get_page(request.GET.get("page"))


def active_filters(request, chosen):
    return sum(bool(request.GET.get(name)) for name in chosen.filters)
