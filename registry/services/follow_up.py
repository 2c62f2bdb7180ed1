"""Where a nonconformity is followed up (责令整改): on a floor above, if one answers there."""

from django.urls import Resolver404, resolve

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Deadline
from departments.services.reminder import open_reminder
from registry.models import Verification
from registry.services.keys import follow_up_key

ADDRESS = "/rectifications/from-verification/{}/"


def ask_to_follow_up(verification: Verification, due: Deadline, *, handler: User) -> None:
    """Ask the commission to order what was found wanting to be put right, in one step."""
    address = ADDRESS.format(verification.pk)
    try:
        resolve(address)
    except Resolver404:
        return
    facility = verification.facility
    open_reminder(
        follow_up_key(facility),
        kind=ReminderKind.FOLLOW_UP,
        title=f"{facility}",
        body="核实不符合：可以把理由一次转为责令限期改正",
        link=address,
        due=due,
        department=Department.objects.commission(),
        handler=handler,
    )
