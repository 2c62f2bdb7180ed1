"""Referrals (移送): to a unit with power, which accepts or returns; abuse to the police at once."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Deadline, add_working_days
from departments.services.parameter import parameter
from departments.services.reminder import close_reminder, open_reminder, readdress_reminder
from inspections.choices import (
    USUAL_RECEIVERS,
    Disposition,
    RectificationAction,
    ReferralAction,
    ReferralKind,
)
from inspections.models import Finding, Inspection, Rectification, Referral, Visit, VisitItem
from inspections.permissions import can_refer_for
from inspections.services.closing import close_when_settled
from inspections.services.finding import dispose, pending_findings, undispose
from inspections.services.keys import rectification_check_key, rectification_key, referral_key
from inspections.services.publication import refresh_publication
from inspections.workflow import (
    begin_rectification,
    begin_referral,
    finish_rectification,
    finish_referral,
    open_referral,
)
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

Source = Visit | Inspection | Rectification
FIELDS = {Visit: "visit", Inspection: "inspection", Rectification: "rectification"}


@transaction.atomic
def refer(
    source: Source,
    *,
    actor: User,
    kind: str,
    to_department: Department,
    note: str,
    items: Iterable[int] = (),
) -> Referral:
    """Hand something over (移送): failed items of a visit, findings, or a whole rectification."""
    facility = lock_facility(source.facility_id)
    source = type(source).objects.select_related("department").get(pk=source.pk)
    source.facility = facility
    if not can_refer_for(actor, source.department):
        raise PermissionDenied
    kind = _demand_sensible(source, kind, to_department, note)
    referral = open_referral(
        Referral(
            facility=facility,
            from_department=source.department,
            to_department=to_department,
            kind=kind,
            note=note.strip(),
            referred_at=clock.now(),
            referred_by=actor,
            **{FIELDS[type(source)]: source},
        ),
        actor,
    )
    _carry(source, referral, items, actor)
    is_urgent = kind == ReferralKind.ABUSE
    days = int(parameter("referral_days", clock.today()))
    open_reminder(
        referral_key(referral),
        kind=ReminderKind.URGENT_REFERRAL if is_urgent else ReminderKind.REFERRAL,
        title=str(facility),
        body=f"{source.department}移送：{referral.get_kind_display()}",
        link=referral.get_absolute_url(),
        due=Deadline(clock.today()) if is_urgent else add_working_days(clock.today(), days),
        department=to_department,
    )
    return referral


def _demand_sensible(
    source: Source, kind: str, to_department: Department, note: str
) -> ReferralKind:
    if kind not in ReferralKind.values:
        raise DomainError("请选择移送事由。")
    kind = ReferralKind(kind)
    if to_department.pk == source.department.pk:
        raise DomainError("请选择另一个单位。")
    if not to_department.may_inspect:
        raise DomainError(f"{to_department}没有检查权，请移送给有检查权的单位。")
    if kind == ReferralKind.ABUSE and to_department.code != USUAL_RECEIVERS[kind]:
        raise DomainError("疑似虐待、伤害婴幼儿的，应当立即移送公安武清分局。")
    if not note.strip():
        raise DomainError("请写明移送的情况，让接收单位知道看到了什么。")
    if isinstance(source, Rectification):
        if not source.is_open:
            raise DomainError("整改已销号，不用移送。")
        if source.referrals.open().exists():
            raise DomainError("这次整改正在等待其他单位接收。")
    return kind


def _carry(source: Source, referral: Referral, items: Iterable[int], actor: User) -> None:
    """Tie to the referral what goes with it; each thing is handed over once."""
    items = list(items)
    if isinstance(source, Visit):
        chosen = source.items.failed().filter(pk__in=items, referral=None)
        if len(set(items)) != chosen.count():
            raise DomainError("有的事项已经移送，或者不是不符合的事项，请重新选择。")
        if referral.kind == ReferralKind.FAILED_ITEMS and not items:
            raise DomainError("请至少选择一个不符合的事项。")
        chosen.update(referral=referral)
    elif isinstance(source, Inspection) and (items or referral.kind == ReferralKind.FAILED_ITEMS):
        for finding in pending_findings(source, items):
            dispose(finding, Disposition.REFERRED, actor, referral=referral)
        refresh_publication(source)


@transaction.atomic
def accept_referral(referral: Referral, *, actor: User, note: str = "") -> Referral:
    """The other unit takes it over (接收)."""
    referral = begin_referral(referral, ReferralAction.ACCEPT, actor)
    referral = finish_referral(referral, ReferralAction.ACCEPT, actor, note=note.strip())
    close_reminder(referral_key(referral), note="已接收")
    if referral.rectification_id:
        _hand_over(referral, actor)
    if referral.inspection_id:
        close_when_settled(referral.inspection)
    return referral


def _hand_over(referral: Referral, actor: User) -> None:
    """The rectification is now the receiving unit's, with its reminders."""
    rectification = begin_rectification(referral.rectification, RectificationAction.HAND_OVER, None)
    rectification = finish_rectification(
        rectification,
        RectificationAction.HAND_OVER,
        None,
        note=f"由{referral.from_department}移交{referral.to_department}",
        department=referral.to_department,
    )
    for key in (rectification_key(rectification), rectification_check_key(rectification)):
        readdress_reminder(key, rectification.department, handler=actor)
    Finding.objects.filter(rectification_item__rectification=rectification).update(
        department=rectification.department
    )


@transaction.atomic
def return_referral(referral: Referral, *, actor: User, note: str) -> Referral:
    """It is not for this unit (退回), with the reason; what was carried waits again."""
    referral = begin_referral(referral, ReferralAction.RETURN, actor)
    if not note.strip():
        raise DomainError("请写明退回的理由，例如应由哪个单位办理。")
    referral = finish_referral(referral, ReferralAction.RETURN, actor, note=note.strip())
    close_reminder(referral_key(referral), note="已退回")
    for finding in referral.findings.all():
        undispose(finding)
    if referral.inspection_id:
        refresh_publication(referral.inspection)
    VisitItem.objects.filter(referral=referral).update(referral=None)
    return referral
