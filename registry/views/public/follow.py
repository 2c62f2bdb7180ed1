"""Following a facility or a township by mail (关注): asked, confirmed, left with one click."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.limit import WINDOW, asks_too_often
from departments.models import Department
from registry.forms.follow import FollowForm
from registry.models import Facility, Follow
from registry.services.follow import ask_to_follow, confirm_follow, leave

MOST_ASKED = 20


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def facility_follow(request, public_id):
    """Hear of changes of one facility."""
    facility = get_object_or_404(Facility.objects.listed(), public_id=public_id)
    return _ask(request, facility, facility.get_absolute_url(), facility=facility)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def township_follow(request, code):
    """Hear of changes of every facility in a township, new ones too."""
    township = get_object_or_404(Department.objects.active().townships(), code=code)
    back = f"{reverse('registry:facility_list')}?township={code}"
    return _ask(request, township, back, township=township)


def _ask(request, subject, back, **followed):
    form = FollowForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "subject": subject, "back": back, "followed": followed}
    if request.method == "POST" and asks_too_often(request, "follow", MOST_ASKED):
        context |= {"form": FollowForm(), "is_limited": True}
        refused = render(request, "registry/follow/ask.html", context, status=429)
        refused["Retry-After"] = str(WINDOW)
        return refused
    if form.is_valid():
        ask_to_follow(form.cleaned_data["email"], **followed)
        return render(request, "registry/follow/asked.html", context)
    return render(request, "registry/follow/ask.html", context)


def _follow_of(token):
    return get_object_or_404(Follow.objects.select_related("facility", "township"), token=token)


@login_not_required
@never_cache
@require_safe
def follow_detail(request, token):
    """Where the letters lead: confirm, or leave."""
    answer = render(request, "registry/follow/detail.html", {"follow": _follow_of(token)})
    answer["X-Robots-Tag"] = "noindex"
    return answer


@login_not_required
@require_POST
def follow_confirm(request, token):
    confirm_follow(_follow_of(token))
    return redirect("registry:follow_detail", token)


@login_not_required
@csrf_exempt  # mail programs post here by themselves; whoever holds the token may leave
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_leave(request, token):
    """One click and the address is gone (退订); looking alone changes nothing."""
    if request.method != "POST":
        return redirect("registry:follow_detail", token)
    follow = Follow.objects.select_related("facility", "township").filter(token=token).first()
    if follow is not None:
        leave(follow)
    return render(request, "registry/follow/left.html", {"follow": follow})
