"""Orders (责令限期改正): items, basis, deadline; from an inspection, or from an on-site finding."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.models import Department
from departments.services.reminder import close_reminder
from inspections.choices import Disposition
from inspections.models import Finding, Inspection, Rectification, RectificationItem
from inspections.permissions import can_order_from_verification
from inspections.services.finding import demand_disposing, dispose, pending_findings
from inspections.services.paper import issue_order
from inspections.services.publication import refresh_publication
from inspections.services.reminder import ask_to_put_right
from inspections.workflow import open_rectification
from registry.choices import Standing
from registry.models import Verification
from registry.services.keys import follow_up_key
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

INCOMPLETE = "整改通知须载明依据、事项、期限和救济途径。"


@transaction.atomic
def order_rectification(
    inspection: Inspection, *, actor: User, findings: Iterable[int], due_on: date
) -> Rectification:
    """Order what was found to be put right by a day (责令限期改正), as a paper."""
    inspection = demand_disposing(inspection, actor)
    chosen = pending_findings(inspection, findings)
    _demand_complete(chosen, due_on)
    rectification = Rectification(
        facility=inspection.facility,
        department=inspection.department,
        inspection=inspection,
        due_on=due_on,
        ordered_at=clock.now(),
        ordered_by=actor,
    )
    return _ordered(rectification, chosen, actor)


@transaction.atomic
def order_from_verification(
    verification: Verification, *, actor: User, due_on: date
) -> Rectification:
    """Turn the reasons of a nonconformity finding into a rectification, in one step."""
    facility = lock_facility(verification.facility_id)
    verification.facility = facility
    if not can_order_from_verification(actor, facility):
        raise PermissionDenied
    reasons = list(verification.nonconformities.all())
    if not reasons or facility.standing != Standing.NONCONFORMING:
        raise DomainError("只有核实不符合的机构，才能依据核实理由责令整改。")
    if Rectification.objects.filter(verification=verification).exists():
        raise DomainError("已经依据这次现场核实责令整改，不用再办。")
    department = Department.objects.commission()
    chosen = [
        Finding.objects.create(
            facility=facility,
            department=department,
            nonconformity=reason,
            sentence=reason.sentence,
            basis=reason.article,
            plain_words=reason.sentence[:120],
            found_on=verification.visited_on,
        )
        for reason in reasons
    ]
    _demand_complete(chosen, due_on)
    rectification = Rectification(
        facility=facility,
        department=department,
        verification=verification,
        due_on=due_on,
        ordered_at=clock.now(),
        ordered_by=actor,
    )
    rectification = _ordered(rectification, chosen, actor)
    close_reminder(follow_up_key(facility), note="已责令限期改正")
    return rectification


def _demand_complete(chosen: list[Finding], due_on: date) -> None:
    if not all(each.sentence.strip() and each.basis.strip() for each in chosen):
        raise DomainError(INCOMPLETE)
    if due_on <= clock.today():
        raise DomainError("整改期限应当晚于今天。")


def _ordered(rectification: Rectification, chosen: list[Finding], actor: User) -> Rectification:
    rectification = open_rectification(rectification, actor)
    RectificationItem.objects.bulk_create(
        RectificationItem(
            rectification=rectification,
            finding=finding,
            position=position,
            sentence=finding.sentence,
            basis=finding.basis,
        )
        for position, finding in enumerate(chosen, start=1)
    )
    for finding in chosen:
        dispose(finding, Disposition.ORDERED, actor)
    issue_order(rectification)
    if rectification.inspection_id:
        refresh_publication(rectification.inspection)
    ask_to_put_right(rectification)
    return rectification
