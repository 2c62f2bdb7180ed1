"""What a facility offers and may change any day: fees, opening hours, free places."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from registry.choices import LIVING_STANDINGS
from registry.forms.roster import (
    FeeForm,
    FeeFormSet,
    OpeningHoursForm,
    VacancyForm,
)
from registry.forms.section import kept_rows
from registry.services.roster import (
    confirm_offer,
    save_fees,
    save_opening_hours,
    state_vacancies,
)
from registry.views.roster import open_filing, own_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

FORM = ["GET", "HEAD", "POST"]
FIRST_ROWS = (
    {"item": "保育费", "service_form": "full_day", "unit": "month"},
    {"item": "膳食费", "unit": "day", "is_meal": True},
)


def back_to(facility):
    """The filing somebody is busy with, else their facilities."""
    return redirect(open_filing(facility) or "registry:facility_mine")


@require_http_methods(FORM)
def fee_edit(request, public_id):
    """Fees (收费): in force from the day they are saved."""
    facility = own_facility(request, public_id)
    fields = ("id", *FeeForm.Meta.fields)
    held = list(facility.fees.current(clock.today()).values(*fields))
    if "add_fee" in request.POST:
        posted = FeeFormSet(request.POST, prefix="fees")
        rows = [{name: row[name].value() for name in row.fields} for row in posted.forms]
        formset = FeeFormSet(prefix="fees", initial=rows)
        formset.extra = 1
    elif request.method == "POST":
        formset = FeeFormSet(request.POST, prefix="fees", initial=held)
        if formset.is_valid():
            try:
                save_fees(facility, actor=request.user, rows=kept_rows(formset))
            except DomainError as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "收费已保存。")
                return back_to(facility)
    else:
        formset = FeeFormSet(prefix="fees", initial=held or FIRST_ROWS)
    context = {"facility": facility, "formset": formset, "opened": open_filing(facility)}
    return render(request, "registry/roster/fees.html", context)


@require_http_methods(FORM)
def opening_hours_edit(request, public_id):
    """Opening hours (开放时间), day by day."""
    facility = own_facility(request, public_id)
    held = {}
    for row in facility.opening_hours.current():
        held |= {f"opens_{row.weekday}": row.opens, f"closes_{row.weekday}": row.closes}
    form = OpeningHoursForm(request.POST or None, initial=held)
    if form.is_valid():
        try:
            save_opening_hours(facility, actor=request.user, days=form.times())
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "开放时间已保存。")
            return back_to(facility)
    context = {"facility": facility, "form": form, "opened": open_filing(facility)}
    return render(request, "registry/roster/hours.html", context)


@require_http_methods(FORM)
def vacancy_edit(request, public_id):
    """Free places (空余托位): one press a class, dated today."""
    facility = own_facility(request, public_id)
    if facility.standing not in LIVING_STANDINGS:
        messages.info(request, "备案之后才向家长公布空余托位，现在不用填报。")
        return redirect("registry:facility_mine")
    classes = list(facility.declaration.class_groups.all())
    rows = {row.class_no: row for row in facility.vacancy_rows.current()}
    held = {
        f"class_{group.class_no}": rows[group.class_no].places if group.class_no in rows else None
        for group in classes
    }
    form = VacancyForm(_stepped(request.POST, classes) or None, classes=classes, initial=held)
    if request.method == "POST" and form.is_valid():
        try:
            state_vacancies(facility, actor=request.user, places=form.places())
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "空余托位已更新，家长现在看到的就是今天的数字。")
            return redirect("registry:vacancy_edit", public_id)
    context = {
        "facility": facility,
        "form": form,
        "fields": [(group, form[f"class_{group.class_no}"]) for group in classes],
    }
    return render(request, "registry/roster/vacancies.html", context)


@require_POST
def offer_confirm(request, public_id):
    """Free places and hours are as they were (没有变化): one tap, dated today."""
    facility = own_facility(request, public_id)
    try:
        confirm_offer(facility, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已确认：空余托位和开放时间到今天没有变化。")
    return redirect("registry:facility_mine")


def _stepped(posted, classes):
    """One place more or less, as the buttons beside a number say."""
    step = posted.get("step", "")
    if not step:
        return posted
    posted = posted.copy()
    number, _, sign = step.partition(":")
    for group in classes:
        name = f"class_{group.class_no}"
        if number == str(group.class_no) and sign in ("more", "less"):
            typed = posted.get(name, "")[:4]  # no class has as many places
            now = int(typed) if typed.isdecimal() else 0
            change = 1 if sign == "more" else -1
            posted[name] = str(min(max(now + change, 0), group.places))
        posted.setdefault(name, "0")
        posted[name] = posted[name] or "0"
    return posted
