"""Officers on site (检查人员): two or more, each with a certificate that holds on the day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from departments.models import Department, Member
from inspections.models import Inspection, Inspector
from wuqing_tuoyu.exceptions import DomainError

OFFICERS_NEEDED = 2
TOO_FEW = "行政检查人员不得少于2人，且须填写执法证号。"


def officers_available(department: Department, on: date) -> list[Member]:
    """Members of the unit who may act and hold a certificate valid on that day."""
    members = Member.objects.active(on).acting().filter(department=department)
    return list(
        members.exclude(enforcement_certificate="")
        .filter(Q(certificate_until=None) | Q(certificate_until__gte=on))
        .select_related("user", "department")
        .order_by("pk")
    )


def demand_officers(officers: Sequence[Member], department: Department, on: date) -> None:
    if len({member.user_id for member in officers}) < OFFICERS_NEEDED:
        raise DomainError(TOO_FEW)
    available = {member.pk for member in officers_available(department, on)}
    for member in officers:
        if member.pk not in available:
            raise DomainError(
                f"{member.user}在检查当天没有本单位有效的执法证号，不能作为检查人员。"
            )


def name_inspectors(inspection: Inspection, officers: Sequence[Member]) -> None:
    Inspector.objects.bulk_create(
        Inspector(inspection=inspection, member=member, certificate=member.enforcement_certificate)
        for member in officers
    )


def only_original_inspectors(inspection: Inspection, officers: Sequence[Member]) -> bool:
    """Whether a recheck is done by nobody but those who found it wanting (建议更换复查人员)."""
    first = inspection.rectification and inspection.rectification.inspection
    if first is None:
        return False
    original = set(first.inspectors.values_list("member", flat=True))
    return bool(officers) and {member.pk for member in officers} <= original
