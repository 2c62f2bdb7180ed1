"""Public pages kept ready (公开页面缓存), for an installation without nginx in front.

First of all middleware, so that a kept page costs neither session nor query. A page is kept for
whoever has no session, under the version of the public side, the day and the parameters that are
known to it; what is unknown falls out, so that nobody can fill the memory. Whatever a person does
through the portal raises the version at once, whatever the clock does raises it in the workflow,
and nothing is kept for longer than a minute.
"""

import gzip
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from wuqing_tuoyu import clock

SECONDS = 60
LONGEST_QUERY = 500
LONGEST_BODY = 500_000
ONE_FACILITY = re.compile(r"/(?:api/v1/)?facilities/[2-9a-z]{10}/")
NO_PARAMETERS = frozenset()
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class KeptPage:
    """An answer as it was given: its headers, its body, the same packed."""

    headers: dict[str, str]
    body: bytes
    packed: bytes
    tag: str

    @classmethod
    def of(cls, response):
        return cls(
            headers=dict(response.headers.items()),
            body=response.content,
            packed=gzip.compress(response.content, 6, mtime=0),
            tag=f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"',
        )

    def answer(self, request):
        """304 to whoever has it, else the page, packed where the reader can unpack it."""
        if self.tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response = HttpResponseNotModified()
            for name in ("Cache-Control", "Vary"):
                response.headers[name] = self.headers[name]
        elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response = HttpResponse(self.packed, headers=self.headers)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(self.packed))
        else:
            response = HttpResponse(self.body, headers=self.headers)
            response.headers["Content-Length"] = str(len(self.body))
        response.headers["ETag"] = self.tag
        return response


class KeptPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request):
        if request.method not in SAFE:
            return self.act(request)
        key = self.key_of(request)
        if key is None:
            return self.get_response(request)
        if kept := self.pages.get(key):
            return kept.answer(request)
        asked_tag = request.META.pop("HTTP_IF_NONE_MATCH", "")
        response = self.get_response(request)
        if not may_be_kept(response):
            return response
        patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
        response.headers.setdefault("Cache-Control", "no-cache")
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

    def key_of(self, request):
        """What makes this page this page, or nothing if it is not one that is kept."""
        if request.method != "GET":
            return None
        known = self.parameters_of(request.path_info)
        if known is None or not is_without_session(request.COOKIES):
            return None
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return None
        request.GET = only(request.GET, known)
        request.META["QUERY_STRING"] = request.GET.urlencode()
        parts = (
            self.version(),
            clock.today(),
            request.scheme,
            request.META.get("HTTP_HOST", ""),
            request.COOKIES.get("text_size") == "large",
            request.path_info,
            request.META["QUERY_STRING"],
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def version(self):
        if not apps.is_installed("registry"):
            return 0
        from registry.workflow import public_version

        return public_version()

    def parameters_of(self, path):
        """The parameters a kept page knows; nothing for any other page."""
        if ONE_FACILITY.fullmatch(path):
            return NO_PARAMETERS
        return self.parameters.get(path)

    @cached_property
    def parameters(self):
        pages = {"/": NO_PARAMETERS, "/accessibility/": NO_PARAMETERS}
        if apps.is_installed("registry"):
            from registry.filters.public import PublicFacilityFilter

            search = frozenset({*PublicFacilityFilter.base_filters, "page"})
            pages |= {
                "/facilities/": search,
                "/facilities/compare/": frozenset({"id", "q"}),
                "/facilities/not-found/": NO_PARAMETERS,
                "/disclosures/": frozenset({"township", "year", "page"}),
                "/figures/": NO_PARAMETERS,
                "/guide/": NO_PARAMETERS,
                "/open-data/": NO_PARAMETERS,
                "/api/v1/facilities/": search | {"page_size", "after"},
                "/api/v1/figures/": NO_PARAMETERS,
                "/api/v1/duties/": NO_PARAMETERS,
                "/api/v1/openapi.json": NO_PARAMETERS,
            }
        return pages


def only(given, known):
    """The parameters a page knows, in one order: links on a kept page carry nobody's extras."""
    kept = QueryDict(mutable=True)
    for name in sorted(given.keys() & known):
        kept.setlist(name, given.getlist(name))
    kept._mutable = False
    return kept


def is_without_session(cookies):
    return settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies


def may_be_kept(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and len(response.content) <= LONGEST_BODY
        and "no-store" not in response.headers.get("Cache-Control", "")
        and "private" not in response.headers.get("Cache-Control", "")
    )
