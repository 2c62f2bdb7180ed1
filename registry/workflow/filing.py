"""The life of a filing (备案申请): one table, and the only code that writes its status."""

from django.db import transaction

from accounts.models import User
from accounts.services.outbox import announce
from registry.choices import FilingAction as A
from registry.choices import FilingStatus as S
from registry.choices import Life
from registry.models import Event, Filing
from registry.permissions import (
    can_decide_filing,
    can_return_filing,
    can_review_filing,
    can_send_back_filing,
    can_submit_filing,
)
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)
from wuqing_tuoyu import clock

FILING_TRANSITIONS: dict[A, Transition] = {
    A.SUBMIT: Transition((S.DRAFT, S.RETURNED), S.SUBMITTED, "举办者", can_submit_filing),
    A.RETURN: Transition(
        (S.SUBMITTED, S.PROPOSED),
        S.RETURNED,
        "经办人；待签发时为签发人",
        can_return_filing,
        verb="告知补正",
    ),
    A.EXTEND: Transition((S.RETURNED,), S.RETURNED, "经办人，一次", can_review_filing),
    A.PROPOSE: Transition((S.SUBMITTED,), S.PROPOSED, "经办人", can_review_filing),
    A.SEND_BACK: Transition(
        (S.PROPOSED,),
        S.SUBMITTED,
        "签发人；机构注销时为系统",
        can_send_back_filing,
        by_system=True,
    ),
    A.ISSUE_RECEIPT: Transition(
        (S.PROPOSED,), S.RECORDED, "签发人，不得是拟办人", can_decide_filing
    ),
    A.DECLINE: Transition(
        (S.PROPOSED,),
        S.DECLINED,
        "签发人，不得是拟办人",
        can_decide_filing,
        verb="决定不予备案",
    ),
    A.WITHDRAW: Transition(
        (S.SUBMITTED, S.RETURNED),
        S.WITHDRAWN,
        "举办者；机构注销时为系统",
        can_submit_filing,
        by_system=True,
    ),
    A.LAPSE: Transition(
        (S.RETURNED,),
        S.LAPSED,
        "经办人，补正期限届满后",
        can_review_filing,
        verb="终止办理",
    ),
    A.DISCARD: Transition((S.DRAFT,), None, "举办者", can_submit_filing),
}


def check_filing(filing: Filing, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = FILING_TRANSITIONS[action]
    demand_person(transition, actor, filing)
    demand_moment(transition, filing.status, filing.get_status_display(), action.label)


def available_filing_actions(filing: Filing, user: User) -> list[A]:
    """The buttons this person has on this filing now."""
    return [
        action
        for action, transition in FILING_TRANSITIONS.items()
        if filing.status in transition.sources and transition.permits(user, filing)
    ]


def begin_filing(filing: Filing, action: A, actor: User | None) -> Filing:
    """Lock the facility, read afresh, then check. Call inside a transaction, before any rule."""
    facility = lock_facility(filing.facility_id)
    fresh = Filing.objects.select_related("declaration__township").get(pk=filing.pk)
    fresh.facility = facility
    check_filing(fresh, action, actor)
    return fresh


def finish_filing(
    filing: Filing, action: A, actor: User | None, *, note: str = "", **changes: object
) -> Filing:
    """Write the new status, the fields that go with it, and the event, as one."""
    from_state, filing.status = filing.status, FILING_TRANSITIONS[action].target
    for name, value in changes.items():
        setattr(filing, name, value)
    filing.version += 1
    filing.save(update_fields=["status", "version", *changes])
    Event.objects.create(
        facility=filing.facility,
        filing=filing,
        life=Life.FILING,
        action=action,
        from_state=from_state,
        to_state=filing.status,
        actor=actor,
        note=note,
        round=filing.round,
        created_at=clock.now(),
    )
    announce()
    return filing


@transaction.atomic
def discard(filing: Filing) -> None:
    """Delete a draft (删除草稿). Drafts write no events and were never visible to staff."""
    filing.delete()
