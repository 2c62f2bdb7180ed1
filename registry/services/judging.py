"""Judging (逐件核对): an officer finds one item in order or not; acting makes them its officer."""

from django.db import transaction

from accounts.models import User
from registry.choices import FilingAction, ItemVerdict
from registry.models import Filing, FilingItem, Review
from registry.services.handling import make_officer
from registry.services.items import judge
from registry.workflow import begin_filing
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def accept_item(item: FilingItem, *, actor: User, version: int) -> FilingItem:
    """An officer finds an item in order (这份材料通过)."""
    item = _begin_judging(item, actor, version)
    _take(item.filing, actor)
    return judge(item, ItemVerdict.ACCEPTED, by=actor, reason="")


@transaction.atomic
def refuse_item(item: FilingItem, *, actor: User, version: int, reason: str) -> FilingItem:
    """An officer finds an item not in order (不通过), and says what has to be done."""
    item = _begin_judging(item, actor, version)
    reason = reason.strip()
    if not reason:
        raise DomainError("请写明不通过的原因和怎样补正，机构要照着它来改。")
    _take(item.filing, actor)
    return judge(item, ItemVerdict.REFUSED, by=actor, reason=reason[:500])


def _begin_judging(item: FilingItem, actor: User, version: int) -> FilingItem:
    filing = begin_filing(item.filing, FilingAction.PROPOSE, actor)
    item = (
        filing.items.current()
        .select_related("document__staff_member", "staff_member")
        .filter(pk=item.pk)
        .first()
    )
    if item is None:
        raise DomainError("这一项已经重新提交，请核对最新的一份。")
    item.filing = filing
    if item.version != version:
        raise DomainError(f"“{item.label}”刚刚有人核对过，请看过最新结论再办理。")
    if review := unit_answer_on(item):
        raise DomainError(
            f"“{item.label}”由{review.department.name}核验，其答复"
            f"“{review.get_answer_display()}”就是这一项的结论。"
        )
    return item


def unit_answer_on(item: FilingItem) -> Review | None:
    """The answer of the unit whose paper this is, if it has answered in this round."""
    if item.document_id is None:
        return None
    return (
        item.filing.reviews.answered()
        .filter(document=item.document_id, overruled_at=None)
        .at_receipt_gate()
        .select_related("department")
        .first()
    )


def _take(filing: Filing, actor: User) -> None:
    """Acting makes an officer the one who handles it (承办人)."""
    if filing.officer_id is None:
        make_officer(filing, actor)
