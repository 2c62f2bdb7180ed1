"""The page of one facility (机构页面): what stands about it, in the order families need it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.choices import LISTED_STANDINGS, FacilityForm, PublicRecordKind, Standing
from registry.filters.public import stated_since
from registry.models import Facility
from registry.services.honour import honours_of
from registry.services.published import (
    CHECKED,
    DECLARED,
    classes_of,
    fee_amount,
    fee_item,
    fees_of,
    finding_of,
    hours_in_words,
    inspections_among,
    pause_of,
    predecessor_of,
    records_of,
    safety_of,
    source_of_site,
    successor_of,
)
from registry.views.standing.panel import panel_of
from wuqing_tuoyu import clock
from wuqing_tuoyu.pdf import qr_svg
from wuqing_tuoyu.prepared import prepared
from wuqing_tuoyu.templatetags.words import day

ISSUED = "区卫生健康委登记"


@login_not_required
@require_safe
def facility_detail(request, public_id):
    facility = facility_for(request.user, public_id)
    page = page_of(facility, clock.today()) | {"panel": panel_of(facility, request.user)}
    return render(request, "registry/public/detail.html", page)


def facility_for(user, public_id):
    """What stands on the register; signed in also what concerns the person."""
    if user.is_authenticated:
        visible = Facility.objects.listed() | Facility.objects.visible_to(user)
        return get_object_or_404(visible.select_related("township"), public_id=public_id)
    if facility := listed_facility.first(public_id):
        return facility
    raise Http404


@prepared
def listed_facility(public_id):
    listed = Facility.objects.listed().defer("search_text", "name_pinyin")
    return listed.filter(public_id=public_id).select_related("township")


def page_of(facility, today):
    since = stated_since(today)
    standing = facility.standing_choice
    listed = standing in LISTED_STANDINGS
    records = records_of(facility, today) if listed else []
    address = facility.get_absolute_url()
    return {
        "facility": facility,
        "address": address,
        "standing": standing,
        "is_listed": listed,
        "is_living": facility.is_recorded,
        "finding": finding_of(facility),
        "pause": pause_of(facility) if facility.is_recorded else None,
        "today": today,
        "classes": classes_of(facility) if listed else [],
        "stated_since": since,
        "is_stale": is_before(facility.vacancies_stated_on, since),
        "hours_are_stale": is_before(facility.hours_stated_on, since),
        "fees": [(fee_item(fee), fee_amount(fee), fee.is_meal) for fee in fees_of(facility, today)],
        "hours": hours_in_words(facility),
        "service_forms": "、".join(form.label for form in facility.service_forms),
        "safety": safety_of(facility, today) if listed else [],
        "identity": identity_of(facility) if listed else (),
        "site_source": source_of_site(facility),
        "declared": DECLARED,
        "inspections": inspections_among(records, today),
        "honours": honours_of([facility.pk], today).get(facility.pk, []) if listed else [],
        "qr": qr_svg(f"{settings.SITE_URL}{address}") if listed else "",
        "records": [each for each in records if each.kind != PublicRecordKind.INSPECTION],
        "successor": successor_of(facility),
        "predecessor": predecessor_of(facility),
    }


def is_before(stated_on, since):
    return bool(stated_on and stated_on < since)


def identity_of(facility):
    """What the commission checked (登记与备案), in the words of the national register."""
    facts = [
        ("机构注册登记名称", facility.name, CHECKED),
        ("统一社会信用代码", facility.credit_code, CHECKED),
        ("所属区域", f"武清区{facility.township}" if facility.township else "", CHECKED),
        ("机构住所", facility.public_address, address_note(facility)),
        ("机构性质", facility.get_legal_nature_display(), CHECKED),
        ("机构形态", facility.get_form_display(), CHECKED),
        ("备案编号", facility.number, ISSUED),
        ("备案通过时间", day(facility.filed_on, "year"), ISSUED),
    ]
    if facility.service_mode:
        facts.insert(6, ("服务模式", facility.get_service_mode_display(), DECLARED))
    if facility.verified_on:
        facts.append(("最近现场核实", day(facility.verified_on, "year"), ISSUED))
    if facility.standing == Standing.CLOSED:
        facts.append(("注销日期", day(facility.closed_on, "year"), ISSUED))
    return tuple(facts)


def address_note(facility):
    return "家庭托育点，门牌号不公开" if facility.form == FacilityForm.FAMILY else CHECKED
