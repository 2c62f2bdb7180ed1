"""Who sees which rows and which parts: the table of roles, with something that could leak."""

from datetime import date, timedelta

import pytest

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION, MemberRole
from registry.choices import DocumentKind, FilingStatus, ReviewAnswer
from registry.models import Facility, Filing, Notice, Operator, Representative, Review
from registry.permissions import (
    can_open_document,
    can_read_documents,
    can_read_history,
    can_read_identity,
    can_read_notes,
    can_read_state_of_reviews,
)
from tests.departments.factories import at, make_member, make_user
from tests.registry.acts import answer
from tests.registry.factories import (
    TOWNSHIP,
    make_document,
    make_draft,
    make_filing,
    make_operator,
    representative_of,
    send_for_correction,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

ROLES = {
    "officer": (HEALTH_COMMISSION, MemberRole.OFFICER),
    "director": (HEALTH_COMMISSION, MemberRole.DIRECTOR),
    "liaison": (HEALTH_COMMISSION, MemberRole.LIAISON),
    "unit asked": ("zjw", MemberRole.OFFICER),
    "unit not asked": ("mzj", MemberRole.DIRECTOR),
    "township of the site": (TOWNSHIP, MemberRole.OFFICER),
    "other township": ("120114002", MemberRole.DIRECTOR),
    "conference office": (CONFERENCE_OFFICE, MemberRole.OFFICER),
}
COMMISSION = {"officer", "director", "liaison"}


def people():
    found = {role: make_member(code, rank).user for role, (code, rank) in ROLES.items()}
    return found | {
        "former member": make_member("zjw", active_until=date(2026, 1, 31)).user,
        "administrator": make_user(is_staff=True, is_superuser=True),
        "another operator": representative_of(make_operator(name="另一家")),
        "stranger": make_user(),
    }


def seen_by(rows, people):
    """Which roles see which of these rows."""
    return {
        name: {
            role
            for role, user in people.items()
            if type(row).objects.visible_to(user).contains(row)
        }
        for name, row in rows.items()
    }


def test_filings_are_seen_by_row():
    filings = {
        "draft": make_draft(name="草稿托育园"),
        "submitted": make_filing(name="待核对托育园"),
        "recorded": make_filing(FilingStatus.RECORDED, name="已备案托育园"),
    }
    known = COMMISSION | {"unit asked", "township of the site", "conference office"}

    assert seen_by(filings, people()) == {"draft": set(), "submitted": known, "recorded": known}
    for filing in filings.values():
        assert Filing.objects.visible_to(representative_of(filing)).get() == filing


def test_facilities_are_seen_by_row():
    facilities = {
        "draft": make_draft(name="草稿托育园").facility,
        "submitted": make_filing(name="待核对托育园").facility,
        "recorded": make_filing(FilingStatus.RECORDED, name="已备案托育园").facility,
    }
    everybody_in_office = set(ROLES)

    assert seen_by(facilities, people()) == {
        "draft": set(),
        "submitted": COMMISSION | {"township of the site"},
        "recorded": everybody_in_office,
    }
    for facility in facilities.values():
        assert Facility.objects.visible_to(representative_of(facility)).get() == facility


def test_reviews_are_seen_by_the_unit_asked_the_commission_and_as_a_state_by_the_conference():
    filing = make_filing()
    fire = {"fire": filing.reviews.get(subject="fire")}
    who = people()

    assert seen_by(fire, who)["fire"] == COMMISSION | {"unit asked", "conference office"}
    assert not Review.objects.visible_to(representative_of(filing)).exists()
    knows_states = {role for role, user in who.items() if can_read_state_of_reviews(user, filing)}
    assert knows_states == COMMISSION | {"conference office"}


def test_papers_of_the_commission_are_seen_by_it_and_by_whom_they_address():
    filing = make_filing(FilingStatus.RECORDED)
    receipt = {"receipt": Notice.objects.get(kind="receipt")}

    assert seen_by(receipt, people())["receipt"] == COMMISSION
    assert Notice.objects.visible_to(representative_of(filing)).count() == 2


def test_operators_and_representatives_are_seen_by_the_commission_and_their_own():
    operator = make_filing().facility.operator
    rows = {"operator": operator, "representative": operator.representatives.get()}

    assert seen_by(rows, people()) == {"operator": COMMISSION, "representative": COMMISSION}
    own = representative_of(operator)
    assert Operator.objects.visible_to(own).get() == operator
    assert Representative.objects.visible_to(own).get().user == own


def test_which_parts_of_a_filing_each_role_reads():
    filing, who = make_filing(), people()

    def readers(question, subject=filing):
        return {role for role, user in who.items() if question(user, subject)}

    assert readers(can_read_documents) == COMMISSION
    assert readers(can_read_notes) == COMMISSION
    assert readers(can_read_history) == COMMISSION
    assert readers(can_read_identity, filing.facility) == {"officer", "director"}
    own = representative_of(filing)
    assert can_read_documents(own, filing)
    assert can_read_history(own, filing)
    assert not can_read_notes(own, filing)
    assert not can_read_identity(own, filing.facility)


def test_a_unit_opens_the_papers_of_its_subject_while_asked_and_thirty_days_after():
    filing, who = make_filing(), people()
    paper = filing.facility.documents.get(kind=DocumentKind.FIRE_ACCEPTANCE)
    other = filing.facility.documents.get(kind=DocumentKind.PREMISES)

    def openers(document):
        return {role for role, user in who.items() if can_open_document(user, document)}

    assert openers(paper) == COMMISSION | {"unit asked"}
    assert openers(other) == COMMISSION
    answer(filing, "fire", ReviewAnswer.CONSISTENT)
    for days, is_open in ((0, True), (30, True), (31, False)):
        with at(date(2026, 3, 2) + timedelta(days=days)):
            user = make_member("zjw").user
            assert can_open_document(user, paper) == is_open
    assert can_open_document(representative_of(filing), paper)


def test_what_was_not_handed_in_yet_is_the_operators_own():
    draft = make_draft(name="草稿托育园")
    returned = send_for_correction(make_filing(name="待补正托育园"))
    officer = make_member(HEALTH_COMMISSION).user
    with at(date(2026, 3, 4)):
        new = make_document(returned.facility, DocumentKind.PREMISES)

    assert not can_open_document(officer, draft.facility.documents.first())
    assert not can_open_document(officer, new)
    assert can_open_document(representative_of(returned), new)


def test_somebody_waiting_to_be_confirmed_sees_what_they_wrote_and_nothing_else():
    others = make_filing(FilingStatus.RECORDED, name="已备案托育园")
    newcomer = make_user()
    operator = others.facility.operator
    operator.representatives.create(user=newcomer, status="pending", requested_at=others.created_at)

    assert not Filing.objects.visible_to(newcomer).exists()
    assert not Facility.objects.visible_to(newcomer).exists()
    own = make_draft(
        operator, actor=newcomer, name="新址托育园", address="天津市武清区雍阳西道 9 号"
    )
    assert list(Filing.objects.visible_to(newcomer)) == [own]
    assert list(Facility.objects.visible_to(newcomer)) == [own.facility]
    operator.representatives.filter(user=newcomer).update(
        status="ended", ended_at=others.created_at
    )
    assert not Filing.objects.visible_to(newcomer).exists()
