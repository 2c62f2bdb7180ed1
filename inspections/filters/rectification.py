"""Filters of the list of rectifications (整改筛选)."""

import django_filters
from django import forms

from inspections.choices import RectificationStatus
from inspections.filters.fields import department_filter, name_filter, township_filter
from inspections.models import Rectification
from wuqing_tuoyu import clock


class RectificationFilter(django_filters.FilterSet):
    """Rectifications by state, lateness, township and unit (整改筛选)."""

    status = django_filters.ChoiceFilter(
        label="状态", choices=RectificationStatus.choices, empty_label="全部"
    )
    overdue = django_filters.ChoiceFilter(
        label="期限", choices=[("1", "已逾期")], empty_label="不限", method="filter_overdue"
    )
    township = township_filter()
    department = department_filter("责令单位")
    q = name_filter()

    class Meta:
        model = Rectification
        fields = []
        form = forms.Form

    def filter_overdue(self, rectifications, name, value):
        return rectifications.overdue(clock.today())
