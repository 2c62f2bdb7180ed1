"""Pages that are the same for everybody (公开页面): which they are, and how an answer is kept.

A page is for everybody where whoever asks has no session, and under the parameters that are known
to it; what is unknown falls out of the request before the page is made.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.utils.cache import patch_vary_headers

LONGEST_QUERY = 500
LONGEST_BODY = 500_000
FACILITY = re.compile(r"/(?:api/v1/)?facilities/[2-9a-z]{10}/")
FEED = re.compile(r"/(?:facilities|townships)/[0-9a-z]+/feed/")
GZIP_REFUSED = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
NO_PARAMETERS = frozenset()


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

    def chosen(self, asked):
        """Status, headers, body: 304 to whoever has it, packed where the reader can unpack it."""
        if self.tag.removeprefix("W/") in asked.get("HTTP_IF_NONE_MATCH", ""):
            kept = {name: self.headers[name] for name in ("Cache-Control", "Vary")}
            return 304, kept | {"ETag": self.tag}, b""
        if can_unpack(asked.get("HTTP_ACCEPT_ENCODING", "")):
            packed = {"Content-Encoding": "gzip", "Content-Length": str(len(self.packed))}
            return 200, self.headers | packed | {"ETag": self.tag}, self.packed
        length = {"Content-Length": str(len(self.body))}
        return 200, self.headers | length | {"ETag": self.tag}, self.body

    def answer(self, request):
        status, headers, body = self.chosen(request.META)
        if status == 304:
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(body, headers=headers)


def can_unpack(encodings):
    """Whether a reader takes packed answers: named, and not named to be refused (gzip;q=0)."""
    return "gzip" in encodings and not GZIP_REFUSED.search(encodings)


def is_for_everybody(request):
    """Whether the answer is nobody's own; leaves the request with known parameters only."""
    if request.method not in ("GET", "HEAD") or not is_without_session(request.COOKIES):
        return False
    known = parameters_of(request.path_info)
    if known is None or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    request.GET = only(request.GET, known)
    request.META["QUERY_STRING"] = request.GET.urlencode()
    return True


def is_without_session(cookies):
    return settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies


def parameters_of(path):
    """The parameters such a page knows; nothing for any other page."""
    if FACILITY.fullmatch(path) or FEED.fullmatch(path):
        return NO_PARAMETERS
    return parameters_by_path().get(path)


@cache
def parameters_by_path():
    pages = {"/": NO_PARAMETERS}
    if apps.is_installed("registry"):
        from registry.filters.public import PublicFacilityFilter

        search = frozenset(PublicFacilityFilter.base_filters)
        pages |= {
            "/facilities/": search | {"page"},
            "/facilities.csv": search | {"bom"},
            "/facilities.geojson": search,
            "/facilities.json": search,
            "/facilities/compare/": frozenset({"id", "q"}),
            "/facilities/not-found/": NO_PARAMETERS,
            "/disclosures/": frozenset({"township", "year", "page"}),
            "/figures/": NO_PARAMETERS,
            "/guide/": NO_PARAMETERS,
            "/open-data/": NO_PARAMETERS,
            "/api/v1/facilities/": search | {"page", "page_size", "after"},
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


def may_be_kept(response):
    control = response.headers.get("Cache-Control", "")
    is_private = "no-store" in control or "private" in control
    return response.status_code == 200 and not response.cookies and not is_private


def is_short(response):
    """Whether it can be held in memory whole; a file of the register is sent as it is read."""
    return not response.streaming and len(response.content) <= LONGEST_BODY


def mark_as_shared(response):
    """Say what the page depends on, and that a reader's own copy is asked after each time."""
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    response.headers.setdefault("Cache-Control", "no-cache")
