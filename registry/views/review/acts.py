"""Acts on a review: answer, hand over, overrule. GET shows the form, only POST acts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registry.choices import ReviewAction
from registry.forms.review import AnswerForm, HandOverForm, OverruleForm
from registry.services.review import (
    answer_review,
    demand_overrulable,
    hand_over_review,
    overrule_review,
)
from registry.views.review.page import found, show
from registry.workflow import check_review
from wuqing_tuoyu.exceptions import DomainError


@require_http_methods(["GET", "POST"])
def review_answer(request, pk):
    review = found(request, pk)
    form = AnswerForm(request.POST or None, review=review)
    try:
        check_review(review, ReviewAction.ANSWER, request.user)
        if form.is_valid():
            said = form.cleaned_data
            review = answer_review(
                review,
                actor=request.user,
                answer=said["answer"],
                note=said["note"],
                version=form.seen_version(),
            )
            messages.success(request, f"已答复：{review.get_answer_display()}。")
            return redirect(review)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(review)
    return show(request, review, form)


@require_http_methods(["GET", "POST"])
def review_hand_over(request, pk):
    review = found(request, pk)
    form = HandOverForm(request.POST or None, review=review)
    try:
        check_review(review, ReviewAction.HAND_OVER, request.user)
        if form.is_valid():
            said = form.cleaned_data
            hand_over_review(review, actor=request.user, to=said["to"], note=said["note"])
            messages.success(request, f"已转给{said['to']}办理，对方会收到消息。")
            return redirect(review)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(review)
    return render(request, "registry/review/hand_over.html", {"review": review, "form": form})


@require_http_methods(["GET", "POST"])
def review_overrule(request, pk):
    review = found(request, pk)
    form = OverruleForm(request.POST or None)
    try:
        check_review(review, ReviewAction.OVERRULE, request.user)
        demand_overrulable(review)
        if form.is_valid():
            overrule_review(review, actor=request.user, reason=form.cleaned_data["note"])
            messages.success(request, "已决定不采纳，理由存入档案，并告知答复的人。")
            return redirect(review)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(review)
    return render(request, "registry/review/overrule.html", {"review": review, "form": form})
