"""The roster (人员名册): who works here, with which certificates, valid until when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.choices import DocumentKind, FilingStatus, StaffRole
from registry.forms.roster import LeavingForm, StaffMemberForm
from registry.models import Declaration, Filing
from registry.permissions import can_act_for_facility, can_read_everything, can_read_identity
from registry.services.editing import demand_staff_open
from registry.services.roster import (
    certificates_of,
    end_staff_member,
    reveal_identity,
    save_staff_member,
    was_handed_in,
)
from registry.views.section import refused_item
from registry.views.standing.finding import find_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError
from wuqing_tuoyu.templatetags.words import day

FORM = ["GET", "HEAD", "POST"]
SOON = 60
WANTED = {
    StaffRole.PRINCIPAL: (DocumentKind.QUALIFICATION, DocumentKind.TRAINING_CERTIFICATE),
    StaffRole.CARER: (DocumentKind.QUALIFICATION,),
    StaffRole.HEALTH_WORKER: (DocumentKind.QUALIFICATION, DocumentKind.TRAINING_CERTIFICATE),
    StaffRole.GUARD: (DocumentKind.SECURITY_GUARD,),
}
# Who may show training or schooling instead of a certificate of their trade
MAY_DO_WITHOUT = {
    (StaffRole.PRINCIPAL, DocumentKind.QUALIFICATION),
    (StaffRole.HEALTH_WORKER, DocumentKind.QUALIFICATION),
}


def own_facility(request, public_id):
    """The facility, for whoever acts for it; somebody who only sees it may not write."""
    facility = find_facility(request, public_id)
    if not can_act_for_facility(request.user, facility):
        raise PermissionDenied
    return facility


def open_filing(facility):
    return Filing.objects.filter(facility=facility).open().select_related("declaration").first()


def declaration_of(facility):
    """What its operator says today: the open filing's declaration, else the one in force."""
    opened = open_filing(facility)
    if opened is not None:
        return opened.declaration
    if facility.declaration_id:
        return facility.declaration
    return Declaration.objects.filter(facility=facility).order_by("-version").first()


def class_choices(facility):
    declaration = declaration_of(facility)
    if declaration is None:
        return []
    return [(group.class_no, group.name) for group in declaration.class_groups.all()]


def wanted_kinds(person):
    """Certificates asked of somebody in this role (应有证件)."""
    return (DocumentKind.HEALTH_CERTIFICATE, *WANTED.get(StaffRole(person.role), ()))


def certificate_rows(facility, person, documents, today):
    """Each certificate with its validity in a word."""
    held = {document.kind: document for document in documents}
    kinds = list(dict.fromkeys([*wanted_kinds(person), *(DocumentKind(kind) for kind in held)]))
    return [_certificate_row(facility, person, kind, held.get(kind), today) for kind in kinds]


def _certificate_row(facility, person, kind, document, today):
    url = reverse("registry:staff_document", args=[facility.public_id, person.pk, kind])
    row = {"title": kind.label, "url": url, "tone": "wait", "tag": "未上传", "detail": ""}
    if document is None or not document.is_uploaded:
        if (person.role, kind) in MAY_DO_WITHOUT:
            row |= {"tone": "plain", "tag": "可不交"}
        return row
    row |= {"tone": "ok", "tag": "有效", "detail": document.title or document.number}
    until = document.valid_until
    if until is None:
        row["tag"] = "已上传"
    elif until < today:
        row |= {"tone": "bad", "tag": "已过期", "detail": f"有效期至 {day(until)}"}
    elif (until - today).days <= SOON:
        left = (until - today).days
        row |= {
            "tone": "wait",
            "tag": f"还有 {left} 天到期",
            "detail": f"有效期至 {day(until)}",
        }
    else:
        row["detail"] = f"有效期至 {day(until)}"
    return row


