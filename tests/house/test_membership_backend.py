"""Who looks after what could not be delivered (发送失败的消息)."""

import pytest

from accounts.permissions import can_see_failed_deliveries
from departments.choices import MemberRole
from tests.departments.factories import make_member


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "role", "may"),
    [
        ("wjw", MemberRole.OFFICER, True),
        ("wjw", MemberRole.DIRECTOR, True),
        ("wjw", MemberRole.LIAISON, False),
        ("scj", MemberRole.OFFICER, False),
    ],
)
def test_the_commission_s_officers_see_what_could_not_be_delivered(code, role, may):
    member = make_member(code, role=role)

    assert can_see_failed_deliveries(member.user) is may
