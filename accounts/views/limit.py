"""How often one address may ask (频次限制), where anybody may: a small counter that runs out."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

WINDOW = 10 * 60


def asks_too_often(request, what, most):
    """Count one more; the address itself is not kept."""
    address = get_adapter(request).get_client_ip(request)
    key = f"{what}:{salted_hmac(what, address).hexdigest()}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two calls
        return False
