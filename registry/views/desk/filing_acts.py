"""Acts on a filing (拟办、告知、签发……): GET shows what will be said, only POST acts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registry.choices import FilingAction, FilingKind
from registry.forms.desk import (
    DecideForm,
    ExtendForm,
    LapseForm,
    ProposeForm,
    ReturnForm,
    SendBackForm,
)
from registry.services.correction import (
    extend_correction,
    lapse_filing,
    return_filing,
    reviews_not_yet_due,
)
from registry.services.deadlines import correction_due, correction_started_at
from registry.services.decision import (
    ONLY_WHAT_WAS_PROPOSED,
    decline_filing,
    demand_proposed,
    issue_receipt,
)
from registry.services.digest import digest_of_filing
from registry.services.handling import propose, send_back
from registry.services.notice.receipt import cancellation_receipt_content, receipt_content
from registry.views.filing import find_filing
from registry.views.posting import posted
from registry.workflow import check_filing
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError, WrongMoment


def _refused_moment(request, filing, action):
    """Too early, too late or second: the same sentence on the filing's page."""
    try:
        check_filing(filing, action, request.user)
        if action in ONLY_WHAT_WAS_PROPOSED:
            demand_proposed(filing, action)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(filing)
    return None


def _answer(request, filing, form, act, *, title, success, template, **context):
    """Show the form; act once on POST; a refusal is one sentence on the same page."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except WrongMoment as refusal:
            messages.error(request, str(refusal))
            return redirect(filing)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, success)
            return redirect(filing)
    context |= {
        "filing": filing,
        "title": title,
        "form": form,
        "digest": digest_of_filing(filing),
    }
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def filing_return(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.RETURN):
        return refused
    waiting = reviews_not_yet_due(filing)
    form = ReturnForm(posted(request), waiting=waiting)
    return _answer(
        request,
        filing,
        form,
        lambda said: return_filing(
            filing,
            actor=request.user,
            digest=said["digest"],
            note=said["note"],
            not_waiting=said.get("not_waiting", ""),
        ),
        success="已一次性告知补正，告知书已发给机构。",
        title="一次性告知补正",
        template="registry/desk/return.html",
        refused_items=list(filing.items.refused().with_subjects()),
        waiting=waiting,
        due=correction_due(clock.now()),
    )


@require_http_methods(["GET", "POST"])
def filing_extend(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.EXTEND):
        return refused
    return _answer(
        request,
        filing,
        ExtendForm(posted(request)),
        lambda said: extend_correction(filing, actor=request.user, note=said["note"]),
        success="补正期限已延长，已告知机构。",
        title="延长补正期限",
        template="registry/desk/extend.html",
        due=correction_due(correction_started_at(filing), extended=True),
    )


@require_http_methods(["GET", "POST"])
def filing_propose(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.PROPOSE):
        return refused
    noes = list(filing.reviews.negative().at_receipt_gate().select_related("department"))
    form = ProposeForm(
        posted(request), noes=noes, initial={"outcome": request.GET.get("outcome", "receipt")}
    )
    return _answer(
        request,
        filing,
        form,
        lambda said: propose(
            filing,
            actor=request.user,
            outcome=said["outcome"],
            ground=said["ground"],
            overrule=said["overrule"],
            note=said["note"],
            digest=said["digest"],
        ),
        success="已拟办，等待签发。",
        title="拟办",
        template="registry/desk/propose.html",
        pending=list(filing.items.pending().with_subjects()),
        silent=list(filing.reviews.open().at_receipt_gate().select_related("department")),
    )


@require_http_methods(["GET", "POST"])
def filing_send_back(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.SEND_BACK):
        return refused
    return _answer(
        request,
        filing,
        SendBackForm(posted(request)),
        lambda said: send_back(
            filing, actor=request.user, note=said["note"], digest=said["digest"]
        ),
        success="已退回经办。",
        title="退回经办",
        template="registry/desk/send_back.html",
    )


@require_http_methods(["GET", "POST"])
def filing_issue_receipt(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.ISSUE_RECEIPT):
        return refused
    content = cancellation_receipt_content if _is_cancellation(filing) else receipt_content
    return _answer(
        request,
        filing,
        DecideForm(posted(request)),
        lambda said: issue_receipt(
            filing, actor=request.user, digest=said["digest"], note=said["note"]
        ),
        success=_receipt_words(filing),
        title="签发备案回执",
        template="registry/desk/issue_receipt.html",
        paper=content(filing),
        overruling=_to_overrule(filing),
        silent=list(filing.reviews.open().at_receipt_gate().select_related("department")),
        confirmations=list(filing.confirmations.all()),
    )


def _is_cancellation(filing):
    return filing.kind == FilingKind.CANCELLATION


def _receipt_words(filing):
    if _is_cancellation(filing):
        return "已签发注销备案回执，机构可以打开。"
    return "已签发备案回执，机构可以打开并打印；下一步是现场核实。"


def _to_overrule(filing):
    reviews = filing.reviews.negative().at_receipt_gate().exclude(overruling_requested="")
    return list(reviews.select_related("department"))


@require_http_methods(["GET", "POST"])
def filing_decline(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.DECLINE):
        return refused
    proposal = filing.events.filter(action=FilingAction.PROPOSE).order_by("-id").first()
    return _answer(
        request,
        filing,
        DecideForm(posted(request)),
        lambda said: decline_filing(
            filing, actor=request.user, digest=said["digest"], note=said["note"]
        ),
        success="已决定不予备案，告知书已发给机构。",
        title="决定不予备案",
        template="registry/desk/decline.html",
        facts=proposal.note if proposal else "",
    )


@require_http_methods(["GET", "POST"])
def filing_lapse(request, pk):
    filing = find_filing(request, pk)
    if refused := _refused_moment(request, filing, FilingAction.LAPSE):
        return refused
    return _answer(
        request,
        filing,
        LapseForm(posted(request)),
        lambda said: lapse_filing(filing, actor=request.user, note=said["note"]),
        success="已终止办理，告知书已发给机构。",
        title="逾期未补正，终止办理",
        template="registry/desk/lapse.html",
        refused_items=list(filing.items.refused().with_subjects()),
    )
