"""Running the checks: over the plain facts of a dossier, or over a filing."""

from datetime import date

from registry.checks.dossier import Dossier
from registry.checks.filing import dossier_of
from registry.checks.labels import label_of
from registry.checks.result import Check, Finding, Result, result_of, skipped
from registry.checks.rules import Rules, load_rules
from registry.checks.table import CHECKS
from registry.choices import FilingKind, MaterialAudience
from registry.choices.check import CheckOutcome
from registry.models import Filing

# Whoever changes the form changes what every rule of a form asks.
ALWAYS_READ = frozenset({"form"})
# What a change is asked whatever it changes: its papers, its answers, nothing unreadable.
EVERY_FILING = frozenset({"J02", "J04", "J05", "J06", "J08"})


def run_checks(filing: Filing, today: date) -> list[Result]:
    """All checks of a filing, by the rules in force when it was first submitted."""
    return judge(dossier_of(filing, today), load_rules(today, filing.submitted_at))


def judge(dossier: Dossier, rules: Rules) -> list[Result]:
    """All checks over plain facts: no query, no clock, never an exception."""
    results: list[Result] = []
    for check in CHECKS:
        results += [
            result_of(check, finding, rules) for finding in _findings(check, dossier, rules)
        ]
    return results


def _findings(check: Check, dossier: Dossier, rules: Rules) -> list[Finding]:
    if reason := _out_of_scope(check, dossier, rules):
        return [skipped(reason)]
    found = list(check.function(dossier, rules))
    failed: dict[str, Finding] = {}
    for finding in found:
        if finding.outcome == CheckOutcome.FAIL:
            failed.setdefault(finding.target, finding)
    if failed:
        return list(failed.values())
    return found[:1] or [_passed(check, dossier, rules)]


def _out_of_scope(check: Check, dossier: Dossier, rules: Rules) -> str:
    """Why a rule does not speak about this declaration, if it does not."""
    is_of_uploads = check.id.startswith("J")
    is_untouched = dossier.changed is not None and dossier.changed.isdisjoint(
        ALWAYS_READ.union(check.fields)
    )
    if dossier.filing_kind == FilingKind.CANCELLATION and not is_of_uploads:
        return "注销备案不检查这一项。"
    if check.audience == MaterialAudience.FAMILY and not dossier.is_family_site:
        return "这一项只适用于家庭托育点。"
    if check.audience == MaterialAudience.CENTRES and _is_exempt(check, dossier, rules):
        return "这一项不适用于家庭托育点。"
    if check.is_switched_off(rules):
        return "这一项已经停用。"
    if not check.has_thresholds(rules):
        return "本区没有设定这一项的标准。"
    if is_untouched and check.id not in EVERY_FILING:
        return "这次变更没有涉及这一项。"
    return ""


def _is_exempt(check: Check, dossier: Dossier, rules: Rules) -> bool:
    """A family site, unless the district asks this of family sites too."""
    if not dossier.is_family_site:
        return False
    return not (check.family_parameter and rules.flag(check.family_parameter))


def _passed(check: Check, dossier: Dossier, rules: Rules) -> Finding:
    found = getattr(dossier, check.field, None) if check.field else None
    required = rules.get(check.parameters[0]) if len(check.parameters) == 1 else None
    return Finding(
        CheckOutcome.PASS,
        f"“{label_of(check.field)}”符合要求。",
        found=None if isinstance(found, tuple) or found == "" else found,
        required=required,
    )
