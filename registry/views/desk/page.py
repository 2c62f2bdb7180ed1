"""The page of the desk: rail, one item in the middle, clock and conclusion beside it."""

from django.http import Http404
from django.shortcuts import render

from departments.permissions import is_commission_officer
from departments.services.calendar import load_calendar
from registry.choices import FilingAction, ItemVerdict
from registry.forms.desk import AssignForm
from registry.models import Filing
from registry.permissions import can_assign_filing, can_overrule_review, can_read_identity
from registry.services.course import course_of
from registry.services.timeline import timeline_of
from registry.views.desk.conclusion import conclusion_of
from registry.views.desk.findings import findings_of, findings_of_none, results_of
from registry.views.desk.rail import first_to_look_at, following, items_of, rail_of
from registry.views.desk.subject import declaration_shown, subject_of
from registry.workflow import available_filing_actions
from registry.workflow.review import is_overrulable

SEEN_KEY = "identity_shown"


def desk_page(request, filing):
    """Everything an officer of the commission needs to judge one filing."""
    filing = _whole(filing)
    items = items_of(filing)
    reviews = list(_reviews_of(filing))
    confirmations = list(filing.confirmations.all())
    known = {(row.check_id, row.field) for row in confirmations}
    results = results_of(filing)
    findings = {item.pk: findings_of(item, results, known) for item in items}
    review = _chosen_review(request, reviews)
    item = None if review else _chosen_item(request, items)
    calendar = load_calendar()
    representatives = list(
        filing.facility.operator.representatives.living().select_related("user").order_by("pk")
    )
    context = {
        "filing": filing,
        "declaration": declaration_shown(filing) or filing.declaration,
        "rail": rail_of(filing, items, findings, reviews, calendar, review or item),
        "counts": _counts(items),
        "subject": subject_of(filing, item, findings[item.pk], reviews) if item else None,
        "review": review,
        "may_overrule": review is not None and _may_overrule(request.user, review),
        "next_item": _next(items, item),
        "general": findings_of_none(items, results, known),
        "may_judge": FilingAction.PROPOSE in available_filing_actions(filing, request.user),
        "may_act": is_commission_officer(request.user),
        "may_reveal": can_read_identity(request.user, filing.facility),
        "identity_shown": item is not None and _is_shown(request, item),
        "course": course_of(filing, calendar),
        "conclusion": conclusion_of(filing, request.user, items, reviews, representatives),
        "confirmations": confirmations,
        "representatives": representatives,
        "timeline": timeline_of(filing, request.user),
        "assign_form": _assign_form(request.user, filing),
    }
    return render(request, "registry/desk/desk.html", context)


def _whole(filing):
    people = ("officer", "proposed_by", "decided_by", "created_by")
    return Filing.objects.select_related(
        "facility__operator", "facility__township", "declaration__township", *people
    ).get(pk=filing.pk)


def _reviews_of(filing):
    reviews = filing.reviews.select_related(
        "department", "handler", "answered_by", "overruled_by", "document"
    )
    return reviews.order_by("gate", "due_on", "opened_at")


def _chosen_item(request, items):
    """The item the address names; the first pending one if it was submitted anew since."""
    asked = request.GET.get("item", "")
    if not asked:
        return first_to_look_at(items)
    chosen = next((item for item in items if str(item.pk) == asked), None)
    return chosen or first_to_look_at(items)


def _chosen_review(request, reviews):
    asked = request.GET.get("review", "")
    if not asked:
        return None
    for review in reviews:
        if asked in (str(review.pk), review.pk.hex):
            return review
    raise Http404


def _next(items, item):
    if item is None:
        return first_to_look_at(items)
    return following(items, item, pending=False)


def _counts(items):
    pending = sum(item.verdict == ItemVerdict.PENDING for item in items)
    return {"seen": len(items) - pending, "all": len(items), "pending": pending}


def _is_shown(request, item):
    """The number is shown once after it was asked for; a reload hides it again."""
    if item.staff_member_id is None or request.session.get(SEEN_KEY) != item.pk:
        return False
    del request.session[SEEN_KEY]
    return True


def _may_overrule(user, review):
    return is_overrulable(review) and can_overrule_review(user, review)


def _assign_form(user, filing):
    """For the director, while the filing is in hand."""
    if filing.decided_at or not can_assign_filing(user, filing):
        return None
    return AssignForm(initial={"officer": filing.officer_id})
