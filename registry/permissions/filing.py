"""Who handles a filing (备案申请), and who may read which parts of it."""

from accounts.models import User
from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.permissions import is_commission_director, is_commission_officer, is_of
from registry.choices import FilingStatus
from registry.models import Filing
from registry.permissions.operator import is_pending_representative, represents


def can_submit_filing(user: User, filing: Filing) -> bool:
    if represents(user, filing.facility.operator):
        return True
    return filing.created_by_id == user.pk and is_pending_representative(
        user, filing.facility.operator
    )


def can_review_filing(user: User, filing: Filing) -> bool:
    return is_commission_officer(user)


def can_return_filing(user: User, filing: Filing) -> bool:
    """An officer while it is being checked, the director once it lies before them."""
    if filing.status == FilingStatus.PROPOSED:
        return is_commission_director(user)
    return is_commission_officer(user)


def can_send_back_filing(user: User, filing: Filing) -> bool:
    return is_commission_director(user)


def can_decide_filing(user: User, filing: Filing) -> bool:
    """A director who neither proposed it (拟办人不得签发) nor acts for the operator."""
    if not is_commission_director(user) or filing.proposed_by_id == user.pk:
        return False
    return not filing.facility.operator.representatives.living().filter(user=user).exists()


def can_assign_filing(user: User, filing: Filing) -> bool:
    return is_commission_director(user)


def can_overrule_finding(user: User, filing: Filing) -> bool:
    """Whoever checks a filing may find the machine wrong."""
    return is_commission_officer(user)


def can_read_everything(user: User) -> bool:
    """The commission reads documents, notes and history of all that was received."""
    return is_of(user, HEALTH_COMMISSION)


def can_read_notes(user: User, filing: Filing) -> bool:
    """Internal notes and the units' words stay within the commission."""
    return is_of(user, HEALTH_COMMISSION)


def can_read_history(user: User, filing: Filing) -> bool:
    """The course of a filing: its operator's, the commission's."""
    return is_of(user, HEALTH_COMMISSION) or can_submit_filing(user, filing)


def can_read_state_of_reviews(user: User, filing: Filing) -> bool:
    return is_of(user, HEALTH_COMMISSION) or is_of(user, CONFERENCE_OFFICE)


def can_read_documents(user: User, filing: Filing) -> bool:
    """All papers of a filing: its operator and the commission."""
    return is_of(user, HEALTH_COMMISSION) or can_submit_filing(user, filing)
