"""Entering a year's days off (放假安排), with a look at which deadlines move."""

import hashlib
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.forms.calendar import DaysOffFormSet, initial_lines
from departments.models import Holiday, Reminder
from departments.permissions import can_edit_calendar
from departments.services.calendar import explain, known_years, load_calendar, save_year
from wuqing_tuoyu import clock
from wuqing_tuoyu.deadlines import recompute_everywhere
from wuqing_tuoyu.exceptions import DomainError

EARLIEST, LATEST_AHEAD = 2020, 3


@require_safe
def calendar_list(request):
    if not can_edit_calendar(request.user):
        raise PermissionDenied
    known, this_year = known_years(), clock.today().year
    years = sorted({*known, this_year, this_year + 1}, reverse=True)
    context = {
        "years": [(year, year in known) for year in years],
        "estimates": Reminder.objects.open().filter(due_is_estimate=True).count(),
    }
    return render(request, "departments/calendar/list.html", context)


@require_http_methods(["GET", "POST"])
def calendar_year(request, year):
    if not can_edit_calendar(request.user):
        raise PermissionDenied
    if not EARLIEST <= year <= clock.today().year + LATEST_AHEAD:
        raise Http404
    stored = list(Holiday.objects.of_year(year).order_by("date"))
    lines = DaysOffFormSet(request.POST or None, initial=initial_lines(stored), prefix="day")
    context = {
        "year": year,
        "is_known": year in known_years(),
        "lines": lines,
        "months": months_of(year),
    }
    if lines.is_bound and lines.is_valid():
        rows = lines.rows()
        try:
            if request.POST.get("previewed") == digest_of(rows):
                return _save(request, year, rows)
            context |= preview(year, rows, request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
    return render(request, "departments/calendar/year.html", context)


def _save(request, year, rows):
    with transaction.atomic():
        save_year(year, rows, actor=request.user)
        moved = recompute_everywhere()
    said = f"有 {len(moved)} 个期限随之更新。" if moved else "没有期限需要更新。"
    messages.success(request, f"{year} 年放假安排已保存，{said}")
    return redirect("calendar_year", year=year)


def preview(year, rows, actor):
    """What saving would do, tried out and taken back."""
    with transaction.atomic():
        save_year(year, rows, actor=actor)
        moved, months = recompute_everywhere(check=True), months_of(year)
        transaction.set_rollback(True)
    return {"previewed": digest_of(rows), "moved": moved, "months": months}


def digest_of(rows):
    """What was looked at is what is saved."""
    text = ";".join(f"{day} {kind} {name}" for day, kind, name in sorted(rows))
    return hashlib.sha256(text.encode()).hexdigest()


def months_of(year):
    """Twelve months of days, each with its reason, for the year at a glance."""
    calendar = load_calendar()
    if year not in calendar.years:
        return []
    days = explain(date(year - 1, 12, 31), date(year, 12, 31), calendar)[1:]
    months = [[day for day in days if day.date.month == month] for month in range(1, 13)]
    return [(month[0].date.month, range(month[0].date.weekday()), month) for month in months]
