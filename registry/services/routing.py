"""Asking units (请求核验): which ones, until when, again, and when no answer is needed any more."""

from django.db.models import Q

from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Calendar, Deadline, load_calendar
from departments.services.reminder import (
    close_reminder,
    open_reminder,
    silence_reminder,
    wake_reminder,
)
from registry.choices import (
    DocumentKind,
    FilingKind,
    LegalNature,
    MaterialAudience,
    MealProvision,
    ReviewAction,
    ReviewGate,
    ReviewStatus,
    ReviewSubject,
    Section,
)
from registry.models import Document, Filing, FilingItem, Review, ReviewRoute
from registry.models.review import ReviewQuerySet
from registry.services.deadlines import due
from registry.services.items import sections_changed_in_correction
from registry.services.keys import late_no_key, review_key
from registry.services.material import touched_sections
from registry.workflow import finish_review
from wuqing_tuoyu import clock

SUBJECT_DOCUMENTS = {
    ReviewSubject.REGISTRATION: DocumentKind.REGISTRATION_CERTIFICATE,
    ReviewSubject.FIRE: DocumentKind.FIRE_ACCEPTANCE,
    ReviewSubject.FOOD: DocumentKind.FOOD_LICENSE,
}
SUBJECT_SECTIONS = {
    ReviewSubject.REGISTRATION: {Section.REGISTRATION},
    ReviewSubject.FIRE: {Section.SITE},
    ReviewSubject.FOOD: {Section.SERVICE},
    ReviewSubject.SECURITY: {Section.SAFETY},
    ReviewSubject.PRODUCTION_SAFETY: {Section.SAFETY, Section.SITE},
    ReviewSubject.TOWNSHIP: {Section.SITE, Section.IDENTITY},
}
NOT_THEIRS = "申报内容已更正，这项核验不再归贵单位"
GATE_REMINDERS = {
    ReviewGate.RECEIPT: ReminderKind.REVIEW_RECEIPT,
    ReviewGate.VERIFICATION: ReminderKind.REVIEW_VERIFICATION,
}


def routes_of(filing: Filing) -> list[ReviewRoute]:
    """The routes a filing takes: all that fit a first one, those a change touches, none else."""
    routes = fitting_routes(filing)
    if filing.kind != FilingKind.CHANGE:
        return routes
    touched = touched_sections(filing)
    new_papers = set(
        filing.items.current()
        .filter(document__isnull=False, document__accepted_at=None)
        .values_list("document__kind", flat=True)
    )
    return [
        route
        for route in routes
        if SUBJECT_SECTIONS[ReviewSubject(route.subject)] & touched
        or SUBJECT_DOCUMENTS.get(ReviewSubject(route.subject)) in new_papers
    ]


def fitting_routes(filing: Filing) -> list[ReviewRoute]:
    """The routes for a facility such as is declared, whatever of it is new."""
    if filing.kind == FilingKind.CANCELLATION:
        return []
    declaration = filing.declaration
    audience = MaterialAudience.FAMILY if declaration.is_family_site else MaterialAudience.CENTRES
    nature = LegalNature(declaration.legal_nature) if declaration.legal_nature else ""
    routes = (
        ReviewRoute.objects.filter(is_active=True)
        .filter(Q(nature="") | Q(nature=nature), Q(form="") | Q(form=declaration.form))
        .filter(audience__in=(MaterialAudience.ALL, audience))
        .select_related("department", "duty")
    )
    if declaration.meals != MealProvision.OWN:
        routes = routes.filter(needs_own_kitchen=False)
    return list(routes)


def unit_of(route: ReviewRoute, filing: Filing) -> Department | None:
    """Whom a route asks: its unit, or the township of the site."""
    return filing.declaration.township if route.asks_township else route.department


def open_reviews(filing: Filing, calendar: Calendar) -> list[Review]:
    """Ask each routed unit (请求核验), with its due day and reminder."""
    now = clock.now()
    reviews = []
    for route in routes_of(filing):
        department = unit_of(route, filing)
        if department is None:
            continue
        deadline = due(now, route.days, calendar)
        review, is_new = Review.objects.get_or_create(
            filing=filing,
            subject=route.subject,
            department=department,
            defaults={
                "gate": route.gate,
                "is_binding": route.is_binding,
                "days": route.days,
                "duty": route.duty,
                "document": _paper_of(filing, route.subject),
                "round": filing.round,
                "opened_at": now,
                "due_on": deadline.on,
                "due_is_estimate": deadline.is_estimate,
            },
        )
        if is_new:
            remind_of_review(review, deadline, calendar)
            reviews.append(review)
    return reviews


