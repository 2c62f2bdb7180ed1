"""Who acts for two units, or beside others for one operator, sees what each of them brings."""

from datetime import date

import pytest

from departments.choices import MemberRole
from registry.choices import FilingStatus
from registry.models import Facility, Filing, Notice, Review
from registry.permissions import can_open_document
from registry.services.representative import end_representative
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    TOWNSHIP,
    make_filing,
    make_operator,
    representative_of,
    send_for_correction,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def standing_in():
    """The director of one unit who acts for the township and for the unit asked (代行)."""
    user = make_member("mzj", MemberRole.DIRECTOR).user
    for code in (TOWNSHIP, "zjw"):
        make_member(code, MemberRole.OFFICER, user=user, active_until=date(2026, 12, 31))
    return user


def test_who_stands_in_for_a_unit_sees_its_questions_too():
    filing, user = make_filing(), standing_in()
    fire = filing.reviews.get(subject="fire")

    seen = Review.objects.visible_to(user)

    assert {review.department.code for review in seen} == {"zjw", TOWNSHIP}
    assert Filing.objects.visible_to(user).get() == filing
    assert Facility.objects.visible_to(user).get() == filing.facility
    assert can_open_document(user, fire.document)


def test_a_request_that_ended_takes_no_papers_from_who_still_waits():
    operator = make_operator(status="pending")
    waiting = representative_of(operator)
    filing = send_for_correction(make_filing(operator=operator, actor=waiting))
    other = make_user()
    ended = operator.representatives.create(user=other, requested_at=filing.created_at)
    end_representative(ended, actor=other)

    assert filing.status == FilingStatus.RETURNED
    assert Notice.objects.visible_to(waiting).get() == filing.notices.get()
    assert not Notice.objects.visible_to(other).exists()
