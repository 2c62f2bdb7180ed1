"""Carrying a self-check into a filing (带入备案): what was answered, section by section."""

from django.db import transaction

from accounts.models import User
from registry.checks.rules import load_rules
from registry.checks.self_check import Answers, classes_of, declared_values
from registry.choices import FacilityForm, Section
from registry.models import Filing
from registry.models.sections import CLASS_FIELDS, SECTION_FIELDS
from registry.services.editing import save_section
from wuqing_tuoyu import clock


@transaction.atomic
def carry_answers(filing: Filing, answers: Answers, *, actor: User) -> Filing:
    """Put the answers where a draft asks them; what it does not ask is left behind."""
    values = {name: value for name, value in declared_values(answers).items() if value != ""}
    classes = [
        {name: getattr(one, name) for name in CLASS_FIELDS if name != "class_no"}
        | {"sleep_is_combined": False}
        for one in classes_of(answers, load_rules(clock.today()))
        if one.places
    ]
    if answers.get("form") == FacilityForm.FAMILY:
        values["capacity"] = answers.get("children")
    elif classes:
        values["capacity"] = sum(one["places"] for one in classes)
        values["min_age"] = min(one["min_age"] for one in classes)
        values["max_age"] = max(one["max_age"] for one in classes)
    for section, names in SECTION_FIELDS.items():
        stated = {name: values[name] for name in names if values.get(name) is not None}
        if stated:
            rows = classes if section == Section.CLASSES and classes else None
            filing = save_section(filing, section, actor=actor, values=stated, classes=rows)
    return filing
