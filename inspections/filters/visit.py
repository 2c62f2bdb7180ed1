"""Filters of the list of visits (走访筛选)."""

import django_filters
from django import forms

from inspections.choices import VisitKind
from inspections.filters.fields import day_filter, department_filter, name_filter, township_filter
from inspections.models import Visit


class VisitFilter(django_filters.FilterSet):
    """Visits by kind, township, unit and day (走访筛选)."""

    kind = django_filters.ChoiceFilter(label="方式", choices=VisitKind.choices, empty_label="全部")
    township = township_filter()
    department = department_filter("单位")
    since = day_filter("自", "visited_on", "gte")
    until = day_filter("至", "visited_on", "lte")
    q = name_filter()

    class Meta:
        model = Visit
        fields = []
        form = forms.Form
