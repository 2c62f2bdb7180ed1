"""Who may do what to a facility (托育机构): its standing, its pauses, what it shows."""

from accounts.models import User
from departments.permissions import is_commission_director, is_commission_officer
from registry.choices import Standing
from registry.models import Facility
from registry.permissions.operator import is_pending_representative, represents


def can_act_for_facility(user: User, facility: Facility) -> bool:
    """A confirmed representative may; a pending one only for what it created itself."""
    if represents(user, facility.operator):
        return True
    return (
        facility.standing == Standing.UNRECORDED
        and is_pending_representative(user, facility.operator)
        and facility.filings.filter(created_by=user).exists()
    )


def can_verify_facility(user: User, facility: Facility) -> bool:
    """An officer; the way back from nonconforming is the director's."""
    if facility.standing == Standing.NONCONFORMING:
        return is_commission_director(user)
    return is_commission_officer(user)


def can_record_verification(user: User, facility: Facility) -> bool:
    return is_commission_officer(user)


def can_find_nonconforming(user: User, facility: Facility) -> bool:
    return is_commission_director(user)


def can_extend_correction(user: User, facility: Facility) -> bool:
    return is_commission_director(user)


def can_pause_facility(user: User, facility: Facility) -> bool:
    """Its operator; a stop by order is the director's."""
    return represents(user, facility.operator) or is_commission_director(user)


def can_resume_facility(user: User, facility: Facility) -> bool:
    """Whoever may open that kind of pause may end it."""
    pause = facility.open_pause
    if pause is None:
        return can_pause_facility(user, facility)
    if pause.is_ordered:
        return is_commission_director(user)
    return represents(user, facility.operator)


def can_close_facility(user: User, facility: Facility) -> bool:
    return is_commission_director(user)


def can_set_point(user: User, facility: Facility) -> bool:
    """Whoever stands at its door: a confirmed representative, or an officer of the commission."""
    return represents(user, facility.operator) or is_commission_officer(user)


def can_mark_inclusive(user: User, facility: Facility) -> bool:
    return is_commission_officer(user)


def can_read_identity(user: User, facility: Facility) -> bool:
    """Whole identity numbers: the commission's officers, each look recorded."""
    return is_commission_officer(user)
