"""Verification on site (现场核实): the record, and what follows from it for the standing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from accounts.models import StoredFile, User
from accounts.services.file import discard_file, store_upload
from departments.choices import ReminderKind
from departments.models import Department, Member
from departments.services.calendar import Deadline
from departments.services.reminder import open_reminder
from registry.choices import (
    LIVING_STANDINGS,
    Life,
    Standing,
    StandingAction,
    VerificationResult,
)
from registry.models import (
    Confirmation,
    Facility,
    Filing,
    Nonconformity,
    Review,
    Verification,
    VerificationItem,
    VerificationOfficer,
    VerificationPhoto,
)
from registry.models.facts import SitePoint
from registry.notifications.people import commission_directors
from registry.permissions import can_record_verification
from registry.services.keys import facility_verification_key, finding_key
from registry.services.point import OUTSIDE, is_in_the_district, write_point
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError
from wuqing_tuoyu.templatetags.words import day

OFFICERS_NEEDED = 2


@dataclass(frozen=True)
class Point:
    """One thing to look at on site (核实要点)."""

    key: str
    sentence: str
    source: str
    confirmation: Confirmation | None = None
    review: Review | None = None
    nonconformity: Nonconformity | None = None


def filings_to_verify(facility: Facility):
    """Filings recorded since the last VERIFY: all of them are judged together."""
    last = (
        facility.events.filter(life=Life.STANDING, action=StandingAction.VERIFY)
        .order_by("-id")
        .first()
    )
    filings = Filing.objects.recorded().filter(facility=facility)
    return filings.filter(decided_at__gt=last.created_at) if last else filings


def points_to_verify(facility: Facility) -> list[Point]:
    """What the operator confirmed, what units doubted, what was found wanting last time."""
    filings = filings_to_verify(facility)
    points = [
        Point(f"confirmation-{row.pk}", row.sentence, "机构申报时已知晓", confirmation=row)
        for row in Confirmation.objects.filter(filing__in=filings)
    ]
    for review in (
        Review.objects.filter(filing__in=filings, is_binding=True)
        .negative()
        .select_related("department")
    ):
        sentence = f"{review.get_subject_display()}：{review.note}"
        points.append(Point(f"review-{review.pk}", sentence, review.department.name, review=review))
    if facility.standing == Standing.NONCONFORMING and (found := last_finding(facility)):
        points += [
            Point(f"nonconformity-{row.pk}", row.sentence, "上次核实不符合", nonconformity=row)
            for row in found.nonconformities.all()
        ]
    return points


def last_finding(facility: Facility) -> Verification | None:
    """The record on which the present nonconformity rests."""
    return (
        facility.verifications.filter(nonconformities__isnull=False)
        .order_by("-recorded_at")
        .first()
    )


def officers_available(on: date) -> list[Member]:
    """Members of the commission who may act and hold a certificate valid on that day."""
    members = Member.objects.active(on).acting().of_commission()
    return list(
        members.exclude(enforcement_certificate="")
        .filter(Q(certificate_until=None) | Q(certificate_until__gte=on))
        .select_related("user", "department")
        .order_by("pk")
    )


@transaction.atomic
def record_verification(
    facility: Facility,
    *,
    actor: User,
    visited_on: date,
    result: str,
    officers: Sequence[Member],
    items: Mapping[str, tuple[bool, str]],
    photos: Iterable[StoredFile] = (),
    note: str = "",
    has_sealed_declaration: bool = False,
    point: SitePoint | None = None,
) -> Verification:
    """Record what two officers saw (现场核实记录).

    `items` maps the key of each point to whether it was found conforming, and a note.
    """
    facility = lock_facility(facility.pk)
    if not can_record_verification(actor, facility):
        raise PermissionDenied
    if facility.standing not in LIVING_STANDINGS:
        raise DomainError(f"当前状态为“{facility.get_standing_display()}”，不能登记现场核实。")
    _demand_officers(officers, visited_on)
    if visited_on > clock.today():
        raise DomainError("现场核实日期不能晚于今天。")
    _demand_a_day_since(facility, visited_on)
    if result not in VerificationResult.values:
        raise DomainError("请选择核实结果：符合或不符合。")
    points = points_to_verify(facility)
    _demand_every_point(points, items, result)
    if point is not None:
        if not is_in_the_district(point, clock.today()):
            raise DomainError(OUTSIDE)
        write_point(facility, point)
    verification = Verification.objects.create(
        facility=facility,
        visited_on=visited_on,
        result=result,
        note=note.strip(),
        has_sealed_declaration=has_sealed_declaration,
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    VerificationOfficer.objects.bulk_create(
        VerificationOfficer(
            verification=verification, member=member, certificate=member.enforcement_certificate
        )
        for member in officers
    )
    VerificationItem.objects.bulk_create(
        VerificationItem(
            verification=verification,
            confirmation=point.confirmation,
            review=point.review,
            nonconformity=point.nonconformity,
            is_conforming=items[point.key][0],
            note=items[point.key][1].strip(),
        )
        for point in points
    )
    VerificationPhoto.objects.bulk_create(
        VerificationPhoto(verification=verification, file=photo, position=position)
        for position, photo in enumerate(photos, start=1)
    )
    _ask_the_director(facility, verification)
    return verification


def record_visit(
    facility: Facility, *, actor: User, uploads: Iterable[UploadedFile] = (), **seen: object
) -> Verification:
    """Record a visit with its photographs (现场照片); of a refused record none is kept."""
    if not can_record_verification(actor, facility):
        raise PermissionDenied
    photos: list[StoredFile] = []
    try:
        for upload in uploads:
            photos.append(store_upload(upload, actor=actor, kinds=("image",)))
        return record_verification(facility, actor=actor, photos=photos, **seen)
    except BaseException:
        for photo in photos:
            discard_file(photo)
        raise


def _ask_the_director(facility: Facility, verification: Verification) -> None:
    """A finding, and the way back from one, are the director's to decide (请负责人决定)."""
    is_conforming = verification.result == VerificationResult.CONFORMING
    if is_conforming and facility.standing != Standing.NONCONFORMING:
        return
    due_on = facility.verification_due_on or facility.correct_by
    is_estimate = bool(facility.verification_due_on and facility.verification_due_is_estimate)
    open_reminder(
        finding_key(facility),
        kind=ReminderKind.DECISION,
        title=f"{facility}",
        body="整改后现场核实符合，请决定" if is_conforming else "现场核实不符合，请决定",
        link=facility.get_absolute_url(),
        due=Deadline(due_on, is_estimate) if due_on else None,
        addressees=commission_directors(),
    )


