"""Pages of papers (文书): read as a page, taken as the PDF that was issued."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.services.file import open_response
from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from registry.models import Filing, Notice
from registry.permissions import can_read_documents
from registry.services.notice import open_notice
from registry.services.notice.declaration import declaration_pdf


def _visible_notice(request, pk):
    notices = Notice.objects.visible_to(request.user).distinct()
    return get_object_or_404(notices.select_related("facility__operator", "filing", "file"), pk=pk)


def _is_sealed(request, notice):
    """Not yet opened by the one it is for: reading it is an act of theirs (打开文书)."""
    return notice.first_opened_at is None and not is_of(request.user, HEALTH_COMMISSION)


@require_safe
def notice_detail(request, pk):
    """A paper as a page; before its first opening only what it is about."""
    notice = _visible_notice(request, pk)
    newer = Notice.objects.filter(
        facility=notice.facility,
        kind=notice.kind,
        content__number=notice.content["number"],
        edition__gt=notice.edition,
    ).first()
    return render(
        request,
        "registry/notice/detail.html",
        {
            "notice": notice,
            "content": notice.content,
            "newer": newer,
            "is_sealed": _is_sealed(request, notice),
            "is_commission": is_of(request.user, HEALTH_COMMISSION),
            "facts": [(each["label"], each["value"], "") for each in notice.content["facts"]],
        },
    )


@require_POST
def notice_open(request, pk):
    """Open a paper (打开文书): as a page or, where asked for, as the PDF."""
    notice = open_notice(_visible_notice(request, pk), actor=request.user)
    if request.POST.get("as") == "page":
        return redirect(notice)
    return redirect("registry:notice_pdf", pk=notice.pk)


@require_safe
def notice_pdf(request, pk):
    """The PDF as issued; a paper still unopened leads to the button that opens it."""
    notice = _visible_notice(request, pk)
    if _is_sealed(request, notice):
        return redirect(notice)
    return open_response(notice.file, download=False)


@require_safe
def filing_declaration_pdf(request, pk):
    """The 备案书 with its pledge, for print and seal."""
    filing = get_object_or_404(
        Filing.objects.visible_to(request.user).select_related(
            "facility__operator", "declaration__township"
        ),
        pk=pk,
    )
    if not can_read_documents(request.user, filing):
        raise PermissionDenied
    response = HttpResponse(declaration_pdf(filing), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        True, f"备案书 {filing.declaration.name or '未填名称'}.pdf"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
