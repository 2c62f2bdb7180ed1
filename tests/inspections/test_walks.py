"""Whatever happens in whatever order: nothing closes with an open item (状态游走)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from departments.models import Department
from inspections.choices import (
    Disposition,
    InspectionStatus,
    ItemStatus,
    RectificationStatus,
    ReferralKind,
)
from inspections.models import Finding, Inspection, Rectification, Referral
from inspections.services.answer import submit_rectification
from inspections.services.finding import correct_on_the_spot
from inspections.services.inspection import (
    cancel_inspection,
    close_inspection,
    plan_recheck,
    tell_result,
)
from inspections.services.rectification import (
    extend_rectification,
    return_rectification,
    verify_rectification,
)
from inspections.services.referral import accept_referral, refer, return_referral
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db


class Walk:
    """One facility, one inspection, every act there is; refusals are allowed, wrecks are not."""

    def __init__(self):
        self.inspection = make.plan()

    def of(self, number):
        rows = list(Rectification.objects.filter(facility=self.inspection.facility))
        return rows[number % len(rows)] if rows else None

    def fresh(self):
        return Inspection.objects.select_related("department").get(pk=self.inspection.pk)

    def begin(self, number):
        make.begin(self.fresh())

    def conclude(self, number):
        make.conclude(self.fresh(), failed=(1, 2)[: number % 3])

    def correct(self, number):
        for finding in self.fresh().findings.pending()[:1]:
            correct_on_the_spot(finding, actor=make.officer(), note="当场改好")

    def order(self, number):
        make.order(self.fresh())

    def refer(self, number):
        for finding in self.fresh().findings.pending()[:1]:
            refer(
                self.fresh(),
                actor=make.officer(),
                kind=ReferralKind.FAILED_ITEMS,
                to_department=Department.objects.get(code="xfz"),
                note="请处理",
                items=[finding.pk],
            )

    def accept_referral(self, number):
        for referral in Referral.objects.open()[:1]:
            accept_referral(referral, actor=make.officer("xfz"))

    def return_referral(self, number):
        for referral in Referral.objects.open()[:1]:
            return_referral(referral, actor=make.officer("xfz"), note="不归我们管")

    def tell(self, number):
        tell_result(self.fresh(), actor=make.officer(), told_on=clock.today())

    def close(self, number):
        close_inspection(self.fresh(), actor=make.officer())

    def cancel(self, number):
        if number == 7:
            cancel_inspection(self.fresh(), actor=make.officer(), note="停业")

    def answer(self, number):
        if rectification := self.of(number):
            make.answer(rectification)

    def submit(self, number):
        if rectification := self.of(number):
            submit_rectification(rectification, actor=make.operator(rectification))

    def judge(self, number):
        if rectification := self.of(number):
            make.verdicts(rectification, refused=(1,) if number % 2 else ())

    def give_back(self, number):
        if rectification := self.of(number):
            return_rectification(rectification, actor=make.officer())

    def verify(self, number):
        if rectification := self.of(number):
            verify_rectification(rectification, actor=make.officer())

    def extend(self, number):
        if rectification := self.of(number):
            extend_rectification(
                rectification,
                actor=make.director(),
                due_on=clock.today() + timedelta(days=60),
                note="等配件",
            )

    def recheck(self, number):
        if rectification := self.of(number):
            recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())
            failing = recheck.items.count() if number % 2 else 0
            make.conclude(make.begin(recheck), failed=range(1, failing + 1))
            tell_result(recheck, actor=make.officer(), told_on=clock.today())

    def invariants(self):
        for rectification in Rectification.objects.filter(status=RectificationStatus.CLOSED):
            assert not rectification.items.exclude(status=ItemStatus.ACCEPTED).exists()
        for inspection in Inspection.objects.filter(status=InspectionStatus.CLOSED):
            assert not inspection.findings.unsettled().exists()
        for finding in Finding.objects.filter(disposition=Disposition.ORDERED):
            assert finding.rectification_item.rectification.inspection_id == finding.inspection_id
        for rectification in Rectification.objects.all():
            assert rectification.papers.count() == 1


ACTS = [
    name
    for name in vars(Walk)
    if not name.startswith("_") and name not in ("of", "fresh", "invariants")
]


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7)), max_size=22))
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_closes_with_an_open_item(spring, steps):
    with transaction.atomic():
        walk = Walk()
        for name, number in [("begin", 0), ("conclude", 2), *steps]:
            try:
                with transaction.atomic():
                    getattr(walk, name)(number)
            except (DomainError, PermissionDenied):
                pass
            walk.invariants()
        transaction.set_rollback(True)