def _demand_a_day_since(facility: Facility, visited_on: date) -> None:
    """What was seen before the filing, the change or the finding says nothing about it."""
    if facility.filed_on and visited_on < facility.filed_on:
        raise DomainError("现场核实日期不能早于备案日期。")
    asking = (StandingAction.REOPEN, StandingAction.FIND_NONCONFORMING)
    last = facility.events.filter(life=Life.STANDING, action__in=asking).order_by("-id").first()
    if last is not None and visited_on < clock.on(last.created_at):
        raise DomainError(
            f"现场核实日期不能早于 {day(last.created_at, 'year')}"
            f"（{last.get_action_display()}）。那以前看到的，不能说明现在的情况。"
        )


def _demand_officers(officers: Sequence[Member], on: date) -> None:
    if len({member.user_id for member in officers}) < OFFICERS_NEEDED:
        raise DomainError("现场核实应当有两名以上核实人员。")
    available = {member.pk for member in officers_available(on)}
    for member in officers:
        if member.pk not in available:
            raise DomainError(f"{member.user}在核实当天没有有效的执法证号，不能作为核实人员。")


def _demand_every_point(
    points: list[Point], items: Mapping[str, tuple[bool, str]], result: str
) -> None:
    missing = [point for point in points if point.key not in items]
    if missing:
        raise DomainError(f"还有 {len(missing)} 项没有勾选现场情况：{missing[0].sentence}")
    failing = [point for point in points if not items[point.key][0]]
    if result == VerificationResult.CONFORMING and failing:
        raise DomainError(f"有不符合的项目，核实结果不能是“符合”：{failing[0].sentence}")


def remind_of_verification(facility: Facility, due: Deadline, *, handler: User | None) -> None:
    """The commission goes and sees within the fifteen days."""
    open_reminder(
        facility_verification_key(facility),
        kind=ReminderKind.VERIFICATION,
        title=f"{facility}",
        body="已备案（待核实）：安排两名核实人员到现场",
        link=facility.get_absolute_url(),
        due=due,
        department=Department.objects.commission(),
        handler=handler,
    )
