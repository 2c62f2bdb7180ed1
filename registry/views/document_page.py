"""Reading papers (查看材料), and their pages: turned, ordered, removed, taken home."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.services.file import open_response, picture_response
from registry.forms.document import DocumentForm
from registry.models import Document, DocumentPage, Facility
from registry.permissions import can_act_for_facility, can_open_document
from registry.services.access import record_access
from registry.services.document import (
    move_page,
    pictures_of,
    remove_document,
    remove_page,
    turn_page,
)
from registry.views.desk.facts import shown
from registry.views.document import paper_url, staff_url
from wuqing_tuoyu.exceptions import DomainError

STEPS = {"up": -1, "down": 1}


def _readable(request, pk):
    """The paper, where this person may open it; staff looks are recorded."""
    document = get_object_or_404(
        Document.objects.select_related("facility__operator", "staff_member"), pk=pk
    )
    if not can_open_document(request.user, document):
        raise Http404
    record_access(actor=request.user, document=document)
    return document


@require_safe
def document_detail(request, pk):
    """A paper to read: what it says, every page."""
    document = _readable(request, pk)
    form = DocumentForm(kind=document.kind, instance=document)
    context = {
        "document": document,
        "facts": [(form[name].label, shown(document, name), "") for name in form.fields],
        "pictures": pictures_of(document),
        "pages": document.pages.select_related("file"),
        "edit_url": paper_url(document)
        if can_act_for_facility(request.user, document.facility)
        else "",
    }
    return render(request, "registry/document/detail.html", context)


@require_safe
def document_picture(request, pk, number):
    """One page as a picture; `?width=` up to 2400."""
    document = _readable(request, pk)
    found = next((p for p in pictures_of(document) if p.number == number), None)
    if found is None:
        raise Http404
    width = request.GET.get("width", "")
    return picture_response(
        found.page.file,
        found.page_in_file,
        width=min(int(width), 2400) if width.isdecimal() and len(width) < 6 else 800,
        turned=found.page.turned,
    )


@require_safe
def document_file(request, pk, page_pk):
    """One file of a paper, as it was uploaded."""
    document = _readable(request, pk)
    page = get_object_or_404(document.pages.select_related("file"), pk=page_pk)
    return open_response(page.file, download=True)


def _page(request, page_pk):
    page = get_object_or_404(
        DocumentPage.objects.select_related(
            "document__facility__operator", "document__staff_member"
        ),
        pk=page_pk,
    )
    facility = page.document.facility
    if not Facility.objects.visible_to(request.user).filter(pk=facility.pk).exists():
        raise Http404
    return page


def _act_on_page(request, page_pk, act):
    page = _page(request, page_pk)
    document = page.document
    try:
        document = act(page)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{paper_url(document)}#pages")


@require_POST
def document_page_turn(request, page_pk):
    return _act_on_page(request, page_pk, lambda page: turn_page(page, actor=request.user))


@require_POST
def document_page_move(request, page_pk, direction):
    if direction not in STEPS:
        raise Http404
    steps = STEPS[direction]
    return _act_on_page(
        request, page_pk, lambda page: move_page(page, actor=request.user, steps=steps)
    )


@require_POST
def document_page_remove(request, page_pk):
    return _act_on_page(request, page_pk, lambda page: remove_page(page, actor=request.user))


@require_POST
def document_remove(request, pk):
    """Take back a paper nobody has judged (撤下材料)."""
    document = get_object_or_404(
        Document.objects.filter(facility__in=Facility.objects.visible_to(request.user)), pk=pk
    )
    back = document.facility.filings.open().first()
    if document.staff_member_id:
        back = staff_url(document.staff_member)
    try:
        remove_document(document, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已撤下。")
    return redirect(back or "registry:facility_mine")
