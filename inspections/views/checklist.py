"""Pages of checklists (检查清单): every unit's, the versions of one, a new version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.permissions import is_administrator
from inspections.choices import ChecklistStatus
from inspections.forms.checklist import LinesForm
from inspections.models import Checklist
from inspections.permissions import can_edit_checklist, can_list_checklists
from inspections.services.checklist import (
    Line,
    discard_draft,
    publish_checklist,
    revise_checklist,
    save_items,
)
from inspections.views.answering import done
from inspections.workflow import available_checklist_actions
from registry.views.posting import posted
from wuqing_tuoyu.exceptions import DomainError


def _visible(request):
    if not can_list_checklists(request.user):
        raise PermissionDenied
    return Checklist.objects.visible_to(request.user).select_related("department")


@require_safe
def checklist_list(request):
    lists = _visible(request).exclude(status=ChecklistStatus.RETIRED).prefetch_related("items")
    own = [each for each in lists if can_edit_checklist(request.user, each)]
    groups = [
        ("您可以修订的", [_entry(each) for each in own]),
        ("其他单位的" if own else "各单位的", [_entry(each) for each in lists if each not in own]),
    ]
    context = {"groups": groups, "is_administrator": is_administrator(request.user)}
    return render(request, "inspections/checklist/list.html", context)


def _entry(checklist):
    return {
        "title": str(checklist),
        "url": checklist.get_absolute_url(),
        "tag": checklist.get_status_display(),
        "tone": checklist.status_choice.tone,
        "detail": str(checklist.department or "各镇街"),
        "bits": [f"{len(checklist.items.all())} 项", checklist.source],
    }


def _found(request, pk):
    return get_object_or_404(_visible(request), pk=pk)


@require_safe
def checklist_detail(request, pk):
    checklist = _found(request, pk)
    others = _visible(request).filter(code=checklist.code).exclude(pk=pk)
    context = {
        "checklist": checklist,
        "items": list(checklist.items.order_by("position")),
        "others": list(others),
        "actions": {
            action.name: True for action in available_checklist_actions(checklist, request.user)
        },
    }
    return render(request, "inspections/checklist/detail.html", context)


@require_POST
def checklist_revise(request, pk):
    checklist = _found(request, pk)
    try:
        draft = revise_checklist(checklist, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(checklist)
    return redirect("inspections:checklist_edit", pk=draft.pk)


@require_http_methods(["GET", "POST"])
def checklist_edit(request, pk):
    checklist = _found(request, pk)
    if not can_edit_checklist(request.user, checklist):
        raise PermissionDenied
    if checklist.status != ChecklistStatus.DRAFT:
        messages.error(request, "已经发布的版本不能再改，请先修订。")
        return redirect(checklist)
    items = checklist.items.order_by("position")
    initial = list(items.values("code", "words", "basis", "plain_words"))
    rows = LinesForm(posted(request), initial=initial)
    sentence = ""
    if request.method == "POST" and rows.is_valid():
        lines = [
            Line(said["words"], said["basis"], said["plain_words"], said["code"])
            for said in (row.cleaned_data for row in rows if row not in rows.deleted_forms)
            if said
        ]
        try:
            save_items(checklist, lines, actor=request.user)
        except DomainError as refusal:
            sentence = str(refusal)
        else:
            messages.success(request, "已保存。负责人发布后开始使用。")
            return redirect(checklist)
    context = {"checklist": checklist, "rows": rows, "sentence": sentence}
    return render(request, "inspections/checklist/edit.html", context)


@require_POST
def checklist_publish(request, pk):
    checklist = _found(request, pk)
    return done(
        request,
        checklist,
        lambda: publish_checklist(checklist, actor=request.user),
        "新版本已发布；正在进行的检查仍用原来的版本。",
    )


@require_POST
def checklist_discard(request, pk):
    checklist = _found(request, pk)
    try:
        discard_draft(checklist, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(checklist)
    messages.success(request, "修订中的版本已删除。")
    return redirect("inspections:checklist_list")
