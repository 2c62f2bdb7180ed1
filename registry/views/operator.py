"""Operators (举办者): registering, adding another one, and what one runs."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from registry.choices import FilingKind, NoticeKind, Standing
from registry.forms.operator import OperatorForm, OperatorRegisterForm
from registry.models import Facility, Filing, Notice, Operator, Pause
from registry.permissions import can_act_as_operator, has_any_operator
from registry.services.representative import register_operator, request_representation
from registry.views.self_check import answers_in
from wuqing_tuoyu.exceptions import DomainError

STANDING_PAPERS = (NoticeKind.RECEIPT, NoticeKind.NONCONFORMITY)
KNOWN = (
    "这个代码的举办者已在本门户登记。您的申请会先交给它现有的代表和区卫生健康委，"
    "确认之前您看不到它的备案。"
)


def is_known(credit_code):
    return Operator.objects.filter(credit_code=credit_code).exists()


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="signup")
def register(request):
    """Open an account and say for which operator (举办者注册)."""
    if request.user.is_authenticated:
        return redirect("registry:operator_new")
    known_code = (answers_in(request) or {}).get("credit_code", "")
    form = OperatorRegisterForm(request.POST or None, initial={"credit_code": known_code})
    if form.is_valid():
        stated = form.cleaned_data
        known = is_known(stated["credit_code"])
        try:
            register_operator(
                person=form.person(),
                credit_code=stated["credit_code"],
                operator_name=stated["operator_name"],
            )
        except DomainError as refusal:
            form.add_error("username", str(refusal))
        else:
            if known:
                messages.info(request, KNOWN)
            return redirect("account_email_verification_sent")
    return render(request, "registry/operator/register.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def operator_new(request):
    """Another operator for somebody who has an account."""
    if not can_act_as_operator(request.user):
        raise PermissionDenied
    form = OperatorForm(request.POST or None)
    if form.is_valid():
        stated = form.cleaned_data
        known = is_known(stated["credit_code"])
        try:
            request_representation(
                credit_code=stated["credit_code"],
                operator_name=stated["operator_name"],
                actor=request.user,
            )
        except DomainError as refusal:
            form.add_error("credit_code", str(refusal))
        else:
            done = KNOWN if known else "举办者已登记。现在就可以开始填写备案。"
            messages.success(request, f"{done}请在这里上传加盖公章的授权委托书。")
            return redirect("registry:representative_list")
    return render(request, "registry/operator/new.html", {"form": form})


@require_safe
def facility_mine(request):
    """Each facility of mine: what stands, what is next (我的机构)."""
    if not can_act_as_operator(request.user):
        raise PermissionDenied
    opened = Filing.objects.visible_to(request.user).open()
    facilities = (
        Facility.objects.visible_to(request.user)
        .select_related("operator", "township")
        .prefetch_related(
            Prefetch("filings", opened, to_attr="open_filings"),
            Prefetch("pauses", Pause.objects.open(), to_attr="open_pauses"),
            Prefetch("notices", Notice.objects.filter(kind__in=STANDING_PAPERS)),
        )
        .order_by("standing", "name", "id")
    )
    context = {
        "facilities": list(facilities),
        "has_operator": has_any_operator(request.user),
        "waits": request.user.representations.pending()
        .filter(operator__facilities__number__isnull=False)
        .exists(),
        "kinds": FilingKind,
        "unrecorded": Standing.UNRECORDED,
    }
    return render(request, "registry/operator/facilities.html", context)
