"""What belonging to a unit allows on the floor below, which knows no units."""

from departments.permissions import is_commission_officer

OFFICERS_MAY = frozenset({"accounts.view_failed_delivery"})


class MembershipBackend:
    """Officers of the commission look after what could not be delivered (发送失败的消息)."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        return None

    def has_perm(self, user_obj, perm, obj=None):
        return perm in OFFICERS_MAY and is_commission_officer(user_obj)

    def has_module_perms(self, user_obj, app_label):
        return False
