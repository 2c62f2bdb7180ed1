"""The life of a representation (举办者代表): pending, confirmed, ended."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from registry.choices import RepresentativeStatus as S
from registry.models import Operator, Representative
from registry.permissions import can_confirm_representative, can_end_representative
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


def begin_representative(representative: Representative) -> Representative:
    """Lock the operator, root of its representations, and read afresh."""
    Operator.objects.select_for_update(of=("self",)).get(pk=representative.operator_id)
    return Representative.objects.select_related("operator", "user").get(pk=representative.pk)


def mark_confirmed(representative: Representative, actor: User) -> Representative:
    """From pending to confirmed (确认)."""
    if not can_confirm_representative(actor, representative):
        raise PermissionDenied
    if representative.status != S.PENDING:
        raise DomainError(f"当前状态为“{representative.get_status_display()}”，不用再确认。")
    representative.status = S.CONFIRMED
    representative.confirmed_at, representative.confirmed_by = clock.now(), actor
    representative.save(update_fields=["status", "confirmed_at", "confirmed_by"])
    return representative


def mark_ended(representative: Representative, actor: User, *, note: str) -> Representative:
    """To ended (终止), by whoever may and with what they said."""
    if not can_end_representative(actor, representative):
        raise PermissionDenied
    if representative.status == S.ENDED:
        raise DomainError("代表关系已经终止，不用再办。")
    representative.status = S.ENDED
    representative.ended_at, representative.ended_by = clock.now(), actor
    representative.end_note = note
    representative.save(update_fields=["status", "ended_at", "ended_by", "end_note"])
    return representative
