"""Pages of referrals (移送): what waits for a unit, the page itself, the answer."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from departments.permissions import active_member, is_member_of
from departments.services.calendar import TimeLeft
from inspections.choices import InspectionKind, ReferralAction, ReferralStatus
from inspections.forms.visit import ReferralAnswerForm
from inspections.models import Referral
from inspections.permissions import can_inspect_for, can_list_inspections
from inspections.services.referral import accept_referral, return_referral
from inspections.views.answering import answered, at_the_right_moment
from inspections.views.history import history_of
from inspections.views.listing import Entry, page_of, whose
from inspections.workflow import available_referral_actions, check_referral
from registry.views.posting import posted
from wuqing_tuoyu import sheet
from wuqing_tuoyu.templatetags.words import day

COLUMNS = ["机构", "事由", "移送单位", "接收单位", "移送日期", "状态", "情况说明", "回执说明"]


def _visible(request):
    if active_member(request.user) is None or not can_list_inspections(request.user):
        raise PermissionDenied
    return Referral.objects.visible_to(request.user).select_related(
        "facility", "from_department", "to_department"
    )


@require_safe
def referral_list(request):
    rows = _visible(request).order_by("-status", "-referred_at")
    page = page_of(request, rows)
    context = {
        "page": page,
        "entries": [_entry(each, request.user) for each in page],
        "waiting": _visible(request).open().count(),
        "whose": whose(request.user),
    }
    return render(request, "inspections/referral/list.html", context)


def _entry(referral, user):
    status = referral.status_choice
    is_mine = status == ReferralStatus.OPEN and is_member_of(user, referral.to_department)
    parts = [
        referral.get_kind_display(),
        str(referral.from_department),
        f"{day(referral.referred_at)}移送",
    ]
    return Entry(
        str(referral.facility),
        referral.get_absolute_url(),
        TimeLeft(status.label, status.tone),
        "　·　".join(parts),
        str(referral.to_department),
        "去接收" if is_mine else "查看",
        is_mine,
    )


@require_safe
def referral_sheet(request):
    rows = (
        [
            str(each.facility),
            each.get_kind_display(),
            str(each.from_department),
            str(each.to_department),
            day(each.referred_at, "year"),
            each.get_status_display(),
            each.note,
            each.answer_note,
        ]
        for each in _visible(request)
    )
    return sheet.download(COLUMNS, rows, title="移送台账", name="referrals")


def found_referral(request, pk):
    rows = Referral.objects.visible_to(request.user).select_related(
        "facility__operator",
        "from_department",
        "to_department",
        "referred_by",
        "answered_by",
        "visit",
        "inspection",
        "rectification",
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def referral_detail(request, pk):
    referral = found_referral(request, pk)
    follow_up = ""
    if referral.status == ReferralStatus.ACCEPTED and can_inspect_for(
        request.user, referral.to_department
    ):
        said = {
            "facility": referral.facility.public_id,
            "kind": InspectionKind.CASE,
            "source": f"{referral.from_department}移送：{referral.get_kind_display()}",
        }
        follow_up = f"{reverse('inspections:inspection_new')}?{urlencode(said)}"
    items = [str(each) for each in referral.findings.all()]
    items += [
        f"{each.checklist_item.words}：{each.note}"
        for each in referral.visit_items.select_related("checklist_item")
    ]
    context = {
        "referral": referral,
        "facility": referral.facility,
        "items": items,
        "actions": {
            action.name: True for action in available_referral_actions(referral, request.user)
        },
        "follow_up": follow_up,
        "history": history_of(referral, request.user, referral.from_department),
    }
    return render(request, "inspections/referral/detail.html", context)


@require_http_methods(["GET", "POST"])
def referral_accept(request, pk):
    return _answer(
        request, pk, ReferralAction.ACCEPT, accept_referral, "已接收，移送单位会收到回执。"
    )


@require_http_methods(["GET", "POST"])
def referral_return(request, pk):
    return _answer(
        request, pk, ReferralAction.RETURN, return_referral, "已退回，移送单位会收到回执。"
    )


def _answer(request, pk, action, service, success):
    referral = found_referral(request, pk)
    if refused := at_the_right_moment(
        request, referral, lambda: check_referral(referral, action, request.user)
    ):
        return refused
    return answered(
        request,
        ReferralAnswerForm(posted(request)),
        lambda said: service(referral, actor=request.user, note=said["note"]),
        success=success,
        template="inspections/act.html",
        back=referral.get_absolute_url(),
        subject=referral,
        title=f"{action.label}移送",
        label=action.label,
        why="移送单位会收到消息。" if action == ReferralAction.ACCEPT else "请写明退回的理由。",
        about=referral.note,
    )
