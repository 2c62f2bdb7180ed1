"""Filters of the staff lists of the register. The page draws the form; these validate."""

import django_filters
from django import forms

from departments.models import Department
from registry.choices import ReviewGate, ReviewStatus, ReviewSubject
from registry.models import Review
from wuqing_tuoyu import clock


class ReviewFilter(django_filters.FilterSet):
    """Reviews by state, gate, subject, township, unit and lateness (核验筛选)."""

    status = django_filters.ChoiceFilter(
        label="状态", choices=ReviewStatus.choices, empty_label="全部"
    )
    overdue = django_filters.ChoiceFilter(
        label="期限", choices=[("1", "已超期")], empty_label="不限", method="filter_overdue"
    )
    gate = django_filters.ChoiceFilter(
        label="核验环节", choices=ReviewGate.choices, empty_label="全部环节"
    )
    subject = django_filters.ChoiceFilter(
        label="核验事项", choices=ReviewSubject.choices, empty_label="全部事项"
    )
    township = django_filters.ModelChoiceFilter(
        label="镇街",
        queryset=Department.objects.townships().active(),
        field_name="filing__declaration__township",
        to_field_name="code",
        empty_label="全部镇街",
    )
    department = django_filters.ModelChoiceFilter(
        label="核验单位",
        queryset=Department.objects.active(),
        to_field_name="code",
        empty_label="全部单位",
    )
    q = django_filters.CharFilter(
        label="机构名称",
        field_name="filing__facility__name",
        lookup_expr="contains",
        max_length=100,
    )

    class Meta:
        model = Review
        fields = []
        form = forms.Form

    def filter_overdue(self, reviews, name, value):
        return reviews.overdue(clock.today())
