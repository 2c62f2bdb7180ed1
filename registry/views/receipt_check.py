"""Receipt check (核对回执): anybody may see what a paper is worth today."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.limit import WINDOW, asks_too_often
from registry.forms.receipt_check import CodeForm, NumberAndNameForm
from registry.services.notice.check import check_receipt, facility_by_number, newest_receipt
from registry.services.published import findings_of
from wuqing_tuoyu import clock

MOST_LOOKUPS = 30


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check_form(request):
    """Look a receipt up by what is printed on it; a limited number of times."""
    is_code = "code" in request.POST
    asked = request.POST or None
    numbers = NumberAndNameForm(None if is_code else asked)
    codes = CodeForm(asked if is_code else None)
    if request.method == "POST" and asks_too_often(request, "receipt_check", MOST_LOOKUPS):
        forms = NumberAndNameForm(), CodeForm()
        refused = _form_page(request, *forms, status=429, is_limited=True)
        refused["Retry-After"] = str(WINDOW)
        return refused
    if codes.is_valid():
        return redirect("registry:receipt_check", token=codes.cleaned_data["code"])
    if not numbers.is_valid():
        return _form_page(request, numbers, codes)
    facility = facility_by_number(**numbers.cleaned_data)
    if facility is None:
        return _form_page(request, numbers, codes, is_unknown=True)
    if receipt := newest_receipt(facility):
        return redirect("registry:receipt_check", token=receipt.token)
    return redirect(facility)


def _form_page(request, numbers, codes, status=200, **context):
    context |= {"numbers": numbers, "codes": codes}
    return render(request, "registry/notice/check_form.html", context, status=status)


@login_not_required
@require_safe
def receipt_check(request, token):
    """Where the QR code of a receipt leads: today's truth, also when it is bad news."""
    check = check_receipt(token)
    if check is None:
        return render(request, "registry/notice/check_unknown.html", status=404)
    facility = check.facility.pk
    context = {
        "check": check,
        "finding": findings_of([facility]).get(facility),
        "today": clock.today(),
    }
    response = render(request, "registry/notice/check.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
