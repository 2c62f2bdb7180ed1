"""An operator answers a published result (机构回应): seen as families will read it, then public."""

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from inspections.choices import InspectionAction
from inspections.forms.response import RespondForm, TakeDownForm
from inspections.services.published import digest_of_record, published_record
from inspections.services.response import (
    current_response,
    demand_published,
    last_words,
    names_known_to_the_operator,
    respond,
    retract_response,
    take_response_down,
)
from inspections.views.answering import answered, at_the_right_moment, done
from inspections.views.inspection.page import found_inspection
from inspections.workflow import check_inspection
from registry.services.published import inspections_among
from registry.views.posting import posted
from wuqing_tuoyu import clock


@require_http_methods(["GET", "POST"])
def inspection_respond(request, pk):
    inspection = found_inspection(request, pk)

    def check():
        check_inspection(inspection, InspectionAction.RESPOND, request.user)
        demand_published(inspection)

    if refused := at_the_right_moment(request, inspection, check):
        return refused
    record, held = published_record(inspection), current_response(inspection)
    previews = "preview" in request.POST
    form = RespondForm(
        None if previews else posted(request),
        initial={"words": request.POST.get("words", "") if previews else last_words(inspection)},
        names=names_known_to_the_operator(inspection),
    )

    def act(said):
        respond(
            inspection,
            actor=request.user,
            words=said["words"],
            is_checked=said["is_checked"],
            seen=said["seen"],
        )
        return inspection

    record.response, record.responded_on = form.public_texts()[0].strip(), clock.today()
    return answered(
        request,
        form,
        act,
        success="回应已公开，和检查结果放在一起。",
        template="inspections/inspection/respond.html",
        back=inspection.get_absolute_url(),
        inspection=inspection,
        facility=inspection.facility,
        shown=inspections_among([record], clock.today()).entries[0],
        held=held,
        seen=digest_of_record(record),
    )


@require_POST
def inspection_retract(request, pk):
    inspection = found_inspection(request, pk)
    return done(
        request,
        inspection,
        lambda: retract_response(inspection, actor=request.user),
        "回应已撤回，机构页面上看不到了。",
    )


@require_http_methods(["GET", "POST"])
def inspection_take_down(request, pk):
    inspection = found_inspection(request, pk)
    if refused := at_the_right_moment(
        request,
        inspection,
        lambda: check_inspection(inspection, InspectionAction.TAKE_DOWN, request.user),
    ):
        return refused
    held = current_response(inspection)
    if held is None:
        return redirect(inspection)

    def act(said):
        take_response_down(inspection, actor=request.user, note=said["note"])
        return inspection

    return answered(
        request,
        TakeDownForm(posted(request)),
        act,
        success="回应已撤下，已告诉机构。",
        template="inspections/act.html",
        back=inspection.get_absolute_url(),
        subject=inspection,
        about=held.words,
        title="撤下机构回应",
        label="撤下",
        why="机构页面上马上看不到；机构可以改好以后重新公开。",
    )
