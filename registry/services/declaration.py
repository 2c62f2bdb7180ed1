"""Declarations (申报信息): cloned, compared, and put into force."""

from datetime import datetime

from accounts.models import User
from registry.checks.labels import ON_THE_CERTIFICATE
from registry.choices import Section
from registry.models import ClassGroup, Declaration, Facility
from registry.models.facts import PublishedFacts
from registry.models.sections import CLASS_FIELDS, SECTION_FIELDS
from registry.search import pinyin_of, text_of
from wuqing_tuoyu import clock

# A change of these asks for a new look on site: site, safety or capacity.
REOPENING_SECTIONS = (Section.SITE, Section.SAFETY, Section.CLASSES)
OWN_COLUMNS = ("id", "version", "created_at", "created_by_id", "frozen_at")


def new_declaration(facility: Facility, *, actor: User, **values: object) -> Declaration:
    """An empty declaration, the next version of its facility."""
    return Declaration.objects.create(
        facility=facility,
        version=_next_version(facility),
        created_at=clock.now(),
        created_by=actor,
        **values,
    )


def clone_declaration(source: Declaration, *, facility: Facility, actor: User) -> Declaration:
    """The same facts as the next version, open for writing (副本)."""
    values = {
        field.attname: getattr(source, field.attname)
        for field in Declaration._meta.concrete_fields
        if field.attname not in (*OWN_COLUMNS, "facility_id")
    }
    clone = new_declaration(facility, actor=actor, **values)
    ClassGroup.objects.bulk_create(
        ClassGroup(declaration=clone, **{name: getattr(group, name) for name in CLASS_FIELDS})
        for group in source.class_groups.all()
    )
    return clone


def _next_version(facility: Facility) -> int:
    last = facility.declarations.order_by("-version").values_list("version", flat=True).first()
    return (last or 0) + 1


def freeze_declaration(declaration: Declaration, at: datetime) -> None:
    """From now on nobody writes it (提交后固定)."""
    declaration.frozen_at = at
    declaration.save(update_fields=["frozen_at"])


def changed_sections(before: Declaration, after: Declaration) -> set[Section]:
    """Sections whose facts differ between two versions."""
    changed = {
        section
        for section, names in SECTION_FIELDS.items()
        if any(getattr(before, name) != getattr(after, name) for name in names)
    }
    if _classes_of(before) != _classes_of(after):
        changed.add(Section.CLASSES)
    if any(getattr(before, name) != getattr(after, name) for name in ON_THE_CERTIFICATE):
        changed.add(Section.REGISTRATION)
    return changed


def _classes_of(declaration: Declaration) -> list[tuple]:
    return list(declaration.class_groups.order_by("class_no").values_list(*CLASS_FIELDS))


def asks_for_a_new_look(before: Declaration, after: Declaration) -> bool:
    """Does this change touch site, safety or capacity (变更后待核实)?"""
    return not changed_sections(before, after).isdisjoint(REOPENING_SECTIONS)


def facts_in_force(declaration: Declaration) -> dict[str, object]:
    """What the facility shows once the declaration is in force."""
    values: dict[str, object] = {
        name: getattr(declaration, name) for name in PublishedFacts.fact_names()
    }
    values |= {"declaration": declaration, "credit_code": declaration.credit_code}
    values["name_pinyin"] = pinyin_of(declaration.name)
    values["search_text"] = search_text_of(declaration, number=declaration.facility.number or "")
    return values


def search_text_of(declaration: Declaration, *, number: str) -> str:
    """What the public search looks at: only what the page itself shows, also by its sound."""
    township = declaration.township.name if declaration.township else ""
    return text_of(
        declaration.credit_code,
        number,
        spoken=(declaration.name, declaration.public_address, township),
    )
