"""How fast a stranger may turn public pages (访问频率): whoever wants all of it takes the file."""

from django.conf import settings
from django.core.cache import caches
from django.shortcuts import render
from rest_framework.throttling import AnonRateThrottle

FILES = (".csv", ".geojson", ".json")
WITHOUT_LIMIT = ("/static/", "/api/", "/healthz", "/readyz", "/accounts/")


class Pace(AnonRateThrottle):
    """Counted in each process by address; a missing cache server stops nobody and frees nobody."""

    cache = caches["counters"]

    def __init__(self, scope):
        self.scope = scope
        self.rate = settings.PUBLIC_RATES.get(scope)
        self.num_requests, self.duration = self.parse_rate(self.rate)


class PublicPaceMiddleware:
    """Strangers turn pages at a reader's pace; whoever is signed in is known and not counted."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(WITHOUT_LIMIT) or request.user.is_authenticated:
            return self.get_response(request)
        pace = Pace("file" if request.path_info.endswith(FILES) else "page")
        if pace.allow_request(request, None):
            return self.get_response(request)
        response = render(request, "429.html", {"is_reading": True}, status=429)
        response.headers["Retry-After"] = str(int(pace.wait() or 1) + 1)
        return response
