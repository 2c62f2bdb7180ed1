"""Automatic checks (自动检查) of a declaration: pure functions, one table."""

from registry.checks.result import (
    Check,
    Result,
    advice,
    blocking,
    for_reviewers,
    to_confirm,
)
from registry.checks.run import judge, run_checks
from registry.checks.table import CHECKS

__all__ = [
    "CHECKS",
    "Check",
    "Result",
    "advice",
    "blocking",
    "for_reviewers",
    "judge",
    "run_checks",
    "to_confirm",
]
