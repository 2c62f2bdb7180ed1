"""What anybody may do about complaints: report something, and look up what came of it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.limit import asks_too_often
from inspections.choices.complaint import ComplaintKind
from inspections.forms.complaint import ComplaintForm, LookUpForm
from inspections.models import ComplaintRoute
from inspections.services.complaint import found_by_code, submit_complaint
from registry.models import Facility
from registry.views.posting import posted, posted_files
from wuqing_tuoyu.exceptions import DomainError

MOST_COMPLAINTS = 10
MOST_LOOKUPS = 30
CODE = "complaint_code"
CODE_KEPT = 10 * 60
RECEIVED = "/complaints/received/"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_new(request):
    """Report something (反映问题), about a facility or about a place nobody registered."""
    facility = _facility_asked(request)
    form = ComplaintForm(posted(request), posted_files(request), facility=facility)
    status = 200
    if request.method == "POST" and form.is_valid():
        if asks_too_often(request, "complaint", MOST_COMPLAINTS):
            form.add_error(None, "提交得太频繁了，请 10 分钟后再试。紧急情况请直接拨打 110。")
            status = 429
        else:
            try:
                return _received(form)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
    context = {
        "form": form,
        "facility": facility,
        "hints": ComplaintRoute.objects.exclude(hint="").order_by("pk"),
        "has_photos": bool(request.FILES),
    }
    return _unkept(render(request, "inspections/complaint/new.html", context, status=status))


def _facility_asked(request):
    asked = request.POST.get("facility") or request.GET.get("facility") or ""
    if not asked.isalnum():
        return None
    return Facility.objects.listed().filter(public_id=asked).first()


def _received(form):
    """The code travels once, in a cookie that only the next page reads."""
    said = form.cleaned_data
    _, code = submit_complaint(
        facts=form.facts(), photos=said["photos"], submission=said["submission"]
    )
    response = redirect("inspections:complaint_received")
    response.set_signed_cookie(
        CODE, code, max_age=CODE_KEPT, path=RECEIVED, httponly=True, samesite="Lax"
    )
    return response


@login_not_required
@require_safe
def complaint_received(request):
    """The result page (已收到): the code, shown once."""
    code = request.get_signed_cookie(CODE, default="", max_age=CODE_KEPT)
    if not code:
        return redirect("inspections:complaint_lookup")
    response = _unkept(render(request, "inspections/complaint/received.html", {"code": code}))
    response.delete_cookie(CODE, path=RECEIVED, samesite="Lax")
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_lookup(request):
    """What came of it (查询), for whoever holds the code; a limited number of times."""
    form = LookUpForm(posted(request))
    context, status = {"form": form}, 200
    if request.method == "POST":
        if asks_too_often(request, "complaint_lookup", MOST_LOOKUPS):
            context |= {"form": LookUpForm(), "is_limited": True}
            status = 429
        elif form.is_valid():
            context |= _looked_up(form.cleaned_data["code"])
    return _unkept(render(request, "inspections/complaint/lookup.html", context, status=status))


def _looked_up(code):
    complaint = found_by_code(code)
    if complaint is None:
        return {"is_unknown": True}
    return {
        "complaint": complaint,
        "leading": complaint.leading,
        "kind": ComplaintKind(complaint.kind).label,
    }


def _unkept(response):
    """No cache keeps it and no search engine lists it."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
