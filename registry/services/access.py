"""Who looked at what (查阅记录): kept for staff, never for an operator's own papers.

The one row a GET may write. It says who looked and changes nothing of the register.
"""

from datetime import timedelta

from accounts.models import User
from departments.permissions import active_member
from registry.models import AccessRecord, Document, StaffMember
from wuqing_tuoyu import clock

ONE_LOOK = timedelta(minutes=30)


def record_access(
    *, actor: User, document: Document | None = None, staff_member: StaffMember | None = None
) -> None:
    """Note one look (查阅); the many pictures of one paper within half an hour are one."""
    if active_member(actor) is None:
        return
    seen = AccessRecord.objects.filter(
        user=actor,
        document=document,
        staff_member=staff_member,
        accessed_at__gt=clock.now() - ONE_LOOK,
    )
    if document is not None and seen.exists():
        return
    AccessRecord.objects.create(
        user=actor, document=document, staff_member=staff_member, accessed_at=clock.now()
    )
