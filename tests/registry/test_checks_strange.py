"""However strange the facts: no check raises, and every file is judged or refused by a sentence."""

import json
from dataclasses import fields, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.checks import CHECKS, judge
from registry.checks.declaration_file import FileRefused, read_declaration
from registry.checks.dossier import (
    ClassFacts,
    Dossier,
    FeeFacts,
    Number,
    PaperFacts,
    PledgeFacts,
    StaffFacts,
)
from registry.choices import (
    ClassKind,
    Conclusion,
    DocumentKind,
    FacilityForm,
    FeeUnit,
    FilingKind,
    FireDocumentKind,
    HygieneRegime,
    LegalNature,
    MealProvision,
    ServiceForm,
    StaffRole,
    Tenure,
)
from tests.registry.declarations import failures, rules, stated

texts = st.one_of(
    st.just(""),
    st.text(max_size=30),
    st.sampled_from(["91120222MA06TE5T8R", "１２３", "<a>", "\x00"]),
)
numbers = st.one_of(st.none(), st.integers(-(10**8), 10**8), st.decimals(-(10**8), 10**8, places=2))
STRATEGIES = {
    bool | None: st.one_of(st.none(), st.booleans()),
    date | None: st.one_of(st.none(), st.dates()),
    Number: numbers,
    int | None: st.one_of(st.none(), st.integers(-5, 99)),
    str: texts,
}
CHOICES = {
    "form": FacilityForm,
    "legal_nature": LegalNature,
    "meals": MealProvision,
    "tenure": Tenure,
    "role": StaffRole,
    "fire_kind": FireDocumentKind,
    "hygiene_regime": HygieneRegime,
    "conclusion": Conclusion,
    "service_form": ServiceForm,
    "unit": FeeUnit,
    "filing_kind": FilingKind,
}


def strange(facts, **given_fields):
    """Any values at all in every plain field of these facts."""
    wanted = {}
    for one in fields(facts):
        if one.name in given_fields:
            wanted[one.name] = given_fields[one.name]
            continue
        if one.name == "kind":
            kinds = ClassKind.values if facts is ClassFacts else DocumentKind.values
            wanted["kind"] = st.sampled_from([*kinds, "?"])
        elif one.name in CHOICES:
            wanted[one.name] = st.one_of(st.sampled_from(CHOICES[one.name].values), texts)
        elif one.type in STRATEGIES:
            wanted[one.name] = STRATEGIES[one.type]
    return st.builds(facts, **wanted)


papers = st.lists(strange(PaperFacts), max_size=4).map(tuple)
dossiers = strange(
    Dossier,
    classes=st.lists(strange(ClassFacts), max_size=3).map(tuple),
    staff=st.lists(strange(StaffFacts, documents=papers), max_size=3).map(tuple),
    documents=papers,
    fees=st.lists(strange(FeeFacts), max_size=2).map(tuple),
    pledge=strange(PledgeFacts),
    signs_on_submission=st.booleans(),
)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossier=dossiers, today=st.dates())
def test_no_declaration_however_strange_makes_a_check_raise(dossier, today):
    results = judge(dossier, replace(rules(), today=today))

    assert {result.id for result in results} == {check.id for check in CHECKS}
    assert all(result.sentence for result in results)
    json.dumps([result.found for result in results])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossier=dossiers, order=st.randoms())
def test_results_do_not_depend_on_the_order_of_rows(dossier, order):
    """The same rules fail, whichever row comes first."""
    shuffled = replace(
        dossier,
        **{
            name: tuple(order.sample(getattr(dossier, name), len(getattr(dossier, name))))
            for name in ("classes", "fees", "staff", "documents")
        },
    )

    assert failures(dossier) == failures(shuffled)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "staff", "form", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(stated())), value=json_values)
def test_a_file_is_judged_or_refused_with_one_sentence(name, value):
    content = json.dumps(stated() | {name: value}).encode()

    try:
        dossier, refusal = read_declaration(content), "。"
    except FileRefused as refused:
        dossier, refusal = Dossier(), str(refused)

    assert refusal.endswith("。")
    assert len({result.id for result in judge(dossier, rules())}) == len(CHECKS)
