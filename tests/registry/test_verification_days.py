"""The day somebody was on site counts for what stood on that day, and not for what came later."""

from datetime import date

import pytest

from tests.departments.factories import at
from tests.registry.acts import find, look, record_change, verify
from tests.registry.factories import make_facility
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def test_a_visit_from_before_the_finding_or_the_change_says_nothing_about_what_came_after():
    facility = make_facility()
    with at(date(2026, 3, 9)):
        find(facility)
    with at(date(2026, 3, 20)), pytest.raises(DomainError, match="早于 2026年3月9日"):
        look(facility, visited_on=date(2026, 3, 6))

    with at(date(2026, 3, 23)):
        verify(facility)
    with at(date(2026, 3, 25)):
        record_change(facility)
    with at(date(2026, 3, 27)), pytest.raises(DomainError, match="早于 2026年3月25日"):
        look(facility, visited_on=date(2026, 3, 24))
