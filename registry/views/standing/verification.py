"""Verification on site (现场核实): record it, then decide on what was seen."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services.file import picture_response
from departments.services.calendar import add_working_days
from departments.services.parameter import parameter
from registry.choices import (
    LIVING_STANDINGS,
    ReviewStatus,
    Standing,
    StandingAction,
    VerificationResult,
)
from registry.forms.standing import VerifyForm
from registry.forms.verification import NonconformityForm, VerificationForm
from registry.models import Review, VerificationPhoto
from registry.permissions import can_read_everything, can_record_verification
from registry.services.disclosure import names_of
from registry.services.standing import find_nonconforming, verify_facility
from registry.services.verification import (
    filings_to_verify,
    officers_available,
    points_to_verify,
    record_visit,
)
from registry.views.posting import posted, posted_files
from registry.views.standing.finding import (
    answer,
    find_facility,
    refused_moment,
    with_sentence,
)
from registry.workflow import available_standing_actions
from wuqing_tuoyu import clock

PHOTO_WIDTH = 1200


def verifications_of(facility):
    """Records on site with all a page shows of them, newest first."""
    return facility.verifications.select_related("recorded_by").prefetch_related(
        "officers__member__user",
        "photos",
        "nonconformities",
        "items__confirmation",
        "items__review__department",
        "items__nonconformity",
    )


@require_http_methods(["GET", "POST"])
def facility_verification(request, public_id):
    """The record: who went, when, and what each point looked like."""
    facility = find_facility(request, public_id)
    if not can_record_verification(request.user, facility):
        raise PermissionDenied
    if facility.standing not in LIVING_STANDINGS:
        sentence = f"当前状态为“{facility.get_standing_display()}”，不能登记现场核实。"
        return with_sentence(request, facility, sentence)
    points = points_to_verify(facility)
    members = officers_available(clock.today())
    form = VerificationForm(posted(request), posted_files(request), members=members, points=points)

    def record(said):
        record_visit(
            facility,
            actor=request.user,
            visited_on=said["visited_on"],
            result=said["result"],
            officers=list(said["officers"]),
            items=form.seen(),
            uploads=said["photos"],
            note=said["note"],
            has_sealed_declaration=said["has_sealed_declaration"],
            point=form.point(),
        )

    return answer(
        request,
        facility,
        form,
        record,
        success="现场核实记录已保存。",
        back=lambda: _next_page(request.user, facility, form.cleaned_data["result"]),
        title="登记现场核实",
        template="registry/facility/verification.html",
        members=members,
        points=points,
        silent=_silent_reviews(facility),
    )


def _next_page(user, facility, result):
    """To the decision this person may take on the record, otherwise to the facility."""
    actions = available_standing_actions(facility, user)
    if result == VerificationResult.CONFORMING and StandingAction.VERIFY in actions:
        return reverse("registry:facility_verify", args=[facility.public_id])
    wants_finding = result == VerificationResult.NONCONFORMING
    if wants_finding and StandingAction.FIND_NONCONFORMING in actions:
        return reverse("registry:facility_find_nonconforming", args=[facility.public_id])
    return facility.get_absolute_url()


def _silent_reviews(facility):
    """Who has not answered, or only advises: listed, and holding nothing up."""
    reviews = Review.objects.filter(filing__in=filings_to_verify(facility))
    return [
        review
        for review in reviews.select_related("department").order_by("due_on")
        if review.status == ReviewStatus.OPEN or (review.is_negative and not review.is_binding)
    ]


def _record_for(facility, number=None):
    """The record a decision rests on: the one on the screen, otherwise the latest."""
    records = verifications_of(facility)
    return records.filter(pk=number).first() if number else records.first()


@require_http_methods(["GET", "POST"])
def facility_verify(request, public_id):
    facility = find_facility(request, public_id)
    if refused := refused_moment(request, facility, StandingAction.VERIFY):
        return refused
    form = VerifyForm(posted(request))
    record = _record_for(facility)
    if record is None:
        return with_sentence(request, facility, "还没有现场核实记录，请先登记现场核实。")
    return answer(
        request,
        facility,
        form,
        lambda said: verify_facility(
            facility,
            actor=request.user,
            verification=_record_for(facility, said["verification"]) or record,
            digest=said["digest"],
        ),
        success=f"{facility}核实符合，已公开。",
        title="核实符合",
        template="registry/facility/verify.html",
        record=record,
        fits=record.result == VerificationResult.CONFORMING,
        silent=_silent_reviews(facility),
        is_again=facility.standing == Standing.NONCONFORMING,
    )


@require_http_methods(["GET", "POST"])
def facility_find_nonconforming(request, public_id):
    facility = find_facility(request, public_id)
    if refused := refused_moment(request, facility, StandingAction.FIND_NONCONFORMING):
        return refused
    record = _record_for(facility)
    if record is None:
        return with_sentence(request, facility, "还没有现场核实记录，请先登记现场核实。")
    days = int(parameter("correct_by_days", clock.today()))
    due = add_working_days(clock.today(), days)
    form = NonconformityForm(
        posted(request),
        proposed=proposed_reasons(record),
        correct_by=due.on,
        names=names_of(facility),
    )
    reasons = form.reasons()
    return answer(
        request,
        facility,
        form,
        lambda said: find_nonconforming(
            facility,
            actor=request.user,
            verification=_record_for(facility, said["verification"]) or record,
            reasons=reasons,
            correct_by=said["correct_by"],
            digest=said["digest"],
        ),
        success="已作出核实不符合的决定，告知书已发给机构，内容已公开。",
        title="核实不符合",
        template="registry/facility/find_nonconforming.html",
        record=record,
        fits=record.result == VerificationResult.NONCONFORMING,
        reasons=reasons,
        spare=range(2 if reasons else 3),
        due=due,
        is_late=facility.is_verification_late(clock.today()),
    )


def proposed_reasons(record):
    """Each point found wanting on site, with the article it rests on if there is one."""
    reasons = []
    for item in record.items.all():
        if item.is_conforming:
            continue
        if item.confirmation:
            reasons.append((item.confirmation.sentence, item.confirmation.article))
        elif item.nonconformity:
            reasons.append((item.nonconformity.sentence, item.nonconformity.article))
        else:
            reasons.append((f"{item.review.get_subject_display()}：{item.review.note}", ""))
    return [(sentence[:300], article[:150]) for sentence, article in reasons]


@require_safe
def verification_photo(request, pk):
    """A photograph taken on site, for the commission alone."""
    if not can_read_everything(request.user):
        raise PermissionDenied
    photo = get_object_or_404(VerificationPhoto.objects.select_related("file"), pk=pk)
    return picture_response(photo.file, 1, width=PHOTO_WIDTH)
