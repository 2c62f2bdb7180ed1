"""Complaints by state, kind, outcome, unit, township and lateness (投诉筛选)."""

import django_filters
from django import forms
from django.db.models import Q

from departments.models import Department
from inspections.choices.complaint import ComplaintKind, ComplaintOutcome, ComplaintStatus
from inspections.models import Complaint
from wuqing_tuoyu import clock


class ComplaintFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        label="状态", choices=ComplaintStatus.choices, empty_label="全部"
    )
    overdue = django_filters.ChoiceFilter(
        label="期限", choices=[("1", "已超期")], empty_label="不限", method="filter_overdue"
    )
    kind = django_filters.ChoiceFilter(
        label="反映的事项", choices=ComplaintKind.choices, empty_label="全部事项"
    )
    outcome = django_filters.ChoiceFilter(
        label="办理结果", choices=ComplaintOutcome.choices, empty_label="全部结果"
    )
    township = django_filters.ModelChoiceFilter(
        label="镇街",
        queryset=Department.objects.townships().active(),
        to_field_name="code",
        empty_label="全部镇街",
    )
    department = django_filters.ModelChoiceFilter(
        label="办理单位",
        queryset=Department.objects.active(),
        to_field_name="code",
        empty_label="全部单位",
    )
    q = django_filters.CharFilter(label="机构名称", max_length=100, method="filter_place")

    class Meta:
        model = Complaint
        fields = []
        form = forms.Form

    def filter_overdue(self, complaints, name, value):
        return complaints.overdue(clock.today())

    def filter_place(self, complaints, name, value):
        return complaints.filter(Q(facility__name__contains=value) | Q(place_name__contains=value))
