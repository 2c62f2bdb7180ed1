"""A year's days off, entered at once (放假安排)."""

from datetime import date, timedelta

from django import forms
from django.forms import BaseFormSet, formset_factory

from departments.choices import HolidayKind

FESTIVALS = ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
LONGEST = 15


class DayField(forms.DateField):
    """One day, picked in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options):
        super().__init__(required=False, **options)


class DaysOffForm(forms.Form):
    """One holiday: its days off in a row, and the working days that make up for it."""

    name = forms.CharField(label="节日", max_length=20, required=False)
    first_on = DayField(label="放假第一天")
    last_on = DayField(label="放假最后一天")
    make_up_on = DayField(label="调休上班")
    second_make_up_on = DayField(label="调休上班（第二天）")

    def clean(self):
        data = super().clean()
        first, last = data.get("first_on"), data.get("last_on")
        if any(data.get(name) for name in ("last_on", "make_up_on", "second_make_up_on")):
            if not first and "first_on" not in self.errors:
                self.add_error("first_on", "请填写放假第一天。")
            if not data.get("name"):
                self.add_error("name", "请填写节日名称，例如“国庆节”。")
        if first and last and last < first:
            self.add_error("last_on", "放假最后一天不能早于第一天。")
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last_on", f"一次放假不会超过 {LONGEST} 天，请核对月份。")
        return data

    @property
    def has_days(self):
        return bool(self.cleaned_data.get("first_on"))

    def rows(self):
        """(date, kind, name) of every day this line speaks of."""
        data = self.cleaned_data
        first, name = data.get("first_on"), data.get("name", "").strip()
        if not first:
            return
        last = data.get("last_on") or first
        for number in range((last - first).days + 1):
            yield first + timedelta(days=number), HolidayKind.HOLIDAY.value, name
        for field in ("make_up_on", "second_make_up_on"):
            if data.get(field):
                yield data[field], HolidayKind.WORKDAY.value, name


class DaysOffLines(BaseFormSet):
    """All holidays of a year; the seven festivals must be there."""

    def clean(self):
        if any(self.errors):
            return
        names = "、".join(form.cleaned_data.get("name", "") for form in self.forms if form.has_days)
        missing = [name for name in FESTIVALS if name not in names]
        if missing:
            raise forms.ValidationError(
                f"还缺{'、'.join(missing)}的放假日期。与其他节日连放的，"
                "把两个名称写在同一行，例如“国庆节、中秋节”。"
            )

    def rows(self):
        return [row for form in self.forms for row in form.rows()]


DaysOffFormSet = formset_factory(DaysOffForm, formset=DaysOffLines, extra=2, max_num=14)


def initial_lines(holidays):
    """A year's holidays by their first day off, or the seven festivals without days.

    A working day made up for earlier does not bring its holiday forward.
    """
    lines = {}
    for row in holidays:
        line = lines.setdefault(row.name, {"name": row.name})
        if row.kind == HolidayKind.WORKDAY:
            field = "second_make_up_on" if "make_up_on" in line else "make_up_on"
            line[field] = row.date
        else:
            line.setdefault("first_on", row.date)
            line["last_on"] = row.date
    in_order = sorted(lines.values(), key=lambda line: line.get("first_on", date.max))
    return in_order or [{"name": name} for name in FESTIVALS]
