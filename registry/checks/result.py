"""Check (检查) and Result (检查结果): what a rule is, and what it says of one declaration."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.checks.dossier import Dossier
from registry.checks.rules import Rules
from registry.checks.wording import filled, spaced
from registry.choices import MaterialAudience
from registry.choices.check import MOVABLE_LEVELS, CheckLevel, CheckOutcome

Value = str | int | float | bool | None
LONGEST_SENTENCE = 300


@dataclass(frozen=True)
class Finding:
    """What a rule found at one place; an empty sentence means the rule's own text."""

    outcome: CheckOutcome
    sentence: str = ""
    found: object = None
    required: object = None
    target: str = ""
    field: str = ""
    section: str | None = None


def fails(sentence: str = "", **where: object) -> Finding:
    return Finding(CheckOutcome.FAIL, sentence, **where)


def skipped(sentence: str, **where: object) -> Finding:
    return Finding(CheckOutcome.NOT_APPLICABLE, sentence, **where)


@dataclass(frozen=True)
class Check:
    """One rule: pure, with its article and the parameters it rests on."""

    id: str
    level: CheckLevel
    section: str
    text: str
    article: str
    fields: tuple[str, ...]
    parameters: tuple[str, ...]
    function: Callable[[Dossier, Rules], Iterable[Finding]]
    audience: MaterialAudience = MaterialAudience.ALL
    family_parameter: str = ""
    binding_parameter: str = ""

    @property
    def field(self) -> str:
        return self.fields[0] if self.fields else ""

    @property
    def is_movable(self) -> bool:
        """May an administrator give it another level?"""
        return self.level in MOVABLE_LEVELS

    def level_under(self, rules: Rules) -> CheckLevel:
        """Its own level, or what an administrator or a parameter of the district made of it."""
        setting = rules.settings.get(self.id)
        if setting is not None and setting.level and self.is_movable:
            return CheckLevel(setting.level)
        if self.binding_parameter and rules.get(self.binding_parameter) is True:
            return CheckLevel.SUBSTANCE
        return self.level

    def is_active(self, rules: Rules) -> bool:
        return not self.is_switched_off(rules) and self.has_thresholds(rules)

    def is_switched_off(self, rules: Rules) -> bool:
        setting = rules.settings.get(self.id)
        return setting is not None and not setting.is_active

    def has_thresholds(self, rules: Rules) -> bool:
        """A rule whose threshold is left empty judges nothing."""
        return all(rules.get(key) not in (None, "") for key in self.parameters)

    def text_under(self, rules: Rules) -> str:
        return filled(self.text, rules.values)


@dataclass(frozen=True)
class Result:
    """What one rule says at one place of one declaration."""

    id: str
    level: CheckLevel
    outcome: CheckOutcome
    section: str
    field: str
    target: str
    found: Value
    required: Value
    sentence: str
    article: str

    @property
    def key(self) -> str:
        return f"{self.id}:{self.target}" if self.target else self.id

    @property
    def failed(self) -> bool:
        return self.outcome == CheckOutcome.FAIL


def check(
    id: str,
    level: CheckLevel,
    section: str,
    text: str,
    article: str,
    fields: str = "",
    parameters: str = "",
    *,
    audience: MaterialAudience = MaterialAudience.ALL,
    family_parameter: str = "",
    binding_parameter: str = "",
) -> Callable[[Callable[[Dossier, Rules], Iterable[Finding]]], Check]:
    """Make a rule of a function; `fields` and `parameters` are words apart by spaces."""

    def make(function: Callable[[Dossier, Rules], Iterable[Finding]]) -> Check:
        return Check(
            id,
            level,
            section,
            text,
            article,
            tuple(fields.split()),
            tuple(parameters.split()),
            function,
            audience,
            family_parameter,
            binding_parameter,
        )

    return make


def gathered(namespace: Mapping[str, object]) -> tuple[Check, ...]:
    """The rules of one module, in the order of their numbers."""
    found = [value for value in namespace.values() if isinstance(value, Check)]
    return tuple(sorted(found, key=lambda check: check.id))


def result_of(check: Check, finding: Finding, rules: Rules) -> Result:
    sentence = spaced(finding.sentence or check.text_under(rules))
    if len(sentence) > LONGEST_SENTENCE:
        sentence = sentence[: LONGEST_SENTENCE - 2] + "……"
    return Result(
        id=check.id,
        level=check.level_under(rules),
        outcome=finding.outcome,
        section=_section(check, finding),
        field=finding.field or check.field,
        target=finding.target,
        found=as_plain(finding.found),
        required=as_plain(finding.required),
        sentence=sentence,
        article=check.article,
    )


def _section(check: Check, finding: Finding) -> str:
    """A person, a paper or a wanted paper is judged by itself, outside the sections."""
    if finding.section is not None:
        return str(finding.section)
    if finding.target.startswith(("staff:", "document:", "material:")):
        return ""
    return str(check.section)


def as_plain(value: object) -> Value:
    """A value as JSON writes it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def failed(results: Iterable[Result], level: CheckLevel) -> Iterator[Result]:
    return (result for result in results if result.failed and result.level == level)


def blocking(results: Collection[Result]) -> list[Result]:
    """Failed form rules (E): the declaration cannot be submitted."""
    return list(failed(results, CheckLevel.FORM))


def to_confirm(results: Collection[Result]) -> list[Result]:
    """Failed rules of substance (S): to be read and confirmed, then it may be submitted."""
    return list(failed(results, CheckLevel.SUBSTANCE))


def advice(results: Collection[Result]) -> list[Result]:
    """Failed advice (W) and what soon runs out (T), shown to operator and reviewer."""
    return [*failed(results, CheckLevel.ADVICE), *failed(results, CheckLevel.TIMER)]


def for_reviewers(results: Collection[Result]) -> list[Result]:
    """Failed flags (R), shown to the reviewer alone."""
    return list(failed(results, CheckLevel.REVIEWER))
