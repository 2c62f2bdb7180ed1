"""Which papers a declaration needs (应提交的材料): pure matching of material rules."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol

from registry.checks.dossier import Dossier, PaperFacts, StaffFacts
from registry.checks.rules import Rules
from registry.choices import DocumentKind, FilingKind, MaterialAudience, MaterialCondition
from registry.models import MaterialRule

# A district may ask these of family sites too.
FAMILY_PARAMETERS = {
    DocumentKind.FIRE_ACCEPTANCE: "family_needs_fire_document",
    DocumentKind.HYGIENE_REPORT: "family_needs_hygiene_report",
    DocumentKind.FOOD_LICENSE: "family_needs_food_license",
}


class MaterialFacts(Protocol):
    """What decides which papers are needed: a Declaration and a Dossier both have it."""

    is_family_site: bool
    meals: str
    building_year: int | None
    has_guard: bool | None


def applies(
    rule: MaterialRule,
    facts: MaterialFacts,
    *,
    touched: Collection[str],
    on: date,
    rules: Rules,
) -> bool:
    """Does a rule ask these facts for its paper? Its filing kind and days are judged before."""
    return (
        _is_addressed(rule, facts, rules)
        and _condition_holds(rule, facts, on, rules)
        and (rule.filing_kind != FilingKind.CHANGE or not rule.section or rule.section in touched)
    )


def _is_addressed(rule: MaterialRule, facts: MaterialFacts, rules: Rules) -> bool:
    if rule.audience == MaterialAudience.FAMILY:
        return facts.is_family_site
    if rule.audience == MaterialAudience.CENTRES and facts.is_family_site:
        parameter = FAMILY_PARAMETERS.get(rule.document_kind)
        return parameter is not None and rules.flag(parameter)
    return True


def _condition_holds(rule: MaterialRule, facts: MaterialFacts, on: date, rules: Rules) -> bool:
    match rule.condition:
        case MaterialCondition.MEALS_OWN:
            return facts.meals == "own"
        case MaterialCondition.MEALS_DELIVERED:
            return facts.meals == "delivered"
        case MaterialCondition.HAS_GUARD:
            return facts.has_guard is True
        case MaterialCondition.OLD_BUILDING:
            return is_old_building(facts.building_year, on, rules)
    return True


def is_old_building(building_year: int | None, on: date, rules: Rules) -> bool:
    """Has the building been used longer than the district lets pass without a report?"""
    if building_year is None or rules.get("building_years") is None:
        return False
    return on.year - building_year > rules.number("building_years")


def wanted_papers(
    dossier: Dossier, rules: Rules
) -> Iterator[tuple[MaterialRule, StaffFacts | None, list[PaperFacts]]]:
    """Every paper these facts ask for: by whom, and those that are there."""
    for rule in rules.materials:
        if rule.filing_kind != dossier.filing_kind:
            continue
        if not applies(rule, dossier, touched=dossier.touched, on=rules.today, rules=rules):
            continue
        if rule.is_per_staff_member or rule.staff_role:
            if dossier.filing_kind == FilingKind.CANCELLATION:
                continue
            for person in dossier.staff:
                if rule.staff_role in ("", person.role):
                    yield rule, person, person.papers(DocumentKind(rule.document_kind))
        else:
            papers = dossier.papers(DocumentKind(rule.document_kind))
            yield rule, None, [paper for paper in papers if paper.is_fresh]
