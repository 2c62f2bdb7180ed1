"""Acts on an inspection: begun, concluded, told, closed, cancelled; findings disposed of."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from inspections.choices import Disposition, InspectionAction, ReferralKind
from inspections.forms.inspection import (
    BeginForm,
    CancelForm,
    ConcludeForm,
    CorrectForm,
    TellForm,
)
from inspections.forms.rectification import OrderForm
from inspections.forms.visit import ReferForm
from inspections.permissions import can_handle_inspection, can_refer_for
from inspections.services.finding import correct_on_the_spot, demand_disposable
from inspections.services.inspection import (
    begin_inspection,
    cancel_inspection,
    close_inspection,
    conclude_inspection,
    tell_result,
)
from inspections.services.inspector import officers_available, only_original_inspectors
from inspections.services.order import order_rectification
from inspections.services.referral import refer
from inspections.views.answering import answered, at_the_right_moment, done
from inspections.views.inspection.page import found_inspection
from inspections.views.receivers import usual_receivers
from inspections.workflow import check_inspection
from registry.views.posting import posted
from wuqing_tuoyu import clock

ACT = "inspections/act.html"


def _refused(request, inspection, action):
    return at_the_right_moment(
        request, inspection, lambda: check_inspection(inspection, action, request.user)
    )


@require_http_methods(["GET", "POST"])
def inspection_begin(request, pk):
    inspection = found_inspection(request, pk)
    if refused := _refused(request, inspection, InspectionAction.BEGIN):
        return refused
    members = officers_available(inspection.department, clock.today())
    initial = {
        "approval_number": inspection.approval_number,
        "notice_number": inspection.notice_number,
        "notice_exemption": inspection.notice_exemption,
    }
    form = BeginForm(posted(request), members=members, initial=initial)
    hint = ""
    if inspection.is_recheck:
        chosen = members if len(members) <= 2 else []
        hint = "建议更换复查人员，不要只由原来的检查人员复查。"
        if chosen and not only_original_inspectors(inspection, chosen):
            hint = ""
    return answered(
        request,
        form,
        lambda said: begin_inspection(
            inspection, actor=request.user, **(said | {"officers": list(said["officers"])})
        ),
        success="检查已开始。",
        template=ACT,
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="开始检查",
        label="开始检查",
        why="开始后，两名检查人员都可以填写。",
        hint=hint,
    )


@require_http_methods(["GET", "POST"])
def inspection_conclude(request, pk):
    inspection = found_inspection(request, pk)
    if refused := _refused(request, inspection, InspectionAction.CONCLUDE):
        return refused
    return answered(
        request,
        ConcludeForm(posted(request)),
        lambda said: conclude_inspection(inspection, actor=request.user, **said),
        success="现场检查已结束。",
        template=ACT,
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="结束现场检查",
        label="结束现场检查",
        why="结束后检查结果不能再改。",
    )


@require_http_methods(["GET", "POST"])
def inspection_tell(request, pk):
    inspection = found_inspection(request, pk)
    if refused := _refused(request, inspection, InspectionAction.TELL):
        return refused
    return answered(
        request,
        TellForm(posted(request)),
        lambda said: tell_result(inspection, actor=request.user, told_on=said["told_on"]),
        success="已登记告知日期，机构也会收到消息。",
        template=ACT,
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="告知结果",
        label="登记",
        why="登记后机构可以看到这次检查的结果。",
    )


@require_POST
def inspection_close(request, pk):
    inspection = found_inspection(request, pk)
    return done(
        request,
        inspection,
        lambda: close_inspection(inspection, actor=request.user),
        "检查已办结。",
    )


@require_http_methods(["GET", "POST"])
def inspection_cancel(request, pk):
    inspection = found_inspection(request, pk)
    if refused := _refused(request, inspection, InspectionAction.CANCEL):
        return refused
    return answered(
        request,
        CancelForm(posted(request)),
        lambda said: cancel_inspection(inspection, actor=request.user, note=said["note"]),
        success="检查已取消。",
        template=ACT,
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="取消检查",
        label="取消检查",
        why="取消的检查不计入年度次数，记录保留。",
    )


@require_http_methods(["GET", "POST"])
def finding_correct(request, pk, finding_pk):
    inspection = found_inspection(request, pk)
    if not can_handle_inspection(request.user, inspection):
        raise PermissionDenied
    finding = get_object_or_404(inspection.findings, pk=finding_pk)
    finding.inspection = inspection

    def act(said):
        correct_on_the_spot(finding, actor=request.user, note=said["note"])
        return inspection

    return answered(
        request,
        CorrectForm(posted(request)),
        act,
        success="已登记当场改正。",
        template=ACT,
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="当场改正",
        label="登记当场改正",
        why="检查人员亲眼看到已改正的，才登记当场改正。",
        about=finding.sentence,
    )


@require_http_methods(["GET", "POST"])
def inspection_order(request, pk):
    inspection = found_inspection(request, pk)
    if not can_handle_inspection(request.user, inspection):
        raise PermissionDenied
    if refused := at_the_right_moment(request, inspection, lambda: demand_disposable(inspection)):
        return refused
    pending = inspection.findings.filter(disposition=Disposition.PENDING)
    return answered(
        request,
        OrderForm(posted(request), findings=pending),
        lambda said: order_rectification(
            inspection,
            actor=request.user,
            findings=[finding.pk for finding in said["findings"]],
            due_on=said["due_on"],
        ),
        success="《责令限期改正通知书》已生成，已发给机构。",
        template=ACT,
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="责令限期改正",
        label="责令限期改正",
        why="生成《责令限期改正通知书》，载明依据、事项、期限和救济途径，机构马上收到。",
    )


@require_http_methods(["GET", "POST"])
def inspection_refer(request, pk):
    inspection = found_inspection(request, pk)
    if not can_refer_for(request.user, inspection.department):
        raise PermissionDenied
    pending = list(inspection.findings.filter(disposition=Disposition.PENDING))
    form = ReferForm(
        posted(request),
        sender=inspection.department,
        items=pending,
        initial={"kind": ReferralKind.FAILED_ITEMS if pending else ""},
    )
    return answered(
        request,
        form,
        lambda said: refer(
            inspection,
            actor=request.user,
            kind=said["kind"],
            to_department=said["to_department"],
            note=said["note"],
            items=form.chosen(),
        ),
        success="已移送，对方会收到消息。",
        template="inspections/referral/new.html",
        back=inspection.get_absolute_url(),
        subject=inspection,
        usual=usual_receivers(),
    )
