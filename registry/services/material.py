"""Which papers a filing needs (应提交的材料), and which are there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from registry.checks.filing import is_fresh
from registry.checks.material import applies
from registry.checks.rules import Rules, load_rules
from registry.choices import DocumentKind, FilingKind, Section
from registry.models import Document, Filing, MaterialRule, StaffMember
from registry.services.declaration import changed_sections
from wuqing_tuoyu import clock


@dataclass(frozen=True)
class Requirement:
    """One paper a filing needs, of the facility or of one person."""

    rule: MaterialRule
    document: Document | None
    staff_member: StaffMember | None = None

    @property
    def kind(self) -> DocumentKind:
        return DocumentKind(self.rule.document_kind)

    @property
    def label(self) -> str:
        if self.staff_member is None:
            return self.kind.label
        return f"{self.staff_member.name}的{self.kind.label}"

    @property
    def is_required(self) -> bool:
        return self.rule.is_required

    @property
    def is_met(self) -> bool:
        return self.document is not None


def rules_of(filing: Filing) -> Rules:
    """The rules in force on the day the filing was first submitted, or today for a draft."""
    return load_rules(clock.today(), filing.submitted_at)


def touched_sections(filing: Filing) -> set[Section]:
    """Sections a filing is about: all of a first one, the changed ones of a change."""
    if filing.kind == FilingKind.INITIAL:
        return set(Section)
    if filing.kind == FilingKind.CANCELLATION or filing.facility.declaration is None:
        return set()
    return changed_sections(filing.facility.declaration, filing.declaration)


def requirements_of(filing: Filing) -> list[Requirement]:
    """Every paper this filing needs, with the one that is there, in the order of the rules."""
    touched = touched_sections(filing)
    documents = list(current_documents(filing))
    staff = (
        []
        if filing.kind == FilingKind.CANCELLATION
        else list(filing.facility.staff.active().order_by("id"))
    )
    found: list[Requirement] = []
    in_force = filing.facility.declaration
    since = in_force.frozen_at if in_force else None
    rules = rules_of(filing)
    for rule in rules.materials:
        if rule.filing_kind != filing.kind:
            continue
        if not applies(rule, filing.declaration, touched=touched, on=rules.today, rules=rules):
            continue
        if rule.is_per_staff_member or rule.staff_role:
            people = [p for p in staff if not rule.staff_role or p.role == rule.staff_role]
            found += [Requirement(rule, _held(documents, rule, p, since), p) for p in people]
        elif not any(each.rule.document_kind == rule.document_kind for each in found):
            found.append(Requirement(rule, _held(documents, rule, None, since)))
    return found


def current_documents(filing: Filing) -> Iterable[Document]:
    """Papers of the facility and of those who work there, neither replaced nor taken back."""
    return (
        filing.facility.documents.current()
        .filter(Q(staff_member=None) | Q(staff_member__left_on=None))
        .select_related("staff_member")
        .prefetch_related("pages")
    )


def _held(
    documents: list[Document],
    rule: MaterialRule,
    person: StaffMember | None,
    since: datetime | None,
) -> Document | None:
    """The latest paper of that kind that has pages; a change wants a new one."""
    for document in reversed(documents):
        if document.kind != rule.document_kind or not document.pages.all():
            continue
        if document.staff_member_id != (person.pk if person else None):
            continue
        if person is None and not is_fresh(document, since):
            continue
        return document
    return None
