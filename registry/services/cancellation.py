"""What a cancellation says besides its papers (注销备案): from when, and why."""

from datetime import date

from django.db import transaction

from accounts.models import User
from registry.choices import FilingAction, FilingKind
from registry.models import Filing
from registry.workflow import check_filing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def save_closing(filing: Filing, *, actor: User, closing_on: date, reason: str) -> Filing:
    """Say when service ends and why (拟停止服务)."""
    lock_facility(filing.facility_id)
    filing = Filing.objects.select_related("facility__operator", "declaration").get(pk=filing.pk)
    check_filing(filing, FilingAction.SUBMIT, actor)
    if filing.kind != FilingKind.CANCELLATION:
        raise DomainError("只有注销备案才填写停止服务的日期。")
    if closing_on < clock.today():
        raise DomainError("拟停止服务的日期不能早于今天。已经停止的，填今天并在原因里写明。")
    filing.requested_closing_on, filing.closing_reason = closing_on, reason.strip()
    filing.save(update_fields=["requested_closing_on", "closing_reason"])
    return filing
