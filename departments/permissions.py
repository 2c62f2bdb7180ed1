"""Who someone is among the units: asked by every floor above, answered here alone."""

from accounts.models import User
from departments.choices import (
    CONFERENCE_OFFICE,
    HAND_CLOSED_KINDS,
    HEALTH_COMMISSION,
)
from departments.models import Department, Member, Reminder
from wuqing_tuoyu import clock


def active_members(user: User) -> list[Member]:
    """The roles a user holds today (任职、代行), the highest first; read once a request."""
    if not user.is_authenticated:
        return []
    today = clock.today()
    if getattr(user, "_members_on", None) != today:
        members = Member.objects.active(today).filter(user_id=user.pk)
        user._members = list(members.select_related("department").highest_role_first())
        user._members_on = today
    return user._members


def active_member(user: User) -> Member | None:
    """The role that counts for a user today, or None for operators and strangers."""
    return next(iter(active_members(user)), None)


def departments_of(user: User) -> list[Department]:
    """The units a user belongs to today, by membership or standing in (代行), the leading first."""
    return list(dict.fromkeys(member.department for member in active_members(user)))


def is_of(user: User, code: str) -> bool:
    """Whether a user belongs to the unit with this code today, in whatever role."""
    return any(member.department.code == code for member in active_members(user))


def is_member_of(user: User, department: Department) -> bool:
    """Whether a user belongs to this unit today, in whatever role."""
    return any(member.department_id == department.pk for member in active_members(user))


def is_officer_of(user: User, department: Department) -> bool:
    """Whether a user may act for this unit (经办人或负责人)."""
    return any(
        member.department_id == department.pk and member.may_act for member in active_members(user)
    )


def is_director_of(user: User, department: Department) -> bool:
    """Whether a user decides for this unit (负责人)."""
    return any(
        member.department_id == department.pk and member.is_director
        for member in active_members(user)
    )


def is_commission_officer(user: User) -> bool:
    """Whether a user acts for the health commission (区卫生健康委经办人或负责人)."""
    return any(
        member.department.code == HEALTH_COMMISSION and member.may_act
        for member in active_members(user)
    )


def is_commission_director(user: User) -> bool:
    """Whether a user signs for the health commission (区卫生健康委负责人)."""
    return any(
        member.department.code == HEALTH_COMMISSION and member.is_director
        for member in active_members(user)
    )


def is_conference_office(user: User) -> bool:
    """Whether a user belongs to the office of the joint conference (联席会议办公室)."""
    return is_of(user, CONFERENCE_OFFICE)


def is_administrator(user: User) -> bool:
    """Whether a user administers the portal (管理员)."""
    return bool(user.is_authenticated and user.is_active and user.is_staff and user.is_superuser)


def can_read_reminders(user: User) -> bool:
    """Reminders of units are read by their members and by the conference office."""
    return active_member(user) is not None


def acting_departments(user: User) -> list[Department]:
    """The units a user may act for today; a liaison acts for none."""
    return [member.department for member in active_members(user) if member.may_act]


def can_read_activities(user: User) -> bool:
    """What units did under their duties (履职记录) is read by all staff."""
    return active_member(user) is not None or is_administrator(user)


def can_urge_reminder(user: User, reminder: Reminder) -> bool:
    """Only the conference office urges (催办), and only a unit."""
    return reminder.department_id is not None and any(
        member.department.code == CONFERENCE_OFFICE and member.may_act
        for member in active_members(user)
    )


def can_close_reminder(user: User, reminder: Reminder) -> bool:
    """The unit's officers, or the person named, close by hand what no act closes."""
    if reminder.kind not in HAND_CLOSED_KINDS:
        return False
    if reminder.department_id and is_officer_of(user, reminder.department):
        return True
    return reminder.is_personal and (
        reminder.handler_id == user.pk or user in reminder.addressees.all()
    )


def can_edit_calendar(user: User) -> bool:
    """Administrators and the commission's director enter a year's days off (放假安排)."""
    return is_administrator(user) or is_commission_director(user)
