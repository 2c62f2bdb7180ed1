"""Planning an inspection (计划检查). A unit without power is refused before anything else."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from inspections.forms.inspection import FindFacilityForm, PlanForm
from inspections.permissions import can_inspect, inspecting_departments
from inspections.services.frequency import joint_hints
from inspections.services.inspection import plan_inspection
from inspections.views.answering import answered
from inspections.views.place import chosen_facility, found_facilities
from registry.views.posting import posted
from wuqing_tuoyu import clock


@require_http_methods(["GET", "POST"])
def inspection_new(request):
    if not can_inspect(request.user):
        raise PermissionDenied
    facility = chosen_facility(request)
    if facility is None:
        context = {
            "form": FindFacilityForm(initial={"q": request.GET.get("q", "")}),
            "found": found_facilities(request),
            "asked": bool(request.GET.get("q")),
        }
        return render(request, "inspections/inspection/find.html", context)
    units = inspecting_departments(request.user)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind, "source": request.GET.get("source", "")[:200]}
    form = PlanForm(posted(request), departments=units, initial=initial)
    return answered(
        request,
        form,
        lambda said: plan_inspection(facility, actor=request.user, **said),
        success="检查已计划，到时会提醒您。",
        template="inspections/inspection/new.html",
        back=facility.get_absolute_url(),
        facility=facility,
        hints=joint_hints(facility, units[0], clock.today()),
    )
