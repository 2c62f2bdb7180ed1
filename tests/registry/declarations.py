"""Declarations for the tests of the checks: the example, changed in one place."""

import copy
import json
from datetime import date
from decimal import Decimal

from registry.checks import judge
from registry.checks.declaration_file import read_declaration
from registry.checks.example import example
from registry.checks.rules import Rules
from registry.models import MaterialRule
from tests.conftest import ROOT

TODAY = date(2026, 11, 23)
GONE = object()
FAMILY = {
    "form": "family",
    "name": "示例家庭托育点",
    "business_scope": "家庭托育服务",
    "capacity": 5,
    "classes": GONE,
    "lowest_floor": 6,
    "highest_floor": 6,
    "documents.fire_acceptance": GONE,
    "documents.hygiene_report": GONE,
    "documents.food_license": GONE,
    "documents.neighbour_consent": {"kind": "neighbour_consent"},
}


def fixture(name):
    return [row["fields"] for row in json.loads((ROOT / "fixtures" / name).read_text())]


def typed(row):
    if row["value_type"] == "boolean":
        return row["value"] == "true"
    if row["value_type"] == "number":
        return Decimal(row["value"]) if row["value"] else None
    return row["value"]


VALUES = {
    row["key"]: typed(row)
    for name in ("departments/parameters.json", "registry/check_parameters.json")
    for row in fixture(name)
}
MATERIALS = tuple(MaterialRule(**row) for row in fixture("registry/material_rules.json"))
TOWNSHIPS = frozenset(row["code"] for row in fixture("departments/townships.json") if "code" in row)


def rules(**values):
    """The thresholds of the fixtures, some of them changed."""
    return Rules(today=TODAY, values=VALUES | values, townships=TOWNSHIPS, materials=MATERIALS)


def stated(changes=None):
    """The example as JSON; `staff.guard.name`, `documents.premises` name rows by role or kind."""
    facts = copy.deepcopy(example(TODAY))
    for path, value in (changes or {}).items():
        put(facts, path.split("."), value)
    return facts


def put(place, path, value):
    name, *rest = path
    if isinstance(place, list):
        found = [
            n for n, row in enumerate(place) if name in (str(n), row.get("role"), row.get("kind"))
        ]
        if not found:
            if value is not GONE:
                place.append(value)
            return
        name = found[0]
    if rest:
        put(place.setdefault(name, {}) if isinstance(place, dict) else place[name], rest, value)
    elif value is not GONE:
        place[name] = value
    elif isinstance(place, list) or name in place:
        del place[name]


def declared(changes=None):
    return read_declaration(json.dumps(stated(changes)).encode())


def results_of(dossier, under=None):
    return judge(dossier, under or rules())


def outcome_of(check_id, dossier, under=None):
    """fail if one place fails, else what the only result says."""
    outcomes = {r.outcome for r in results_of(dossier, under) if r.id == check_id}
    assert len(outcomes) == 1, outcomes
    return outcomes.pop()


def failures(dossier, under=None):
    return sorted({result.id for result in results_of(dossier, under) if result.failed})


def sentence_of(check_id, dossier):
    return next(result.sentence for result in results_of(dossier) if result.id == check_id)
