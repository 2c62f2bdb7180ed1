"""What only the register knows of a filing (已有备案): twins, double posts, items unanswered."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from registry.checks.dossier import Register, StaffFacts, TwinFacts
from registry.choices import (
    LIVING_STANDINGS,
    RECEIVED_STATUSES,
    FilingKind,
    FilingStatus,
    Section,
)
from registry.models import Declaration, Facility, Filing, FilingItem, StaffMember
from registry.models.sections import CLASS_FIELDS, SECTION_FIELDS


def register_of(
    filing: Filing,
    declaration: Declaration,
    versions: Iterable[Declaration],
    twins: Iterable[Declaration],
    staff: Iterable[StaffFacts],
    elsewhere: Iterable[StaffMember],
) -> Register:
    """What the dossier has read already, and for a returned filing one query for its items."""
    unanswered = _unanswered(filing, declaration, versions, staff)
    if filing.kind == FilingKind.CANCELLATION:
        return Register(unanswered=unanswered)
    found = {(one.address, one.facility_number or ""): None for one in twins}
    return Register(
        twins=tuple(TwinFacts(address, number) for address, number in found),
        full_time_elsewhere={one.identity_number: one.facility_name for one in elsewhere},
        unanswered=unanswered,
    )


def of_facility_or_twins(filing: Filing) -> Q:
    """The facility's own versions; of the same credit code, what is filed or was received."""
    code = Declaration.objects.filter(pk=filing.declaration_id).exclude(credit_code="")
    in_force = Facility.objects.filter(declaration=OuterRef("pk"), standing__in=LIVING_STANDINGS)
    received = Filing.objects.filter(declaration=OuterRef("pk"), status__in=RECEIVED_STATUSES)
    left_behind = Facility.objects.filter(declaration=OuterRef("pk"), moved_to=filing.facility_id)
    return Q(facility=filing.facility_id) | (
        Q(credit_code__in=code.values("credit_code"))
        & (Q(Exists(in_force)) | Q(Exists(received)))
        & ~Q(Exists(left_behind))
    )


def of_facility_or_elsewhere(filing: Filing) -> Q:
    """The facility's own people, and where else they are on record as full-time."""
    own = StaffMember.objects.active().filter(facility=filing.facility_id)
    return Q(facility=filing.facility_id) | Q(
        identity_number__in=own.exclude(identity_number="").values("identity_number"),
        is_full_time=True,
        facility__standing__in=LIVING_STANDINGS,
    )


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
