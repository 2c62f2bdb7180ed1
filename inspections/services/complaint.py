"""Complaints (投诉举报): received, routed, handed over, merged, answered."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from accounts.models import StoredFile, User
from accounts.services.file import discard_file, store_upload
from departments.choices import CONFERENCE_OFFICE, ReminderKind
from departments.models import Department
from departments.services.activity import record_activity
from departments.services.calendar import Calendar, Deadline, add_working_days
from departments.services.parameter import parameter
from departments.services.reminder import close_reminder, open_reminder
from inspections.choices.complaint import (
    ComplaintAction,
    ComplaintKind,
    ComplaintOutcome,
)
from inspections.models import Complaint, ComplaintPhoto, ComplaintRoute
from inspections.models.complaint import MOST_PHOTOS, UNREGISTERED
from inspections.workflow.complaint import begin_complaint, finish_complaint
from registry.services.disclosure import demand_public_safe, names_of
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs, none mistaken for another
CODE_LENGTH = 28  # of 5 bits each: 140 bits
GROUP = 4


def new_code() -> str:
    """A look-up code (查询码) nobody can guess, in groups people can copy."""
    signs = [secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)]
    groups = ["".join(signs[n : n + GROUP]) for n in range(0, CODE_LENGTH, GROUP)]
    return "-".join(groups)


def digest_of(secret: str) -> str:
    """What is kept of a code: enough to know it again, not enough to use it."""
    plain = "".join(sign for sign in secret.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def complaint_key(complaint: Complaint) -> str:
    return f"complaint:{complaint.pk}"


def complaint_due(start: datetime, days: int, calendar: Calendar | None = None) -> Deadline:
    """Answered within the days of the parameter, counted from the day it was received."""
    return add_working_days(clock.on(start), days, calendar)


def submit_complaint(
    *, facts: Mapping[str, object], photos: Iterable[UploadedFile], submission: str
) -> tuple[Complaint, str]:
    """Take in what somebody reports (提交), and give out the code once. No account is noted.

    The same form sent twice is one complaint; the second answer carries a new code.
    """
    uploads = list(photos)
    if len(uploads) > MOST_PHOTOS:
        raise DomainError(f"一次最多 {MOST_PHOTOS} 张照片，请挑选后再上传。")
    code, known = new_code(), Complaint.objects.filter(submission_digest=digest_of(submission))
    if known.update(code_digest=digest_of(code)):
        return known.get(), code
    files: list[StoredFile] = []
    try:
        for upload in uploads:
            files.append(store_upload(upload, actor=None, kinds=("image",)))
        return _receive(facts, files, submission, code), code
    except BaseException as failure:
        for file in files:
            discard_file(file)
        # The same form may have arrived a moment earlier by another way.
        if isinstance(failure, IntegrityError) and known.update(code_digest=digest_of(code)):
            return known.get(), code
        raise


@transaction.atomic
def _receive(
    facts: Mapping[str, object], files: list[StoredFile], submission: str, code: str
) -> Complaint:
    now = clock.now()
    complaint = Complaint(
        **facts,
        received_at=now,
        code_digest=digest_of(code),
        submission_digest=digest_of(submission),
    )
    if complaint.facility is not None:
        complaint.township = complaint.facility.township
    route = ComplaintRoute.objects.select_related("department").get(kind=complaint.kind)
    key = "complaint_urgent_days" if route.is_urgent else "complaint_days"
    complaint.days = int(parameter(key, clock.on(now)))
    due = complaint_due(now, complaint.days)
    complaint.due_on, complaint.due_is_estimate = due.on, due.is_estimate
    complaint.department = route.department or complaint.township or Department.objects.commission()
    complaint = finish_complaint(complaint, ComplaintAction.SUBMIT, None)
    ComplaintPhoto.objects.bulk_create(
        ComplaintPhoto(complaint=complaint, file=file, position=position)
        for position, file in enumerate(files, start=1)
    )
    _ask(complaint)
    return complaint


def _ask(complaint: Complaint) -> None:
    """The unit's reminder: kind and place, never what was said or by whom."""
    open_reminder(
        complaint_key(complaint),
        kind=ReminderKind.COMPLAINT,
        title=complaint.place if complaint.facility_id else UNREGISTERED,
        body=f"投诉举报：{complaint.get_kind_display()}",
        link=complaint.get_absolute_url(),
        due=Deadline(complaint.due_on, complaint.due_is_estimate),
        department=complaint.department,
        handler=complaint.handler,
    )


