"""Who brings in facilities filed before the portal (存量导入), and who settles it."""

from accounts.models import User
from departments.permissions import is_commission_director, is_commission_officer


def can_settle_import(user: User) -> bool:
    return is_commission_director(user)


def can_upload_import(user: User) -> bool:
    return is_commission_officer(user)
