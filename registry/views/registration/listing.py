"""Registrations (登记信息): who is registered and has not filed, by how long they wait."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from departments.services.parameter import parameter
from registry.choices.registration import RegistrationView
from registry.filters.registration import RegistrationFilter
from registry.models import Registration
from registry.permissions import (
    can_list_registrations,
    can_push_registrations,
)
from registry.services.registration.reminding import visits_to
from wuqing_tuoyu import clock, sheet

A_PAGE = 30
COLUMNS = ["名称", "统一社会信用代码", "机构性质", "登记机关", "登记记录号", "登记日期", "登记状态"]
COLUMNS += ["住所", "所在镇街", "收到日期", "收到后天数"]


def _shown(request):
    """What is looked at, under the filters of the address; nothing strange in it matters."""
    if not can_list_registrations(request.user):
        raise PermissionDenied
    asked = request.GET.get("show", "")
    view = RegistrationView(asked if asked in RegistrationView.values else RegistrationView.UNFILED)
    rows = _of_view(view, Registration.objects.visible_to(request.user))
    rows = rows.select_related("registrar", "township").oldest_first()
    return view, RegistrationFilter(request.GET, rows, request=request)


def _of_view(view, rows):
    if view == RegistrationView.UNFILED:
        return rows.unfiled()
    return rows.ended() if view == RegistrationView.ENDED else rows


@require_safe
def registration_list(request):
    view, chosen = _shown(request)
    user, today = request.user, clock.today()
    page = Paginator(chosen.qs, A_PAGE).get_page(request.GET.get("page"))
    visible = Registration.objects.visible_to(user)
    days = parameter("registration_unfiled_days", today)
    visits = visits_to(list(page), user)
    counts = {
        RegistrationView.UNFILED: visible.unfiled().count(),
        RegistrationView.ENDED: visible.ended().count(),
    }
    context = {
        "view": view,
        "views": RegistrationView,
        "filter": chosen,
        "page": page,
        "lines": [_line(row, today, days, visits.get(row.pk, ())) for row in page],
        "heading": _heading(view, counts),
        "explained": _explained(view, days),
        "counts": counts,
        "whose": "全区" if _sees_all(user) else "、".join(map(str, departments_of(user))),
        "may_push": can_push_registrations(user),
    }
    return render(request, "registry/registration/list.html", context)


def _sees_all(user):
    return is_of(user, HEALTH_COMMISSION)


def _heading(view, counts):
    if view == RegistrationView.ALL:
        return view.label
    return f"{counts[view]} 家{view.label}" if counts[view] else f"没有{view.label}的机构"


def _explained(view, days):
    if view == RegistrationView.ENDED:
        return "请机构办理备案注销，机构和区卫生健康委都收到提醒"
    if view == RegistrationView.ALL:
        return "登记机关推送的登记、变更和注销"
    words = "登记机关推送过、备案名单里没有、也不在办理的"
    return words if days is None else f"{words}；满 {days} 日还没有备案的，提醒走访"


def _line(row, today, days, visits):
    age = (today - clock.on(row.received_at)).days
    words = f"{age} 日未备案" if age else "今天收到"
    is_late = days is not None and age >= days
    return {"registration": row, "words": words, "is_late": is_late, "visits": visits}


@require_safe
def registration_sheet(request):
    """The same registrations to take away (台账)."""
    view, chosen = _shown(request)
    today = clock.today()
    rows = (
        [
            row.name,
            row.credit_code,
            row.get_legal_nature_display(),
            str(row.registrar),
            row.record_number,
            row.happened_on.isoformat(),
            row.get_state_display(),
            row.address,
            str(row.township or ""),
            clock.on(row.received_at).isoformat(),
            (today - clock.on(row.received_at)).days,
        ]
        for row in chosen.qs.iterator()
    )
    return sheet.download(COLUMNS, rows, title=view.label[:31], name="registrations")
