"""Registered but not filed (已登记未备案): somebody has to go and see."""

from departments.choices import HEALTH_COMMISSION, ReminderKind
from departments.models import Department
from departments.services.reminder import open_reminder
from registry.choices import FilingStatus, Standing
from registry.models import Facility, Filing
from registry.services.keys import unfiled_key


def remind_of_unfiled(filing: Filing) -> None:
    """Registered but not filed (已登记未备案): the officer and the township go and see."""
    facility: Facility = filing.facility
    if facility.standing != Standing.UNRECORDED or filing.status == FilingStatus.RECORDED:
        return
    units = [Department.objects.commission()]
    if filing.declaration.township:
        units.append(filing.declaration.township)
    for unit in units:
        open_reminder(
            unfiled_key(facility, unit.code),
            kind=ReminderKind.UNFILED,
            title=f"{facility}",
            body=f"上次备案申请：{filing.get_status_display()}",
            link=filing.get_absolute_url(),
            department=unit,
            handler=filing.officer if unit.code == HEALTH_COMMISSION else None,
        )
