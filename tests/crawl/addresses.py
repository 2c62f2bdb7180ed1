"""Every address that names an object, with who may open it; nothing may be missing here."""

from django.urls import reverse

from inspections.models import Complaint, ComplaintPhoto
from registry.choices import DocumentKind, Section
from registry.models import Document, Facility, Filing, Notice, Representative, Review
from tests.crawl import rules, supervision
from tests.crawl.cast import one_of_each

FILING_PAGES = {
    "filing_detail": rules.filing(),
    "filing_return": rules.filing(rules.returns),
    "filing_extend": rules.filing(rules.is_officer),
    "filing_propose": rules.filing(rules.is_officer),
    "filing_send_back": rules.filing(rules.is_director),
    "filing_issue_receipt": rules.filing(rules.decides),
    "filing_decline": rules.filing(rules.decides),
    "filing_lapse": rules.filing(rules.is_officer),
    "filing_closing": rules.filing(rules.writes_filing),
    "filing_check": rules.filing(rules.writes_filing),
    "filing_submit": rules.filing(rules.writes_filing),
    "filing_withdraw": rules.filing(rules.writes_filing),
    "filing_discard": rules.filing(rules.writes_filing),
    "filing_declaration_pdf": rules.filing(rules.reads_papers),
}
FILING_ACTS = {
    "filing_assign": rules.filing(rules.is_director),
    "filing_note": rules.filing(rules.is_officer),
}
FACILITY_PAGES = {
    "facility_verification": rules.facility(rules.is_officer),
    "facility_verify": rules.facility(rules.verifies),
    "facility_find_nonconforming": rules.facility(rules.is_director),
    "facility_extend": rules.facility(rules.is_director),
    "facility_pause": rules.facility(rules.pauses),
    "facility_resume": rules.facility(rules.resumes),
    "facility_close": rules.facility(rules.is_director),
    "facility_inclusive": rules.facility(rules.is_officer),
    "staff_list": rules.facility(rules.reads_roster),
    "staff_new": rules.facility(rules.writes_facility),
    "fee_edit": rules.facility(rules.writes_facility),
    "opening_hours_edit": rules.facility(rules.writes_facility),
    "vacancy_edit": rules.facility(rules.writes_facility),
    "facility_point": rules.facility(rules.sets_point),
}
FACILITY_ACTS = {"offer_confirm": rules.facility(rules.writes_facility)}
REVIEW_PAGES = {
    "review_detail": rules.Rule(rules.sees_review),
    "review_answer": rules.Rule(rules.sees_review, rules.acts_in_unit),
    "review_hand_over": rules.Rule(rules.sees_review, rules.directs_unit),
    "review_overrule": rules.Rule(rules.sees_review, rules.is_director),
}
COMPLAINT_PAGES = {
    "complaint_detail": rules.Rule(rules.sees_complaint),
    "complaint_hand_over": rules.Rule(rules.sees_complaint, rules.acts_in_unit),
    "complaint_merge": rules.Rule(rules.sees_complaint, rules.acts_in_unit),
    "complaint_answer": rules.Rule(rules.sees_complaint, rules.acts_in_unit),
}
NOTICE_PAGES = {
    "notice_detail": rules.Rule(rules.sees_notice),
    "notice_pdf": rules.Rule(rules.sees_notice),
}
REPRESENTATIVE_PAGES = {"representative_form": rules.Rule(rules.sees_representative)}
AUTHORIZATION_PAGES = {
    "representative_authorization": rules.Rule(rules.sees_representative),
    "representative_picture": rules.Rule(rules.sees_representative),
}
REPRESENTATIVE_ACTS = {
    "representative_confirm": rules.Rule(rules.sees_representative, rules.confirms),
    "representative_end": rules.Rule(rules.sees_representative, rules.ends),
}


def filings():
    rows = Filing.objects.select_related("facility__operator", "declaration__township")
    return one_of_each(rows.order_by("created_at"), "kind", "status")


def facilities():
    return one_of_each(Facility.objects.select_related("operator").order_by("pk"), "standing")


