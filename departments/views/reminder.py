"""Reminders of the units (提醒): the list, urging by the office, closing by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.choices import StepRecipient
from departments.filters import ReminderFilter
from departments.forms.reminder import DoneForm, UrgeForm
from departments.models import Department, Reminder
from departments.permissions import (
    can_close_reminder,
    can_read_reminders,
    can_urge_reminder,
    departments_of,
    is_conference_office,
)
from departments.services.calendar import Deadline, load_calendar, time_left
from departments.services.reminder import close_reminder_by_hand, urge
from departments.views.workbench import NAMED, reader_of
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError

PAGE = 30
COLUMNS = ["单位", "事项", "类别", "期限", "状态", "承办人", "已催办", "最近告知", "办结说明"]


def _filtered(request):
    """The reminders this person may see, under the filters of the address."""
    if not can_read_reminders(request.user):
        raise PermissionDenied
    asked = request.GET.copy()
    asked.setdefault("state", "open")
    rows = Reminder.objects.visible_to(request.user).with_steps().by_due_date()
    found = ReminderFilter(asked, rows, request=request)
    if not is_conference_office(request.user):
        own = [unit.pk for unit in departments_of(request.user)]
        found.filters["department"].queryset = Department.objects.filter(pk__in=own)
    return found


@require_safe
def reminder_list(request):
    found = _filtered(request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    today, calendar = clock.today(), load_calendar()
    rows = [_line(reminder, request.user, today, calendar) for reminder in page]
    context = {
        "form": found.form,
        "page": page,
        "rows": rows,
        "state": found.form.data.get("state"),
        "active_filters": sum(bool(request.GET.get(n)) for n in ("department", "kind", "q")),
        "sees_all_units": is_conference_office(request.user),
    }
    return render(request, "departments/reminder/list.html", context)


def _line(reminder, user, today, calendar):
    due = Deadline(reminder.due_on, reminder.due_is_estimate) if reminder.due_on else None
    steps = list(reminder.steps.all())
    is_pressing = reminder.is_open and not reminder.is_waiting
    return {
        "reminder": reminder,
        "time_left": time_left(due, today, calendar) if due and is_pressing else None,
        "holder": _holder(reminder),
        "steps": steps,
        "last_step": steps[-1] if steps else None,
        "may_urge": is_pressing and can_urge_reminder(user, reminder),
        "may_close": reminder.is_open and can_close_reminder(user, reminder),
        "may_open": reminder.department in departments_of(user),
    }


def _holder(reminder):
    if reminder.is_for_the_named:
        return NAMED
    if reminder.handler:
        return str(reminder.handler)
    return "、".join(str(person) for person in reminder.addressees.all()) or "经办人"


@require_safe
def reminder_sheet(request):
    found, today, calendar = _filtered(request), clock.today(), load_calendar()
    rows = (_row(each, today, calendar) for each in found.qs)
    return sheet.download(COLUMNS, rows, title="提醒", name="reminders")


def _row(reminder, today, calendar):
    steps = list(reminder.steps.all())
    state = "已办结"
    if reminder.is_open:
        due = Deadline(reminder.due_on, reminder.due_is_estimate) if reminder.due_on else None
        state = time_left(due, today, calendar).words if due else "未办结"
        if reminder.is_waiting:
            state = "等待对方，暂不催办"
    return [
        str(reminder.department or "个人"),
        reminder.title,
        reminder.get_kind_display(),
        reminder.due_on.isoformat() if reminder.due_on else "",
        state,
        _holder(reminder),
        len(steps),
        f"{clock.on(steps[-1].told_at)} {steps[-1].recipient}" if steps else "",
        reminder.close_note,
    ]


@require_http_methods(["GET", "POST"])
def reminder_urge(request, pk):
    reminder = get_object_or_404(Reminder.objects.visible_to(request.user).with_steps(), pk=pk)
    if not can_urge_reminder(request.user, reminder):
        raise PermissionDenied
    form = UrgeForm(request.POST or None)
    if form.is_valid():
        try:
            sent = urge(reminder, actor=request.user, note=form.cleaned_data["note"])
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            names = "、".join(str(message.recipient) for message in sent)
            messages.success(request, f"已催办{reminder.department}：{names}。")
        return redirect("departments:reminder_list")
    said = reminder.body_for(StepRecipient.OFFICER)
    context = {"reminder": reminder, "form": form, "said": said}
    return render(request, "departments/reminder/urge.html", context)


@require_http_methods(["GET", "POST"])
def reminder_done(request, pk):
    reminder = get_object_or_404(Reminder.objects.visible_to(request.user).with_steps(), pk=pk)
    if not can_close_reminder(request.user, reminder):
        raise PermissionDenied
    form = DoneForm(request.POST or None)
    if form.is_valid():
        try:
            close_reminder_by_hand(reminder, actor=request.user, note=form.cleaned_data["note"])
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "已办结，不再提醒。")
        return redirect("departments:workbench")
    is_named = request.user in reminder.addressees.all()
    said = reminder.body_for(reader_of(reminder, request.user, is_named))
    context = {"reminder": reminder, "form": form, "said": said}
    return render(request, "departments/reminder/done.html", context)
