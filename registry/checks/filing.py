"""The dossier of a filing (备案申请): its facts read from the register, one query a table."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import F, Q

from registry.checks.dossier import (
    ClassFacts,
    Dossier,
    FeeFacts,
    FileFacts,
    PaperFacts,
    PledgeFacts,
    StaffFacts,
)
from registry.checks.labels import sections_touched
from registry.checks.register import (
    of_facility_or_elsewhere,
    of_facility_or_twins,
    register_of,
)
from registry.choices import FilingKind
from registry.models import (
    ClassGroup,
    Declaration,
    Document,
    DocumentPage,
    Facility,
    Fee,
    Filing,
    StaffMember,
)
from registry.models.sections import CLASS_FIELDS, SECTION_FIELDS
from wuqing_tuoyu import clock

DECLARED = tuple(
    name for names in SECTION_FIELDS.values() for name in names if name != "township_id"
)
FILE_COLUMNS = tuple(f"file__{name}" for name in FileFacts.__dataclass_fields__)
PAPER_COLUMNS = tuple(
    name
    for name in PaperFacts.__dataclass_fields__
    if name not in ("key", "owner", "files", "is_fresh")
)
STAFF_COLUMNS = tuple(
    name for name in StaffFacts.__dataclass_fields__ if name not in ("key", "documents")
)


def dossier_of(filing: Filing, today: date) -> Dossier:
    """All facts of a filing as the checks read them."""
    facility = Facility.objects.get(pk=filing.facility_id)
    versions, twins = _declarations_of(filing)
    declaration = versions[filing.declaration_id]
    in_force = versions.get(facility.declaration_id)
    since = in_force.frozen_at if in_force else None
    documents, files = _documents_of(facility)
    people, elsewhere = _people_of(filing)
    names = {person.pk: person.name for person in people}
    papers = _papers_of(documents, files, names, since)
    staff = _staff_of(people, papers)
    fees = tuple(
        FeeFacts(fee.item, fee.service_form, fee.amount, fee.unit, fee.is_meal)
        for fee in Fee.objects.filter(facility=facility).current(today)
    )
    is_cancellation = filing.kind == FilingKind.CANCELLATION
    changed = None
    if filing.kind == FilingKind.CHANGE and in_force is not None:
        changed = _changed_facts(in_force, declaration) | _newer(documents, people, since)
    return Dossier(
        filing_kind=filing.kind,
        **_declared(declaration),
        requested_closing_on=filing.requested_closing_on,
        closing_reason=filing.closing_reason,
        is_inclusive=facility.is_inclusive,
        classes=_classes_of(declaration),
        staff=() if is_cancellation else staff,
        documents=tuple(papers.get(None, ())),
        fees=() if is_cancellation else fees,
        pledge=_pledge_of(filing),
        signs_on_submission=filing.is_editable,
        register=register_of(filing, declaration, versions.values(), twins, staff, elsewhere),
        changed=changed,
        touched=sections_touched(changed or ()),
    )


def _declarations_of(filing: Filing) -> tuple[dict[int, Declaration], list[Declaration]]:
    """The versions of the facility, and what else is filed under its credit code."""
    rows = (
        Declaration.objects.filter(of_facility_or_twins(filing))
        .select_related("township")
        .annotate(facility_number=F("facility__number"))
        .prefetch_related("class_groups")
        .order_by("facility", "version")
    )
    own = {row.pk: row for row in rows if row.facility_id == filing.facility_id}
    return own, [row for row in rows if row.pk not in own]


def _people_of(filing: Filing) -> tuple[list[StaffMember], list[StaffMember]]:
    """Who works there, and where else they do."""
    rows = list(
        StaffMember.objects.active()
        .filter(of_facility_or_elsewhere(filing))
        .annotate(facility_name=F("facility__name"))
        .order_by("id")
    )
    own = [row for row in rows if row.facility_id == filing.facility_id]
    return own, [row for row in rows if row.facility_id != filing.facility_id]


def _declared(declaration: Declaration) -> dict[str, object]:
    values = {name: getattr(declaration, name) for name in DECLARED}
    values["township"] = declaration.township.code if declaration.township else ""
    return values


def _classes_of(declaration: Declaration) -> tuple[ClassFacts, ...]:
    rows: list[ClassGroup] = list(declaration.class_groups.all())
    return tuple(ClassFacts(**{name: getattr(row, name) for name in CLASS_FIELDS}) for row in rows)


def _documents_of(facility: Facility) -> tuple[list[Document], dict[int, list[FileFacts]]]:
    """Current papers of the facility and of those who work there, and the pages they have."""
    rows = (
        Document.objects.filter(facility=facility)
        .current()
        .filter(Q(staff_member=None) | Q(staff_member__left_on=None))
        .only("staff_member_id", "created_at", "accepted_at", *PAPER_COLUMNS)
        .order_by("id")
    )
    pages = DocumentPage.objects.filter(document__in=[row.pk for row in rows])
    files: dict[int, list[FileFacts]] = defaultdict(list)
    for document_id, *facts in pages.order_by("position").values_list("document_id", *FILE_COLUMNS):
        files[document_id].append(FileFacts(*facts))
    return [row for row in rows if row.pk in files], files


def _papers_of(
    documents: list[Document],
    files: dict[int, list[FileFacts]],
    names: dict[int, str],
    since: datetime | None,
) -> dict[int | None, list[PaperFacts]]:
    """Papers by the person they belong to; those of the facility under None."""
    papers: dict[int | None, list[PaperFacts]] = {}
    for row in documents:
        papers.setdefault(row.staff_member_id, []).append(
            PaperFacts(
                key=str(row.pk),
                owner=f"{names.get(row.staff_member_id, '')}的" if row.staff_member_id else "",
                files=tuple(files[row.pk]),
                is_fresh=is_fresh(row, since),
                **{name: getattr(row, name) for name in PAPER_COLUMNS},
            )
        )
    return papers


def is_fresh(document: Document, since: datetime | None) -> bool:
    """Does a paper count for a change? Not if it was accepted with the facts in force."""
    return since is None or document.accepted_at is None or document.created_at > since


def _newer(
    documents: list[Document], people: list[StaffMember], since: datetime | None
) -> frozenset[str]:
    """Papers and people that came after the facts in force count as changed."""
    if since is None:
        return frozenset({"documents", "staff"})
    changed = set()
    if any(row.created_at > since for row in people):
        changed.add("staff")
    for row in documents:
        if row.created_at > since:
            changed.add("staff" if row.staff_member_id else "documents")
    return frozenset(changed)


def _staff_of(
    people: list[StaffMember], papers: dict[int | None, list[PaperFacts]]
) -> tuple[StaffFacts, ...]:
    return tuple(
        StaffFacts(
            key=str(row.pk),
            documents=tuple(papers.get(row.pk, ())),
            **{name: getattr(row, name) for name in STAFF_COLUMNS},
        )
        for row in people
    )


def _pledge_of(filing: Filing) -> PledgeFacts:
    signed_on = clock.on(filing.pledged_at) if filing.pledged_at else None
    return PledgeFacts(signed_on is not None, filing.pledge_name, signed_on)


def _changed_facts(before: Declaration, after: Declaration) -> frozenset[str]:
    """Names of what differs from the declaration in force."""
    old, new = _declared(before), _declared(after)
    changed = {name for name in new if old[name] != new[name]}
    if _classes_of(before) != _classes_of(after):
        changed.add("classes")
    return frozenset(changed)
