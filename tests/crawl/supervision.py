"""Addresses of supervision (监督检查) with who may open them, said independently of the portal."""

from django.urls import reverse

from inspections.models import (
    AnswerPhoto,
    Checklist,
    Inspection,
    InspectionPhoto,
    Paper,
    Rectification,
    Referral,
    Visit,
    VisitPhoto,
)
from tests.crawl.cast import Person, one_of_each
from tests.crawl.rules import Rule
from tests.crawl.world import is_confirmed


def known_things():
    """For the beginning of an address, what its arguments stand for."""
    item = Rectification.objects.filter(status="ordered").earliest("ordered_at").items.first()
    verified = Rectification.objects.exclude(verification=None).first()
    inspection = Inspection.objects.filter(status="concluded").earliest("held_on")
    finding = inspection.findings.first()
    return {
        "inspections": {"pk": inspection.pk, "finding_pk": finding.pk},
        "inspections/photos": {"pk": InspectionPhoto.objects.earliest("pk").pk},
        "visits": {"pk": Visit.objects.earliest("visited_on").pk},
        "visits/photos": {"pk": VisitPhoto.objects.earliest("pk").pk},
        "rectifications": {"pk": item.rectification_id, "item_pk": item.pk},
        "rectifications/photos": {"pk": AnswerPhoto.objects.earliest("pk").pk},
        "rectifications/papers": {"pk": Paper.objects.earliest("pk").pk},
        "rectifications/from-verification": {"verification_pk": verified.verification_id},
        "referrals": {"pk": Referral.objects.earliest("referred_at").pk},
        "checklists": {"pk": Checklist.objects.earliest("pk").pk},
    }


def sees(person: Person, thing) -> bool:
    """The commission, the unit itself, the township of the site, its operator once told."""
    if person.is_operator:
        told = getattr(thing, "told_on", True)
        return bool(told) and is_confirmed(person.user, thing.facility.operator)
    if person.is_commission or person.unit == thing.department.code:
        return bool(person.unit)
    township = thing.facility.township
    return person.is_township and township is not None and township.code == person.unit


def sees_referral(person: Person, referral: Referral) -> bool:
    units = ("wjw", referral.from_department.code, referral.to_department.code)
    return person.unit in units


def handles(person: Person, thing) -> bool:
    acts = person.role in ("officer", "director")
    return acts and person.unit == thing.department.code and thing.department.may_inspect


def refers(person: Person, thing) -> bool:
    return person.role in ("officer", "director") and person.unit == thing.department.code


def directs(person: Person, thing) -> bool:
    return handles(person, thing) and person.role == "director"


def speaks(person: Person, thing) -> bool:
    return person.is_operator and is_confirmed(person.user, thing.facility.operator)


def receives(person: Person, referral: Referral) -> bool:
    acts = person.role in ("officer", "director")
    return acts and person.unit == referral.to_department.code


INSPECTION_PAGES = {
    "inspection_detail": Rule(sees),
    "inspection_begin": Rule(sees, handles),
    "inspection_items": Rule(sees, handles),
    "inspection_conclude": Rule(sees, handles),
    "inspection_order": Rule(sees, handles),
    "inspection_tell": Rule(sees, handles),
    "inspection_cancel": Rule(sees, handles),
    "inspection_refer": Rule(sees, refers),
    "inspection_publish": Rule(sees, handles),
    "inspection_withdraw": Rule(sees, directs),
    "inspection_respond": Rule(sees, speaks),
    "inspection_take_down": Rule(sees, directs),
}
VISIT_PAGES = {"visit_detail": Rule(sees), "visit_refer": Rule(sees, refers)}
RECTIFICATION_PAGES = {
    "rectification_detail": Rule(sees),
    "rectification_extend": Rule(sees, directs),
    "rectification_recheck": Rule(sees, handles),
    "rectification_refer": Rule(sees, refers),
}
REFERRAL_PAGES = {
    "referral_detail": Rule(sees_referral),
    "referral_accept": Rule(sees_referral, receives),
    "referral_return": Rule(sees_referral, receives),
}


def inspections():
    rows = Inspection.objects.select_related("facility__operator", "facility__township")
    return one_of_each(rows.select_related("department").order_by("held_on", "pk"), "status")


def visits():
    rows = Visit.objects.select_related("facility__operator", "facility__township", "department")
    return one_of_each(rows.order_by("visited_on", "pk"), "kind")


def rectifications():
    rows = Rectification.objects.select_related("facility__operator", "facility__township")
    return one_of_each(rows.select_related("department").order_by("ordered_at", "pk"), "status")


def referrals():
    rows = Referral.objects.select_related("from_department", "to_department")
    return one_of_each(rows.order_by("referred_at", "pk"), "status")


def all_pages():
    """Each page of each thing: the address, the thing, the rule."""
    tables = (
        (INSPECTION_PAGES, inspections()),
        (VISIT_PAGES, visits()),
        (RECTIFICATION_PAGES, rectifications()),
        (REFERRAL_PAGES, referrals()),
    )
    for table, things in tables:
        for name, rule in table.items():
            for thing in things:
                yield reverse(f"inspections:{name}", args=[thing.pk]), thing, rule
