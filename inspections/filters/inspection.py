"""Filters of the list of inspections (检查筛选)."""

import django_filters
from django import forms

from inspections.choices import InspectionKind, InspectionStatus
from inspections.filters.fields import day_filter, department_filter, name_filter, township_filter
from inspections.models import Inspection


class InspectionFilter(django_filters.FilterSet):
    """Inspections by state, kind, township, unit and day (检查筛选)."""

    status = django_filters.ChoiceFilter(
        label="状态", choices=InspectionStatus.choices, empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(
        label="检查类型", choices=InspectionKind.choices, empty_label="全部类型"
    )
    township = township_filter()
    department = department_filter("检查单位")
    since = day_filter("自", "held_on", "gte")
    until = day_filter("至", "held_on", "lte")
    q = name_filter()

    class Meta:
        model = Inspection
        fields = []
        form = forms.Form
