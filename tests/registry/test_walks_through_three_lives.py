"""Long walks through filings, standing and reviews: whatever happens, the whole stays true."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from registry.choices import DocumentKind, FilingStatus, ReviewAnswer, Standing
from registry.models import Filing
from registry.services.closing import close_facility
from registry.services.correction import extend_correction, lapse_filing, withdraw_filing
from registry.services.decision import decline_filing
from registry.services.digest import digest_of_filing
from registry.services.drafts import discard_filing, start_filing
from registry.services.handling import send_back
from registry.services.pause import pause_facility, resume_facility
from registry.services.submission import answer_item
from registry.tasks import close_due_facilities
from tests.departments.factories import at
from tests.registry.acts import (
    again,
    answer,
    find,
    fresh,
    replace_refused,
    start_change,
    verify,
)
from tests.registry.conftest import SPRING
from tests.registry.factories import (
    make_director,
    make_draft,
    make_officer,
    propose_outcome,
    representative_of,
    send_for_correction,
    sign,
    start_cancellation,
    submit,
)
from tests.registry.truths import Tally, truths_of

ENDED = (FilingStatus.DECLINED, FilingStatus.WITHDRAWN, FilingStatus.LAPSED)
LIVING = (Standing.RECORDED, Standing.VERIFIED, Standing.NONCONFORMING)
SUBJECTS = ("registration", "fire", "food", "security", "production_safety", "township")


def at_status(*statuses):
    return precondition(lambda walk: walk.filing and walk.filing.status in statuses)


def standing(*standings):
    return precondition(lambda walk: walk.facility.standing in standings)


class Walk(RuleBasedStateMachine):
    """One facility, its operator, two officers and two directors, day by day."""

    @initialize()
    def begin(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.day, self.tally, self.returns = SPRING, Tally(), 0
        with at(self.day):
            self.draft = make_draft()
            self.officer, self.director = make_officer(), make_director()
            self.operator = representative_of(self.draft)
            submit(self.draft, actor=self.operator)
        self.facility_id = self.draft.facility

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @property
    def facility(self):
        return again(self.facility_id)

    @property
    def filing(self):
        return Filing.objects.filter(facility=self.facility_id).open().first()

    def now(self):
        return at(self.day)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days):
        self.day += timedelta(days=days)
        with self.now():
            close_due_facilities()

    @at_status(FilingStatus.DRAFT, FilingStatus.RETURNED)
    @rule(replaces=st.booleans())
    def hand_in(self, replaces):
        with self.now():
            filing = fresh(self.filing)
            if replaces:
                replace_refused(filing)
            for item in filing.items.refused().select_related("filing"):
                answer_item(item, actor=self.operator, answer="已按要求处理。")
            submit(fresh(filing), actor=self.operator)

    @at_status(FilingStatus.SUBMITTED)
    @rule()
    def return_for_correction(self):
        with self.now():
            filing = fresh(self.filing)
            pending = filing.items.pending().with_subjects()
            wanted = [i.section or (i.document.kind if i.document_id else "staff") for i in pending]
            if filing.items.refused().exists() or set(wanted) - {DocumentKind.FOOD_LICENSE}:
                asked = {DocumentKind.REGISTRATION_CERTIFICATE, DocumentKind.FIRE_ACCEPTANCE}
                refused = sorted(set(wanted) - asked - {DocumentKind.FOOD_LICENSE})[:2]
                if refused or filing.items.refused().exists():
                    send_for_correction(filing, actor=self.officer, refused=refused)
                    self.returns += 1

    @at_status(FilingStatus.SUBMITTED)
    @rule()
    def propose_the_receipt(self):
        with self.now():
            filing = fresh(self.filing)
            if not filing.items.refused().exists():
                noes = filing.reviews.negative().at_receipt_gate()
                overrule = {str(review.pk): "已核实。" for review in noes}
                propose_outcome(filing, actor=self.officer, overrule=overrule)

    @at_status(FilingStatus.SUBMITTED)
    @rule()
    def propose_declining(self):
        with self.now():
            said = {"outcome": "decline", "ground": "outside_district", "note": "不在武清区。"}
            propose_outcome(fresh(self.filing), actor=self.officer, **said)

    @at_status(FilingStatus.PROPOSED)
    @rule(signs=st.booleans())
    def decide(self, signs):
        with self.now():
            filing = fresh(self.filing)
            digest = digest_of_filing(filing)
            if not signs or filing.items.refused().exists():
                send_back(filing, actor=self.director, note="请再核对。", digest=digest)
            elif filing.proposed_outcome == "receipt":
                sign(filing, actor=self.director)
            else:
                decline_filing(filing, actor=self.director, digest=digest)

    @at_status(FilingStatus.RETURNED)
    @rule()
    def extend_or_lapse(self):
        with self.now():
            filing = fresh(self.filing)
            if filing.correction_due_on < self.day:
                lapse_filing(filing, actor=self.officer)
            elif not filing.correction_extended:
                extend_correction(filing, actor=self.officer, note="检测要两周。")

    @at_status(FilingStatus.SUBMITTED, FilingStatus.RETURNED)
    @rule(really=st.integers(0, 3))
    def withdraw(self, really):
        if really == 0:
            with self.now():
                withdraw_filing(fresh(self.filing), actor=self.operator)

    @at_status(FilingStatus.SUBMITTED, FilingStatus.RETURNED, FilingStatus.PROPOSED)
    @rule(subject=st.sampled_from(SUBJECTS), word=st.sampled_from(ReviewAnswer.values))
    def a_unit_answers(self, subject, word):
        with self.now():
            if self.filing.reviews.filter(subject=subject).exclude(status="not_needed").exists():
                answer(self.filing, subject, word)

    @precondition(lambda walk: walk.filing is None)
    @rule(kind=st.sampled_from(["change", "change", "cancellation"]))
    def begin_again(self, kind):
        with self.now():
            facility = self.facility
            if facility.standing == Standing.UNRECORDED:
                start_filing(facility.operator, actor=self.operator, facility=facility)
            elif facility.standing in LIVING and kind == "change":
                days = facility.declaration.video_days + 1
                start_change(facility, actor=self.operator, video_days=days)
            elif facility.standing in LIVING:
                start_cancellation(facility, closing_on=self.day + timedelta(days=9))

    @precondition(
        lambda walk: (
            walk.filing
            and walk.filing.status == FilingStatus.DRAFT
            and walk.facility.filings.count() > 1
        )
    )
    @rule()
    def throw_the_draft_away(self):
        with self.now():
            discard_filing(fresh(self.filing), actor=self.operator)

    @standing(Standing.RECORDED, Standing.VERIFIED, Standing.NONCONFORMING)
    @rule(conforms=st.booleans())
    def go_and_see(self, conforms):
        with self.now():
            if not conforms:
                find(self.facility, actor=self.director)
            elif self.facility.standing != Standing.VERIFIED:
                verify(self.facility, actor=self.director)
        self.day += timedelta(days=1)

    @standing(*LIVING)
    @rule()
    def pause_or_resume(self):
        with self.now():
            if self.facility.open_pause:
                resume_facility(self.facility, actor=self.operator)
            else:
                until = self.day + timedelta(days=7)
                said = {"from_on": self.day, "until_on": until, "reason": "检修"}
                pause_facility(self.facility, actor=self.operator, **said)

    @standing(*LIVING)
    @rule(really=st.integers(0, 5))
    def close(self, really):
        if really == 0:
            with self.now():
                said = {"ground": "service_ended", "note": "经查已停业。"}
                close_facility(self.facility, actor=self.director, **said)

    @invariant()
    def the_whole_stays_true(self):
        if hasattr(self, "tally"):
            with self.now():
                truths_of(self.facility)
                self.tally.nothing_is_lost(self.facility)


@pytest.mark.django_db
def test_whatever_happens_the_whole_stays_true(reference):
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=10,
            stateful_step_count=22,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