def _paper_of(filing: Filing, subject: str) -> Document | None:
    kind = SUBJECT_DOCUMENTS.get(ReviewSubject(subject))
    if kind is None:
        return None
    item = filing.items.current().filter(document__kind=kind).order_by("-id").first()
    if item is not None:
        return item.document
    return filing.facility.documents.current().filter(kind=kind).order_by("-id").first()


def remind_of_review(review: Review, deadline: Deadline, calendar: Calendar) -> None:
    filing = review.filing
    open_reminder(
        review_key(review),
        kind=GATE_REMINDERS[ReviewGate(review.gate)],
        title=f"{filing.facility}",
        body=f"{filing.get_kind_display()}：核验{review.get_subject_display()}",
        link=review.get_absolute_url(),
        due=deadline,
        department=review.department,
        handler=review.handler,
        calendar=calendar,
    )


def reopen_reviews(filing: Filing, renewed: list[FilingItem], calendar: Calendar) -> None:
    """At resubmission ask again only where paper or facts changed; open ones start anew."""
    now = clock.now()
    sections = sections_changed_in_correction(filing)
    kinds = {item.document.kind for item in renewed if item.document_id}
    asked = {(route.subject, unit_of(route, filing)) for route in fitting_routes(filing)}
    for review in filing.reviews.select_related("department", "document"):
        review.filing = filing
        if (review.subject, review.department) not in asked:
            # What the unit has answered stays in the file; it is not asked again
            cancel_reviews(filing.reviews.filter(pk=review.pk), note=NOT_THEIRS)
            continue
        subject = ReviewSubject(review.subject)
        kind = SUBJECT_DOCUMENTS.get(subject)
        by_section = kind is None or review.document_id is None
        changed = kind in kinds or (by_section and bool(SUBJECT_SECTIONS[subject] & sections))
        if review.status == ReviewStatus.ANSWERED and not changed:
            continue
        if review.status == ReviewStatus.NOT_NEEDED:
            continue
        deadline = due(now, review.days, calendar)
        fields = {
            "opened_at": now,
            "due_on": deadline.on,
            "due_is_estimate": deadline.is_estimate,
            "document": _paper_of(filing, review.subject),
            "round": filing.round,
        }
        if review.status == ReviewStatus.OPEN:
            for name, value in fields.items():
                setattr(review, name, value)
            review.version += 1
            review.save(update_fields=[*fields, "version"])
            wake_reminder(review_key(review), deadline, calendar=calendar)
            continue
        finish_review(
            review,
            ReviewAction.REOPEN,
            None,
            **fields,
            answer="",
            answered_at=None,
            answered_by=None,
            overruling_requested="",
            overruled_at=None,
            overruled_by=None,
            overruling_reason="",
        )
        remind_of_review(review, deadline, calendar)
    open_reviews(filing, calendar)


def silence_reviews(filing: Filing) -> None:
    """While the operator corrects, the ladder of open reviews is silent."""
    for review in filing.reviews.open():
        silence_reminder(review_key(review))


def cancel_reviews(reviews: ReviewQuerySet, *, note: str) -> None:
    """What is decided elsewhere needs no answer any more (无需核验)."""
    for review in reviews.open().select_related("department", "filing__facility"):
        finish_review(review, ReviewAction.CANCEL, None, event_note=note)
        close_reminder(review_key(review), note=note)


def settle_late_noes(reviews: ReviewQuerySet, *, note: str) -> None:
    """What a unit said after the receipt was looked at on site, or the facility is gone."""
    for review in reviews.answered():
        close_reminder(late_no_key(review), note=note)


def move_to_verification_gate(filing: Filing) -> None:
    """A receipt-gate review still open at the receipt belongs to the verification from then on."""
    calendar = load_calendar()
    for review in filing.reviews.open().at_receipt_gate().select_related("department"):
        review.filing = filing
        review.gate = ReviewGate.VERIFICATION
        review.version += 1
        review.save(update_fields=["gate", "version"])
        remind_of_review(review, Deadline(review.due_on, review.due_is_estimate), calendar)