@transaction.atomic
def accept_complaint(complaint: Complaint, *, actor: User) -> Complaint:
    """The unit looks into it (受理); whoever accepts handles it."""
    complaint = begin_complaint(complaint, ComplaintAction.ACCEPT, actor)
    complaint = finish_complaint(complaint, ComplaintAction.ACCEPT, actor, handler=actor)
    _ask(complaint)
    return complaint


@transaction.atomic
def hand_over_complaint(
    complaint: Complaint, *, actor: User, to: Department, note: str
) -> Complaint:
    """It is another unit's to look into (转办). The day by which it is answered stays."""
    complaint = begin_complaint(complaint, ComplaintAction.HAND_OVER, actor)
    if to == complaint.department:
        raise DomainError(f"现在就由{to}办理，不用转办。")
    if to.code == CONFERENCE_OFFICE or not to.is_active:
        raise DomainError(f"{to}不办理投诉举报，请选择别的单位。")
    if not note.strip():
        raise DomainError("请写明转办的理由。")
    complaint = finish_complaint(
        complaint, ComplaintAction.HAND_OVER, actor, note=note, department=to, handler=None
    )
    _ask(complaint)
    return complaint


@transaction.atomic
def merge_complaint(complaint: Complaint, *, actor: User, into: Complaint) -> Complaint:
    """Both are about the same event (并案): one is looked into, both are answered."""
    complaint = begin_complaint(complaint, ComplaintAction.MERGE, actor, beside=into)
    if not Complaint.objects.beside(complaint).filter(pk=into.pk).exists():
        raise DomainError("只能并入本单位正在办理的、同一场所的另一件。")
    complaint.merged.update(merged_into=into)
    complaint = finish_complaint(complaint, ComplaintAction.MERGE, actor, merged_into=into)
    close_reminder(complaint_key(complaint), note="已并入同一件事的另一件")
    return complaint


@transaction.atomic
def answer_complaint(
    complaint: Complaint,
    *,
    actor: User,
    outcome: str,
    reply: str,
    is_checked: bool,
    version: int,
) -> Complaint:
    """Say what came of it (答复办结), in words anybody may read."""
    complaint = begin_complaint(complaint, ComplaintAction.ANSWER, actor)
    if version != complaint.version:
        raise DomainError("同事刚刚更新了这件投诉举报，请看过最新内容再答复。")
    if outcome not in ComplaintOutcome.values:
        raise DomainError("请选择办理结果。")
    if not reply.strip():
        raise DomainError("请写明答复，反映人凭查询码看得到。")
    demand_public_safe([reply], names_around(complaint), is_checked=is_checked)
    complaint = finish_complaint(
        complaint,
        ComplaintAction.ANSWER,
        actor,
        handler=actor,
        outcome=outcome,
        reply=reply.strip(),
        closed_at=clock.now(),
    )
    close_reminder(complaint_key(complaint), note=f"已答复：{complaint.get_outcome_display()}")
    _record_duty(complaint, actor)
    return complaint


def names_around(complaint: Complaint) -> list[str]:
    """Whose names must not slip into the reply, or into what is published about it."""
    reporters = [complaint.reporter_name]
    reporters += complaint.merged.values_list("reporter_name", flat=True)
    if complaint.facility is None:
        return [name for name in reporters if name]
    return names_of(complaint.facility, *reporters)


def _record_duty(complaint: Complaint, actor: User) -> None:
    """An answer discharges the duty of the route, where the unit is the one it names."""
    route = ComplaintRoute.objects.select_related("duty").get(kind=complaint.kind)
    duty = route.duty if route.department_id == complaint.department_id else None
    record_activity(
        complaint.department,
        duty=duty,
        key=complaint_key(complaint),
        done_on=clock.today(),
        title=f"答复投诉举报：{ComplaintKind(complaint.kind).label}",
        link=complaint.get_absolute_url(),
        actor=actor,
    )


def found_by_code(code: str) -> Complaint | None:
    """The complaint a code belongs to, with the one it was merged into (查询)."""
    return (
        Complaint.objects.select_related(
            "facility", "department", "merged_into__department", "merged_into__facility"
        )
        .filter(code_digest=digest_of(code))
        .first()
    )
