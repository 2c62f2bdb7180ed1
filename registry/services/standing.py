"""What stands about a facility (备案状态): verified, found wanting, extended, paused, resumed."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Deadline
from departments.services.reminder import close_reminder, move_reminder, open_reminder
from registry.choices import (
    FilingKind,
    Life,
    NoticeKind,
    PublicRecordKind,
    Standing,
    StandingAction,
    VerificationResult,
)
from registry.models import Facility, Filing, FilingItem, Nonconformity, Review, Verification
from registry.notifications.people import operators_people
from registry.permissions import can_mark_inclusive
from registry.services.declaration import REOPENING_SECTIONS
from registry.services.digest import demand_same_facility
from registry.services.follow_up import ask_to_follow_up
from registry.services.keys import (
    correct_by_key,
    facility_verification_key,
    finding_key,
    follow_up_key,
)
from registry.services.notice import issue_notice, nonconformity_content
from registry.services.notice.sheet import chinese_date
from registry.services.record import publish
from registry.services.routing import cancel_reviews, settle_late_noes
from registry.services.verification import filings_to_verify, points_to_verify
from registry.workflow import begin_facility, finish_standing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def verify_facility(
    facility: Facility, *, actor: User, verification: Verification, digest: str
) -> Facility:
    """What was seen on site conforms (核实符合)."""
    facility = begin_facility(facility, StandingAction.VERIFY, actor)
    demand_same_facility(facility, digest)
    _demand_fresh(facility, verification, VerificationResult.CONFORMING)
    _demand_every_point_conforms(facility, verification)
    was = facility.standing
    filings = filings_to_verify(facility)
    reviews = Review.objects.filter(filing__in=list(filings))
    facility = finish_standing(
        facility,
        StandingAction.VERIFY,
        actor,
        verified_on=verification.visited_on,
        verification_due_on=None,
        verification_due_is_estimate=False,
        correct_by=None,
        correct_by_extended=False,
    )
    cancel_reviews(reviews, note="现场核实已完成")
    settle_late_noes(reviews, note="已现场核实")
    close_reminder(facility_verification_key(facility), note="现场核实符合")
    close_reminder(correct_by_key(facility), note="整改后核实符合")
    close_reminder(finding_key(facility), note="已决定核实符合")
    close_reminder(follow_up_key(facility), note="整改后核实符合")
    after = "整改后" if was == Standing.NONCONFORMING else ""
    publish(
        facility,
        key=f"verification:{verification.pk}",
        kind=PublicRecordKind.VERIFIED,
        title=f"{after}现场核实符合",
        happened_on=verification.visited_on,
    )
    return facility


def _demand_fresh(
    facility: Facility, verification: Verification, result: VerificationResult
) -> None:
    """A decision rests on the latest record, made since the standing last changed."""
    if verification.facility_id != facility.pk:
        raise DomainError("这份现场核实记录属于另一家机构。")
    latest = facility.verifications.order_by("-recorded_at", "-pk").first()
    if latest != verification:
        raise DomainError("已有更新的现场核实记录，请以最新的记录为准。")
    if verification.result != result:
        raise DomainError(f"现场核实记录的结果是“{verification.get_result_display()}”。")
    since = (
        facility.events.filter(life=Life.STANDING)
        .exclude(action__in=(StandingAction.PAUSE, StandingAction.RESUME, StandingAction.EXTEND))
        .order_by("-id")
        .first()
    )
    if since and since.created_at > verification.recorded_at:
        raise DomainError("上次现场核实以后备案状态有过变化，请重新到现场核实。")
    # A nonconforming facility is not reopened by a change, so no event of its standing says it.
    changed = Filing.objects.recorded().filter(
        facility=facility, kind=FilingKind.CHANGE, decided_at__gt=verification.recorded_at
    )
    if FilingItem.objects.filter(filing__in=changed, section__in=REOPENING_SECTIONS).exists():
        raise DomainError("上次现场核实以后场所、安全设施或托位有过变更，请重新到现场核实。")


def _demand_every_point_conforms(facility: Facility, verification: Verification) -> None:
    seen = {
        (item.confirmation_id, item.review_id, item.nonconformity_id): item.is_conforming
        for item in verification.items.all()
    }
    for point in points_to_verify(facility):
        key = (
            point.confirmation and point.confirmation.pk,
            point.review and point.review.pk,
            point.nonconformity and point.nonconformity.pk,
        )
        if not seen.get(key, False):
            raise DomainError(f"这一项还没有现场核实为符合（或者决定不采纳）：{point.sentence}")


@transaction.atomic
def find_nonconforming(
    facility: Facility,
    *,
    actor: User,
    verification: Verification,
    reasons: Sequence[tuple[str, str]],
    correct_by: date,
    digest: str,
) -> Facility:
    """What was seen on site does not conform (核实不符合): notice, publication, day to correct.

    `reasons` are pairs of a sentence and the article it rests on, as they become public.
    """
    facility = begin_facility(facility, StandingAction.FIND_NONCONFORMING, actor)
    demand_same_facility(facility, digest)
    _demand_fresh(facility, verification, VerificationResult.NONCONFORMING)
    reasons = [(sentence.strip(), article.strip()) for sentence, article in reasons]
    if not reasons or not all(sentence and article for sentence, article in reasons):
        raise DomainError("请逐项写明不符合的内容和依据的条文，这些内容会公开。")
    if correct_by <= clock.today():
        raise DomainError("整改期限应当晚于今天。")
    is_late = facility.is_verification_late(clock.today())
    Nonconformity.objects.bulk_create(
        Nonconformity(
            verification=verification, sentence=sentence, article=article, position=position
        )
        for position, (sentence, article) in enumerate(reasons, start=1)
    )
    note = "；".join(sentence.rstrip("。") for sentence, _ in reasons)
    facility = finish_standing(
        facility,
        StandingAction.FIND_NONCONFORMING,
        actor,
        note=f"{note}{'（超过核实期限作出）' if is_late else ''}",
        verification_due_on=None,
        verification_due_is_estimate=False,
        correct_by=correct_by,
        correct_by_extended=False,
    )
    reviews = Review.objects.filter(filing__in=list(filings_to_verify(facility)))
    cancel_reviews(reviews, note="现场核实已完成")
    settle_late_noes(reviews, note="已现场核实")
    issue_notice(
        NoticeKind.NONCONFORMITY,
        facility=facility,
        verification=verification,
        content=nonconformity_content(verification, reasons, correct_by),
    )
    publish(
        facility,
        key=f"verification:{verification.pk}",
        kind=PublicRecordKind.NONCONFORMING,
        title=(f"现场核实不符合，{len(reasons)} 项没达到要求，限 {chinese_date(correct_by)}前改好"),
        body="\n".join(f"{sentence}（{article}）" for sentence, article in reasons),
        happened_on=verification.visited_on,
    )
    close_reminder(facility_verification_key(facility), note="已告知核实不符合")
    close_reminder(finding_key(facility), note="已决定核实不符合")
    open_reminder(
        correct_by_key(facility),
        kind=ReminderKind.CORRECT_BY,
        title=f"{facility}",
        body=f"核实不符合，请把 {len(reasons)} 项改好；改好后区卫生健康委再到现场核实",
        officer_body=f"核实不符合，{len(reasons)} 项由机构限期整改；改好后请再到现场核实",
        director_body=f"核实不符合，{len(reasons)} 项由机构限期整改；到期没有改好的，请您决定",
        link=facility.get_absolute_url(),
        due=Deadline(correct_by),
        department=Department.objects.commission(),
        addressees=operators_people(facility),
        handler=actor,
    )
    ask_to_follow_up(verification, Deadline(correct_by), handler=actor)
    return facility


@transaction.atomic
def extend_facility(facility: Facility, *, actor: User, correct_by: date, note: str) -> Facility:
    """Give more time to correct, once (延长整改期限)."""
    facility = begin_facility(facility, StandingAction.EXTEND, actor)
    if facility.correct_by_extended:
        raise DomainError("整改期限已经延长过一次，不能再延长。")
    if not note.strip():
        raise DomainError("请写明延长整改期限的理由。")
    if correct_by <= facility.correct_by:
        raise DomainError(f"新的整改期限应当晚于原来的 {chinese_date(facility.correct_by)}。")
    facility = finish_standing(
        facility,
        StandingAction.EXTEND,
        actor,
        note=note.strip(),
        correct_by=correct_by,
        correct_by_extended=True,
    )
    move_reminder(correct_by_key(facility), due=Deadline(correct_by))
    return facility


@transaction.atomic
def mark_inclusive(facility: Facility, *, actor: User, since: date | None) -> Facility:
    """Name a facility inclusive (认定普惠), or take the title back with no date."""
    facility = lock_facility(facility.pk)
    if not can_mark_inclusive(actor, facility):
        raise PermissionDenied
    facility.is_inclusive, facility.inclusive_since = since is not None, since
    facility.save(update_fields=["is_inclusive", "inclusive_since"])
    return facility
