"""What holds for all checks: the table, the scope, the sentences, the facts they read."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registry.checks import CHECKS, advice, blocking, judge, to_confirm
from registry.checks.dossier import Dossier, Register, TwinFacts
from registry.choices import FilingKind
from registry.choices.check import CheckLevel, CheckOutcome
from tests.registry import (
    test_checks_classes,
    test_checks_identity,
    test_checks_premises,
    test_checks_safety,
)
from tests.registry.declarations import (
    FAMILY,
    TODAY,
    VALUES,
    declared,
    failures,
    outcome_of,
    results_of,
    rules,
    sentence_of,
)

TABLES = (test_checks_classes, test_checks_identity, test_checks_premises, test_checks_safety)
COUNTS = {"A": 20, "B": 11, "C": 19, "D": 22, "E": 19, "F": 18, "G": 18, "H": 7, "J": 8}
SCOPED = [f"B{n:02d}" for n in range(8, 12)] + [f"D{n:02d}" for n in range(1, 13)]
SCOPED += [f"E{n:02d}" for n in range(6, 15)] + [f"F{n:02d}" for n in range(1, 19)]
SCOPED += [f"G{n:02d}" for n in range(1, 5)]


def test_the_table_holds_every_rule_once_in_order():
    wanted = [
        f"{group}{number:02d}" for group, count in COUNTS.items() for number in range(1, count + 1)
    ]

    assert [check.id for check in CHECKS] == wanted


def test_every_rule_has_an_example_that_passes_and_one_that_fails():
    """Those that need the register, a file or a standard of the district are shown below."""
    shown = {(check_id, outcome) for table in TABLES for check_id, outcome, _ in table.CASES}
    elsewhere = {"A09", "A10", "C18", "D19", "J01", "J03", "J08"}

    lacking = {
        check.id for check in CHECKS if not {(check.id, "pass"), (check.id, "fail")} <= shown
    }

    assert lacking == elsewhere


def test_every_rule_has_its_article_its_text_and_known_parameters():
    wrong = [
        check.id
        for check in CHECKS
        if not check.article
        or len(check.article) > 100
        or not check.text.endswith("。")
        or not set(check.parameters) <= set(VALUES)
        or (check.family_parameter and check.family_parameter not in VALUES)
    ]

    assert wrong == []


def test_what_soon_runs_out_is_advice_and_stops_nobody():
    old = {"documents.fire_acceptance.issued_on": "2025-01-01"}

    results = results_of(declared(old))

    assert [(r.id, r.level) for r in advice(results)] == [("F17", CheckLevel.TIMER)]
    assert blocking(results) + to_confirm(results) == []


def test_the_example_meets_every_rule():
    assert failures(declared()) == []


def test_an_empty_declaration_names_what_is_missing_and_nothing_of_substance_but_what_it_lacks():
    results = results_of(Dossier())

    assert {"A01", "A04", "A17", "A19", "B01", "B06", "C01", "C02", "C03", "E04", "J02"} <= {
        result.id for result in blocking(results)
    }
    assert {result.id for result in to_confirm(results)} == {"D04", "E12"}


@pytest.mark.parametrize("check_id", SCOPED)
def test_family_sites_are_left_out_of_what_is_for_centres(check_id):
    assert outcome_of(check_id, declared(FAMILY)) == "not_applicable"


def test_a_complete_family_site_may_be_submitted_without_a_point_to_confirm():
    results = results_of(declared(FAMILY))

    assert blocking(results) + to_confirm(results) == []


def test_a_cancellation_is_judged_by_its_papers_alone():
    dossier = Dossier(
        filing_kind=FilingKind.CANCELLATION,
        requested_closing_on=date(2026, 12, 31),
        closing_reason="经营调整",
    )

    assert [(r.id, r.sentence) for r in results_of(dossier) if r.failed] == [
        ("J02", "缺少材料：注销备案申请。"),
        ("J02", "缺少材料：婴幼儿和工作人员安置方案。"),
    ]


def test_a_change_is_judged_only_where_facts_changed():
    facts = {"capacity": 2000, "video_days": 1, "gross_area": 1}
    dossier = replace(
        declared(facts),
        filing_kind=FilingKind.CHANGE,
        changed=frozenset({"video_days"}),
        touched=frozenset({"safety"}),
    )

    assert failures(dossier) == ["G11"]


def test_a_change_of_the_site_wants_its_paper():
    dossier = replace(
        declared(),
        filing_kind=FilingKind.CHANGE,
        changed=frozenset({"lease_end"}),
        touched=frozenset({"site"}),
    )
    old = tuple(replace(paper, is_fresh=False) for paper in dossier.documents)

    assert failures(dossier) == []
    assert [r.sentence for r in results_of(replace(dossier, documents=old)) if r.failed] == [
        "缺少材料：场地证明。"
    ]


def test_a_rule_whose_threshold_is_left_empty_is_switched_off():
    dossier = declared({"classes.0.places": 11})

    assert outcome_of("C04", dossier, rules(class_size_infant=None)) == "not_applicable"
    assert outcome_of("C04", dossier, rules(class_size_infant=Decimal(11))) == "pass"


def test_an_advice_becomes_binding_where_the_district_says_so():
    dossier = declared({"classes.0.activity_area": 10})

    levels = {r.level for r in results_of(dossier, rules(area_rules_binding=True)) if r.id == "E07"}

    assert levels == {CheckLevel.SUBSTANCE}


def test_inclusive_fees_are_compared_once_the_district_has_a_standard():
    dossier = declared({"is_inclusive": True})

    assert outcome_of("C18", dossier, rules(inclusive_fee_cap=Decimal(2600))) == "pass"
    assert outcome_of("C18", dossier, rules(inclusive_fee_cap=Decimal(2599))) == "fail"


@pytest.mark.parametrize(
    ("check_id", "register"),
    [
        ("A09", Register(twins=(TwinFacts("武清区杨村街道示例路１号", "120114-TY-2026-0001"),))),
        ("A10", Register(twins=(TwinFacts("武清区下朱庄街道2号", ""),))),
        ("D19", Register(full_time_elsewhere={"SHILI0003": "另一家"})),
        ("J08", Register(unanswered=("场地证明",))),
    ],
)
def test_what_only_the_register_knows_is_judged_there(check_id, register):
    assert outcome_of(check_id, replace(declared(), register=Register())) == "pass"
    assert outcome_of(check_id, replace(declared(), register=register)) == "fail"


def test_sentences_are_whole_and_keys_are_unique():
    results = results_of(declared({"capacity": 200, "staff": [], "documents": []}))

    keys = [result.key for result in results]

    assert [key for key in keys if keys.count(key) > 1] == []
    assert [r.id for r in results if not re.search(r"[。…]$", r.sentence)] == []
    assert [r.id for r in results if r.failed and "{" in r.sentence] == []
    assert [r.id for r in results if len(r.sentence) > 300 or len(r.target) > 60] == []


class Watched:
    """A dossier that remembers which of its facts were read."""

    def __init__(self, dossier):
        self.dossier, self.names = dossier, set()

    def __getattr__(self, name):
        part = getattr(type(self.dossier), name, None)
        if isinstance(part, property):
            return part.fget(self)
        if callable(part):
            return part.__get__(self)
        self.names.add(name)
        return getattr(self.dossier, name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_rule_reads_only_the_facts_it_says_it_reads(check):
    """A change is judged by the facts that changed, so each rule must name all it reads."""
    free = {"form", "filing_kind", "register", "signs_on_submission"}
    if check.id.startswith("J"):
        return
    read = set()
    for changes in ({}, FAMILY, {"documents": []}, {"is_residential": True, "outdoor_area": 0}):
        watched = Watched(declared(changes))
        list(check.function(watched, rules()))
        read |= watched.names

    assert read - free - set(check.fields) == set()


def test_all_results_come_in_time_for_forty_people():
    from time import process_time

    person = declared().staff[4]
    crowd = tuple(replace(person, key=str(n), identity_number=f"X{n:05d}") for n in range(40))
    dossier, under = replace(declared(), staff=crowd), rules()

    started = process_time()
    for _ in range(5):
        judge(dossier, under)

    assert (process_time() - started) / 5 < 0.2
    assert under.today == TODAY
    assert CheckOutcome.FAIL in {result.outcome for result in judge(dossier, under)}


def test_nobody_learns_where_another_application_comes_from():
    recorded = Register(twins=(TwinFacts("武清区下朱庄街道2号", "120114-TY-2026-0001"),))
    waiting = Register(twins=(TwinFacts("武清区下朱庄街道2号", ""),))

    told = {
        name: sentence_of("A10", replace(declared(), register=register))
        for name, register in (("recorded", recorded), ("waiting", waiting))
    }

    assert "下朱庄" in told["recorded"]
    assert "下朱庄" not in told["waiting"]
