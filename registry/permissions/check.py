"""Who reads the rules of the automatic checks (自动检查), and who sets them."""

from accounts.models import User
from departments.permissions import active_member, is_administrator


def can_read_checks(user: User) -> bool:
    """The rules, how often they spoke and were overruled: all staff, and administrators."""
    return active_member(user) is not None or is_administrator(user)


def can_set_checks(user: User) -> bool:
    return is_administrator(user)
