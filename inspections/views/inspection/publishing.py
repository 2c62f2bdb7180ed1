"""A result becomes public (公开检查结果): the page as families will read it, then the button."""

from django.views.decorators.http import require_http_methods

from inspections.choices import InspectionAction
from inspections.forms.publication import PublishForm, WithdrawForm
from inspections.services.publication import (
    demand_publishable,
    names_around,
    preview_of,
    proposed_body,
    proposed_reply,
    publish_result,
    published_record,
    withdraw_result,
)
from inspections.views.answering import answered, at_the_right_moment
from inspections.views.inspection.page import found_inspection
from inspections.workflow import check_inspection
from registry.services.published import inspections_among
from registry.views.posting import posted
from wuqing_tuoyu import clock


@require_http_methods(["GET", "POST"])
def inspection_publish(request, pk):
    inspection = found_inspection(request, pk)

    def check():
        check_inspection(inspection, InspectionAction.PUBLISH, request.user)
        demand_publishable(inspection)

    if refused := at_the_right_moment(request, inspection, check):
        return refused
    held = published_record(inspection)
    texts = {
        "body": held.body if held else proposed_body(inspection),
        "reply": proposed_reply(inspection),
    }
    previews = "preview" in request.POST
    if previews:
        texts = {name: request.POST.get(name, "") for name in texts}
    form = PublishForm(
        None if previews else posted(request),
        initial=texts,
        names=names_around(inspection),
        is_clean=not inspection.failed_count,
    )

    def act(said):
        publish_result(
            inspection,
            actor=request.user,
            body=said.get("body", ""),
            reply=said["reply"],
            is_checked=said["is_checked"],
        )
        return inspection

    preview = preview_of(inspection, body=form.shown("body"), reply=form.shown("reply"))
    if held:
        preview.response, preview.responded_on = held.response, held.responded_on
    return answered(
        request,
        form,
        act,
        success="检查结果已公开，机构页面上看得到。",
        template="inspections/inspection/publish.html",
        back=inspection.get_absolute_url(),
        inspection=inspection,
        facility=inspection.facility,
        shown=inspections_among([preview], clock.today()).entries[0],
        held=held,
    )


@require_http_methods(["GET", "POST"])
def inspection_withdraw(request, pk):
    inspection = found_inspection(request, pk)
    if refused := at_the_right_moment(
        request,
        inspection,
        lambda: check_inspection(inspection, InspectionAction.WITHDRAW, request.user),
    ):
        return refused

    def act(said):
        withdraw_result(inspection, actor=request.user, note=said["note"])
        return inspection

    return answered(
        request,
        WithdrawForm(posted(request)),
        act,
        success="已撤下。更正以后请重新公开。",
        template="inspections/act.html",
        back=inspection.get_absolute_url(),
        subject=inspection,
        title="撤下公开的检查结果",
        label="撤下",
        why="机构页面上马上看不到；更正以后请重新公开。",
    )
