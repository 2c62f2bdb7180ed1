"""Representatives (举办者代表): who acts for whom, the sealed paper, confirming, ending."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Q, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.file import open_response, picture_response
from departments.choices import HEALTH_COMMISSION
from departments.permissions import active_member, is_of
from registry.choices import RepresentativeStatus
from registry.forms.operator import EndForm
from registry.models import Representative
from registry.permissions import can_confirm_representative, can_end_representative
from registry.services.representative import (
    attach_authorization,
    authorization_form,
    confirm_representative,
    end_representative,
)
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError

A_PAGE = 20
WIDTH = 1200
LONGEST_WORDS = 100
PENDING_FIRST = Case(
    When(status=RepresentativeStatus.PENDING, then=Value(0)),
    When(status=RepresentativeStatus.CONFIRMED, then=Value(1)),
    default=Value(2),
)


def find_representative(request, pk):
    found = Representative.objects.visible_to(request.user).distinct()
    return get_object_or_404(found.select_related("operator", "user", "authorization"), pk=pk)


@require_safe
def representative_list(request):
    """The commission's queue of those to confirm; for operators, who acts with them."""
    is_staff = is_of(request.user, HEALTH_COMMISSION)
    if active_member(request.user) is not None and not is_staff:
        raise PermissionDenied
    found = (
        Representative.objects.visible_to(request.user)
        .select_related("operator", "user", "authorization", "confirmed_by")
        .prefetch_related("operator__facilities", "operator__representatives__user")
        .order_by(PENDING_FIRST, "-requested_at")
        .distinct()
    )
    if not is_staff:
        mine = [each for each in found if each.user_id == request.user.pk]
        others = [each for each in found.living() if each.user_id != request.user.pk]
        context = {"mine": mine, "others": others}
        return render(request, "registry/representative/mine.html", context)
    words, found = _searched(request, found)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for each in page:
        with_acts(each, request.user)
    pending = Representative.objects.pending().count()
    context = {"page": page, "words": words, "pending": pending}
    return render(request, "registry/representative/queue.html", context)


def _searched(request, found):
    """The words asked for, and the rows in which they are found."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_WORDS]
    if not words:
        return words, found
    return words, found.filter(
        Q(operator__name__icontains=words) | Q(operator__credit_code=words.upper())
    )


@require_safe
def representative_sheet(request):
    """The list as the commission filtered it, to take away (台账)."""
    if not is_of(request.user, HEALTH_COMMISSION):
        raise PermissionDenied
    found = Representative.objects.select_related("operator", "user", "confirmed_by")
    _, found = _searched(request, found.order_by(PENDING_FIRST, "-requested_at"))
    columns = ["举办者", "统一社会信用代码", "代表", "状态", "申请时间", "确认时间", "确认人"]
    columns += ["终止时间", "终止原因"]
    rows = (
        [
            str(each.operator),
            each.operator.credit_code,
            str(each.user),
            each.get_status_display(),
            clock.on(each.requested_at).isoformat(),
            clock.on(each.confirmed_at).isoformat() if each.confirmed_at else "",
            str(each.confirmed_by or ""),
            clock.on(each.ended_at).isoformat() if each.ended_at else "",
            each.end_note,
        ]
        for each in found
    )
    return sheet.download(columns, rows, title="举办者代表", name="representatives")


def with_acts(representative, user):
    """The row with what this person may do with it."""
    status = representative.status
    representative.may_confirm = (
        status == RepresentativeStatus.PENDING and can_confirm_representative(user, representative)
    )
    representative.may_end = status != RepresentativeStatus.ENDED and can_end_representative(
        user, representative
    )
    others = representative.operator.representatives.all()
    ended = RepresentativeStatus.ENDED
    representative.is_alone = all(
        other.pk == representative.pk or other.status == ended for other in others
    )
    return representative


@require_POST
def representative_confirm(request, pk):
    representative = find_representative(request, pk)
    try:
        confirm_representative(representative, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已确认{representative.user}为{representative.operator}的代表。")
    return redirect("registry:representative_list")


@require_POST
def representative_end(request, pk):
    representative = find_representative(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "原因请写在 200 字以内。")
        return redirect("registry:representative_list")
    try:
        end_representative(representative, actor=request.user, note=form.cleaned_data["note"])
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{representative.user}不再代表{representative.operator}。")
    return redirect("registry:representative_list")


@require_http_methods(["GET", "HEAD", "POST"])
def representative_authorization(request, pk):
    """The sealed paper: GET opens it, POST hands it in."""
    representative = find_representative(request, pk)
    if request.method != "POST":
        if representative.authorization is None:
            raise Http404
        return open_response(representative.authorization, download=True)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise DomainError("请先选择授权委托书的照片或 PDF。")
        attach_authorization(representative, actor=request.user, upload=upload)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "授权委托书已上传。区卫生健康委确认后会告诉您。")
    return redirect("registry:representative_list")


@require_safe
def representative_picture(request, pk):
    """The sealed paper as a picture."""
    stored = find_representative(request, pk).authorization
    if stored is None:
        raise Http404
    return picture_response(stored, 1, width=WIDTH)


@require_safe
def representative_form(request, pk):
    """The paper to print, sign and seal (授权委托书)."""
    representative = find_representative(request, pk)
    response = HttpResponse(authorization_form(representative), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        True, f"授权委托书 {representative.operator}.pdf"
    )
    response["Cache-Control"] = "private, no-store"
    return response
