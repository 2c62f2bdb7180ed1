"""Declared facts as rows (申报内容): label, value, what it was before, what the machine says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.checks.labels import label_of
from registry.choices import Section
from registry.models.sections import SECTION_FIELDS
from registry.views.desk.findings import Findings
from wuqing_tuoyu.templatetags.words import age, day

DOCUMENT_FACTS = (
    "fire_kind",
    "hygiene_regime",
    "number",
    "issuer",
    "issued_on",
    "valid_until",
    "conclusion",
    "stated_name",
    "stated_address",
    "stated_area",
    "is_commitment",
    "hygiene_score",
    "hygiene_full_score",
    "hygiene_required_met",
    "hygiene_unmet",
    "hygiene_systems_missing",
)
STAFF_FACTS = (
    "is_full_time",
    "is_food_safety_manager",
    "education",
    "management_years",
    "training_hours",
    "qualification_note",
    "guard_company_permit",
    "crime_check_on",
    "crime_check_clear",
    "has_fitness_statement",
    "joined_on",
)
AGES = ("min_age", "max_age")


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    before: str = ""
    is_changed: bool = False
    tag: tuple | None = None


def shown(subject, name: str) -> str:
    """One column in words; nothing where nothing is stated."""
    if subject is None:
        return ""
    if name == "township_id":
        return subject.township.name if subject.township else ""
    if display := getattr(subject, f"get_{name}_display", None):
        return display() or ""
    value = getattr(subject, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day(value, "year")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if name in AGES:
        return age(value)
    return "" if value is None else str(value)


def rows_of(subject, names, findings: Findings, *, before=None, keeps_empty=False) -> list[Row]:
    """A row for each fact that is stated, was stated, or that a check speaks about."""
    rows = []
    for name in names:
        value, was = shown(subject, name), shown(before, name)
        field = name.removesuffix("_id")
        tag = findings.tag_of(field)
        flagged = tag is not None and tag[0] != "ok"
        if not (value or was or keeps_empty or flagged):
            continue
        changed = before is not None and value != was
        rows.append(Row(label_of(field), value, was, changed, tag))
    return rows


def section_rows(declaration, section: Section, findings: Findings, before) -> list[Row]:
    names = SECTION_FIELDS[section]
    return rows_of(declaration, names, findings, before=before, keeps_empty=True)


def class_rows(declaration, before) -> list[tuple]:
    """Classes side by side with what they were (班级): new, changed, gone."""
    if declaration is None:
        return []
    old = {row.class_no: row for row in before.class_groups.all()} if before else {}
    rows = []
    for group in declaration.class_groups.all():
        was = old.pop(group.class_no, None)
        words = ""
        if before and was is None:
            words = "新增"
        elif was is not None and _words_of(was) != _words_of(group):
            words = f"原来：{_words_of(was)}"
        rows.append((group, words))
    return rows + [(group, "已取消") for group in old.values()]


def _words_of(group) -> str:
    area = f"，{group.activity_area.normalize():f} ㎡" if group.activity_area else ""
    return (
        f"{group.name}，{group.get_kind_display()}，{group.places} 个托位，"
        f"{age(group.min_age)}—{age(group.max_age)}{area}"
    )
