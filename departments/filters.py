"""Filters of the staff lists of this floor. The page draws the form; these validate."""

import django_filters
from django import forms

from departments.choices import ReminderKind
from departments.models import Department, Reminder
from wuqing_tuoyu import clock


class ReminderFilter(django_filters.FilterSet):
    """Reminders by state, unit, kind and lateness (提醒筛选)."""

    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[("open", "未办结"), ("closed", "已办结"), ("late", "已超期")],
        empty_label="全部",
        method="filter_state",
    )
    department = django_filters.ModelChoiceFilter(
        label="单位",
        queryset=Department.objects.active(),
        to_field_name="code",
        empty_label="全部单位",
    )
    kind = django_filters.ChoiceFilter(
        label="类别", choices=ReminderKind.choices, empty_label="全部类别"
    )
    q = django_filters.CharFilter(
        label="事项", field_name="title", lookup_expr="contains", max_length=100
    )

    class Meta:
        model = Reminder
        fields = []
        form = forms.Form

    def filter_state(self, reminders, name, value):
        if value == "open":
            return reminders.open()
        if value == "late":
            return reminders.overdue(clock.today())
        return reminders.closed()
