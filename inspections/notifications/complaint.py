"""Who is told about a complaint (投诉举报): the unit asked, and never who reported it."""

from inspections.choices.complaint import ComplaintAction, ComplaintKind
from inspections.models import ComplaintEvent
from inspections.models.complaint import UNREGISTERED
from registry.notifications.once import tell_all, tell_once
from registry.notifications.people import officers_of
from registry.notifications.telling import BY_MAIL, BY_MAIL_AND_SMS, Telling, before, tell


def tell_complaint_event(event_id: int) -> None:
    """Tell the people concerned about one event. A second run finds nothing to do."""
    events = ComplaintEvent.objects.untold().select_related(
        "complaint__facility", "department", "actor"
    )
    tell_once(events, event_id, key="complaint-event", tellings_of=tellings_of_complaint)


def tellings_of_complaint(event: ComplaintEvent) -> list[Telling]:
    """A unit hears of what it is asked; kind and place, nothing of what was written."""
    if event.action not in (ComplaintAction.SUBMIT, ComplaintAction.HAND_OVER):
        return []
    complaint = event.complaint
    is_abuse = complaint.kind == ComplaintKind.ABUSE
    place = str(complaint.facility) if complaint.facility else UNREGISTERED
    lines = [
        f"请在 {before(complaint.due_on, complaint.due_is_estimate)}答复。",
        "涉嫌侵害婴幼儿人身权益，请立即查看处置。" if is_abuse else "",
        "反映的情况和反映人的联系方式只在页面上看，请不要转给机构和其他单位。",
    ]
    if event.action == ComplaintAction.HAND_OVER:
        lines.insert(0, "其他单位转来，请受理。")
    return tell(
        officers_of(event.department),
        f"{place}：有一件投诉举报请办理",
        f"反映的事项：{complaint.get_kind_display()}。",
        *lines,
        url=complaint.get_absolute_url(),
        channels=BY_MAIL_AND_SMS if is_abuse else BY_MAIL,
        but=event.actor,
    )


def tell_untold_complaints(limit: int = 100) -> int:
    """After each commit, and every minute from beat: tell what was not told (补告知)."""
    return tell_all(ComplaintEvent.objects.untold(), tell_complaint_event, limit)
