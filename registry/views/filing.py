"""Filings (备案申请): the list, beginning one, and the page that fits whoever looks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_filters.views import FilterView

from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.permissions import active_member, is_commission_officer, is_of
from departments.services.calendar import load_calendar
from registry.choices import LIVING_STANDINGS, FilingAction, FilingKind, FilingStatus
from registry.filters.filing import FilingFilter, by_due_day_first
from registry.forms.filing import MOVE, StartForm
from registry.models import Facility, Filing, Operator, Review
from registry.permissions import (
    can_act_as_operator,
    can_read_everything,
    can_read_history,
    represents,
)
from registry.services.course import course_of, course_of_facility
from registry.services.drafts import start_filing
from registry.services.self_check import carry_answers
from registry.services.timeline import timeline_of
from registry.views.correction import correction_groups, watching_groups
from registry.views.desk import desk_page
from registry.views.desk.entry import entry_of, time_left_of
from registry.views.next_step import next_step_of
from registry.views.self_check import answers_in, forget_answers
from registry.views.task_list import groups_of, points_of
from registry.workflow import available_filing_actions
from wuqing_tuoyu.exceptions import DomainError

COMMISSION = "区卫生健康委"
HOLDERS = {
    FilingStatus.DRAFT: "举办者",
    FilingStatus.RETURNED: "举办者",
    FilingStatus.PROPOSED: f"{COMMISSION}签发人",
}
ACTS = {
    FilingStatus.DRAFT: "继续填写",
    FilingStatus.RETURNED: "补正",
}


def find_filing(request, pk):
    """The filing, if this person may know of it; 404 otherwise."""
    filings = Filing.objects.visible_to(request.user).select_related(
        "facility__operator", "facility__declaration", "declaration__township", "officer"
    )
    return get_object_or_404(filings, pk=pk)


def holder_of(filing, user):
    """In whose hands a filing is, as this reader would say it."""
    is_operator = active_member(user) is None
    if filing.status == FilingStatus.SUBMITTED:
        return COMMISSION if is_operator or not filing.officer else f"{COMMISSION} {filing.officer}"
    holder = HOLDERS.get(filing.status, "已办结")
    return "您" if is_operator and holder == "举办者" else holder


class FilingListView(FilterView):
    """The filings a person may know of, by due day."""

    filterset_class = FilingFilter
    template_name = "registry/filing/list.html"
    paginate_by = 20
    strict = False

    def get_queryset(self):
        filings = Filing.objects.visible_to(self.request.user).select_related(
            "facility__operator", "declaration__township", "officer"
        )
        if can_read_everything(self.request.user):
            filings = filings.with_progress()
        return by_due_day_first(filings)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        context["is_operator"] = active_member(user) is None
        context["is_commission"] = can_read_everything(user)
        context["takes_next"] = is_commission_officer(user)
        calendar = load_calendar()
        if context["is_commission"]:
            lines = [entry_of(filing, user, calendar) for filing in context["page_obj"]]
        else:
            is_operator = context["is_operator"]
            lines = [self.entry(filing, is_operator, calendar) for filing in context["page_obj"]]
        return context | {"entries": lines}

    def entry(self, filing, is_operator, calendar):
        facts = [filing.get_kind_display(), filing.get_status_display()]
        if filing.facility.number:
            facts.append(filing.facility.number)
        if not is_operator:
            township = filing.declaration.township
            facts += [str(filing.facility.operator), township.name if township else ""]
        holder = holder_of(filing, self.request.user)
        return {
            "title": filing.declaration.name or str(filing.facility),
            "url": filing.get_absolute_url(),
            "time_left": time_left_of(filing, calendar),
            "detail": " · ".join(fact for fact in facts if fact),
            "holder": holder,
            "act": ACTS.get(filing.status, "查看") if is_operator else "打开",
            "is_mine": holder == "您" or filing.officer_id == self.request.user.pk,
        }


@require_http_methods(["GET", "HEAD", "POST"])
def filing_new(request):
    """Begin a filing: for a new facility, or for one that is there (新建备案)."""
    user = request.user
    if not can_act_as_operator(user):
        raise PermissionDenied
    operators = Operator.objects.visible_to(user)
    facilities = Facility.objects.visible_to(user).select_related("operator")
    if request.method == "POST":
        form = StartForm(request.POST, operators=operators, facilities=facilities)
        if form.is_valid() and (filing := _start(request, form.cleaned_data)):
            return redirect(filing)
        if not form.is_valid():
            messages.error(request, "请选择要办理的机构和事项。")
    drafts = Filing.objects.visible_to(user).filter(status=FilingStatus.DRAFT)
    answers = answers_in(request)
    open_filings = {filing.facility_id: filing for filing in Filing.objects.visible_to(user).open()}
    represented = set(Operator.objects.represented_by(user).values_list("pk", flat=True))
    context = {
        "operators": list(operators.order_by("name")),
        "has_answers": answers is not None,
        "drafts": drafts.select_related("facility", "declaration").order_by("-created_at"),
        "places": [
            {
                "facility": facility,
                "open": open_filings.get(facility.pk),
                "is_living": facility.standing in LIVING_STANDINGS,
                "may_act": facility.operator_id in represented,
            }
            for facility in facilities.order_by("name", "id")
            if facility.closed_on is None
        ],
    }
    return render(request, "registry/filing/new.html", context)


def _start(request, stated):
    facility, kind = stated["facility"], stated["kind"]
    operator = facility.operator if facility else stated["operator"]
    moved_from = facility if kind == MOVE else None
    try:
        if operator is None:
            raise DomainError("请先选择举办者。")
        if facility is None and kind != FilingKind.INITIAL:
            raise DomainError("请先选择要办理的机构。")
        filing = start_filing(
            operator,
            actor=request.user,
            kind=FilingKind.INITIAL if kind == MOVE else FilingKind(kind),
            facility=None if kind == MOVE else facility,
            moved_from=moved_from,
        )
        if stated["carry"] and facility is None and (answers := answers_in(request)):
            filing = carry_answers(filing, answers, actor=request.user)
            forget_answers(request)
            messages.success(request, "自查的回答已经带入，请逐部分看过、补齐再保存。")
        return filing
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return None


@require_safe
def filing_detail(request, pk):
    """One address, three pages: the commission's desk, the units' view, the operator's list."""
    filing = find_filing(request, pk)
    if is_of(request.user, HEALTH_COMMISSION):
        return desk_page(request, filing)
    if active_member(request.user) is not None:
        return status_page(request, filing)
    return task_list_page(request, filing)


