"""What the operator does (整改情况): item by item, with photographs, then handed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.file import picture_response
from departments.permissions import active_member
from inspections.choices import OPERATORS_TURN, RectificationStatus
from inspections.forms.rectification import AnswerForm
from inspections.models import AnswerPhoto
from inspections.permissions import can_answer_rectification, can_read_evidence
from inspections.services.answer import (
    remove_answer_photo,
    save_answer,
    submit_rectification,
)
from inspections.views.answering import answered, done
from inspections.views.rectification.page import found_rectification
from registry.views.posting import posted, posted_files

PHOTO_WIDTH = 1200


@require_http_methods(["GET", "POST"])
def item_answer(request, pk, item_pk):
    """Fill in one item (填写整改情况)."""
    rectification = found_rectification(request, pk)
    item = get_object_or_404(rectification.items, pk=item_pk)
    item.rectification = rectification
    if not can_answer_rectification(request.user, rectification):
        raise PermissionDenied
    if rectification.status != RectificationStatus.ORDERED or item.status not in OPERATORS_TURN:
        messages.error(request, f"这一项现在是“{item.get_status_display()}”，不能再填写。")
        return redirect(rectification)
    answer = item.answers.filter(round=rectification.round).first()
    form = AnswerForm(
        posted(request),
        posted_files(request),
        initial={"words": answer.words if answer else ""},
    )

    def act(said):
        save_answer(item, actor=request.user, words=said["words"], uploads=said["photos"])
        return f"{request.path}" if "stay" in request.POST else rectification

    return answered(
        request,
        form,
        act,
        success="已保存，全部填好后再提交。",
        template="inspections/rectification/answer.html",
        back=rectification.get_absolute_url(),
        rectification=rectification,
        item=item,
        photos=list(answer.photos.select_related("file")) if answer else [],
        earlier=list(item.answers.exclude(round=rectification.round).order_by("-round")),
    )


@require_POST
def rectification_submit(request, pk):
    rectification = found_rectification(request, pk)
    return done(
        request,
        rectification,
        lambda: submit_rectification(rectification, actor=request.user),
        "整改情况已提交，请等待核查。",
    )


def _found_photo(request, pk):
    photo = get_object_or_404(
        AnswerPhoto.objects.select_related("file", "answer__item__rectification"), pk=pk
    )
    rectification = found_rectification(request, photo.answer.item.rectification_id)
    photo.answer.item.rectification = rectification
    return photo, rectification


@require_POST
def answer_photo_remove(request, pk):
    photo, rectification = _found_photo(request, pk)
    item = photo.answer.item
    done(
        request,
        rectification,
        lambda: remove_answer_photo(photo, actor=request.user),
        "照片已删除。",
    )
    return redirect("inspections:item_answer", pk=rectification.pk, item_pk=item.pk)


@require_safe
def answer_photo(request, pk):
    """Evidence the operator shows; before it is handed in, nobody else sees it."""
    photo, rectification = _found_photo(request, pk)
    if not can_read_evidence(request.user, rectification.department, rectification.facility):
        raise PermissionDenied
    is_draft = (
        rectification.status == RectificationStatus.ORDERED
        and photo.answer.round == rectification.round
    )
    if is_draft and active_member(request.user) is not None:
        raise Http404
    return picture_response(photo.file, 1, width=PHOTO_WIDTH)
