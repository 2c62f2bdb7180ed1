"""The front door, and what belongs to no floor: text size and the accessibility page."""

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

A_YEAR = 365 * 24 * 60 * 60
ROBOTS = """\
# 要整份名单，请取 /open-data/ 下的每日文件，或者用接口 /api/v1/
User-agent: *
Disallow: /accounts/confirm-email/
Disallow: /accounts/password/
Disallow: /follow/
Disallow: /verify/
Allow: /verify/$
Disallow: /*?
"""


@login_not_required
@require_safe
def home(request):
    return render(request, "home.html", {"figures": figures_of_the_register()})


def figures_of_the_register():
    """What the register holds today, as label, value, unit: one query, nothing before it opens."""
    if not apps.is_installed("registry"):
        return []
    Facility = apps.get_model("registry", "Facility")
    held = Facility.objects.living().aggregate(
        facilities=Count("pk"),
        verified=Count("pk", filter=Q(standing="verified")),
        inclusive=Count("pk", filter=Q(is_inclusive=True)),
        places=Sum("capacity"),
    )
    if not held["facilities"]:
        return []
    return [
        ("在册机构", held["facilities"], "家"),
        ("已现场核实", held["verified"], "家"),
        ("普惠机构", held["inclusive"], "家"),
        ("托位", held["places"] or 0, "个"),
    ]


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "accessibility.html")


@login_not_required
@require_POST
def text_size(request):
    """Large or normal text (大字) for whoever has no script."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("size") == "large":
        response.set_cookie("text_size", "large", max_age=A_YEAR, samesite="Lax")
    else:
        response.delete_cookie("text_size", samesite="Lax")
    return response


@login_not_required
@require_safe
def favicon(request):
    """Browsers ask here where a page names no picture of its own."""
    return redirect(static("img/mark.svg"), permanent=True)


@login_not_required
@require_safe
def robots(request):
    """What machines may read page by page (爬虫须知): facilities, but no searches and no codes."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
