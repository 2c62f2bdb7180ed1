"""What every source file keeps to."""

import ast
import re

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.conftest import ROOT
from tests.house.reading import APPS, FLOORS, has_chinese, sources, tree

STATUS_FIELDS = {"status", "standing"}


def test_no_file_outgrows_a_reader():
    files = [*sources(*APPS), *sorted((ROOT / "tests").rglob("*.py"))]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}

    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_filing_status_is_written_in_one_place():
    """Assignments, `setattr`, `update(status=…)`; factories and migrations excepted."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources("registry", "inspections", "wuqing_tuoyu")
        if "workflow" not in str(path.relative_to(ROOT))
        for line in lines_that_write_status(path)
    ]

    assert wrong == []


def lines_that_write_status(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            flat = [part for target in targets for part in ast.walk(target)]
            if any(isinstance(part, ast.Attribute) and part.attr in STATUS_FIELDS for part in flat):
                yield node.lineno
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "update" and STATUS_FIELDS & {word.arg for word in node.keywords}:
                yield node.lineno
            if name == "setattr" and any(
                isinstance(part, ast.Constant) and part.value in STATUS_FIELDS for part in node.args
            ):
                yield node.lineno


def our_models():
    return [
        model
        for app in FLOORS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "history_object")
    ]


def test_every_name_the_user_reads_is_chinese():
    wrong = []
    for model in our_models():
        meta = model._meta
        names = {
            f"{meta.label}": meta.verbose_name,
            f"{meta.label} (plural)": meta.verbose_name_plural,
        }
        for field in meta.get_fields():
            if (
                field.concrete
                and not field.primary_key
                and not getattr(field, "parent_link", False)
            ):
                names[f"{meta.label}.{field.name}"] = field.verbose_name
                labels = [label for _, label in getattr(field, "flatchoices", [])]
                names |= {f"{meta.label}.{field.name}: {label}": label for label in labels}
        wrong += [name for name, shown in names.items() if not has_chinese(shown)]

    assert wrong == []


@pytest.mark.parametrize("app", [app for app in APPS if apps.is_installed(app)])
def test_every_floor_has_a_chinese_name(app):
    assert has_chinese(apps.get_app_config(app).verbose_name)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_signal_receivers_of_our_own():
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources(*APPS)
        if re.search(r"@receiver|\w+\.connect\(\w", path.read_text())
        if not re.search(r"sqlite3\.connect\(", path.read_text())
    ]

    assert wrong == []


def test_no_model_overrides_save_or_init():
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources(*FLOORS)
        if "models" in path.relative_to(ROOT).parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "__init__"}
    ]

    assert wrong == []


def test_every_file_opens_with_a_sentence():
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources(*APPS)
        if path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(tree(path))
    ]

    assert wrong == []


def test_nothing_is_left_to_be_done():
    unfinished = re.compile("TO" + r"DO|FIX" + r"ME|NotImplemented" + "Error|XX" + "X")

    wrong = [
        str(path.relative_to(ROOT))
        for path in sources(*APPS)
        if unfinished.search(path.read_text())
    ]

    assert wrong == []
