"""Public pages kept ready (公开页面缓存): here where nothing stands in front, else by nginx.

First of all middleware, so that a kept page costs neither session nor query. It is kept under the
version of the public side and the day. Whatever a person does through the portal raises the version
at once, whatever the clock does raises it in the workflow, and nothing is kept for longer than a
minute. Behind nginx the portal keeps nothing and says what may be kept there, for a second.
"""

import hashlib
from contextlib import suppress

from django.apps import apps
from django.core.cache import caches
from django.db import DatabaseError

from wuqing_tuoyu import clock
from wuqing_tuoyu.public_pages import (
    KeptPage,
    is_for_everybody,
    is_short,
    mark_as_shared,
    may_be_kept,
)

SECONDS = 60
# A reader asks each time; nginx counts whole seconds, so that its copy is never older than two
IN_FRONT = "max-age=0, must-revalidate, s-maxage=1"
SAFE = ("GET", "HEAD", "OPTIONS")


class KeptPagesMiddleware:
    """For an installation without nginx in front."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request):
        if request.method not in SAFE:
            return self.act(request)
        if not is_for_everybody(request):
            return self.get_response(request)
        key = key_of(request)
        if kept := self.pages.get(key):
            return kept.answer(request)
        asked_tag = request.META.pop("HTTP_IF_NONE_MATCH", "")
        response = self.get_response(request)
        if not may_be_kept(response) or not is_short(response):
            return response
        mark_as_shared(response)
        page = KeptPage.of(response)
        self.pages.set(key, page, SECONDS)
        request.META["HTTP_IF_NONE_MATCH"] = asked_tag
        return page.answer(request)

    def act(self, request):
        """What somebody signed in does may show on the public side: keep nothing from before it."""
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and apps.is_installed("registry"):
            from registry.workflow import raise_public_version

            with suppress(DatabaseError):  # what was done is done; a minute later it shows anyway
                raise_public_version()
        return response


class OfferedPagesMiddleware:
    """Behind nginx: tells it of which answers it may keep a copy, packed and tagged (可留存)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_for_everybody(request):
            return self.get_response(request)
        response = self.get_response(request)
        if not may_be_kept(response):
            return response
        response.headers.setdefault("Cache-Control", IN_FRONT)
        mark_as_shared(response)
        return KeptPage.of(response).answer(request) if is_short(response) else response


def key_of(request):
    """What makes this page this page."""
    parts = (
        version(),
        clock.today(),
        request.scheme,
        request.META.get("HTTP_HOST", ""),
        request.COOKIES.get("text_size") == "large",
        request.path_info,
        request.META["QUERY_STRING"],
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def version():
    if not apps.is_installed("registry"):
        return 0
    from registry.workflow import public_version

    return public_version()
