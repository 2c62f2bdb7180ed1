"""Public pages kept ready (公开页面缓存): here where nothing stands in front, else by nginx.

First of all middleware, so that a kept page costs neither session nor query. It is kept under the
version of the public side and the day. Whatever a person does through the portal raises the version
at once, whatever the clock does raises it in the workflow, and nothing is kept for longer than a
minute. Behind nginx the portal keeps nothing and says what may be kept there, for a second.
Asked for again in the same words, a kept page is answered before Django makes a request of them.
"""

import hashlib
import time
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

SECONDS = 30  # here, and as many again by its words
# A reader asks each time; nginx counts whole seconds, so that its copy is never older than two
IN_FRONT = "max-age=0, must-revalidate, s-maxage=1"
SAFE = ("GET", "HEAD", "OPTIONS")
WORDS = ("wsgi.url_scheme", "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE")
COOKIES = (None, "", "text_size=large")
MOST_WORDS = 500
NOT_KEPT = None, None, 0
STATUS_LINES = {200: "200 OK", 304: "304 Not Modified"}

_by_words: dict = {}


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
        present = version(), clock.today()
        key = key_of(request, present)
        if kept := self.pages.get(key):
            remember(request, kept, present)
            return kept.answer(request)
        asked_tag = request.META.pop("HTTP_IF_NONE_MATCH", "")
        response = self.get_response(request)
        if not may_be_kept(response):
            return response
        mark_as_shared(response)
        if not is_short(response):
            return response
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


class KeptAnswers:
    """Around Django: answers what was asked before, for as long as that is sure (现成的回答)."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        environ["portal.words"] = words = words_of(environ)
        page, present, until = _by_words.get(words, NOT_KEPT)
        if time.monotonic() >= until or present != (known_version(), clock.today()):
            return self.application(environ, start_response)
        status, headers, body = page.chosen(environ)
        start_response(STATUS_LINES[status], list(headers.items()))
        return [body]


def words_of(environ):
    """The plain words a page is asked for in; nothing where there is more to look at."""
    if environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_COOKIE") in COOKIES:
        return tuple(environ.get(name) for name in WORDS)
    return None


def remember(request, page, present):
    """Another time the page may be found by its words; each page by one way to put them."""
    words = request.META.get("portal.words")
    if words is None or words != words_of(request.META):  # what was unknown has fallen out
        return
    if len(_by_words) >= MOST_WORDS:
        _by_words.clear()
    _by_words[words] = page, present, time.monotonic() + SECONDS


def key_of(request, present):
    """What makes this page this page."""
    parts = (
        present,
        request.method,
        request.scheme,
        request.META.get("HTTP_HOST", ""),
        request.COOKIES.get("text_size") == "large",
        request.path_info,
        request.META["QUERY_STRING"],
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def known_version():
    """The version, where nobody need be asked for it."""
    if not apps.is_installed("registry"):
        return 0
    from registry.workflow import known_version

    return known_version()


def version():
    if not apps.is_installed("registry"):
        return 0
    from registry.workflow import public_version

    return public_version()
