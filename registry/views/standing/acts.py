"""Acts on the standing (备案状态): paused, resumed, given time, closed, named inclusive."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods

from departments.permissions import is_commission_director
from departments.services.calendar import add_working_days
from departments.services.parameter import parameter
from registry.choices import StandingAction
from registry.forms.point import OwnPointForm
from registry.forms.standing import (
    CloseForm,
    FacilityExtendForm,
    InclusiveForm,
    PauseForm,
    ResumeForm,
)
from registry.permissions import can_mark_inclusive, can_set_point
from registry.services.closing import close_facility
from registry.services.disclosure import names_of
from registry.services.pause import pause_facility, resume_facility
from registry.services.point import set_point
from registry.services.standing import extend_facility, mark_inclusive
from registry.views.posting import posted
from registry.views.standing.finding import (
    answer,
    find_facility,
    refused_moment,
    with_sentence,
)
from wuqing_tuoyu import clock


@require_http_methods(["GET", "POST"])
def facility_extend(request, public_id):
    facility = find_facility(request, public_id)
    if refused := refused_moment(request, facility, StandingAction.EXTEND):
        return refused
    if facility.correct_by_extended:
        return with_sentence(request, facility, "整改期限已经延长过一次，不能再延长。")
    days = int(parameter("correct_by_extension_days", clock.today()))
    due = add_working_days(max(facility.correct_by, clock.today()), days)
    form = FacilityExtendForm(posted(request), initial={"correct_by": due.on})
    return answer(
        request,
        facility,
        form,
        lambda said: extend_facility(
            facility, actor=request.user, correct_by=said["correct_by"], note=said["note"]
        ),
        success="整改期限已延长，已告知机构。",
        title="延长整改期限",
        template="registry/facility/extend.html",
    )


@require_http_methods(["GET", "POST"])
def facility_pause(request, public_id):
    facility = find_facility(request, public_id)
    if refused := refused_moment(request, facility, StandingAction.PAUSE):
        return refused
    is_ordered = is_commission_director(request.user)
    running = facility.open_pause
    if running is not None and (running.is_ordered or not is_ordered):
        return with_sentence(request, facility, "该机构已经暂停服务，不用再登记。")
    return answer(
        request,
        facility,
        PauseForm(posted(request), is_ordered=is_ordered, names=names_of(facility)),
        lambda said: pause_facility(
            facility,
            actor=request.user,
            from_on=said["from_on"],
            until_on=said["until_on"],
            reason=said["note"],
            order_number=said.get("order_number", ""),
            order_organ=said.get("order_organ", ""),
            order_on=said.get("order_on"),
        ),
        success="已登记暂停服务，起止日期已公开。",
        title="暂停服务",
        template="registry/facility/pause.html",
        is_ordered=is_ordered,
    )


@require_http_methods(["GET", "POST"])
def facility_resume(request, public_id):
    facility = find_facility(request, public_id)
    if refused := refused_moment(request, facility, StandingAction.RESUME):
        return refused
    pause = facility.open_pause
    if pause is None:
        return with_sentence(request, facility, "该机构现在没有暂停服务。")
    return answer(
        request,
        facility,
        ResumeForm(posted(request)),
        lambda said: resume_facility(facility, actor=request.user, note=said["note"]),
        success="已恢复服务。",
        title="恢复服务",
        template="registry/facility/resume.html",
        pause=pause,
    )


@require_http_methods(["GET", "POST"])
def facility_close(request, public_id):
    facility = find_facility(request, public_id)
    if refused := refused_moment(request, facility, StandingAction.CLOSE):
        return refused
    form = CloseForm(posted(request), names=names_of(facility))
    return answer(
        request,
        facility,
        form,
        lambda said: close_facility(
            facility, actor=request.user, ground=said["ground"], note=said["note"]
        ),
        success="已注销备案，告知书已发给机构。",
        title="依职权注销",
        template="registry/facility/close.html",
        open_filings=list(facility.filings.received()),
    )


@require_http_methods(["GET", "POST"])
def facility_inclusive(request, public_id):
    facility = find_facility(request, public_id)
    if not can_mark_inclusive(request.user, facility):
        raise PermissionDenied
    initial = {"since": facility.inclusive_since or clock.today()}
    return answer(
        request,
        facility,
        InclusiveForm(posted(request), initial=initial),
        lambda said: mark_inclusive(facility, actor=request.user, since=said["since"]),
        success="普惠认定已更新，公开页面同步显示。",
        title="普惠认定",
        template="registry/facility/inclusive.html",
    )


@require_http_methods(["GET", "POST"])
def facility_point(request, public_id):
    """Where it is on the public map, by whoever stands at its door."""
    facility = find_facility(request, public_id)
    if not can_set_point(request.user, facility):
        raise PermissionDenied
    marked = {"latitude": facility.latitude, "longitude": facility.longitude}
    form = OwnPointForm(posted(request), initial=marked)
    return answer(
        request,
        facility,
        form,
        lambda said: set_point(facility, actor=request.user, point=form.point()),
        success="位置已标好，公开地图上现在就能看到。",
        title="在地图上的位置",
        template="registry/facility/point.html",
    )
