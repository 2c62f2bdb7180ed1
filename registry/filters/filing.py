"""Filters of the list of filings (备案申请)."""

import django_filters
from django.db.models import F, Q

from accounts.models import User
from departments.models import Department, Member
from departments.permissions import active_member
from registry.choices import RECEIVED_STATUSES, FilingKind, FilingStatus
from registry.models import Filing
from wuqing_tuoyu import clock

DUE = (("overdue", "已超期"), ("today", "今天到期"), ("open", "在办"))
FOR_STAFF_ONLY = ("township", "due", "officer")
NOBODY = "nobody"


def officers(request):
    """Those of the commission who handle filings (承办人)."""
    members = Member.objects.active(clock.today()).acting().of_commission()
    return User.objects.filter(pk__in=members.values("user"))


class FilingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="机构、举办者、编号或代码", method="search")
    status = django_filters.ChoiceFilter(
        label="办理状态", choices=FilingStatus.choices, empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(
        label="备案种类", choices=FilingKind.choices, empty_label="全部"
    )
    due = django_filters.ChoiceFilter(
        label="期限", choices=DUE, empty_label="全部", method="by_due_day"
    )
    township = django_filters.ModelChoiceFilter(
        label="所在镇街",
        field_name="declaration__township",
        queryset=Department.objects.townships(),
        to_field_name="code",
        empty_label="全部",
    )
    officer = django_filters.ModelChoiceFilter(
        label="承办人",
        queryset=officers,
        empty_label="全部",
        null_label="还没有人承办",
        null_value=NOBODY,
    )

    class Meta:
        model = Filing
        fields = ["q", "status", "kind", "due", "township", "officer"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if active_member(self.request.user) is None:
            for name in FOR_STAFF_ONLY:
                del self.filters[name]
        else:
            drafts = FilingStatus.DRAFT
            self.filters["status"].extra["choices"] = [
                choice for choice in FilingStatus.choices if choice[0] != drafts
            ]

    def search(self, filings, name, words):
        wanted = Q()
        for word in words.split():
            wanted &= (
                Q(facility__name__icontains=word)
                | Q(declaration__name__icontains=word)
                | Q(facility__operator__name__icontains=word)
                | Q(facility__number__icontains=word)
                | Q(declaration__credit_code__iexact=word)
            )
        return filings.filter(wanted)

    def by_due_day(self, filings, name, value):
        today = clock.today()
        if value == "overdue":
            return filings.overdue(today)
        if value == "today":
            return filings.received().filter(Q(receipt_due_on=today) | Q(correction_due_on=today))
        return filings.filter(status__in=RECEIVED_STATUSES)

    @property
    def active_count(self):
        """How many filters are set."""
        return sum(bool(self.data.get(name)) for name in self.filters)


def by_due_day_first(filings):
    """What is due soonest comes first, what waits for nobody last (按期限)."""
    return filings.order_by(
        F("receipt_due_on").asc(nulls_last=True),
        F("correction_due_on").asc(nulls_last=True),
        "-created_at",
    )
