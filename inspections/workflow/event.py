"""What every act of supervision leaves behind (办理记录): one row, and a look at the outbox."""

from accounts.models import User
from accounts.services.outbox import announce
from inspections.choices import Life
from inspections.models import Event, Inspection, Rectification, Referral, Visit
from wuqing_tuoyu import clock

FIELDS = {
    Inspection: ("inspection", Life.INSPECTION),
    Visit: ("visit", Life.VISIT),
    Rectification: ("rectification", Life.RECTIFICATION),
    Referral: ("referral", Life.REFERRAL),
}


def leave_event(
    subject: Inspection | Visit | Rectification | Referral,
    action: str,
    actor: User | None,
    *,
    from_state: str = "",
    note: str = "",
) -> Event:
    """Write down who did what, and have those concerned told after commit."""
    field, life = FIELDS[type(subject)]
    event = Event.objects.create(
        **{field: subject},
        life=life,
        facility=subject.facility,
        action=action,
        from_state=from_state,
        to_state=getattr(subject, "status", ""),
        actor=actor,
        note=note,
        created_at=clock.now(),
    )
    announce()
    return event
