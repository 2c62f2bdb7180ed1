"""Judging one item (逐件核对): accept, refuse with a reason, look at an identity number, a note."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from registry.choices import FilingAction
from registry.forms.desk import InternalNoteForm, RefuseForm, VersionForm
from registry.models import FilingItem
from registry.services.handling import save_internal_note
from registry.services.judging import accept_item, refuse_item
from registry.services.roster import reveal_identity
from registry.views.desk.page import SEEN_KEY
from registry.views.desk.rail import following, items_of
from registry.views.filing import find_filing
from registry.views.posting import posted
from registry.workflow import check_filing
from wuqing_tuoyu.exceptions import DomainError


def _found(request, pk, item_pk):
    filing = find_filing(request, pk)
    items = FilingItem.objects.select_related(
        "filing__facility__operator", "document__staff_member", "staff_member"
    )
    return filing, get_object_or_404(items, filing=filing, pk=item_pk)


def _address(filing, item):
    return f"{filing.get_absolute_url()}?item={item.pk}"


def _onward(filing, item):
    """To the next item nobody has judged; with none left, to the desk's conclusion."""
    pending = following(items_of(filing), item, pending=True)
    return _address(filing, pending) if pending else f"{_address(filing, item)}#conclusion"


@require_POST
def item_accept(request, pk, item):
    filing, item = _found(request, pk, item)
    form = VersionForm(request.POST)
    try:
        check_filing(filing, FilingAction.PROPOSE, request.user)
        accept_item(item, actor=request.user, version=form.seen_version())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(filing, item))
    return redirect(_onward(filing, item))


@require_http_methods(["GET", "POST"])
def item_refuse(request, pk, item):
    filing, item = _found(request, pk, item)
    try:
        check_filing(filing, FilingAction.PROPOSE, request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(filing, item))
    form = RefuseForm(posted(request), item=item, initial={"note": item.reason})
    if form.is_valid():
        try:
            refuse_item(
                item,
                actor=request.user,
                version=form.seen_version(),
                reason=form.cleaned_data["note"],
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{item.label}”已记为不通过，告知补正时会写进告知书。")
            return redirect(_onward(filing, item))
    context = {
        "filing": filing,
        "title": "不通过，写原因",
        "item": item,
        "form": form,
        "back": _address(filing, item),
    }
    return render(request, "registry/desk/refuse.html", context)


@require_POST
def item_identity(request, pk, item):
    """Show a whole identity number once; the look is recorded (查阅记录)."""
    filing, item = _found(request, pk, item)
    if item.staff_member_id is not None:
        reveal_identity(item.staff_member, actor=request.user)
        request.session[SEEN_KEY] = item.pk
    return redirect(_address(filing, item))


@require_POST
def filing_note(request, pk):
    """The note among colleagues, saved by itself or by its button (内部便笺)."""
    filing = find_filing(request, pk)
    form = InternalNoteForm(request.POST)
    if not form.is_valid():
        if request.htmx:
            return HttpResponse(status=400)
        messages.error(request, "便笺最多 2000 字，请删减后再保存。")
        return redirect(filing)
    save_internal_note(filing, actor=request.user, text=form.cleaned_data["internal_note"])
    if request.htmx:
        return HttpResponse(status=204)
    messages.success(request, "便笺已保存，机构看不到。")
    return redirect(filing)
