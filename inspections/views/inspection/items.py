"""Filling in an inspection on site (逐项填写): one page for all items, photographs beside it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.file import picture_response
from inspections.choices import InspectionAction, ItemResult
from inspections.forms.inspection import ItemsForm, PhotosForm
from inspections.models import InspectionPhoto
from inspections.permissions import can_read_evidence
from inspections.services.judging import Judgement, add_photos, judge_items
from inspections.views.answering import at_the_right_moment
from inspections.views.inspection.page import found_inspection, photos_of
from inspections.workflow import check_inspection
from wuqing_tuoyu.exceptions import DomainError

PHOTO_WIDTH = 1200


@require_http_methods(["GET", "POST"])
def inspection_items(request, pk):
    inspection = found_inspection(request, pk)
    if refused := at_the_right_moment(
        request,
        inspection,
        lambda: check_inspection(inspection, InspectionAction.CONCLUDE, request.user),
    ):
        return refused
    items = list(inspection.items.with_subjects())
    judged = None
    if request.method == "POST":
        form = ItemsForm(request.POST, items=items)
        if form.is_valid():
            try:
                judged = judge_items(
                    inspection,
                    [Judgement(*entered) for entered in form.judgements()],
                    actor=request.user,
                )
            except DomainError as refusal:
                messages.error(request, str(refusal))
                return redirect(request.path)
            if not judged.conflicts and not judged.incomplete:
                messages.success(request, "已保存。")
                return redirect(request.path if "stay" in request.POST else inspection)
            items = list(inspection.items.with_subjects())
    return render(
        request, "inspections/inspection/items.html", _context(request, inspection, items, judged)
    )


def _context(request, inspection, items, judged):
    """The form as it stands in the database, and what the reader entered where the two differ."""
    form = ItemsForm(items=items)
    if judged:
        for entered in judged.conflicts.values():
            form.initial[f"result-{entered.item_id}"] = entered.result
            form.initial[f"note-{entered.item_id}"] = entered.note
        for item in items:
            if item.pk in judged.incomplete:
                form.initial[f"result-{item.pk}"] = ItemResult.FAILED
    photos = photos_of(inspection, request.user)
    rows = [
        {
            "item": item,
            "lead": f"第 {item.position} 项　{item.code}　依据：{item.basis}",
            "result": result,
            "note": note,
            "version": version,
            "photos": photos.get(item.pk, []),
            "conflict": bool(judged and item.pk in judged.conflicts),
            "mistake": judged.incomplete.get(item.pk, "") if judged else "",
        }
        for item, result, note, version in form.rows()
    ]
    return {
        "inspection": inspection,
        "facility": inspection.facility,
        "rows": rows,
        "photos_form": PhotosForm(),
        "photos": photos.get(None, []),
        "judged": judged,
        "left": sum(not item.result for item in items),
    }


@require_POST
def inspection_photos(request, pk):
    """Add photographs to the whole, or to the item chosen (上传照片)."""
    inspection = found_inspection(request, pk)
    item = None
    if number := request.POST.get("item", ""):
        item = next((each for each in inspection.items.all() if str(each.pk) == number), None)
        if item is None:
            raise Http404
    try:
        photos = add_photos(
            inspection, request.FILES.getlist("photos"), actor=request.user, item=item
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已上传 {len(photos)} 张照片。")
    return redirect("inspections:inspection_items", pk=inspection.pk)


@require_safe
def inspection_photo(request, pk):
    """A photograph taken on site, for the unit, the commission, the township and the operator."""
    photo = get_object_or_404(
        InspectionPhoto.objects.select_related(
            "file", "inspection__department", "inspection__facility__operator"
        ),
        pk=pk,
    )
    found_inspection(request, photo.inspection_id)
    inspection = photo.inspection
    if not can_read_evidence(request.user, inspection.department, inspection.facility):
        raise PermissionDenied
    return picture_response(photo.file, 1, width=PHOTO_WIDTH)
