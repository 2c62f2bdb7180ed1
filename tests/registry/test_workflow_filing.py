"""The first table square by square: who is offered what on a filing, and what the acts refuse."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION, MemberRole
from registry.choices import FilingAction as A
from registry.choices import FilingStatus as S
from registry.models import Event
from registry.services.correction import (
    extend_correction,
    lapse_filing,
    return_filing,
    withdraw_filing,
)
from registry.services.decision import decline_filing, issue_receipt
from registry.services.digest import digest_of_filing
from registry.services.drafts import discard_filing
from registry.services.handling import propose, send_back
from registry.services.submission import submit_filing
from registry.workflow import available_filing_actions
from tests.departments.factories import make_member, make_user
from tests.registry.acts import fresh
from tests.registry.factories import TOWNSHIP, make_filing, make_operator, representative_of
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

OFFICERS_ACTS = {
    S.DRAFT: [],
    S.SUBMITTED: [A.RETURN, A.PROPOSE],
    S.RETURNED: [A.EXTEND, A.LAPSE],
    S.PROPOSED: [],
}
DIRECTORS_ACTS = OFFICERS_ACTS | {S.PROPOSED: [A.RETURN, A.SEND_BACK, A.ISSUE_RECEIPT, A.DECLINE]}
PROPOSERS_ACTS = OFFICERS_ACTS | {S.PROPOSED: [A.RETURN, A.SEND_BACK]}
OPERATORS_ACTS = {
    S.DRAFT: [A.SUBMIT, A.DISCARD],
    S.SUBMITTED: [A.WITHDRAW],
    S.RETURNED: [A.SUBMIT, A.WITHDRAW],
    S.PROPOSED: [],
}
OFFERED = {
    "operator": OPERATORS_ACTS,
    "pending creator": OPERATORS_ACTS,
    "pending stranger": {},
    "other operator": {},
    "officer": OFFICERS_ACTS,
    "director": DIRECTORS_ACTS,
    "director who proposed": PROPOSERS_ACTS,
    "director who acts for the operator": PROPOSERS_ACTS,
    "liaison": {},
    "unit officer": {},
    "unit director": {},
    "township": {},
    "conference office": {},
    "administrator": {},
}
ACTS = {
    A.SUBMIT: lambda filing, **who: submit_filing(filing, pledge_name="李明", **who),
    A.RETURN: lambda filing, **who: return_filing(filing, digest=digest_of_filing(filing), **who),
    A.EXTEND: lambda filing, **who: extend_correction(filing, note="材料开具需要时间", **who),
    A.PROPOSE: lambda filing, **who: propose(
        filing, outcome="receipt", digest=digest_of_filing(filing), **who
    ),
    A.SEND_BACK: lambda filing, **who: send_back(
        filing, note="请再核对", digest=digest_of_filing(filing), **who
    ),
    A.ISSUE_RECEIPT: lambda filing, **who: issue_receipt(
        filing, digest=digest_of_filing(filing), **who
    ),
    A.DECLINE: lambda filing, **who: decline_filing(filing, digest=digest_of_filing(filing), **who),
    A.WITHDRAW: withdraw_filing,
    A.LAPSE: lapse_filing,
    A.DISCARD: discard_filing,
}


def people_of(filing):
    """Everybody there is, by role; the filing was proposed by the director who proposed."""
    operator = filing.facility.operator
    insider = make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user
    stranger = make_user()
    for user in (stranger, insider):
        operator.representatives.create(user=user, status="pending", requested_at=filing.created_at)
    return {
        "operator": filing.created_by,
        "pending stranger": stranger,
        "other operator": representative_of(make_operator()),
        "officer": make_member(HEALTH_COMMISSION).user,
        "director": make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user,
        "director who acts for the operator": insider,
        "liaison": make_member(HEALTH_COMMISSION, MemberRole.LIAISON).user,
        "unit officer": make_member("zjw").user,
        "unit director": make_member("zjw", MemberRole.DIRECTOR).user,
        "township": make_member(TOWNSHIP, MemberRole.DIRECTOR).user,
        "conference office": make_member(CONFERENCE_OFFICE, MemberRole.DIRECTOR).user,
        "administrator": make_user(is_staff=True, is_superuser=True),
    }


@contextmanager
def undone():
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refusal_of(act, filing, user):
    """How an act ends: done, the wrong person, the wrong moment, or a rule of its own."""
    with undone():
        try:
            act(fresh(filing), actor=user)
        except PermissionDenied:
            return "person"
        except DomainError as refusal:
            return "moment" if str(refusal).startswith("当前状态为") else "rule"
    return "done"


@pytest.mark.parametrize("status", list(S))
def test_each_role_is_offered_exactly_what_the_acts_accept(status):
    proposer = make_member(HEALTH_COMMISSION, MemberRole.DIRECTOR).user
    filing = fresh(make_filing(status, officer=proposer))
    people = people_of(filing) | {"director who proposed": proposer}
    filing.refresh_from_db()

    for role, user in people.items():
        offered = available_filing_actions(filing, user)
        assert offered == OFFERED[role].get(status, []), role
        for action, act in ACTS.items():
            ending = refusal_of(act, filing, user)
            if action in offered:
                assert ending in ("done", "rule"), (role, action, ending)
            else:
                assert ending in ("person", "moment"), (role, action, ending)
            if role in ("other operator", "pending stranger", "liaison", "township"):
                assert ending == "person", (role, action)


@pytest.mark.parametrize("status", [S.DRAFT, S.SUBMITTED, S.RETURNED])
def test_somebody_not_yet_confirmed_may_do_with_their_own_filing_what_an_operator_may(status):
    operator = make_operator(status="pending")
    filing = fresh(make_filing(status, operator=operator))
    creator = representative_of(operator)

    assert available_filing_actions(filing, creator) == OFFERED["pending creator"][status]
    assert refusal_of(ACTS[A.RETURN], filing, creator) == "person"


def test_a_person_whose_representation_ended_may_do_nothing_any_more():
    filing = make_filing(S.DRAFT)
    former = representative_of(filing)
    filing.facility.operator.representatives.update(status="ended", ended_at=filing.created_at)

    assert available_filing_actions(fresh(filing), former) == []
    assert {refusal_of(act, filing, former) for act in ACTS.values()} == {"person"}


def test_a_stranger_learns_nothing_about_the_moment():
    filing = make_filing(S.RECORDED)

    assert {refusal_of(act, filing, make_user()) for act in ACTS.values()} == {"person"}


def test_a_refused_act_leaves_no_trace():
    filing = make_filing(S.SUBMITTED)
    before = Event.objects.count()

    for act in (ACTS[A.SUBMIT], ACTS[A.ISSUE_RECEIPT], ACTS[A.LAPSE]):
        with pytest.raises((PermissionDenied, DomainError)):
            act(filing, actor=representative_of(filing))

    assert Event.objects.count() == before
    assert fresh(filing).version == filing.version
