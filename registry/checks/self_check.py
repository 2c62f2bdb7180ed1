"""Self-check (自查): a few answers of somebody who has filed nothing, as facts for the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.checks.dossier import ClassFacts, Dossier, PaperFacts, StaffFacts
from registry.checks.result import Result
from registry.checks.rules import Rules
from registry.checks.run import judge
from registry.checks.wording import ceil_div
from registry.choices import ClassKind, DocumentKind, FacilityForm, IdentityDocument, StaffRole
from registry.choices.check import NONE_YET, CheckLevel, CheckOutcome, HygieneAnswer
from registry.models.sections import SECTION_FIELDS

Answers = Mapping[str, Any]
# Parameters that say from which age to which a class of a kind is for
AGES = {
    ClassKind.INFANT: ("age_infant_from", "age_infant_to"),
    ClassKind.TODDLER: ("age_toddler_from", "age_toddler_to"),
    ClassKind.SENIOR: ("age_senior_from", "age_senior_to"),
    ClassKind.MIXED: ("mixed_min_age", "max_age"),
}
DECLARED = frozenset(name for names in SECTION_FIELDS.values() for name in names)

# What each rule asks, by the questions it needs an answer to; the first is where it is put right.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "A02": ("name",),
    "A04": ("credit_code",),
    "A05": ("credit_code",),
    "A07": ("credit_code", "legal_nature"),
    "A12": ("scope_is_stated",),
    "A13": ("scope_is_stated",),
    "B08": ("principal_education",),
    "B09": ("principal_years",),
    "B10": ("principal_is_trained",),
    "C04": ("infant_places",),
    "C05": ("toddler_places",),
    "C06": ("senior_places",),
    "C07": ("mixed_places",),
    "C13": (),
    "C15": ("children",),
    "D01": ("carers",),
    "D02": ("carers",),
    "D04": ("health_workers",),
    "D05": ("health_workers",),
    "D08": ("health_workers_are_trained", "health_workers"),
    "D09": ("guards",),
    "D11": ("cooks", "meals"),
    "D12": ("has_food_safety_manager", "meals"),
    "E01": ("lease_end", "lease_start"),
    "E02": ("lease_end",),
    "E04": ("indoor_area", "gross_area"),
    "E05": ("highest_floor",),
    "E06": ("highest_floor",),
    "E07": ("infant_area",),
    "E08": ("toddler_area",),
    "E10": ("health_room_area", "observation_beds"),
    "E11": ("window_ratio",),
    "E12": ("air_is_good",),
    "E13": ("outdoor_area",),
    "E14": ("building_year",),
    "E15": ("is_residential",),
    "E18": ("in_forbidden_building",),
    "E19": ("lease_end",),
    "F01": ("fire_kind",),
    "F02": ("fire_kind", "gross_area"),
    "F04": ("fire_kind", "gross_area"),
    "F05": ("fire_conclusion",),
    "F06": ("fire_conclusion",),
    "F10": ("fire_kind", "gross_area"),
    "F11": ("use_changed", "fire_kind"),
    "F14": ("extinguishers", "gross_area"),
    "F16": ("exits",),
    "G01": ("hygiene",),
    "G02": ("hygiene",),
    "G03": ("hygiene_score",),
    "G06": ("has_food_licence", "meals"),
    "G09": ("has_supplier_papers", "meals"),
    "G11": ("video_days",),
    "G12": ("has_full_video",),
    "G13": ("has_panic_alarm",),
    "G18": ("food_licence_until",),
    "H01": ("carers", "children"),
    "H02": ("lease_end", "lease_start"),
    "H03": ("neighbours_agree",),
    "H04": ("gross_area", "children"),
    "H06": ("video_days",),
    "H07": ("lowest_floor",),
}


@dataclass(frozen=True)
class Verdict:
    """What the rules say of some answers, and which questions are still open."""

    failures: list[Result]
    advice: list[Result]
    passed: list[Result]
    open_questions: list[str]


def self_check(answers: Answers, rules: Rules) -> Verdict:
    """The rules whose questions were answered; unanswered ones are named, not judged."""
    verdict = Verdict([], [], [], [])
    told = set()
    for result in judge(dossier_of_answers(answers, rules), rules):
        if result.id not in QUESTIONS or result.outcome == CheckOutcome.NOT_APPLICABLE:
            continue
        # Classes of a kind are alike here: what is said of one is not said of the next
        if (alike := (result.id, result.found, result.required)) in told:
            continue
        told.add(alike)
        unanswered = [name for name in QUESTIONS[result.id] if answers.get(name) in (None, "")]
        if unanswered:
            verdict.open_questions.extend(
                name for name in unanswered if name not in verdict.open_questions
            )
        elif not result.failed:
            verdict.passed.append(result)
        elif result.level in (CheckLevel.FORM, CheckLevel.SUBSTANCE):
            verdict.failures.append(result)
        elif result.level != CheckLevel.REVIEWER:
            verdict.advice.append(result)
    return verdict


def dossier_of_answers(answers: Answers, rules: Rules) -> Dossier:
    """The answers as one declaration; people and papers stand for what was counted."""
    classes = classes_of(answers, rules)
    is_family = answers.get("form") == FacilityForm.FAMILY
    capacity = answers.get("children") if is_family else sum(one.places or 0 for one in classes)
    return Dossier(
        **declared_values(answers),
        business_scope=_scope(answers, rules, is_family=is_family),
        capacity=capacity or None,
        classes=classes,
        staff=(*_carers(answers, classes, rules), *_others(answers)),
        documents=tuple(_papers(answers, is_family=is_family)),
    )


def declared_values(answers: Answers) -> dict[str, Any]:
    """Answers that a declaration asks by the same name."""
    return {
        name: value
        for name, value in answers.items()
        if name in DECLARED and value is not None and name not in ("capacity", "business_scope")
    }


def classes_of(answers: Answers, rules: Rules) -> tuple[ClassFacts, ...]:
    """Every class that was counted, with the places of its kind."""
    if answers.get("form") == FacilityForm.FAMILY:
        return ()
    classes: list[ClassFacts] = []
    for kind, ages in AGES.items():
        youngest, oldest = (int(rules.number(key)) for key in ages)
        for number in range(1, (answers.get(f"{kind}_classes") or 0) + 1):
            classes.append(
                ClassFacts(
                    class_no=len(classes) + 1,
                    kind=kind,
                    name=f"{kind.short_label}{number}",
                    places=answers.get(f"{kind}_places"),
                    min_age=youngest,
                    max_age=oldest,
                    activity_area=answers.get(f"{kind}_area"),
                )
            )
    return tuple(classes)


def _scope(answers: Answers, rules: Rules, *, is_family: bool) -> str:
    stated = answers.get("scope_is_stated")
    if stated is None:
        return ""
    words = rules.words("family_scope_words" if is_family else "scope_words")
    return (words[0] if words else "托育服务") if stated else "其他经营项目"


def _person(role: StaffRole, **facts: Any) -> StaffFacts:
    return StaffFacts(role=role, identity_document=IdentityDocument.OTHER, **facts)


def _carers(answers: Answers, classes: tuple[ClassFacts, ...], rules: Rules):
    """Carers go where they are needed, the youngest first; whoever is left has no class."""
    left = answers.get("carers") or 0
    for one in classes:
        needed = ceil_div(one.places or 0, rules.number(f"ratio_{one.kind}"))
        for _ in range(min(needed, left)):
            yield _person(StaffRole.CARER, class_no=one.class_no)
        left -= min(needed, left)
    for _ in range(left):
        yield _person(StaffRole.CARER)


def _others(answers: Answers):
    trained = (PaperFacts(kind=DocumentKind.TRAINING_CERTIFICATE),)
    yield _person(
        StaffRole.PRINCIPAL,
        name="负责人",
        education=answers.get("principal_education") or "",
        management_years=answers.get("principal_years"),
        documents=trained if answers.get("principal_is_trained") else (),
        is_food_safety_manager=answers.get("has_food_safety_manager"),
    )
    for number in range(answers.get("health_workers") or 0):
        yield _person(
            StaffRole.HEALTH_WORKER,
            name="保健人员",
            is_full_time=number < (answers.get("full_time_health_workers") or 0),
            documents=trained if answers.get("health_workers_are_trained") else (),
        )
    for role, name in ((StaffRole.GUARD, "guards"), (StaffRole.COOK, "cooks")):
        for _ in range(answers.get(name) or 0):
            yield _person(role)


def _papers(answers: Answers, *, is_family: bool):
    """A paper stands for each one that is said to be there."""
    if answers.get("fire_kind") not in (None, "", NONE_YET):
        yield PaperFacts(
            kind=DocumentKind.FIRE_ACCEPTANCE,
            fire_kind=answers["fire_kind"],
            conclusion=answers.get("fire_conclusion") or "",
            stated_area=answers.get("fire_area"),
            is_commitment=answers.get("is_commitment"),
        )
    hygiene = answers.get("hygiene")
    if hygiene in (HygieneAnswer.ALL_MET, HygieneAnswer.SOME_UNMET):
        is_met = hygiene == HygieneAnswer.ALL_MET
        unmet = "" if is_met else answers.get("hygiene_unmet") or "若干"
        yield PaperFacts(
            kind=DocumentKind.HYGIENE_REPORT,
            hygiene_regime="self_assessment",
            hygiene_unmet=unmet,
        )
    elif hygiene == HygieneAnswer.SCORED:
        yield PaperFacts(
            kind=DocumentKind.HYGIENE_REPORT,
            hygiene_regime="scored",
            hygiene_score=answers.get("hygiene_score"),
            hygiene_required_met=answers.get("hygiene_required_met"),
        )
    if answers.get("has_food_licence"):
        yield PaperFacts(
            kind=DocumentKind.FOOD_LICENSE,
            number="有",
            valid_until=answers.get("food_licence_until"),
        )
    if answers.get("has_supplier_papers"):
        yield PaperFacts(kind=DocumentKind.SUPPLIER_LICENSE)
        yield PaperFacts(kind=DocumentKind.CATERING_CONTRACT)
    if answers.get("air_is_good"):
        yield PaperFacts(
            kind=DocumentKind.AIR_TEST, conclusion="pass", issued_on=answers.get("today")
        )
    if answers.get("has_structure_report"):
        yield PaperFacts(kind=DocumentKind.STRUCTURE_REPORT)
    if is_family and answers.get("neighbours_agree"):
        yield PaperFacts(kind=DocumentKind.NEIGHBOUR_CONSENT)
