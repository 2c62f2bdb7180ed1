"""Closed by default: who is not signed in, or lacks the second factor, gets no further."""

import time

from allauth.mfa.utils import is_mfa_enabled
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

KNOWN_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
LONGEST_QUERY = 64_000  # a page repeats it in its links
WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/healthz", "/readyz")


class PlainRequestsMiddleware:
    """Refuses TRACE and its like, a NUL, which no database looks up, and endless queries (请求)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in KNOWN_METHODS:
            return HttpResponseNotAllowed(KNOWN_METHODS)
        if "\0" in request.path_info or len(request.META["QUERY_STRING"]) > LONGEST_QUERY:
            raise BadRequest
        return self.get_response(request)


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Sends strangers to sign-in; a part of a page sends its whole page there."""

    def handle_no_permission(self, request, view_func):
        if not request.htmx:
            return super().handle_no_permission(request, view_func)
        whole_page = request.htmx.current_url_abs_path or "/"
        sign_in = redirect_to_login(whole_page, self.get_login_url(view_func))
        return HttpResponseClientRedirect(sign_in.url)


class SessionLimitsMiddleware:
    """Ends a session that was left alone, or that has lasted a whole working day."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self.end_or_keep(request)
        return self.get_response(request)

    def end_or_keep(self, request):
        present = int(time.time())
        began = request.session.setdefault("began_at", present)
        seen = request.session.get("seen_at", present)
        too_long = present - began > settings.SESSION_COOKIE_AGE
        if too_long or present - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
        elif "seen_at" not in request.session or present - seen >= 60:
            request.session["seen_at"] = present  # a write a minute, not one a request


class PrivatePagesMiddleware:
    """What was made for one reader is kept by no cache: after sign-out it is gone (不留存)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class StaffSecondFactorMiddleware:
    """Members of units and administrators set up a second factor before they work (双因素认证)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.must_set_up(request):
            messages.info(request, "工作人员账号须先启用双因素认证，请按提示设置后继续。")
            if request.htmx:
                return HttpResponseClientRedirect("/accounts/2fa/")
            return redirect("mfa_index")
        return self.get_response(request)

    def must_set_up(self, request):
        if not settings.STAFF_SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return False
        if request.path.startswith(WITHOUT_SECOND_FACTOR):
            return False
        return is_staff(request.user) and not is_mfa_enabled(request.user)


def is_staff(user):
    """Whether somebody works for a unit or administers the portal."""
    if user.is_staff:
        return True
    if not apps.is_installed("departments"):
        return False
    from departments.permissions import active_member

    return active_member(user) is not None
