"""Registrations by words, registrar and township (登记信息筛选)."""

import django_filters
from django import forms

from departments.models import Department
from registry.models import Registration, ReviewRoute


def registrars(request):
    """The units that register (登记机关)."""
    routes = ReviewRoute.objects.to_registrars()
    return Department.objects.filter(pk__in=routes.values("department"))


class RegistrationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="名称、信用代码或者记录号", max_length=100, method="filter_words"
    )
    registrar = django_filters.ModelChoiceFilter(
        label="登记机关", queryset=registrars, to_field_name="code", empty_label="全部登记机关"
    )
    township = django_filters.ModelChoiceFilter(
        label="所在镇街",
        queryset=Department.objects.townships().active(),
        to_field_name="code",
        empty_label="全部镇街",
    )

    class Meta:
        model = Registration
        fields = []
        form = forms.Form

    def filter_words(self, registrations, name, value):
        return registrations.search(value)

    @property
    def active_count(self):
        """How many filters are set."""
        return sum(bool(self.data.get(name)) for name in self.filters)
