"""What is being typed (边填边核对) in the place of what was saved: facts alone, nothing kept."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from registry.checks.dossier import ClassFacts, Dossier, PaperFacts, StaffFacts
from registry.checks.labels import sections_touched


def with_section(
    dossier: Dossier, values: Mapping[str, object], classes: tuple[ClassFacts, ...] | None = None
) -> Dossier:
    """The facts of one section as they are typed."""
    facts = dict(values)
    if classes is not None:
        facts["classes"] = classes
    return replace(dossier, **facts, **_changed(dossier, facts))


def with_person(dossier: Dossier, person: StaffFacts) -> Dossier:
    """Somebody on the roster as they are typed, with the certificates they hold."""
    held = next((one.documents for one in dossier.staff if one.key == person.key), ())
    others = tuple(one for one in dossier.staff if one.key != person.key)
    staff = (*others, replace(person, documents=held))
    return replace(dossier, staff=staff, **_changed(dossier, ("staff",)))


def with_paper(dossier: Dossier, paper: PaperFacts) -> Dossier:
    """A paper of the facility as it is typed."""
    others = tuple(one for one in dossier.documents if one.key != paper.key)
    return replace(dossier, documents=(*others, paper), **_changed(dossier, ("documents",)))


def with_certificate(dossier: Dossier, owner: str, paper: PaperFacts) -> Dossier:
    """A certificate of one person as it is typed."""
    staff = tuple(
        replace(
            person,
            documents=(*(one for one in person.documents if one.key != paper.key), paper),
        )
        if person.key == owner
        else person
        for person in dossier.staff
    )
    return replace(dossier, staff=staff, **_changed(dossier, ("staff",)))


def _changed(dossier: Dossier, names: Collection[str]) -> dict[str, frozenset[str]]:
    """In a change of what is filed, what is typed counts as changed."""
    if dossier.changed is None:
        return {}
    changed = dossier.changed.union(names)
    return {"changed": changed, "touched": sections_touched(changed)}
