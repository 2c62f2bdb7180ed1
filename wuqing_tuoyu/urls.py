"""Addresses. Each installed floor brings its own; the roof adds what crosses floors."""

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from wuqing_tuoyu.views import health, home, look

if apps.is_installed("registry"):
    from registry.views.operator import register
else:
    from accounts.views.register import register

admin.site.site_header = "武清区托育机构登记备案门户 · 系统管理"
admin.site.site_title = "系统管理"
admin.site.index_title = "系统管理"
admin.site.enable_nav_sidebar = False  # lists need the width
admin.site.login = secure_admin_login(admin.site.login)

FLOORS = ("inspections", "registry", "departments", "accounts")

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("text-size/", home.text_size, name="text_size"),
    path("favicon.ico", home.favicon, name="favicon"),
    path("robots.txt", home.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("accounts/signup/", login_not_required(RedirectView.as_view(url="/accounts/register/"))),
    path("accounts/", include("allauth.urls")),
    path("accounts/register/", register, name="account_signup"),
    *(path("", include(f"{floor}.urls")) for floor in FLOORS if apps.is_installed(floor)),
]

if apps.is_installed("departments"):
    from wuqing_tuoyu.views import calendar

    urlpatterns += [
        path("calendar/", calendar.calendar_list, name="calendar_list"),
        path("calendar/<int:year>/", calendar.calendar_year, name="calendar_year"),
    ]

if apps.is_installed("registry"):
    from wuqing_tuoyu.views import timeline

    place = "facilities/<str:public_id>/timeline"
    urlpatterns += [
        path(f"{place}/", timeline.facility_timeline, name="facility_timeline"),
        path(f"{place}.xlsx", timeline.facility_timeline_sheet, name="facility_timeline_sheet"),
    ]

if apps.is_installed("inspections"):
    from wuqing_tuoyu.views import supervision

    urlpatterns += [
        path("supervision/", supervision.supervision, name="supervision"),
        path("supervision.xlsx", supervision.supervision_sheet, name="supervision_sheet"),
    ]

if settings.LOOK_PAGE:
    urlpatterns += [path("look/", look.look, name="look")]
