"""Acts on a complaint: accept, hand over, merge, answer. GET shows the form, only POST acts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from inspections.choices.complaint import ComplaintAction
from inspections.forms.complaint import (
    ComplaintAnswerForm,
    ComplaintHandOverForm,
    MergeForm,
)
from inspections.models import Complaint
from inspections.services.complaint import (
    accept_complaint,
    answer_complaint,
    hand_over_complaint,
    merge_complaint,
    names_around,
)
from inspections.views.complaint.page import found
from inspections.workflow.complaint import check_complaint
from registry.views.posting import posted
from wuqing_tuoyu.exceptions import DomainError


@require_POST
def complaint_accept(request, pk):
    complaint = found(request, pk)
    try:
        accept_complaint(complaint, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已受理，由您承办。")
    return redirect(complaint)


@require_http_methods(["GET", "POST"])
def complaint_hand_over(request, pk):
    complaint = found(request, pk)
    form = ComplaintHandOverForm(posted(request), complaint=complaint)
    return answered(
        request,
        complaint,
        ComplaintAction.HAND_OVER,
        form,
        lambda said: hand_over_complaint(
            complaint, actor=request.user, to=said["to"], note=said["note"]
        ),
        success="已转办，对方会收到消息。",
        template="inspections/complaint/hand_over.html",
    )


@require_http_methods(["GET", "POST"])
def complaint_merge(request, pk):
    complaint = found(request, pk)
    candidates = Complaint.objects.beside(complaint).select_related("facility")
    form = MergeForm(posted(request), candidates=candidates)
    return answered(
        request,
        complaint,
        ComplaintAction.MERGE,
        form,
        lambda said: merge_complaint(complaint, actor=request.user, into=said["into"]),
        success="已并案，答复时两位反映人都看得到。",
        template="inspections/complaint/merge.html",
        candidates=candidates,
    )


@require_http_methods(["GET", "POST"])
def complaint_answer(request, pk):
    complaint = found(request, pk)
    form = ComplaintAnswerForm(posted(request), complaint=complaint, names=names_around(complaint))
    return answered(
        request,
        complaint,
        ComplaintAction.ANSWER,
        form,
        lambda said: answer_complaint(
            complaint,
            actor=request.user,
            outcome=said["outcome"],
            reply=said["reply"],
            is_checked=said["is_checked"],
            version=form.seen_version(),
        ),
        success="已答复办结，反映人凭查询码看得到。",
        template="inspections/complaint/answer.html",
    )


def answered(request, complaint, action, form, act, *, success, template, **context):
    """The person first, then the moment, then the form; a refusal is one sentence on the page."""
    try:
        check_complaint(complaint, action, request.user)
        if form.is_bound and form.is_valid():
            act(form.cleaned_data)
            messages.success(request, success)
            return redirect(complaint)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(complaint)
    return render(request, template, context | {"complaint": complaint, "form": form})
