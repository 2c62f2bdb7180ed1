"""What the middle of the desk shows: one item or one unit's review, with all that bears on it."""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.urls import reverse

from registry.choices import FilingKind, ReviewStatus, Section, StaffRole
from registry.models import Declaration, Document, Filing, FilingItem, Review
from registry.services.document import pictures_of
from registry.services.judging import unit_answer_on
from registry.views.desk.facts import (
    DOCUMENT_FACTS,
    STAFF_FACTS,
    Row,
    class_rows,
    rows_of,
    section_rows,
)
from registry.views.desk.findings import Findings


@dataclass(frozen=True)
class Paper:
    """A paper to look at: its pages as pictures, its facts, the one before."""

    document: Document
    rows: list[Row]
    pages: list[dict]
    before: Document | None = None
    pages_before: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    """One item in the middle of the desk."""

    item: FilingItem
    findings: Findings
    rows: list[Row]
    before_label: str = ""
    papers: list[Paper] = field(default_factory=list)
    classes: list[tuple] = field(default_factory=list)
    unit_answer: Review | None = None
    unit_asked: Review | None = None
    class_name: str = ""

    @property
    def is_checked(self):
        """Does the machine say anything about it now?"""
        return bool(self.findings.flags or self.findings.passed) or any(
            row.tag for row in self.rows
        )

    @property
    def has_before(self):
        return any(row.is_changed for row in self.rows)


def declaration_shown(filing: Filing) -> Declaration | None:
    """What was submitted: while the operator corrects, its clone is nobody's business."""
    versions = filing.facility.declarations.exclude(frozen_at=None).select_related("township")
    last = versions.filter(version__lte=filing.declaration.version).order_by("-version")
    return last.prefetch_related("class_groups").first()


def declaration_before(filing: Filing, declaration: Declaration | None):
    """The version to compare with, and what to call it."""
    versions = filing.facility.declarations.exclude(frozen_at=None).select_related("township")
    versions = versions.prefetch_related("class_groups")
    if declaration is None:
        return None, ""
    if filing.round > 1:
        return versions.filter(version__lt=declaration.version).last(), "上次提交"
    if filing.kind == FilingKind.CHANGE:
        in_force = filing.facility.declaration_id
        if in_force != declaration.pk:
            return versions.filter(pk=in_force).first(), "现行"
        return versions.filter(version__lt=declaration.version).last(), "变更前"
    return None, ""


def subject_of(filing: Filing, item: FilingItem, findings: Findings, reviews) -> Subject:
    """Everything that bears on one item."""
    prefetch_related_objects(
        [item],
        "document__pages__file",
        "certificates__pages__file",
        "previous__document__pages__file",
        "previous__certificates__pages__file",
        "previous__judged_by",
    )
    if item.section:
        return _section(filing, item, findings)
    if item.staff_member_id:
        return _person(filing, item, findings)
    return _paper(filing, item, findings, reviews)


def _section(filing, item, findings):
    declaration = declaration_shown(filing)
    before, label = declaration_before(filing, declaration)
    section = Section(item.section)
    return Subject(
        item,
        findings,
        section_rows(declaration, section, findings, before),
        label,
        classes=class_rows(declaration, before) if section == Section.CLASSES else [],
    )


def _person(filing, item, findings):
    person = item.staff_member
    earlier = item.previous.certificates.all() if item.previous else []
    by_kind = {document.kind: document for document in earlier}
    papers = [
        paper_of(document, findings, by_kind.get(document.kind))
        for document in item.certificates.all()
    ]
    class_name = ""
    if item.staff_class_no:
        groups = declaration_shown(filing).class_groups.all()
        names = [group.name for group in groups if group.class_no == item.staff_class_no]
        class_name = names[0] if names else f"第 {item.staff_class_no} 班"
    rows = rows_of(person, STAFF_FACTS, findings)
    if item.staff_role and item.staff_role != person.role:
        role = StaffRole(item.staff_role).label
        rows.insert(0, Row("岗位", person.get_role_display(), role, True))
    return Subject(
        item,
        findings,
        rows,
        "提交时",
        papers,
        class_name=class_name,
    )


def _paper(filing, item, findings, reviews):
    before = item.previous.document if item.previous else None
    paper = paper_of(item.document, findings, before)
    asked = [review for review in reviews if review.document_id == item.document_id]
    return Subject(
        item,
        findings,
        paper.rows,
        "上次提交",
        [paper],
        unit_answer=unit_answer_on(item),
        unit_asked=next((r for r in asked if r.status == ReviewStatus.OPEN), None),
    )


def paper_of(document: Document, findings: Findings, before: Document | None) -> Paper:
    if before == document:
        before = None
    return Paper(
        document,
        rows_of(document, DOCUMENT_FACTS, findings, before=before),
        pages_of(document),
        before,
        pages_of(before) if before else [],
    )


def pages_of(document: Document) -> list[dict]:
    """Each page with the address of its picture."""
    return [
        {
            "url": reverse("registry:document_picture", args=[document.pk, picture.number]),
            "number": picture.number,
            "name": picture.page.file.name,
        }
        for picture in pictures_of(document)
    ]
