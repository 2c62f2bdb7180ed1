"""The page of an inspection (行政检查): what is next, every item, what was found, what followed."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from departments.permissions import active_member, is_member_of
from inspections.choices import Disposition, InspectionAction, InspectionStatus
from inspections.models import Inspection
from inspections.permissions import (
    can_handle_inspection,
    can_read_evidence,
    can_refer_for,
    can_respond,
)
from inspections.services.frequency import joint_hints
from inspections.services.published import published_record
from inspections.views.history import history_of
from inspections.workflow import available_inspection_actions
from wuqing_tuoyu.templatetags.words import day

# Acts on what the operator says in public have a place of their own on the page
OF_RESPONSES = (InspectionAction.RESPOND, InspectionAction.RETRACT, InspectionAction.TAKE_DOWN)


def found_inspection(request, pk):
    """The inspection, if this person may know of it; 404 otherwise."""
    rows = Inspection.objects.visible_to(request.user).select_related(
        "facility__operator", "facility__township", "department", "checklist", "rectification"
    )
    return get_object_or_404(rows, pk=pk)


def photos_of(inspection, user):
    """Photographs by item, those of the whole under None; none for whom they do not concern."""
    if not can_read_evidence(user, inspection.department, inspection.facility):
        return {}
    grouped = {}
    for photo in inspection.photos.select_related("file"):
        grouped.setdefault(photo.item_id, []).append(photo)
    return grouped


def items_of(inspection, user):
    """Each item with its photographs."""
    photos = photos_of(inspection, user)
    return [(item, photos.get(item.pk, [])) for item in inspection.items.with_subjects()]


@require_safe
def inspection_detail(request, pk):
    inspection = found_inspection(request, pk)
    return render(
        request, "inspections/inspection/detail.html", context_of(inspection, request.user)
    )


def context_of(inspection, user):
    actions = available_inspection_actions(inspection, user)
    findings = list(
        inspection.findings.select_related(
            "rectification_item__rectification", "referral__to_department", "disposed_by"
        )
    )
    pending = [each for each in findings if each.disposition == Disposition.PENDING]
    may_dispose = can_handle_inspection(user, inspection) and inspection.status in (
        InspectionStatus.CONCLUDED,
        InspectionStatus.TOLD,
    )
    is_staff = active_member(user) is not None
    published = published_record(inspection)
    responses = responses_shown_to(user, inspection)
    may_respond = InspectionAction.RESPOND in actions and published is not None
    return {
        "inspection": inspection,
        "facility": inspection.facility,
        "items": items_of(inspection, user),
        "photos": photos_of(inspection, user).get(None, []),
        "findings": findings,
        "pending": pending,
        "may_dispose": may_dispose,
        "may_refer": is_staff
        and can_refer_for(user, inspection.department)
        and inspection.status != InspectionStatus.PLANNED,
        "next": _next(inspection, actions, pending)
        or _next_of_operator(inspection, responses, may_respond),
        "actions": {action.name: True for action in actions if action not in OF_RESPONSES},
        "inspectors": list(inspection.inspectors.select_related("member__user")),
        "history": history_of(inspection, user, inspection.department),
        "hints": joint_hints(inspection.facility, inspection.department, inspection.held_on)
        if is_staff and inspection.status == InspectionStatus.PLANNED
        else [],
        "is_staff": is_staff,
        "published": published,
        "responses": responses,
        "may_respond": may_respond,
        "may_take_down": InspectionAction.TAKE_DOWN in actions,
        "may_publish": InspectionAction.PUBLISH in actions and not inspection.is_recheck,
        "may_withdraw": InspectionAction.WITHDRAW in actions and not inspection.is_recheck,
    }


def responses_shown_to(user, inspection):
    """The unit and the operator read all that was said, others what is public now."""
    own = can_respond(user, inspection) or is_member_of(user, inspection.department)
    responses = inspection.responses.all()
    return list(responses if own else responses.current())


def _address(inspection, name):
    return reverse(f"inspections:inspection_{name}", args=[inspection.pk])


def _next(inspection, actions, pending):
    """Who acts next, and what (下一步)."""
    if InspectionAction.BEGIN in actions:
        return {
            "title": f"{day(inspection.held_on)}到现场检查，两名以上检查人员。",
            "text": "到现场后先出示执法证，再开始检查。",
            "label": "开始检查",
            "url": _address(inspection, "begin"),
        }
    if InspectionAction.CONCLUDE in actions:
        left = inspection.items.unjudged().count()
        title = (
            f"还有 {left} 项没有填写。" if left else "各项都已填写，听取机构意见后结束现场检查。"
        )
        return {
            "title": title,
            "label": "继续填写" if left else "结束现场检查",
            "url": _address(inspection, "items" if left else "conclude"),
        }
    if InspectionAction.TELL in actions and pending:
        return {
            "title": f"有 {len(pending)} 个问题要处理。",
            "text": "当场已改正的写明怎样改正；其余的责令限期改正，或者移送有权的单位。",
            "tone": "wait",
            "label": "责令限期改正",
            "url": _address(inspection, "order"),
        }
    if InspectionAction.TELL in actions:
        return {
            "title": "请把结果告知机构。",
            "label": "登记告知日期",
            "url": _address(inspection, "tell"),
        }
    if InspectionAction.CLOSE in actions:
        return {
            "title": "问题全部了结后，检查会自动办结。",
            "text": "还有问题没有了结时不能办结。",
        }
    return None


def _next_of_operator(inspection, responses, may_respond):
    """Nothing has to be done; something may be said in public, once (公开回应)."""
    if not may_respond or responses:
        return None
    return {
        "title": "检查结果已公开，您可以公开回应。",
        "text": "回应和结果放在一起给家长看；不写也可以。",
        "label": "写公开回应",
        "url": _address(inspection, "respond"),
    }
