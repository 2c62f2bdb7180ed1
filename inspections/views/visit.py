"""Pages of visits (走访、指导、巡查): list, a new one, the page itself, handing on."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services.file import picture_response
from departments.models import Member
from departments.permissions import active_member
from departments.services.calendar import TimeLeft
from inspections.choices import ItemResult, ReferralKind
from inspections.filters.visit import VisitFilter
from inspections.forms.inspection import FindFacilityForm
from inspections.forms.visit import ReferForm, VisitForm
from inspections.models import Visit, VisitPhoto
from inspections.permissions import (
    can_list_inspections,
    can_read_evidence,
    can_refer_for,
    can_visit,
    visiting_departments,
)
from inspections.services.referral import refer
from inspections.services.visit import checklist_for_visits, record_visit
from inspections.views.answering import answered
from inspections.views.history import history_of
from inspections.views.listing import Entry, active_filters, filtered, page_of, whose
from inspections.views.place import chosen_facility, found_facilities
from inspections.views.receivers import usual_receivers
from registry.views.posting import posted, posted_files
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import day

PHOTO_WIDTH = 1200
COLUMNS = ["机构", "镇街", "单位", "方式", "日期", "内容", "建议", "不符合项数", "是否告知机构"]
NOTHING_FOUND = ("没有符合条件的走访。", "可以放宽条件，或清除筛选再看。")
NOTHING_YET = ("还没有走访记录。", "走访、指导、巡查后登记在这里；需要处理的，移送有检查权的单位。")


def _filtered(request):
    if not can_list_inspections(request.user):
        raise PermissionDenied
    rows = Visit.objects.visible_to(request.user).select_related("facility__township", "department")
    return filtered(request, VisitFilter, rows)


@require_safe
def visit_list(request):
    chosen = _filtered(request)
    page = page_of(request, chosen.qs)
    failed = _failed_on([visit.pk for visit in page])
    active = active_filters(request, chosen)
    context = {
        "form": chosen.form,
        "page": page,
        "entries": [_entry(visit, failed.get(visit.pk, 0)) for visit in page],
        "whose": whose(request.user),
        "unit": "次",
        "active_filters": active,
        "empty": NOTHING_FOUND if active else NOTHING_YET,
        "may_visit": can_visit(request.user),
    }
    return render(request, "inspections/visit/list.html", context)


def _failed_on(visits):
    """How many items were found wanting on each, in one query."""
    counts = {}
    rows = Visit.objects.filter(pk__in=visits, items__result=ItemResult.FAILED)
    for pk in rows.values_list("pk", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts


def _entry(visit, failed):
    mark = TimeLeft(f"{failed} 项不符合", "bad") if failed else TimeLeft("已登记", "plain")
    said = visit.suggestions or visit.content
    parts = [visit.get_kind_display(), day(visit.visited_on), said[:60]]
    return Entry(
        str(visit.facility),
        visit.get_absolute_url(),
        mark,
        "　·　".join(parts),
        str(visit.department),
        "查看",
    )


@require_safe
def visit_sheet(request):
    visits = list(_filtered(request).qs)
    failed = _failed_on([visit.pk for visit in visits])
    rows = (
        [
            str(visit.facility),
            str(visit.facility.township or ""),
            str(visit.department),
            visit.get_kind_display(),
            visit.visited_on.isoformat(),
            visit.content,
            visit.suggestions,
            failed.get(visit.pk, 0),
            "是" if visit.told_on else "否",
        ]
        for visit in visits
    )
    return sheet.download(COLUMNS, rows, title="走访台账", name="visits")


@require_http_methods(["GET", "POST"])
def visit_new(request):
    if not can_visit(request.user):
        raise PermissionDenied
    facility = chosen_facility(request)
    if facility is None:
        context = {
            "form": FindFacilityForm(initial={"q": request.GET.get("q", "")}),
            "found": found_facilities(request),
            "asked": bool(request.GET.get("q")),
        }
        return render(request, "inspections/visit/find.html", context)
    department = visiting_departments(request.user)[0]
    checklist = checklist_for_visits(department)
    members = Member.objects.active(clock.today()).filter(department=department)
    form = VisitForm(
        posted(request),
        posted_files(request),
        members=members.select_related("user").order_by("pk"),
        items=list(checklist.items.order_by("position")) if checklist else [],
        user=request.user,
    )

    def act(said):
        return record_visit(
            facility,
            actor=request.user,
            department=department,
            kind=said["kind"],
            visited_on=said["visited_on"],
            people=list(said["people"]),
            content=said["content"],
            suggestions=said["suggestions"],
            checklist=checklist,
            results=form.results(),
            uploads=said["photos"],
            is_told=said["is_told"],
        )

    return answered(
        request,
        form,
        act,
        success="走访已登记。",
        template="inspections/visit/new.html",
        back=facility.get_absolute_url(),
        facility=facility,
        department=department,
        checklist=checklist,
    )


def found_visit(request, pk):
    rows = Visit.objects.visible_to(request.user).select_related(
        "facility__operator", "facility__township", "department", "checklist"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def visit_detail(request, pk):
    visit = found_visit(request, pk)
    is_staff = active_member(request.user) is not None
    reads = can_read_evidence(request.user, visit.department, visit.facility)
    items = visit.items.select_related("checklist_item", "referral__to_department")
    context = {
        "visit": visit,
        "facility": visit.facility,
        "items": list(items),
        "people": list(visit.people.select_related("user")),
        "photos": list(visit.photos.select_related("file")) if reads else [],
        "referrals": list(visit.referrals.select_related("to_department")) if is_staff else [],
        "may_refer": can_refer_for(request.user, visit.department),
        "history": history_of(visit, request.user, visit.department),
        "is_staff": is_staff,
    }
    return render(request, "inspections/visit/detail.html", context)


@require_http_methods(["GET", "POST"])
def visit_refer(request, pk):
    visit = found_visit(request, pk)
    if not can_refer_for(request.user, visit.department):
        raise PermissionDenied
    failed = list(visit.items.failed().filter(referral=None))
    form = ReferForm(
        posted(request),
        sender=visit.department,
        items=failed,
        initial={"kind": ReferralKind.FAILED_ITEMS if failed else ""},
    )
    return answered(
        request,
        form,
        lambda said: refer(
            visit,
            actor=request.user,
            kind=said["kind"],
            to_department=said["to_department"],
            note=said["note"],
            items=form.chosen(),
        ),
        success="已移送，对方会收到消息。",
        template="inspections/referral/new.html",
        back=visit.get_absolute_url(),
        subject=visit,
        usual=usual_receivers(),
    )


@require_safe
def visit_photo(request, pk):
    """A photograph taken on a visit."""
    photo = get_object_or_404(VisitPhoto.objects.select_related("file"), pk=pk)
    visit = found_visit(request, photo.visit_id)
    if not can_read_evidence(request.user, visit.department, visit.facility):
        raise PermissionDenied
    return picture_response(photo.file, 1, width=PHOTO_WIDTH)
