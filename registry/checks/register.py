"""What only the register knows of a filing (已有备案): twins, double posts, items unanswered."""

from collections.abc import Iterable

from django.db.models import Q

from registry.checks.dossier import Register, StaffFacts, TwinFacts
from registry.choices import (
    LIVING_STANDINGS,
    RECEIVED_STATUSES,
    FilingKind,
    FilingStatus,
    Section,
)
from registry.models import Declaration, Filing, FilingItem, StaffMember
from registry.models.sections import CLASS_FIELDS, SECTION_FIELDS


def register_of(
    filing: Filing,
    declaration: Declaration,
    versions: Iterable[Declaration],
    staff: Iterable[StaffFacts],
) -> Register:
    """One query for twins, one for people, and for a returned filing one for its items."""
    if filing.kind == FilingKind.CANCELLATION:
        return Register(unanswered=_unanswered(filing, declaration, versions, staff))
    return Register(
        twins=_twins_of(declaration),
        full_time_elsewhere=_full_time_elsewhere(filing, staff),
        unanswered=_unanswered(filing, declaration, versions, staff),
    )


def _twins_of(declaration: Declaration) -> tuple[TwinFacts, ...]:
    """Other facilities of this credit code that are filed, or whose filing was received."""
    code = declaration.credit_code.strip().upper()
    if not code:
        return ()
    rows = (
        Declaration.objects.filter(credit_code=code)
        .exclude(facility=declaration.facility_id)
        .filter(
            Q(in_force_for__standing__in=LIVING_STANDINGS)
            | Q(filings__status__in=RECEIVED_STATUSES)
        )
        .exclude(in_force_for__moved_to=declaration.facility_id)
        .order_by("facility", "version")
        .values_list("address", "facility__number")
        .distinct()
    )
    return tuple(TwinFacts(address, number or "") for address, number in rows)


def _full_time_elsewhere(filing: Filing, staff: Iterable[StaffFacts]) -> dict[str, str]:
    numbers = [person.identity_number for person in staff if person.identity_number]
    rows = (
        StaffMember.objects.active()
        .filter(
            identity_number__in=numbers,
            is_full_time=True,
            facility__standing__in=LIVING_STANDINGS,
        )
        .exclude(facility=filing.facility_id)
        .values_list("identity_number", "facility__name")
    )
    return dict(rows)


def _unanswered(
    filing: Filing,
    declaration: Declaration,
    versions: Iterable[Declaration],
    staff: Iterable[StaffFacts],
) -> tuple[str, ...]:
    """The names of refused items that were neither changed nor explained."""
    if filing.status != FilingStatus.RETURNED:
        return ()
    certificates = {person.key: {paper.key for paper in person.documents} for person in staff}
    return tuple(
        item.label for item in unanswered_items(filing, declaration, versions, certificates)
    )


def unanswered_items(
    filing: Filing,
    declaration: Declaration,
    versions: Iterable[Declaration],
    certificates: dict[str, set[str]],
) -> list[FilingItem]:
    """Refused items that were neither changed nor explained (尚未处理的补正内容).

    `certificates` are the papers each person holds now, by key.
    """
    before = max(
        (one for one in versions if one.version < declaration.version),
        key=lambda one: one.version,
        default=None,
    )
    items = (
        FilingItem.objects.filter(filing=filing)
        .refused()
        .select_related("document__superseded_by", "document__staff_member", "staff_member")
        .prefetch_related("certificates")
    )
    return [
        item
        for item in items
        if not item.answer.strip() and not is_changed(item, before, declaration, certificates)
    ]


def is_changed(
    item: FilingItem,
    before: Declaration | None,
    after: Declaration,
    certificates: dict[str, set[str]],
) -> bool:
    """Did the operator put something new in the place of a refused item?"""
    if item.document_id:
        successor = getattr(item.document, "superseded_by", None)
        return item.document.removed_at is not None or successor is not None
    if item.staff_member_id:
        person = item.staff_member
        held = certificates.get(str(person.pk), set())
        return (
            person.left_on is not None
            or person.version != item.staff_version
            or held != {str(paper.pk) for paper in item.certificates.all()}
        )
    if before is None:
        return False
    section = Section(item.section)
    if any(getattr(before, name) != getattr(after, name) for name in SECTION_FIELDS[section]):
        return True
    return section == Section.CLASSES and _classes(before) != _classes(after)


def _classes(declaration: Declaration) -> list[tuple]:
    rows = sorted(declaration.class_groups.all(), key=lambda row: row.class_no)
    return [tuple(getattr(row, name) for name in CLASS_FIELDS) for row in rows]
