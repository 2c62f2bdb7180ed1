"""Who acts for an operator (举办者), and who lets them."""

from accounts.models import User
from departments.permissions import active_member, is_administrator, is_commission_officer
from registry.choices import RepresentativeStatus
from registry.models import Operator, Representative


def represents(user: User, operator: Operator) -> bool:
    """Is this person's representation of the operator confirmed?"""
    return operator.representatives.confirmed().filter(user=user).exists()


def is_pending_representative(user: User, operator: Operator) -> bool:
    return operator.representatives.pending().filter(user=user).exists()


def can_act_as_operator(user: User) -> bool:
    """Neither staff of a unit nor administrators file: their accounts serve another purpose."""
    return active_member(user) is None and not is_administrator(user)


def has_any_operator(user: User) -> bool:
    """Is this the account of an operator, confirmed or waiting?"""
    return Representative.objects.living().filter(user=user).exists()


def can_confirm_representative(user: User, representative: Representative) -> bool:
    """An officer, or somebody whose own representation of the operator is confirmed."""
    if is_commission_officer(user):
        return True
    return representative.user_id != user.pk and represents(user, representative.operator)


def can_end_representative(user: User, representative: Representative) -> bool:
    """An officer, the person themselves, or a confirmed one who turns a request down."""
    if is_commission_officer(user) or representative.user_id == user.pk:
        return True
    return representative.status == RepresentativeStatus.PENDING and represents(
        user, representative.operator
    )