def status_page(request, filing):
    """Status and clock for units, townships and the conference office."""
    context = {
        "filing": filing,
        "course": course_of(filing),
        "on_site": course_of_facility(filing.facility),
        "holder": holder_of(filing, request.user),
        "reviews": Review.objects.visible_to(request.user)
        .filter(filing=filing)
        .select_related("department"),
        "is_office": is_of(request.user, CONFERENCE_OFFICE),
    }
    return render(request, "registry/filing/status.html", context)


def task_list_page(request, filing):
    """What an operator has to do, may do, and what happened."""
    points = None
    if filing.status == FilingStatus.DRAFT:
        points = points_of(filing)
        groups = groups_of(filing, points)
    elif filing.status == FilingStatus.RETURNED:
        points = points_of(filing)
        groups = correction_groups(filing, points)
    else:
        groups = watching_groups(filing)
    actions = available_filing_actions(filing, request.user)
    notices = list(filing.notices.select_related("file").order_by("-issued_at"))
    context = {
        "filing": filing,
        "groups": groups,
        "points": points,
        "step": next_step_of(filing, groups, notices),
        "course": course_of(filing),
        "on_site": course_of_facility(filing.facility),
        "timeline": timeline_of(filing, request.user)
        if can_read_history(request.user, filing)
        else [],
        "notices": notices,
        "may_withdraw": FilingAction.WITHDRAW in actions,
        "may_discard": FilingAction.DISCARD in actions,
        "is_confirmed": represents(request.user, filing.facility.operator),
    }
    return render(request, "registry/filing/tasks.html", context)
