"""The page of a rectification (整改): whose turn it is, every item with its answers, the papers."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from departments.permissions import active_member
from inspections.choices import OPERATORS_TURN, ItemStatus, RectificationAction, RectificationStatus
from inspections.models import Rectification, RectificationAnswer
from inspections.permissions import (
    can_answer_rectification,
    can_handle_rectification,
    can_read_evidence,
    can_refer_for,
)
from inspections.views.history import history_of
from inspections.workflow import available_rectification_actions
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day


def found_rectification(request, pk):
    """The rectification, if this person may know of it; 404 otherwise."""
    rows = Rectification.objects.visible_to(request.user).select_related(
        "facility__operator",
        "facility__township",
        "department",
        "inspection",
        "verification",
        "ordered_by",
    )
    return get_object_or_404(rows, pk=pk)


def items_of(rectification, user):
    """Each item with its answers; what the operator has not handed in yet is its own."""
    answers = RectificationAnswer.objects.filter(item__rectification=rectification)
    if active_member(user) is not None and rectification.status == RectificationStatus.ORDERED:
        answers = answers.exclude(round=rectification.round)
    if not can_read_evidence(user, rectification.department, rectification.facility):
        answers = answers.none()
    grouped = {}
    for answer in answers.prefetch_related("photos__file").order_by("-round"):
        grouped.setdefault(answer.item_id, []).append(answer)
    may_answer = can_answer_rectification(user, rectification)
    may_judge = can_handle_rectification(user, rectification)
    is_ordered = rectification.status == RectificationStatus.ORDERED
    is_submitted = rectification.status == RectificationStatus.SUBMITTED
    rows = [
        {
            "item": item,
            "answers": grouped.get(item.pk, []),
            "may_answer": may_answer and is_ordered and item.status in OPERATORS_TURN,
            "may_judge": may_judge and is_submitted and item.status == ItemStatus.ANSWERED,
            "is_answered": any(
                answer.round == rectification.round and answer.words
                for answer in grouped.get(item.pk, [])
            ),
        }
        for item in rectification.items.order_by("position")
    ]
    waiting = [
        row for row in rows if row["may_judge"] or (row["may_answer"] and not row["is_answered"])
    ]
    return [row | {"is_first": row in waiting[:1]} for row in rows]


@require_safe
def rectification_detail(request, pk):
    rectification = found_rectification(request, pk)
    return render(
        request,
        "inspections/rectification/detail.html",
        context_of(rectification, request.user),
    )


def context_of(rectification, user):
    today = clock.today()
    actions = available_rectification_actions(rectification, user)
    rows = items_of(rectification, user)
    is_staff = active_member(user) is not None
    waiting = rectification.referrals.open().select_related("to_department").first()
    open_recheck = rectification.rechecks.open().first()
    may_handle = can_handle_rectification(user, rectification)
    return {
        "rectification": rectification,
        "facility": rectification.facility,
        "rows": rows,
        "next": _next(rectification, rows, actions, may_handle, open_recheck),
        "actions": {action.name: True for action in actions},
        "may_recheck": may_handle and rectification.is_open and open_recheck is None,
        "open_recheck": open_recheck if is_staff else None,
        "may_refer": is_staff
        and rectification.is_open
        and waiting is None
        and can_refer_for(user, rectification.department),
        "waiting_referral": waiting if is_staff else None,
        "papers": list(rectification.papers.select_related("file")),
        "history": history_of(rectification, user, rectification.department),
        "days_overdue": rectification.days_overdue(today),
        "is_staff": is_staff,
        "can_return": RectificationAction.RETURN in actions
        and not any(row["may_judge"] for row in rows)
        and any(row["item"].status == ItemStatus.REFUSED for row in rows),
        "can_verify": RectificationAction.VERIFY in actions
        and all(row["item"].status == ItemStatus.ACCEPTED for row in rows),
    }


def _next(rectification, rows, actions, may_handle, open_recheck):
    """Whose turn it is, and until when (下一步)."""
    today, unit = clock.today(), rectification.department
    late = rectification.days_overdue(today)
    tone = "bad" if late else "wait"
    until = f"{day(rectification.due_on)}前" if not late else f"期限已过 {late} 天，"
    if RectificationAction.SUBMIT in actions:
        left = [row for row in rows if row["may_answer"] and not row["is_answered"]]
        if left:
            return {
                "title": f"轮到您：{until}请改好，还有 {len(left)} 项没有填写整改情况。",
                "text": "逐项写明怎样改的，上传改好以后的照片，全部填好再一起提交。",
                "tone": tone,
            }
        return {
            "title": "各项都已填写，请提交。",
            "text": f"提交后由{unit}逐项核查，核查前不能再改。",
            "label": "提交整改情况",
            "action": reverse("inspections:rectification_submit", args=[rectification.pk]),
        }
    if not may_handle:
        if rectification.status == RectificationStatus.SUBMITTED:
            return {"title": f"{unit}正在核查整改情况。"}
        if rectification.status == RectificationStatus.ORDERED:
            return {"title": f"等待举办者整改，{until or ''}请改好。", "tone": tone}
        return None
    if open_recheck:
        return {
            "title": f"{day(open_recheck.held_on)}复查，只看还没有改好的事项。",
            "label": "去复查",
            "url": open_recheck.get_absolute_url(),
        }
    return _next_of_unit(rectification, rows, late)


def _next_of_unit(rectification, rows, late):
    pk = rectification.pk
    if rectification.status == RectificationStatus.SUBMITTED:
        waiting = [row for row in rows if row["may_judge"]]
        if waiting:
            return {
                "title": f"请逐项核查，还有 {len(waiting)} 项。",
                "text": "看照片就能认定的，逐项认可；看不准的，安排现场复查。",
            }
        if any(row["item"].status == ItemStatus.REFUSED for row in rows):
            return {
                "title": "有没有改好的事项，请退回继续整改。",
                "text": "只退回没有改好的事项，期限不变。",
                "label": "退回继续整改",
                "action": reverse("inspections:rectification_return", args=[pk]),
                "tone": "wait",
            }
    if rectification.is_open and all(row["item"].status == ItemStatus.ACCEPTED for row in rows):
        return {
            "title": "各项都已改好，请销号。",
            "label": "销号",
            "action": reverse("inspections:rectification_verify", args=[pk]),
        }
    if late:
        return {
            "title": f"整改逾期 {late} 日，请复查。",
            "text": "复查只看还没有改好的事项。",
            "tone": "bad",
            "label": "安排复查",
            "url": reverse("inspections:rectification_recheck", args=[pk]),
        }
    if rectification.status == RectificationStatus.ORDERED:
        return {"title": f"等待举办者整改，期限 {day(rectification.due_on)}。"}
    return None
