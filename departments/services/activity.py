"""Activities (履职记录): what a unit did under its duties, pushed down by the floors above."""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from departments.models import Activity, Department, Duty
from wuqing_tuoyu.exceptions import DomainError


def record_activity(
    department: Department,
    *,
    duty: Duty | None,
    key: str,
    done_on: date,
    title: str,
    link: str = "",
    actor: User | None = None,
) -> Activity:
    """Write down once that a unit did something (履职记录); the same key says it anew."""
    if duty is not None and duty.department_id != department.pk:
        raise DomainError(f"“{duty}”不是{department}的职责条款。")
    activity, _ = Activity.objects.update_or_create(
        key=key,
        defaults={
            "department": department,
            "duty": duty,
            "done_on": done_on,
            "title": title,
            "link": link,
            "actor": actor,
        },
    )
    return activity


def with_times(duties: QuerySet[Duty], first: date, last: date) -> QuerySet[Duty]:
    """How often each was discharged between two days (履职次数), and when the last time."""
    own = Activity.objects.filter(duty=OuterRef("pk")).order_by()
    counted = own.between(first, last).values("duty").annotate(times=Count("pk")).values("times")
    return duties.annotate(
        times=Coalesce(Subquery(counted), 0),
        last_done_on=Subquery(own.order_by("-done_on").values("done_on")[:1]),
    )


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the quarter a day lies in."""
    first_month = (day.month - 1) // 3 * 3 + 1
    first = day.replace(month=first_month, day=1)
    following = date(day.year + (first_month == 10), (first_month + 2) % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)
