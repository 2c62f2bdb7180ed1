"""One operator on another's things: the same answer as for what does not exist."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from registry.models import Document, Facility, Filing, FilingItem, Notice, Representative, Review
from tests.crawl.cast import one_of_each, read
from tests.crawl.world import fingerprint
from wuqing_tuoyu import clock

pytestmark = pytest.mark.django_db

TOKENS = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')
FILING_VERBS = [
    "submit",
    "check",
    "closing",
    "withdraw",
    "discard",
    "declaration.pdf",
    "sections/identity",
]
FACILITY_VERBS = ["staff", "staff/new", "fees", "hours", "vacancies", "pause", "resume"]


def body(answer):
    return TOKENS.sub("", answer.content.decode())


def things_of(operator_name):
    """Addresses of everything that belongs to one operator."""
    facilities = Facility.objects.filter(operator__representatives__user__username=operator_name)
    for filing in Filing.objects.filter(facility__in=facilities):
        yield f"/filings/{filing.pk}/", f"/filings/{uuid4()}/"
        for verb in FILING_VERBS:
            ending = verb if "." in verb else f"{verb}/"
            yield f"/filings/{filing.pk}/{ending}", f"/filings/{uuid4()}/{ending}"
    for facility in facilities:
        for verb in FACILITY_VERBS:
            if facility.number is None or verb not in ("pause", "resume"):
                yield f"/facilities/{facility.public_id}/{verb}/", f"/facilities/2222222222/{verb}/"
    documents = Document.objects.filter(facility__in=facilities)
    for document in one_of_each(documents, "kind"):
        for ending in ("", "pages/1/", "remove/"):
            yield f"/documents/{document.pk}/{ending}", f"/documents/999999999/{ending}"
        if page := document.pages.first():
            for verb in ("turn", "up", "remove"):
                yield f"/pages/{page.pk}/{verb}/", f"/pages/999999999/{verb}/"
    for notice in Notice.objects.filter(facility__in=facilities):
        for ending in ("", "pdf/", "open/"):
            yield f"/notices/{notice.pk}/{ending}", f"/notices/999999999/{ending}"
    for each in Representative.objects.filter(user__username=operator_name):
        for ending in ("form/", "authorization/", "authorization/picture/", "confirm/", "end/"):
            yield f"/representatives/{each.pk}/{ending}", f"/representatives/{uuid4()}/{ending}"


@pytest.mark.parametrize("reader", ["operator2", "ended1"])
def test_anothers_things_do_not_exist_for_an_operator(person, reader):
    client, seen = person(reader).client, {}
    before = fingerprint()
    for address, nowhere in things_of("operator1"):
        for ask in (client.get, client.head, client.post):
            answer, control = read(ask(address)), read(ask(nowhere))
            if (answer.status_code, body(answer)) != (control.status_code, body(control)):
                seen[ask.__name__, address] = (answer.status_code, control.status_code)

    assert seen == {}
    assert fingerprint() == before


def test_a_part_of_another_filing_is_not_found_under_ones_own(person):
    operator = person("operator2")
    own = Filing.objects.filter(
        facility__operator__representatives__user=operator.user, status="draft"
    ).first()
    others = FilingItem.objects.exclude(filing__facility=own.facility).exclude(document=None)
    item = others.earliest("pk")
    facility, stranger = own.facility, Facility.objects.exclude(operator=own.facility.operator)
    someone = stranger.exclude(staff=None).first().staff.first()
    page = item.document.pages.first()
    ours = own.facility.documents.first()
    addresses = [
        f"/filings/{own.pk}/items/{item.pk}/answer/",
        f"/filings/{own.pk}/items/{item.pk}/accept/",
        f"/filings/{own.pk}/documents/{item.document.kind}/{item.document.pk}/",
        f"/facilities/{facility.public_id}/staff/{someone.pk}/",
        f"/facilities/{facility.public_id}/staff/{someone.pk}/edit/",
        f"/facilities/{facility.public_id}/staff/{someone.pk}/documents/health_certificate/",
    ]
    if ours:
        addresses.append(f"/documents/{ours.pk}/files/{page.pk}/")

    codes = {address: operator.client.get(address).status_code for address in addresses}
    codes |= {f"POST {a}": operator.client.post(a).status_code for a in addresses}

    assert {a: code for a, code in codes.items() if code not in (404, 405)} == {}


def test_an_item_is_judged_only_under_its_own_filing(person):
    officer = person("wjw_officer").client
    item = FilingItem.objects.filter(filing__status="submitted").earliest("pk")
    other = Filing.objects.filter(status="submitted").exclude(pk=item.filing_id).first()
    before = fingerprint()

    for verb in ("accept", "refuse", "identity"):
        address = f"/filings/{other.pk}/items/{item.pk}/{verb}/"
        assert officer.post(address, {"version": item.version}).status_code == 404

    assert fingerprint() == before


def test_a_unit_reads_a_paper_while_it_is_asked_and_thirty_days_after(person):
    unit = person("scj_officer")
    asked = Review.objects.filter(department__code="scj").exclude(document=None)
    still_asked = asked.filter(status="open").values("document")
    review = asked.exclude(document__in=still_asked).filter(status="answered").earliest("opened_at")
    papers = [f"/documents/{review.document_id}/"]
    papers += [f"/documents/{review.document_id}/pages/1/"]
    papers += [f"/documents/{review.document_id}/files/{review.document.pages.first().pk}/"]
    same_paper = asked.filter(document=review.document)

    def codes_after(days):
        same_paper.update(answered_at=clock.now() - timedelta(days=days))
        return {unit.get(paper).status_code for paper in papers}

    assert codes_after(29) == {200}
    assert codes_after(31) == {404}


def test_a_unit_opens_no_paper_it_was_not_asked_about(person):
    unit = person("jyj_officer").client
    asked = Review.objects.filter(department__code="jyj").exclude(document=None)
    others = Document.objects.exclude(pk__in=asked.values("document"))
    codes = {unit.get(f"/documents/{each.pk}/").status_code for each in others[:40]}

    assert codes == {404}


def test_the_number_of_somebody_is_shown_whole_to_officers_alone(person):
    facility = Facility.objects.filter(standing="verified").exclude(staff=None).first()
    someone = facility.staff.exclude(identity_number="").first()
    address = reverse("registry:staff_identity", args=[facility.public_id, someone.pk])

    seen = {
        name
        for name in ("operator1", "operator2", "wjw_liaison", "wjw_office", "scj_officer", "admin")
        if someone.identity_number in person(name).client.post(address).content.decode()
    }
    assert seen == set()
    assert someone.identity_number in person("wjw_officer").client.post(address).content.decode()
