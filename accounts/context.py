"""What every page knows about the inbox of whoever reads it."""

from django.utils.functional import SimpleLazyObject

from accounts.models import Message


def inbox(request):
    """`unread_count`: counted only where a page shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"unread_count": SimpleLazyObject(Message.objects.visible_to(user).unread().count)}
