"""What waits on an operator's workbench before anything is handed in, and changes of nothing."""

import pytest

from departments.models import Reminder
from registry.choices import FilingKind
from registry.services.drafts import discard_filing, start_filing
from registry.services.keys import authorization_key, draft_key
from registry.services.representative import confirm_representative, request_representation
from tests.departments.factories import make_user
from tests.registry.factories import (
    make_credit_code,
    make_draft,
    make_facility,
    make_officer,
    make_operator,
    representative_of,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def waits(key):
    return Reminder.objects.open().filter(key=key).exists()


def test_a_draft_waits_for_whoever_began_it_until_it_is_handed_in():
    filing = make_draft()
    assert waits(draft_key(filing))
    assert list(Reminder.objects.get(key=draft_key(filing)).addressees.all()) == [
        representative_of(filing)
    ]

    submit(filing)

    assert not waits(draft_key(filing))


def test_a_draft_thrown_away_waits_for_nobody():
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))
    key = draft_key(filing)

    discard_filing(filing, actor=representative_of(operator))

    assert not waits(key)


def test_the_sealed_paper_is_asked_for_until_the_person_is_confirmed():
    representative = request_representation(
        credit_code=make_credit_code(), operator_name="天津新芽托育服务有限公司", actor=make_user()
    )
    assert waits(authorization_key(representative))

    confirm_representative(representative, actor=make_officer())

    assert not waits(authorization_key(representative))


def test_a_change_of_nothing_is_not_taken():
    facility = make_facility()
    change = start_filing(
        facility.operator,
        actor=representative_of(facility),
        kind=FilingKind.CHANGE,
        facility=facility,
    )

    with pytest.raises(DomainError, match="还没有改动任何内容"):
        submit(change)
