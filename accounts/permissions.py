"""Who may do what with messages (权限)."""

from accounts.models import User


def can_see_failed_deliveries(user: User) -> bool:
    """Administrators, and whoever was given the permission by hand."""
    return user.is_active and (user.is_staff or user.has_perm("accounts.view_failed_delivery"))
