"""Check your answers, hand in, take back, throw away (核对、提交、撤回、删除草稿)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from registry.choices import FilingAction, FilingKind, FilingStatus, Section
from registry.forms.filing import AnswerForm, ClosingForm, NoteForm, PledgeForm
from registry.models import Fee, FilingItem
from registry.services.cancellation import save_closing
from registry.services.check import keep_refusal
from registry.services.correction import withdraw_filing
from registry.services.drafts import discard_filing
from registry.services.items import unanswered_items
from registry.services.notice.pledge import pledge_of
from registry.services.submission import answer_item, submit_filing
from registry.views.answers import answers_of
from registry.views.correction import item_url, next_address
from registry.views.filing import find_filing
from registry.views.task_list import groups_of, points_of
from registry.workflow import check_filing
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError, WrongMoment

FORM = ["GET", "HEAD", "POST"]


def _too_late(request, filing, refusal):
    messages.error(request, str(refusal))
    return redirect(filing)


def _handed_in_before(request, filing, refusal):
    """A second press lands on the filing, which is handed in; that is no mistake."""
    if request.method == "POST" and filing.status == FilingStatus.SUBMITTED:
        messages.info(request, "这份申请已经提交，不用再交一次。")
        return redirect(filing)
    return _too_late(request, filing, refusal)


@require_http_methods(FORM)
def filing_submit(request, pk):
    """All answers with their points, the pledge, and the button (核对并提交)."""
    filing = find_filing(request, pk)
    try:
        check_filing(filing, FilingAction.SUBMIT, request.user)
    except DomainError as refusal:
        return _handed_in_before(request, filing, refusal)
    form = PledgeForm(request.POST or None, initial={"pledge_name": filing.pledge_name})
    confirmed = request.POST.getlist("confirmed")
    refusal = ""
    if form.is_valid():
        try:
            filing = submit_filing(
                filing,
                actor=request.user,
                pledge_name=form.cleaned_data["pledge_name"],
                confirmed=confirmed,
            )
        except WrongMoment as told:
            return _handed_in_before(request, find_filing(request, pk), told)
        except DomainError as told:
            refusal = str(told)
            keep_refusal(filing)
        else:
            messages.success(request, "已提交。区卫生健康委在 5 个工作日内答复，结果会发消息给您。")
            return redirect(filing)
    return _check_page(request, find_filing(request, pk), form, confirmed, refusal)


def _check_page(request, filing, form, confirmed, refusal):
    points = points_of(filing)
    groups = groups_of(filing, points)
    unanswered = unanswered_items(filing) if filing.status == FilingStatus.RETURNED else []
    is_cancellation = filing.kind == FilingKind.CANCELLATION
    context = {
        "filing": filing,
        "form": form,
        "points": points,
        "confirmed": set(confirmed),
        "refusal": refusal,
        "answers": [] if is_cancellation else answers_of(filing),
        "papers": [group for group in groups if group.heading not in ("申报信息",)],
        "fees": []
        if is_cancellation
        else Fee.objects.filter(facility=filing.facility).current(clock.today()),
        "hours": [] if is_cancellation else filing.facility.opening_hours.current(),
        "unanswered": [(item.label, item_url(filing, item)) for item in unanswered],
        "sections": Section,
        "pledge": pledge_of(filing),
        "is_ready": not points.blocking and not unanswered,
    }
    return render(request, "registry/filing/check.html", context)


@require_http_methods(FORM)
def filing_withdraw(request, pk):
    """Take a filing back (撤回)."""
    filing = find_filing(request, pk)
    form = NoteForm(request.POST or None)
    form.fields["note"].label = "撤回的原因"
    try:
        check_filing(filing, FilingAction.WITHDRAW, request.user)
        if form.is_valid():
            withdraw_filing(filing, actor=request.user, note=form.cleaned_data["note"])
            messages.success(request, "已撤回。需要时可以再次申报，已填的内容还在。")
            return redirect(filing)
    except DomainError as refusal:
        return _too_late(request, filing, refusal)
    return render(request, "registry/filing/withdraw.html", {"filing": filing, "form": form})


@require_http_methods(FORM)
def filing_discard(request, pk):
    """Throw a draft away (删除草稿)."""
    filing = find_filing(request, pk)
    try:
        check_filing(filing, FilingAction.DISCARD, request.user)
        if request.method == "POST":
            discard_filing(filing, actor=request.user)
            messages.success(request, "草稿已删除。")
            return redirect("registry:filing_list")
    except DomainError as refusal:
        return _too_late(request, filing, refusal)
    return render(request, "registry/filing/discard.html", {"filing": filing})


@require_http_methods(FORM)
def filing_closing(request, pk):
    """From when service ends, and why (停止服务)."""
    filing = find_filing(request, pk)
    stated = {
        "requested_closing_on": filing.requested_closing_on,
        "closing_reason": filing.closing_reason,
    }
    form = ClosingForm(request.POST or None, initial=stated)
    try:
        check_filing(filing, FilingAction.SUBMIT, request.user)
        if form.is_valid():
            save_closing(
                filing,
                actor=request.user,
                closing_on=form.cleaned_data["requested_closing_on"],
                reason=form.cleaned_data["closing_reason"],
            )
            messages.success(request, "已保存。")
            return redirect(next_address(find_filing(request, pk), request.path))
    except DomainError as refusal:
        if filing.status not in (FilingStatus.DRAFT, FilingStatus.RETURNED):
            return _too_late(request, filing, refusal)
        form.add_error("requested_closing_on", str(refusal))
    return render(request, "registry/filing/closing.html", {"filing": filing, "form": form})


@require_http_methods(FORM)
def item_answer(request, pk, item_pk):
    """What the operator says to a refused item (补正说明)."""
    filing = find_filing(request, pk)
    items = FilingItem.objects.filter(filing=filing).current().with_subjects()
    item = get_object_or_404(items, pk=item_pk)
    item.filing = filing
    form = AnswerForm(request.POST or None, initial={"answer": item.answer})
    try:
        check_filing(filing, FilingAction.SUBMIT, request.user)
        if form.is_valid():
            answer_item(item, actor=request.user, answer=form.cleaned_data["answer"])
            messages.success(request, f"“{item.label}”的说明已保存。")
            return redirect(filing)
    except DomainError as refusal:
        return _too_late(request, filing, refusal)
    context = {"filing": filing, "item": item, "form": form, "url": item_url(filing, item)}
    return render(request, "registry/filing/answer.html", context)
