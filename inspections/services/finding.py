"""Findings (发现问题): corrected on the spot, ordered to be corrected, or handed on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from inspections.choices import Disposition, InspectionStatus
from inspections.models import Finding, Inspection
from inspections.permissions import can_handle_inspection
from inspections.services.closing import close_when_settled
from inspections.workflow.inspection import read_inspection
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

DISPOSING = (InspectionStatus.CONCLUDED, InspectionStatus.TOLD)


def demand_disposing(inspection: Inspection, actor: User) -> Inspection:
    """Lock, then: this unit's officer, after the site visit and before the end."""
    inspection = read_inspection(inspection)
    if not can_handle_inspection(actor, inspection):
        raise PermissionDenied
    demand_disposable(inspection)
    return inspection


def demand_disposable(inspection: Inspection) -> None:
    """After the site visit and before the end, while something waits."""
    if inspection.status == InspectionStatus.UNDER_WAY:
        raise DomainError("请先结束现场检查，再处理发现的问题。")
    if inspection.status not in DISPOSING:
        raise DomainError(f"当前状态为“{inspection.get_status_display()}”，不能处理发现的问题。")
    if not inspection.findings.pending().exists():
        raise DomainError("没有待处理的问题。")


def pending_findings(inspection: Inspection, ids) -> list[Finding]:
    """Those chosen, all of them still to be dealt with."""
    chosen = list(inspection.findings.filter(pk__in=list(ids)).order_by("pk"))
    if not chosen:
        raise DomainError("请至少选择一个问题。")
    if settled := [each for each in chosen if each.disposition != Disposition.PENDING]:
        raise DomainError(f"这个问题已经处理过：{settled[0].sentence}")
    return chosen


def dispose(finding: Finding, disposition: Disposition, actor: User, **facts: object) -> None:
    """Write what was done about a finding."""
    facts |= {"disposition": disposition, "disposed_at": clock.now(), "disposed_by": actor}
    for name, value in facts.items():
        setattr(finding, name, value)
    finding.save(update_fields=list(facts))


def undispose(finding: Finding) -> None:
    """A referral came back: the finding waits again."""
    finding.disposition, finding.referral = Disposition.PENDING, None
    finding.disposed_at = finding.disposed_by = None
    finding.save(update_fields=["disposition", "referral", "disposed_at", "disposed_by"])


@transaction.atomic
def correct_on_the_spot(finding: Finding, *, actor: User, note: str) -> Finding:
    """It was put right before the officers left (当场改正), and they saw how."""
    inspection = demand_disposing(finding.inspection, actor)
    [finding] = pending_findings(inspection, [finding.pk])
    if not note.strip():
        raise DomainError("请写明当场怎样改正。")
    dispose(finding, Disposition.ON_THE_SPOT, actor, disposition_note=note.strip())
    close_when_settled(inspection)
    return finding
