"""Acts of the unit on a rectification: judged by item, returned, closed, extended, rechecked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.file import open_response
from inspections.choices import RectificationAction
from inspections.forms.rectification import (
    DueForm,
    ExtendForm,
    RecheckForm,
    RefuseAnswerForm,
)
from inspections.forms.visit import ReferForm
from inspections.models import Paper
from inspections.permissions import (
    can_handle_rectification,
    can_order_from_verification,
    can_refer_for,
)
from inspections.services.inspection import plan_recheck
from inspections.services.order import order_from_verification
from inspections.services.paper import is_sealed, open_paper
from inspections.services.rectification import (
    accept_answer,
    extend_rectification,
    refuse_answer,
    return_rectification,
    verify_rectification,
)
from inspections.services.referral import refer
from inspections.views.answering import answered, at_the_right_moment, done
from inspections.views.receivers import usual_receivers
from inspections.views.rectification.page import found_rectification
from inspections.workflow import check_rectification
from registry.models import Facility, Verification
from registry.views.posting import posted
from wuqing_tuoyu.templatetags.words import day

ACT = "inspections/act.html"


def _item(rectification, item_pk):
    item = get_object_or_404(rectification.items, pk=item_pk)
    item.rectification = rectification
    return item


@require_POST
def answer_accept(request, pk, item_pk):
    rectification = found_rectification(request, pk)
    item, form = _item(rectification, item_pk), RefuseAnswerForm(request.POST)
    return done(
        request,
        rectification,
        lambda: accept_answer(item, actor=request.user, version=form.seen_version()),
        f"第{item.position}项已认可。",
    )


@require_POST
def answer_refuse(request, pk, item_pk):
    rectification = found_rectification(request, pk)
    item, form = _item(rectification, item_pk), RefuseAnswerForm(request.POST)
    version = form.seen_version()
    note = form.cleaned_data.get("note", "") if form.is_valid() else ""
    if form.errors:
        messages.error(request, "说明最多 500 个字，请删减。")
        return redirect(rectification)
    return done(
        request,
        rectification,
        lambda: refuse_answer(item, actor=request.user, version=version, note=note),
        f"第{item.position}项没有通过，会写明理由退回。",
    )


@require_POST
def rectification_return(request, pk):
    rectification = found_rectification(request, pk)
    return done(
        request,
        rectification,
        lambda: return_rectification(rectification, actor=request.user),
        "已退回继续整改，机构会收到消息。",
    )


@require_POST
def rectification_verify(request, pk):
    rectification = found_rectification(request, pk)
    return done(
        request,
        rectification,
        lambda: verify_rectification(rectification, actor=request.user),
        "整改已销号。",
    )


@require_http_methods(["GET", "POST"])
def rectification_extend(request, pk):
    rectification = found_rectification(request, pk)
    if refused := at_the_right_moment(
        request,
        rectification,
        lambda: check_rectification(rectification, RectificationAction.EXTEND, request.user),
    ):
        return refused
    return answered(
        request,
        ExtendForm(posted(request)),
        lambda said: extend_rectification(
            rectification, actor=request.user, due_on=said["due_on"], note=said["note"]
        ),
        success="整改期限已延长，机构会收到《延长整改期限通知书》。",
        template=ACT,
        back=rectification.get_absolute_url(),
        subject=rectification,
        title="延长整改期限",
        label="延长期限",
        about=f"现在的期限是 {day(rectification.due_on, 'year')}，还有"
        f" {rectification.items.unaccepted().count()} 项没有改好。",
        why="只能延长一次；理由写在《延长整改期限通知书》里，机构看得到。",
    )


@require_http_methods(["GET", "POST"])
def rectification_recheck(request, pk):
    rectification = found_rectification(request, pk)
    if not can_handle_rectification(request.user, rectification):
        raise PermissionDenied
    return answered(
        request,
        RecheckForm(posted(request)),
        lambda said: plan_recheck(rectification, actor=request.user, held_on=said["held_on"]),
        success="复查已安排，只看还没有改好的事项。",
        template=ACT,
        back=rectification.get_absolute_url(),
        subject=rectification,
        title="安排复查",
        label="安排复查",
        why="复查只包括还没有改好的事项，不计入年度检查次数。",
    )


@require_http_methods(["GET", "POST"])
def rectification_refer(request, pk):
    """Hand the whole over to another unit (移交); it is theirs once they accept."""
    rectification = found_rectification(request, pk)
    if not can_refer_for(request.user, rectification.department):
        raise PermissionDenied
    return answered(
        request,
        ReferForm(posted(request), sender=rectification.department),
        lambda said: refer(
            rectification,
            actor=request.user,
            kind=said["kind"],
            to_department=said["to_department"],
            note=said["note"],
        ),
        success="已移送，对方接收后由其负责整改。",
        template="inspections/referral/new.html",
        back=rectification.get_absolute_url(),
        subject=rectification,
        usual=usual_receivers(),
    )


@require_http_methods(["GET", "POST"])
def rectification_from_verification(request, verification_pk):
    """From a nonconformity found on site to a rectification, in one step."""
    verification = get_object_or_404(
        Verification.objects.filter(
            facility__in=Facility.objects.visible_to(request.user)
        ).select_related("facility__operator"),
        pk=verification_pk,
    )
    facility = verification.facility
    if not can_order_from_verification(request.user, facility):
        raise PermissionDenied
    initial = {"due_on": facility.correct_by} if facility.correct_by else {}
    return answered(
        request,
        DueForm(posted(request), initial=initial),
        lambda said: order_from_verification(
            verification, actor=request.user, due_on=said["due_on"]
        ),
        success="《责令限期改正通知书》已生成，已发给机构。",
        template=ACT,
        back=facility.get_absolute_url(),
        subject=facility,
        title="依据现场核实责令整改",
        label="责令限期改正",
        why="核实不符合的理由逐项转为整改事项，生成《责令限期改正通知书》；备案状态不变。",
        points=list(verification.nonconformities.all()),
    )


def _found_paper(request, pk):
    paper = get_object_or_404(Paper.objects.select_related("file"), pk=pk)
    rectification = found_rectification(request, paper.rectification_id)
    return paper, rectification


@require_POST
def paper_open(request, pk):
    """Open a paper (打开文书): when its operator first does, that is noted."""
    paper, _ = _found_paper(request, pk)
    open_paper(paper, actor=request.user)
    return redirect(paper)


@require_safe
def paper_file(request, pk):
    """The PDF as issued; a paper still unopened leads to the button that opens it."""
    paper, rectification = _found_paper(request, pk)
    if is_sealed(paper, request.user):
        return redirect(rectification)
    return open_response(paper.file, download=False)