def reviews():
    asked = Review.objects.select_related("department", "filing__facility")
    some = asked.filter(department__code__in=("scj", "jyj", "120114001")).order_by("opened_at")
    return one_of_each(some, "status", "gate", "department_id")


def notices():
    rows = Notice.objects.select_related("facility__operator", "filing").order_by("pk")
    return one_of_each(rows, "kind")


def representatives():
    rows = Representative.objects.select_related("operator", "user").order_by("requested_at")
    return one_of_each(rows, "status")


def authorized():
    return [each for each in representatives() if each.authorization_id]


def documents():
    """Papers of operator1, of somebody else, and those a unit was asked about."""
    rows = Document.objects.select_related("facility__operator", "staff_member").order_by("pk")
    asked = rows.filter(reviews__department__code="scj")
    return [*one_of_each(rows, "kind")[::4], *asked.order_by("-pk")[:2], rows.last()]


def complaints():
    rows = Complaint.objects.select_related("department", "facility").order_by("received_at")
    return one_of_each(rows, "status", "department_id")


def pages(table, things, argument="pk", floor="registry"):
    """Each page of each thing: the address, the thing, the rule."""
    for name, rule in table.items():
        for thing in things:
            yield reverse(f"{floor}:{name}", args=[getattr(thing, argument)]), thing, rule


def below_filings():
    """Sections, papers and items of each filing."""
    for filing in filings():
        own = rules.filing(rules.writes_filing)
        for section in (Section.IDENTITY, Section.CLASSES):
            yield reverse("registry:section_edit", args=[filing.pk, section]), filing, own
        for kind in (DocumentKind.PREMISES, DocumentKind.OTHER):
            yield reverse("registry:filing_document", args=[filing.pk, kind]), filing, own
        if item := filing.items.order_by("pk").first():
            address = reverse("registry:item_answer", args=[filing.pk, item.pk])
            yield address, filing, own
            address = reverse("registry:filing_item_refuse", args=[filing.pk, item.pk])
            yield address, filing, rules.filing(rules.is_officer)


def below_facilities():
    """One person of each facility, with a certificate."""
    for facility in facilities():
        if someone := facility.staff.order_by("pk").first():
            args = [facility.public_id, someone.pk]
            reads, own = rules.facility(rules.reads_roster), rules.facility(rules.writes_facility)
            yield reverse("registry:staff_detail", args=args), facility, reads
            yield reverse("registry:staff_edit", args=args), facility, own
            address = reverse("registry:staff_document", args=[*args, "health_certificate"])
            yield address, facility, own


def below_documents():
    """A paper, its first picture, its first file."""
    rule = rules.Rule(rules.sees_document)
    for document in documents():
        yield reverse("registry:document_detail", args=[document.pk]), document, rule
        if page := document.pages.first():
            yield reverse("registry:document_picture", args=[document.pk, 1]), document, rule
            address = reverse("registry:document_file", args=[document.pk, page.pk])
            yield address, document, rule


def timelines():
    """What happened at a facility, for whoever may know of it."""
    for facility in facilities():
        address = reverse("facility_timeline", args=[facility.public_id])
        yield address, facility, rules.facility()


def below_complaints():
    """A photograph somebody sent."""
    rule = rules.Rule(rules.sees_complaint, rules.reads_complaint)
    for photo in ComplaintPhoto.objects.select_related("complaint__department"):
        args = [photo.complaint_id, photo.pk]
        yield reverse("inspections:complaint_photo", args=args), photo.complaint, rule


def all_pages():
    yield from pages(FILING_PAGES, filings())
    yield from pages(FACILITY_PAGES, facilities(), "public_id")
    open_pages = {"facility_detail": rules.Rule(rules.opens_facility)}
    yield from pages(open_pages, facilities(), "public_id")
    yield from pages(REVIEW_PAGES, reviews())
    yield from pages(COMPLAINT_PAGES, complaints(), floor="inspections")
    yield from pages(NOTICE_PAGES, notices())
    yield from pages(REPRESENTATIVE_PAGES, representatives())
    yield from pages(AUTHORIZATION_PAGES, authorized())
    yield from below_filings()
    yield from below_facilities()
    yield from below_documents()
    yield from supervision.all_pages()
    yield from below_complaints()
    yield from timelines()
