"""What the machine found (机器检查), sorted to the items it speaks about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from registry.checks.result import Result
from registry.checks.run import run_checks
from registry.choices import FilingStatus
from registry.choices.check import CheckLevel, CheckOutcome
from wuqing_tuoyu import clock

WORDS = {
    CheckLevel.FORM: ("bad", "填报有误"),
    CheckLevel.SUBSTANCE: ("bad", "不符合"),
    CheckLevel.ADVICE: ("wait", "提示"),
    CheckLevel.REVIEWER: ("info", "请核对"),
    CheckLevel.TIMER: ("wait", "将到期"),
}
GRAVITY = list(WORDS)
CHECKED = (FilingStatus.SUBMITTED, FilingStatus.PROPOSED)


@dataclass(frozen=True)
class Flag:
    """One thing the machine asks the reviewer to look at."""

    result: Result
    is_known: bool

    @property
    def tone(self):
        return WORDS[self.result.level][0]

    @property
    def word(self):
        return WORDS[self.result.level][1]


@dataclass(frozen=True)
class Findings:
    """All results about one item: what failed, gravest first, and what passed."""

    flags: list[Flag]
    passed: list[Result]

    def tag_of(self, field):
        """The gravest word about one field, if any check speaks about it."""
        for flag in self.flags:
            if flag.result.field == field:
                return flag.tone, flag.word
        if any(result.field == field for result in self.passed):
            return "ok", "符合"
        return None


def results_of(filing) -> list[Result]:
    """The checks while the commission is judging; before and after they mean nothing here."""
    return run_checks(filing, clock.today()) if filing.status in CHECKED else []


def findings_of(item, results: Iterable[Result], known: Collection[tuple]) -> Findings:
    """Results about a section, a paper, or a person with their certificates."""
    about = [result for result in results if is_about(result, item)]
    return _sorted(about, known)


def findings_of_none(items, results: Iterable[Result], known: Collection[tuple]) -> Findings:
    """What failed and belongs to no item: a paper that is missing, a number of people."""
    rest = [
        result
        for result in results
        if result.failed and not any(is_about(result, item) for item in items)
    ]
    return _sorted(rest, known)


def _sorted(results, known) -> Findings:
    flags = [Flag(r, (r.id, r.target) in known) for r in results if r.failed]
    flags.sort(key=lambda flag: GRAVITY.index(flag.result.level))
    return Findings(flags, [r for r in results if r.outcome == CheckOutcome.PASS])


def is_about(result: Result, item) -> bool:
    if item.section:
        return result.section == item.section
    if item.document_id:
        return result.target == f"document:{item.document_id}" or (
            result.outcome == CheckOutcome.PASS and not result.section
        )
    targets = {f"staff:{item.staff_member_id}"}
    targets |= {f"document:{paper.pk}" for paper in item.certificates.all()}
    return result.target in targets
