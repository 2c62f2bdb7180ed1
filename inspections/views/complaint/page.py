"""One complaint (投诉举报): what was reported, to whom it went, what came of it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.services.file import picture_response
from departments.services.calendar import Deadline, load_calendar, time_left
from inspections.choices import InspectionKind
from inspections.choices.complaint import (
    ComplaintAction,
    ComplaintOutcome,
    ComplaintStatus,
)
from inspections.models import Complaint, ComplaintPhoto
from inspections.permissions import can_inspect_for, can_read_complaint, can_read_reporter
from inspections.workflow.complaint import available_complaint_actions
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day, moment

PHOTO_WIDTH = 1600
LABELS = {
    ComplaintAction.SUBMIT: "收到投诉举报，转{}办理",
    ComplaintAction.ACCEPT: "{}受理",
    ComplaintAction.HAND_OVER: "转{}办理",
    ComplaintAction.MERGE: "并入同一件事的另一件",
    ComplaintAction.ANSWER: "答复办结",
}


def found(request, pk):
    """The complaint, where this person may know of it."""
    rows = Complaint.objects.visible_to(request.user).select_related(
        "facility", "township", "department", "handler", "merged_into"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def complaint_detail(request, pk):
    complaint, user = found(request, pk), request.user
    actions = available_complaint_actions(complaint, user)
    reads = can_read_complaint(user, complaint)
    context = {
        "complaint": complaint,
        "time_left": _time_left(complaint),
        "next": next_of(complaint, actions),
        "may_accept": ComplaintAction.ACCEPT in actions,
        "may_answer": ComplaintAction.ANSWER in actions,
        "may_hand_over": ComplaintAction.HAND_OVER in actions,
        "may_merge": ComplaintAction.MERGE in actions
        and Complaint.objects.beside(complaint).exists(),
        "facts": facts_of(complaint),
        "reads": reads,
        "photos": complaint.photos.all() if reads else [],
        "reporter": reporter_of(complaint) if can_read_reporter(user, complaint) else None,
        "merged": complaint.merged.order_by("received_at") if reads else [],
        "history": history_of(complaint, reads),
        "case_inspection": case_inspection_of(complaint, user),
    }
    return render(request, "inspections/complaint/detail.html", context)


def _time_left(complaint):
    if not complaint.is_open:
        return None
    due = Deadline(complaint.due_on, complaint.due_is_estimate)
    return time_left(due, clock.today(), load_calendar())


def next_of(complaint, actions):
    """Who acts next, what, by when."""
    unit = complaint.department.name
    if complaint.status == ComplaintStatus.MERGED:
        return {"title": "这件已并入同一件事的另一件，随那一件一起答复。", "tone": "plain"}
    if complaint.status == ComplaintStatus.CLOSED:
        return {"title": f"已答复：{complaint.get_outcome_display()}。", "tone": "plain"}
    by = f"{day(complaint.due_on)}前答复。"
    if complaint.due_is_estimate:
        by = f"答复期限暂估为 {day(complaint.due_on)}。"
    if not actions:
        return {"title": f"由{unit}办理。", "text": by, "tone": "plain"}
    if complaint.status == ComplaintStatus.RECEIVED:
        return {"title": "请受理；不归本单位管的，转给有关单位。", "text": by, "tone": "wait"}
    return {"title": "请查清情况，再答复办结。", "text": by, "tone": ""}


def facts_of(complaint):
    facts = [("反映的事项", complaint.get_kind_display(), "")]
    if complaint.facility is None:
        facts.append(("场所地址", complaint.place_address, ""))
    facts += [
        ("所在镇街", str(complaint.township or "不清楚"), ""),
        ("收到时间", moment(complaint.received_at), ""),
        ("办理单位", complaint.department.name, ""),
    ]
    if complaint.handler:
        facts.append(("承办人", str(complaint.handler), ""))
    return facts


def reporter_of(complaint):
    """Who may be asked about it, or that nobody gave a name."""
    said = [each for each in (complaint.reporter_name, complaint.reporter_phone) if each]
    return "　".join(said) or "匿名"


def case_inspection_of(complaint, user):
    """Where a substantiated complaint leads: an inspection of its own kind (个案检查)."""
    if complaint.outcome != ComplaintOutcome.SUBSTANTIATED or complaint.facility is None:
        return ""
    if not can_inspect_for(user, complaint.department):
        return ""
    asked = {
        "facility": complaint.facility.public_id,
        "kind": InspectionKind.CASE.value,
        "source": "投诉举报",
    }
    return f"{reverse('inspections:inspection_new')}?{urlencode(asked)}"


def history_of(complaint, reads):
    """What happened, newest first; the words of a hand-over for those who are asked."""
    events = complaint.events.select_related("actor", "department").order_by("-id")
    return [
        {
            "title": LABELS[ComplaintAction(event.action)].format(event.department.name),
            "detail": event.note if reads else "",
            "when": event.created_at,
            "who": str(event.actor or "系统"),
            "tone": "ok" if event.action == ComplaintAction.ANSWER else "",
        }
        for event in events
    ]


@require_safe
def complaint_photo(request, pk, photo_pk):
    """A photograph somebody sent, for the unit that is asked alone."""
    complaint = found(request, pk)
    if not can_read_complaint(request.user, complaint):
        raise PermissionDenied
    photos = ComplaintPhoto.objects.select_related("file").filter(complaint=complaint)
    return picture_response(get_object_or_404(photos, pk=photo_pk).file, 1, width=PHOTO_WIDTH)
