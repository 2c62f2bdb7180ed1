"""Reads the portal's own sources for the house rules."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

FLOORS = ["accounts", "departments", "registry", "inspections"]
APPS = [*FLOORS, "wuqing_tuoyu"]


def sources(*apps: str) -> list[Path]:
    """Python files without migrations."""
    return [
        path
        for app in apps
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates(pattern: str = "*.html") -> list[Path]:
    return sorted((ROOT / "templates").rglob(pattern))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(path: Path) -> set[str]:
    """Every module this file imports, wherever in the file; `from a import b` counts as `a.b`."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(path: Path, app: str) -> str:
    return path.relative_to(ROOT / app).parts[0].removesuffix(".py")


def has_chinese(text: object) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", str(text)))
