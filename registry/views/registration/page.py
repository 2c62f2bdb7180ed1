"""One registration (登记信息): what was said of it, who went and looked, what it led to."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.services.parameter import parameter
from registry.choices.registration import RegistrationState
from registry.models import Facility, Filing, Registration
from registry.permissions import can_list_registrations
from registry.services.registration.course import course_of
from wuqing_tuoyu import clock

MOST_FILINGS = 10


@require_safe
def registration_detail(request, pk):
    user, today = request.user, clock.today()
    if not can_list_registrations(user):
        raise PermissionDenied
    visible = Registration.objects.visible_to(user).select_related("registrar", "township")
    registration = get_object_or_404(visible, pk=pk)
    code = registration.credit_code
    facilities = Facility.objects.visible_to(user).listed().filter(credit_code=code)
    filings = Filing.objects.visible_to(user).filter(declaration__credit_code=code)
    filings = filings.select_related("facility", "declaration").order_by("-submitted_at", "-pk")
    context = {
        "registration": registration,
        "where_it_stands": _where_it_stands(registration, today),
        "facilities": facilities.order_by("-filed_on", "-pk"),
        "filings": filings[:MOST_FILINGS],
        "course": course_of(registration, user),
    }
    return render(request, "registry/registration/detail.html", context)


def _where_it_stands(registration, today):
    """In one sentence: filed, about to be, or still not."""
    same = Registration.objects.filter(pk=registration.pk)
    if same.unfiled().exists():
        return _still_not(registration, today)
    if same.ended().exists():
        text = "请机构办理备案注销，机构和区卫生健康委都收到提醒。"
        return {"title": "登记已经注销，备案仍然有效。", "text": text, "tone": "bad"}
    if registration.state == RegistrationState.CANCELLED:
        return {"title": "登记已经注销，没有有效的备案。", "tone": "plain"}
    is_filed = Facility.objects.living().filter(credit_code=registration.credit_code).exists()
    return {"title": "已经备案。" if is_filed else "正在办理备案。"}


def _still_not(registration, today):
    age = (today - clock.on(registration.received_at)).days
    days = parameter("registration_unfiled_days", today)
    who = "区卫生健康委和所在镇街" if registration.township else "区卫生健康委"
    told = f"收到登记信息 {age} 日" if age else "今天收到登记信息"
    return {
        "title": f"还没有备案，{told}。",
        "text": f"由{who}走访核实。",
        "tone": "bad" if days is not None and age >= days else "wait",
        "nothing": "没有备案，也没有正在办理的申请。",
    }
