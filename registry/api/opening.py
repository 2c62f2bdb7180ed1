"""What every open address of the API shares: anybody may read, not too fast, ETag, JSON."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView


class OpenPace(AnonRateThrottle):
    """Counted in each process by address: a missing cache server stops nobody and frees nobody."""

    cache = caches["counters"]


NOT_THERE = "没有这一项。"


@method_decorator(conditional_page, name="dispatch")
class OpenView(APIView):
    """Open to anybody (公开接口): no account, no cookie, limited by address."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (OpenPace,)

    @classmethod
    def as_view(cls, **initkwargs):
        return login_not_required(super().as_view(**initkwargs))


def refuse(faults):
    """400 with one Chinese sentence for each bad value."""
    sentences = list(faults.values())
    raise ValidationError({"detail": sentences[0], "errors": faults})
