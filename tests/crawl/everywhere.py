"""Each route of the portal once, filled in with something that is there."""

import re

from django.contrib.admin import site

from accounts.models import Delivery, Message
from departments.models import Reminder
from inspections.models import ComplaintPhoto
from registry.models import (
    CheckFinding,
    DocumentPage,
    Facility,
    FilingItem,
    Follow,
    Import,
    Notice,
    Registration,
    Representative,
    Review,
    StaffMember,
    VerificationPhoto,
)
from tests.crawl import supervision
from tests.test_access import bare, routes
from wuqing_tuoyu import clock

ARGUMENT = re.compile(r"<(\w+)>")


def known_things():
    """For the first folder of an address, what its arguments stand for."""
    item = FilingItem.objects.filter(filing__status="submitted").earliest("pk")
    filing = item.filing
    page = DocumentPage.objects.filter(document__facility=filing.facility).earliest("pk")
    someone = StaffMember.objects.filter(facility__standing="verified").earliest("pk")
    document = page.document
    photo = ComplaintPhoto.objects.earliest("pk")
    return {
        "filings": {
            "pk": filing.pk,
            "item": item.pk,
            "item_pk": item.pk,
            "section": "identity",
            "kind": document.kind,
            "finding": CheckFinding.objects.earliest("pk").pk,
            "document_pk": document.pk,
        },
        "documents": {"pk": document.pk, "number": 1, "page_pk": page.pk},
        "pages": {"page_pk": page.pk, "direction": "up"},
        "facilities": {
            "public_id": someone.facility.public_id,
            "staff_pk": someone.pk,
            "kind": "health_certificate",
        },
        "verifications": {"pk": VerificationPhoto.objects.earliest("pk").pk},
        "registrations": {"pk": Registration.objects.earliest("pk").pk},
        "imports": {"pk": Import.objects.earliest("pk").pk},
        "notices": {"pk": Notice.objects.earliest("pk").pk},
        "representatives": {"pk": Representative.objects.exclude(authorization=None)[0].pk},
        "reviews": {"pk": Review.objects.filter(status="open").earliest("opened_at").pk},
        "reminders": {"pk": Reminder.objects.earliest("pk").pk},
        "messages": {"pk": Message.objects.filter(recipient__isnull=False).earliest("pk").pk},
        "failed": {"pk": Delivery.objects.earliest("pk").pk},
        "verify": {"token": Notice.objects.receipts().earliest("pk").token},
        "departments": {"code": "wjw"},
        "townships": {"code": "120114001"},
        "open-data": {"name": "facilities.csv"},
        "follow": {"token": Follow.objects.earliest("pk").token},
        "complaints": {"pk": photo.complaint_id, "photo_pk": photo.pk},
        "calendar": {"year": clock.today().year},
        "api": {
            "public_id": Facility.objects.listed().earliest("pk").public_id,
            "token": Notice.objects.receipts().earliest("pk").token,
        },
        "accounts": {"key": "key", "uidb36": "1"},
        "checks": {"check_id": "A01"},
        **supervision.known_things(),
    }


def every_address():
    """Route and address; administration apart."""
    things = known_things()
    for route, _ in routes():
        route = bare(route)
        if route.startswith("admin/"):
            continue
        folder = route.split("/")[0].split(".")[0]
        parts = route.split("/")
        inner = "/".join(parts[:2])
        known = things.get("failed" if "/failed/" in route else inner) or things.get(folder, {})
        filled = ARGUMENT.sub("{\\1}", route)
        yield route, "/" + filled.format_map(known)


def administration():
    """Every page of the administration about a row that is there."""
    yield "/admin/"
    for model in site._registry:
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield place
        yield f"{place}add/"
        yield f"{place}?q=%E6%9D%8E&p=0"
        if row := model._default_manager.order_by("pk").first():
            for page in ("change", "history", "delete"):
                yield f"{place}{row.pk}/{page}/"
