"""What reminders of a rectification say (整改提醒): how many items are left today."""

from departments.choices import ReminderKind
from departments.services.calendar import Deadline, add_working_days
from departments.services.parameter import parameter
from departments.services.reminder import open_reminder, reword_reminder
from inspections.models import Rectification
from inspections.services.keys import rectification_check_key, rectification_key
from registry.notifications.people import operators_people
from wuqing_tuoyu import clock


def ask_to_put_right(rectification: Rectification) -> None:
    """The operator puts the items right; its unit watches the deadline."""
    open_reminder(
        rectification_key(rectification),
        kind=ReminderKind.RECTIFICATION,
        title=str(rectification.facility),
        link=rectification.get_absolute_url(),
        due=Deadline(rectification.due_on),
        department=rectification.department,
        handler=rectification.ordered_by,
        addressees=operators_people(rectification.facility),
        **_words_of_order(rectification),
    )


def ask_to_check(rectification: Rectification) -> None:
    """The unit looks at what the operator handed in (请核查)."""
    days = int(parameter("rectification_check_days", clock.today()))
    open_reminder(
        rectification_check_key(rectification),
        kind=ReminderKind.RECTIFICATION_CHECK,
        title=str(rectification.facility),
        link=rectification.get_absolute_url(),
        due=add_working_days(clock.today(), days),
        department=rectification.department,
        handler=rectification.ordered_by,
        body=f"机构提交了 {rectification.items.answered().count()} 项整改情况，请逐项核查",
    )


def tell_what_is_left(rectification: Rectification) -> None:
    """After an item was settled: both reminders say the numbers of today."""
    reword_reminder(rectification_key(rectification), **_words_of_order(rectification))
    waiting = rectification.items.answered().count()
    to_check = f"机构提交的整改情况还有 {waiting} 项没有核查"
    if not waiting:
        to_check = "各项都已核查，请销号或者退回"
    reword_reminder(rectification_check_key(rectification), body=to_check)


def _words_of_order(rectification: Rectification) -> dict[str, str]:
    """To the operator, to the officer and to the director of the unit."""
    items, left = rectification.items.count(), rectification.items.unaccepted().count()
    number = f"{items} 项" if left == items else f"{items} 项，还有 {left} 项没有改好"
    return {
        "body": f"{rectification.department}责令整改 {number}，请逐项改正并上传照片",
        "officer_body": f"责令机构整改 {number}；逾期没有提交的，请联系机构，需要时到现场复查",
        "director_body": f"责令机构整改 {number}；机构确有困难的，期限由您决定延长一次",
    }
