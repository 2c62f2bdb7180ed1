"""Writing papers (备案材料): one page a paper, its facts and its files saved apart."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from registry.checks import run_checks
from registry.choices import DocumentKind, FilingStatus
from registry.forms.document import DocumentForm
from registry.models import Document, MaterialRule
from registry.permissions import can_act_for_facility
from registry.services.document import (
    current_document,
    is_judged,
    pictures_of,
    save_document,
)
from registry.services.editing import demand_document_open
from registry.views.beside import put_beside
from registry.views.correction import next_address
from registry.views.filing import find_filing
from registry.views.section import refused_item
from registry.views.standing.finding import find_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

FORM = ["GET", "HEAD", "POST"]
STAFF_KINDS = (
    DocumentKind.HEALTH_CERTIFICATE,
    DocumentKind.QUALIFICATION,
    DocumentKind.TRAINING_CERTIFICATE,
    DocumentKind.SECURITY_GUARD,
    DocumentKind.OTHER,
)


@require_http_methods(FORM)
def filing_document(request, pk, kind, document_pk=None):
    """A paper of the facility, as its filing needs it (材料)."""
    filing = find_filing(request, pk)
    kind = document_kind(kind)
    document = _document_of(filing.facility, kind, None, document_pk)
    return _paper_page(request, filing.facility, kind, document, filing=filing)


@require_http_methods(FORM)
def staff_document(request, public_id, staff_pk, kind):
    """A certificate of somebody who works here (人员证件)."""
    facility = find_facility(request, public_id)
    person = get_object_or_404(facility.staff.active(), pk=staff_pk)
    kind = document_kind(kind, STAFF_KINDS)
    document = current_document(facility, kind, person)
    return _paper_page(request, facility, kind, document, staff_member=person)


def document_kind(value, allowed=DocumentKind.values):
    if value not in allowed:
        raise Http404
    return DocumentKind(value)


def _document_of(facility, kind, staff_member, document_pk):
    """The present paper of a kind; of the kind 其他材料 there may be many, each named by number."""
    if document_pk is not None:
        papers = facility.documents.current().filter(kind=kind, staff_member=staff_member)
        return get_object_or_404(
            papers.select_related("staff_member", "supersedes"), pk=document_pk
        )
    if kind == DocumentKind.OTHER and staff_member is None:
        return None
    return current_document(facility, kind, staff_member)


def _paper_page(request, facility, kind, document, *, filing=None, staff_member=None):
    if not can_act_for_facility(request.user, facility):
        raise PermissionDenied
    closed = _why_closed(facility, kind, staff_member, document)
    if request.method == "POST" and closed:
        messages.error(request, closed)
        return redirect(filing or staff_url(staff_member))
    form = DocumentForm(request.POST or None, kind=kind, instance=document)
    if request.method == "POST":
        saved, response = _save(request, facility, kind, document, form, filing, staff_member)
        if response is not None:
            return response
        document = saved
    return render(
        request,
        "registry/document/edit.html",
        _context(facility, kind, document, form, filing, staff_member, closed),
    )


def _why_closed(facility, kind, staff_member, document):
    """The sentence that says why nothing can be changed here now; empty if it can."""
    opened = facility.filings.open().first()
    try:
        demand_document_open(
            opened, facility, kind=kind, staff_member=staff_member, document=document
        )
    except DomainError as refusal:
        return str(refusal)
    return ""


def _save(request, facility, kind, document, form, filing, staff_member):
    """Save what is right even where something else is wrong: files and facts apart."""
    is_valid = form.is_valid()
    uploads = request.FILES.getlist("files")
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        saved = save_document(
            facility,
            actor=request.user,
            kind=kind,
            staff_member=staff_member,
            document=document,
            facts=form.facts() if is_valid and not by_script else None,
            uploads=uploads,
            keeps_pages=request.POST.get("pages") != "replace",
        )
    except DomainError as refusal:
        if by_script:
            return document, JsonResponse({"refusal": str(refusal)})
        form.add_error(None, str(refusal))
        return document, None
    if by_script:
        return saved.document, _told_to_script(saved, filing)
    for refusal in saved.refusals:
        form.add_error(None, refusal)
    if not is_valid or saved.refusals:
        return _afresh(saved.document), None
    has_pages = saved.document.pages.exists()
    messages.success(
        request,
        f"“{saved.document.label}”已保存。" + ("" if has_pages else "还没有上传文件。"),
    )
    if filing is None:
        return saved.document, redirect(staff_url(staff_member))
    if not has_pages or "stay" in request.POST:
        return saved.document, redirect(paper_url(saved.document, filing))
    return saved.document, redirect(next_address(find_filing(request, filing.pk), request.path))


def _told_to_script(saved, filing):
    if saved.refusals:
        return JsonResponse({"refusal": saved.refusals[0]})
    return JsonResponse({"url": paper_url(saved.document, filing)})


def _afresh(document):
    if document is None:
        return None
    found = Document.objects.select_related("staff_member", "supersedes")
    return found.get(pk=document.pk)


def paper_url(document, filing=None):
    """The page on which a paper is written."""
    if document.staff_member_id:
        args = [document.facility.public_id, document.staff_member_id, document.kind]
        return reverse("registry:staff_document", args=args)
    filing = filing or document.facility.filings.open().first()
    if filing is None:
        return reverse("registry:document_detail", args=[document.pk])
    args = [filing.pk, document.kind]
    if document.kind == DocumentKind.OTHER:
        args.append(document.pk)
    return reverse("registry:filing_document", args=args)


def staff_url(staff_member):
    args = [staff_member.facility.public_id, staff_member.pk]
    return reverse("registry:staff_detail", args=args)


def _context(facility, kind, document, form, filing, staff_member, closed):
    pages = list(document.pages.select_related("file")) if document else []
    former = document.supersedes if document else None
    opened = filing or facility.filings.open().first()
    item = None
    if opened is not None and opened.status == FilingStatus.RETURNED:
        judged = (
            {"staff_member": staff_member}
            if staff_member
            else {"document__in": [d.pk for d in (document, former) if d]}
        )
        item = refused_item(opened, **judged)
    if document and opened and opened.is_editable:
        put_beside(run_checks(opened, clock.today()), {f"document:{document.pk}": form})
    rule = MaterialRule.objects.filter(document_kind=kind).exclude(help_text="").first()
    return {
        "facility": facility,
        "filing": filing,
        "opened": opened,
        "staff_member": staff_member,
        "kind": kind,
        "document": document,
        "former": former,
        "form": form,
        "pages": pages,
        "pictures": pictures_of_pages(pages),
        "former_pictures": pictures_of(former) if former else [],
        "is_judged": bool(document and is_judged(document)),
        "closed": closed,
        "item": item,
        "rule": rule,
        "limit": settings.UPLOAD_MAX_MB,
    }


def pictures_of_pages(pages):
    """Each file with the number of its first picture."""
    number, found = 1, []
    for page in pages:
        found.append({"page": page, "number": number, "count": page.file.pages})
        number += page.file.pages
    return found