@require_safe
def staff_list(request, public_id):
    """Everybody who works here and how their certificates stand."""
    facility = find_facility(request, public_id)
    is_own = can_act_for_facility(request.user, facility)
    if not is_own and not can_read_everything(request.user):
        raise PermissionDenied
    papers, today = certificates_of(facility), clock.today()
    classes = dict(class_choices(facility))
    people = []
    for person in facility.staff.active().order_by("id"):
        rows = certificate_rows(facility, person, papers.get(person.pk, []), today)
        worst = next((row for tone in ("bad", "wait") for row in rows if row["tone"] == tone), None)
        people.append(
            {
                "person": person,
                "class_name": classes.get(person.class_no, ""),
                "rows": rows,
                "tone": worst["tone"] if worst else "ok",
                "tag": f"{worst['title']}{worst['tag']}" if worst else "证件有效",
            }
        )
    context = {
        "facility": facility,
        "people": people,
        "is_own": is_own,
        "gone": facility.staff.exclude(left_on=None).order_by("-left_on"),
        "opened": open_filing(facility),
        "closed": why_closed(facility),
    }
    return render(request, "registry/roster/list.html", context)


def why_closed(facility, person=None):
    try:
        demand_staff_open(facility, person)
    except DomainError as refusal:
        return str(refusal)
    return ""


@require_safe
def staff_detail(request, public_id, staff_pk):
    """One person: their facts, their certificates, what was said about them."""
    facility = find_facility(request, public_id)
    is_own = can_act_for_facility(request.user, facility)
    if not is_own and not can_read_everything(request.user):
        raise PermissionDenied
    person = get_object_or_404(facility.staff, pk=staff_pk)
    documents = certificates_of(facility).get(person.pk, [])
    opened = open_filing(facility)
    item = None
    if opened is not None and opened.status == FilingStatus.RETURNED and is_own:
        item = refused_item(opened, staff_member=person)
    context = {
        "facility": facility,
        "person": person,
        "class_name": dict(class_choices(facility)).get(person.class_no, ""),
        "rows": certificate_rows(facility, person, documents, clock.today()),
        "documents": documents,
        "is_own": is_own,
        "opened": opened,
        "item": item,
        "closed": why_closed(facility, person) if is_own else "",
        "may_reveal": can_read_identity(request.user, facility),
        "leaving": LeavingForm(initial={"left_on": clock.today()}),
        "was_handed_in": was_handed_in(person),
    }
    return render(request, "registry/roster/detail.html", context)


@require_http_methods(FORM)
def staff_new(request, public_id):
    return _staff_form(request, own_facility(request, public_id), None)


@require_http_methods(FORM)
def staff_edit(request, public_id, staff_pk):
    facility = own_facility(request, public_id)
    return _staff_form(request, facility, get_object_or_404(facility.staff.active(), pk=staff_pk))


def _staff_form(request, facility, person):
    if why_closed(facility, person):  # both pages say why
        if person is None:
            return redirect("registry:staff_list", facility.public_id)
        return redirect("registry:staff_detail", facility.public_id, person.pk)
    form = StaffMemberForm(request.POST or None, instance=person, classes=class_choices(facility))
    if form.is_valid():
        try:
            saved = save_staff_member(
                facility, actor=request.user, values=form.cleaned_data, staff_member=person
            )
        except DomainError as refusal:
            form.add_error("identity_number", str(refusal))
        else:
            messages.success(request, f"{saved.name}的信息已保存。")
            return redirect("registry:staff_detail", facility.public_id, saved.pk)
    context = {"facility": facility, "person": person, "form": form}
    return render(request, "registry/roster/edit.html", context)


@require_POST
def staff_leave(request, public_id, staff_pk):
    """Somebody no longer works here (登记离职)."""
    facility = own_facility(request, public_id)
    person = get_object_or_404(facility.staff.active(), pk=staff_pk)
    form = LeavingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写离职日期，例如 2026-11-23。")
        return redirect("registry:staff_detail", public_id, staff_pk)
    try:
        end_staff_member(person, actor=request.user, left_on=form.cleaned_data["left_on"])
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:staff_detail", public_id, staff_pk)
    messages.success(request, f"{person.name}已从在职名册中移出。")
    return redirect("registry:staff_list", public_id)


@require_POST
@never_cache
def staff_identity(request, public_id, staff_pk):
    """The whole number, for officers, each look recorded (查看证件号码)."""
    facility = find_facility(request, public_id)
    person = get_object_or_404(facility.staff.select_related("facility"), pk=staff_pk)
    number = reveal_identity(person, actor=request.user)
    context = {"facility": facility, "person": person, "number": number}
    return render(request, "registry/roster/identity.html", context)
