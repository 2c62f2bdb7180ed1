"""The second and third table square by square: standing of a facility, review of a unit."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION, MemberRole
from registry.choices import FilingStatus, ReviewAnswer, Standing
from registry.choices import ReviewAction as R
from registry.choices import StandingAction as A
from registry.models import Facility
from registry.services.closing import close_facility
from registry.services.digest import digest_of_facility
from registry.services.pause import pause_facility, resume_facility
from registry.services.review import answer_review, hand_over_review, overrule_review
from registry.services.standing import extend_facility, find_nonconforming, verify_facility
from registry.workflow import (
    REVIEW_TRANSITIONS,
    STANDING_TRANSITIONS,
    available_review_actions,
    available_standing_actions,
    begin_review,
)
from tests.departments.factories import make_member, make_user
from tests.registry.acts import REASONS, again, answer, find, look, verify
from tests.registry.factories import (
    TOWNSHIP,
    make_filing,
    make_operator,
    propose_outcome,
    representative_of,
    sign,
)
from tests.registry.test_workflow_filing import undone
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

UNTIL = timedelta(days=20)
ORDER = {
    "order_number": "津武卫医罚〔2026〕3 号",
    "order_organ": "武清区卫生健康委",
    "order_on": date(2026, 3, 2),
}


def pause(facility, *, actor, **said):
    said = {"from_on": clock.today(), "until_on": clock.today() + UNTIL} | said
    return pause_facility(facility, actor=actor, reason="场所检修", **said)


ACTS = {
    A.VERIFY: lambda facility, **who: verify_facility(
        facility, verification=look(facility), digest=digest_of_facility(facility), **who
    ),
    A.FIND_NONCONFORMING: lambda facility, **who: find_nonconforming(
        facility,
        verification=look(facility, conforming=False),
        reasons=REASONS,
        correct_by=clock.today() + UNTIL,
        digest=digest_of_facility(facility),
        **who,
    ),
    A.EXTEND: lambda facility, **who: extend_facility(
        facility, correct_by=clock.today() + timedelta(days=60), note="正在施工", **who
    ),
    A.PAUSE: lambda facility, **who: pause(facility, **ORDER, **who),
    A.RESUME: lambda facility, **who: resume_facility(facility, **who),
    A.CLOSE: lambda facility, **who: close_facility(
        facility, ground="service_ended", note="经查已停止服务", **who
    ),
}
DIRECTOR = {
    "unrecorded": [],
    "recorded": [A.VERIFY, A.FIND_NONCONFORMING, A.PAUSE, A.CLOSE],
    "verified": [A.FIND_NONCONFORMING, A.PAUSE, A.CLOSE],
    "nonconforming": [A.VERIFY, A.FIND_NONCONFORMING, A.EXTEND, A.PAUSE, A.CLOSE],
    "extended": [A.VERIFY, A.FIND_NONCONFORMING, A.PAUSE, A.CLOSE],
    "paused": [A.VERIFY, A.FIND_NONCONFORMING, A.PAUSE, A.CLOSE],
    "stopped by order": [A.VERIFY, A.FIND_NONCONFORMING, A.RESUME, A.CLOSE],
    "closed": [],
}
OFFICER = {"recorded": [A.VERIFY], "paused": [A.VERIFY], "stopped by order": [A.VERIFY]}
OPERATOR = {
    "recorded": [A.PAUSE],
    "verified": [A.PAUSE],
    "nonconforming": [A.PAUSE],
    "extended": [A.PAUSE],
    "paused": [A.RESUME],
}


def facility_that_is(state):
    if state == "unrecorded":
        return again(make_filing(FilingStatus.SUBMITTED).facility)
    facility = make_filing(FilingStatus.RECORDED).facility
    director = make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user
    if state == "verified":
        verify(facility)
    if state in ("nonconforming", "extended"):
        find(facility)
    if state == "extended":
        ACTS[A.EXTEND](facility, actor=director)
    if state == "paused":
        pause(facility, actor=representative_of(facility))
    if state == "stopped by order":
        ACTS[A.PAUSE](facility, actor=director)
    if state == "closed":
        ACTS[A.CLOSE](facility, actor=director)
    return again(facility)


def ending_of(act, subject, user):
    with undone():
        try:
            act(subject, actor=user)
        except PermissionDenied:
            return "person"
        except DomainError:
            return "refused"
    return "done"


@pytest.mark.parametrize("state", list(DIRECTOR))
def test_each_role_is_offered_exactly_what_the_acts_on_a_standing_accept(state):
    facility = facility_that_is(state)
    offered_to = {
        make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user: DIRECTOR[state],
        make_member(HEALTH_COMMISSION).user: OFFICER.get(state, []),
        representative_of(facility): OPERATOR.get(state, []),
        representative_of(make_operator()): [],
        make_member(HEALTH_COMMISSION, MemberRole.LIAISON).user: [],
        make_member("zjw", MemberRole.DIRECTOR).user: [],
        make_member(TOWNSHIP, MemberRole.DIRECTOR).user: [],
        make_member(CONFERENCE_OFFICE, MemberRole.DIRECTOR).user: [],
        make_user(is_staff=True, is_superuser=True): [],
    }

    for user, offered in offered_to.items():
        assert available_standing_actions(facility, user) == offered
        for action, act in ACTS.items():
            # the record a decision rests on is another's act, refused by itself
            if state in ("unrecorded", "closed") and action in (A.VERIFY, A.FIND_NONCONFORMING):
                continue
            ending = ending_of(act, facility, user)
            assert (ending == "done") == (action in offered), (user, action, ending)


def test_only_the_system_records_and_reopens():
    by_nobody = {action for action, line in STANDING_TRANSITIONS.items() if line.permits is None}

    assert by_nobody == {A.RECORD, A.REOPEN}
    assert {action for action, line in STANDING_TRANSITIONS.items() if line.by_system} == {
        A.RECORD,
        A.REOPEN,
        A.CLOSE,
    }


@pytest.mark.parametrize(
    ("state", "unit_director", "unit_officer", "commission_director"),
    [
        ("open", [R.ANSWER, R.HAND_OVER], [R.ANSWER], []),
        ("consistent", [R.ANSWER], [R.ANSWER], []),
        ("no before the receipt", [R.ANSWER], [R.ANSWER], []),
        ("no after the receipt", [R.ANSWER], [R.ANSWER], [R.OVERRULE]),
        ("verified", [], [], []),
    ],
)
def test_each_role_is_offered_exactly_what_the_acts_on_a_review_accept(
    state, unit_director, unit_officer, commission_director
):
    filing = make_filing(FilingStatus.SUBMITTED)
    if state == "consistent":
        answer(filing, word=ReviewAnswer.CONSISTENT)
    if state == "no before the receipt":
        answer(filing)
    if state in ("no after the receipt", "verified"):
        sign(propose_outcome(filing))
        answer(filing, word="inconsistent" if state != "verified" else "consistent")
    if state == "verified":
        verify(filing.facility)
    review = filing.reviews.select_related("department", "filing__facility").get(subject="fire")
    colleague = make_member("zjw").user
    acts = {
        R.ANSWER: lambda review, **who: answer_review(
            review, answer="consistent", version=review.version, **who
        ),
        R.HAND_OVER: lambda review, **who: hand_over_review(review, to=colleague, **who),
        R.OVERRULE: lambda review, **who: overrule_review(review, reason="已现场查看", **who),
    }
    offered_to = {
        make_member("zjw", MemberRole.DIRECTOR).user: unit_director,
        make_member("zjw").user: unit_officer,
        make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user: commission_director,
        make_member("zjw", MemberRole.LIAISON).user: [],
        make_member("scj", MemberRole.DIRECTOR).user: [],
        make_member(HEALTH_COMMISSION).user: [],
        make_member(CONFERENCE_OFFICE, MemberRole.DIRECTOR).user: [],
        representative_of(filing): [],
        make_user(is_staff=True, is_superuser=True): [],
    }

    for user, offered in offered_to.items():
        assert available_review_actions(review, user) == offered
        for action, act in acts.items():
            ending = ending_of(act, review, user)
            assert (ending == "done") == (action in offered), (user, action, ending)


def test_nobody_reopens_or_cancels_a_review_by_hand():
    review = make_filing(FilingStatus.SUBMITTED).reviews.first()
    director = make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user

    for action in (R.REOPEN, R.CANCEL):
        assert REVIEW_TRANSITIONS[action].by_system
        with pytest.raises(PermissionDenied):
            begin_review(review, action, director)


def test_what_stands_and_its_companions_are_one_fact_in_the_database():
    facility = make_filing(FilingStatus.RECORDED).facility

    for broken in (
        {"number": None},
        {"verification_due_on": None},
        {"correct_by": date(2026, 4, 1)},
        {"closed_on": date(2026, 4, 1)},
        {"standing": Standing.UNRECORDED},
        {"standing": Standing.VERIFIED},
        {"standing": Standing.NONCONFORMING},
        {"standing": Standing.CLOSED},
    ):
        assert is_refused_by_the_database(facility, broken), broken


def is_refused_by_the_database(facility, values):
    with undone():
        try:
            Facility.objects.filter(pk=facility.pk).update(**values)
        except IntegrityError:
            return True
    return False
