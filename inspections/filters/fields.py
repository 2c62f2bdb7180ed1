"""Fields that several filters share: township, unit, name, day."""

import django_filters
from django import forms

from departments.models import Department


def township_filter():
    return django_filters.ModelChoiceFilter(
        label="镇街",
        queryset=Department.objects.townships().active(),
        field_name="facility__township",
        to_field_name="code",
        empty_label="全部镇街",
    )


def department_filter(label):
    return django_filters.ModelChoiceFilter(
        label=label,
        queryset=Department.objects.active(),
        to_field_name="code",
        empty_label="全部单位",
    )


def name_filter():
    return django_filters.CharFilter(
        label="机构名称", field_name="facility__name", lookup_expr="contains", max_length=100
    )


def day_filter(label, field, lookup):
    return django_filters.DateFilter(
        label=label,
        field_name=field,
        lookup_expr=lookup,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
