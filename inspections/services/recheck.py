"""What a recheck (复查) leads to: each item put right or not, the whole closed or returned."""

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Deadline, add_working_days
from departments.services.reminder import close_reminder, open_reminder, wake_reminder
from inspections.choices import (
    ItemResult,
    ItemStatus,
    RectificationAction,
    RectificationStatus,
)
from inspections.models import Inspection, InspectionItem, Rectification
from inspections.services.closing import close_when_settled
from inspections.services.keys import rectification_check_key, rectification_key
from inspections.services.publication import refresh_publication
from inspections.services.reminder import tell_what_is_left
from inspections.workflow import finish_rectification, mark_item, read_rectification
from registry.choices import Standing
from registry.services.keys import facility_verification_key
from wuqing_tuoyu import clock

PUT_RIGHT = (ItemResult.CONFORMING, ItemResult.NOT_APPLICABLE)


def settle_recheck(inspection: Inspection, items: list[InspectionItem], *, actor: User) -> None:
    """Carry what was seen again over to the rectification. Call under the facility's lock."""
    rectification = read_rectification(inspection.rectification)
    if not rectification.is_open:
        return
    for item in items:
        if item.result in PUT_RIGHT:
            mark_item(item.rectification_item, ItemStatus.ACCEPTED)
        elif item.result == ItemResult.FAILED:
            mark_item(item.rectification_item, ItemStatus.REFUSED)
    tell_what_is_left(rectification)
    if not rectification.items.unaccepted().exists():
        finish_verified(rectification, actor, note="复查全部符合")
    elif rectification.status == RectificationStatus.SUBMITTED and (
        refused := rectification.items.refused().count()
    ):
        give_back(rectification, actor, note=f"复查仍有 {refused} 项不符合")


def finish_verified(rectification: Rectification, actor: User, *, note: str = "") -> Rectification:
    """Every item is put right (销号): reminders close, and what rested on it goes on."""
    rectification = finish_rectification(
        rectification, RectificationAction.VERIFY, actor, note=note, closed_at=clock.now()
    )
    close_reminder(rectification_key(rectification), note="整改已销号")
    close_reminder(rectification_check_key(rectification), note="整改已销号")
    if rectification.inspection_id:
        close_when_settled(rectification.inspection)
    elif rectification.facility.standing == Standing.NONCONFORMING:
        _ask_to_verify_again(rectification)
    return rectification


def give_back(rectification: Rectification, actor: User, *, note: str) -> Rectification:
    """The operator has to go on (退回继续整改): the deadline stays the one that was set."""
    rectification = finish_rectification(
        rectification,
        RectificationAction.RETURN,
        actor,
        note=note,
        round=rectification.round + 1,
    )
    close_reminder(rectification_check_key(rectification), note="已退回继续整改")
    wake_reminder(rectification_key(rectification))
    if rectification.inspection_id:
        refresh_publication(rectification.inspection)
    return rectification


def _ask_to_verify_again(rectification: Rectification) -> None:
    """What came from on-site verification goes back there; the standing stays as it is."""
    facility, today = rectification.facility, clock.today()
    due = add_working_days(today, 5)
    if facility.correct_by and facility.correct_by > today:
        due = Deadline(facility.correct_by)
    open_reminder(
        facility_verification_key(facility),
        kind=ReminderKind.VERIFICATION,
        title=str(facility),
        body="整改事项已全部销号，请再次到现场核实；备案状态不会自动改变",
        link=facility.get_absolute_url(),
        due=due,
        department=Department.objects.commission(),
        handler=rectification.ordered_by,
    )
