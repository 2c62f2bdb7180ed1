"""Rules as they are used (检查设定), and what they found at each submission (检查发现)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from registry.checks import CHECKS, blocking, run_checks
from registry.checks.result import Check, Result
from registry.choices import FilingStatus
from registry.choices.check import MOVABLE_LEVELS
from registry.models import CheckFinding, CheckSetting, Filing
from registry.permissions import can_overrule_finding, can_set_checks
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

BY_ID: dict[str, Check] = {check.id: check for check in CHECKS}
BEING_JUDGED = (FilingStatus.SUBMITTED, FilingStatus.PROPOSED)
LONGEST_VALUE = 200


@transaction.atomic
def set_check(
    check: Check, *, actor: User, is_active: bool, level: str, reason: str
) -> CheckSetting:
    """Switch a rule on or off, or move it among S, W and R (调整检查), saying why."""
    if not can_set_checks(actor):
        raise PermissionDenied
    if not reason.strip():
        raise DomainError("请写明调整的理由，例如所依据的文件。")
    if level and not check.is_movable:
        raise DomainError(f"{check.id} 是“{check.level.label}”，级别不能调整，只能停用或启用。")
    if level and level not in MOVABLE_LEVELS:
        raise DomainError("检查只能在法定要求、提示和核对提示之间调整，不能改为填报要求。")
    before = CheckSetting.objects.filter(check_id=check.id).first()
    if _same(before, is_active, level):
        raise DomainError("与现在的设定一样，没有改动。")
    return CheckSetting.objects.create(
        check_id=check.id,
        is_active=is_active,
        level=level,
        reason=reason.strip()[:300],
        set_at=clock.now(),
        set_by=actor,
    )


def _same(before: CheckSetting | None, is_active: bool, level: str) -> bool:
    if before is None:
        return is_active and not level
    return before.is_active == is_active and before.level == level


def keep_findings(filing: Filing, results: Iterable[Result], number: int) -> None:
    """What each rule found wanting stands in the file of this round (检查发现)."""
    now = clock.now()
    CheckFinding.objects.bulk_create(
        [
            CheckFinding(
                filing=filing,
                round=number,
                check_id=result.id,
                level=result.level,
                target=result.target,
                section=result.section,
                field=result.field,
                sentence=result.sentence,
                article=result.article,
                found=_written(result.found),
                required=_written(result.required),
                found_at=now,
            )
            for result in results
            if result.failed
        ],
        ignore_conflicts=True,
    )


def keep_refusal(filing: Filing) -> None:
    """The form rules that kept a filing from being handed in are counted like all others."""
    keep_findings(filing, blocking(run_checks(filing, clock.today())), filing.round + 1)


def _written(value) -> str:
    return "" if value is None else str(value)[:LONGEST_VALUE]


@transaction.atomic
def overrule_finding(finding: CheckFinding, *, actor: User, note: str) -> CheckFinding:
    """The machine is wrong here, says a reviewer, and why (认定不成立); the file keeps both."""
    lock_facility(finding.filing.facility_id)
    finding = CheckFinding.objects.select_related("filing").get(pk=finding.pk)
    if not can_overrule_finding(actor, finding.filing):
        raise PermissionDenied
    if finding.filing.status not in BEING_JUDGED:
        raise DomainError(
            f"当前状态为“{finding.filing.get_status_display()}”，只有办理期间可以认定检查结果。"
        )
    if finding.overruled_at is not None:
        raise DomainError(f"{finding.overruled_by}已经认定这一条不成立。")
    if not note.strip():
        raise DomainError("请写明为什么不成立，例如机器认错了什么。")
    finding.overruled_at, finding.overruled_by = clock.now(), actor
    finding.overruling_note = note.strip()[:300]
    finding.save(update_fields=["overruled_at", "overruled_by", "overruling_note"])
    return finding
