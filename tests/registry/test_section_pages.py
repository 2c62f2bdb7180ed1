"""Sections of a declaration: one page each, saved by itself, open exactly when they may be."""

import pytest

from registry.choices import Section
from registry.forms.site import ClassGroupForm
from registry.services.declaration import CLASS_FIELDS, SECTION_FIELDS
from registry.services.drafts import start_filing
from registry.views.section import ages_of
from registry.views.task_list import SECTION_FORMS
from tests.departments.factories import make_user
from tests.registry.factories import (
    FACTS,
    make_draft,
    make_filing,
    make_officer,
    make_operator,
    make_operator_user,
    representative_of,
    send_for_correction,
    submit,
)

pytestmark = pytest.mark.usefixtures("reference")

SAFETY = {name: "True" for name in SECTION_FIELDS[Section.SAFETY] if not name.startswith("plans_")}
SAFETY |= {"video_days": "90", "exits": "2", "extinguishers": "10"}


def address(filing, section):
    return f"/filings/{filing.pk}/sections/{section}/"


def columns_of(filing):
    """Everything that is kept of a filing, its declaration and its facility, by name."""
    parts = (filing.facility, filing, filing.declaration)
    return {
        name: value
        for part in parts
        for name, value in type(part).objects.filter(pk=part.pk).values().get().items()
    }


def posted_classes(*rows):
    data = {"classes-TOTAL_FORMS": len(rows), "classes-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"classes-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.parametrize("section", Section)
def test_the_form_of_a_section_asks_for_exactly_its_columns(section):
    fields = {name.removesuffix("_id") for name in SECTION_FIELDS[section]}

    assert set(SECTION_FORMS[section].base_fields) == fields


def test_a_class_of_the_form_is_a_class_of_the_declaration():
    assert {"class_no", *ClassGroupForm.Meta.fields} == set(CLASS_FIELDS)


def test_saving_leads_to_the_next_thing_that_is_not_done(client):
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))
    client.force_login(representative_of(operator))

    answer = client.post(address(filing, "safety"), SAFETY)

    filing.declaration.refresh_from_db()
    assert filing.declaration.sections_saved == {Section.SAFETY}
    assert (filing.declaration.has_guard, filing.declaration.video_days) == (True, 90)
    assert answer.headers["Location"] == address(filing, "service")


def test_what_a_section_does_not_ask_for_is_ignored(client):
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))
    client.force_login(representative_of(operator))
    before = columns_of(filing)

    client.post(address(filing, "safety"), dict.fromkeys(before, "1") | SAFETY)

    after = columns_of(filing)
    changed = {name for name, value in before.items() if after[name] != value}
    assert changed <= {*SECTION_FIELDS[Section.SAFETY], "saved_sections"}


def test_what_is_missing_is_named_and_what_was_typed_is_kept(client):
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))
    client.force_login(representative_of(operator))

    answer = client.post(
        address(filing, "identity"), {"name": "晨曦托育园", "contact_mobile": "12"}
    )

    page = answer.content.decode()
    assert "请选择机构形态。" in page
    assert "请输入 11 位手机号码。" in page
    assert 'value="晨曦托育园"' in page
    filing.declaration.refresh_from_db()
    assert filing.declaration.name == ""


def test_a_draft_is_put_by_with_gaps_but_never_with_mistakes(client):
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))
    client.force_login(representative_of(operator))

    kept = client.post(address(filing, "identity"), {"name": "晨曦托育园", "later": "1"})
    refused = client.post(address(filing, "identity"), {"contact_mobile": "12", "later": "1"})

    filing.declaration.refresh_from_db()
    assert kept.headers["Location"] == f"/filings/{filing.pk}/"
    assert filing.declaration.name == "晨曦托育园"
    assert refused.status_code == 200


def test_signs_nobody_sees_are_left_out_of_what_is_typed(client):
    """Copied from a chat or a PDF, or turning the reading direction to mislead."""
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))
    client.force_login(representative_of(operator))
    name = "晨\u200b曦\u202e托育\ufeff园\x07"

    client.post(address(filing, "identity"), {"name": name, "later": "1"})

    filing.declaration.refresh_from_db()
    assert filing.declaration.name == "晨曦托育园"


def test_classes_come_and_go_without_a_script(client):
    filing = make_draft()
    client.force_login(representative_of(filing))
    rows = [
        {"class_no": "1", "kind": "toddler", "name": "托小1班", "places": "15"},
        {"class_no": "2", "kind": "toddler", "name": "托小2班", "places": "15", "DELETE": "on"},
        {"kind": "senior", "places": "20"},
    ]

    more = client.post(
        address(filing, "classes"), posted_classes(*rows) | {"add_class": "1", "capacity": "35"}
    )
    client.post(address(filing, "classes"), posted_classes(*rows) | {"capacity": "35"})

    assert 'name="classes-TOTAL_FORMS" value="3"' in more.content.decode()
    filing.declaration.refresh_from_db()
    assert filing.declaration.capacity == 35
    assert (filing.declaration.min_age, filing.declaration.max_age) == (12, 36)
    assert list(
        filing.declaration.class_groups.values_list(
            "class_no", "kind", "name", "places", "min_age", "max_age"
        )
    ) == [(1, "toddler", "托小1班", 15, 12, 24), (3, "senior", "托大班", 20, 24, 36)]


def test_the_ages_of_a_facility_are_those_of_its_classes():
    rows = [{"min_age": 12, "max_age": 24}, {"min_age": 6, "max_age": 12}]

    assert ages_of(rows) == {"min_age": 6, "max_age": 24}


def test_a_family_site_is_not_asked_for_what_does_not_concern_it(client):
    filing = make_draft(form="family")
    client.force_login(representative_of(filing))

    site = client.get(address(filing, "site")).content.decode()
    classes = client.get(address(filing, "classes")).content.decode()

    assert "保健观察室面积" not in site
    assert "家庭托育点不超过 5 人。" in classes
    assert "再加一个班" not in classes


@pytest.mark.parametrize(
    ("tenure", "sentence"),
    [("leased", "租赁的，请填写租赁截止日期。"), ("owned", "自有的，请填写不动产权证号。")],
)
def test_tenure_decides_which_proof_is_asked(client, tenure, sentence):
    filing = make_draft()
    client.force_login(representative_of(filing))
    stated = {name: FACTS.get(name, "") for name in SECTION_FIELDS[Section.SITE]}
    stated |= {"tenure": tenure, "lease_start": "", "lease_end": "", "property_certificate": ""}

    answer = client.post(address(filing, "site"), stated)

    assert sentence in answer.content.decode()


def test_only_refused_sections_of_a_returned_filing_open(client):
    filing = send_for_correction(submit(make_draft()), refused=(Section.SAFETY,))
    client.force_login(representative_of(filing))

    answers = {
        section: client.get(address(filing, section.value)).status_code for section in Section
    }
    refused = client.get(address(filing, "site"), follow=True).content.decode()

    assert answers == dict.fromkeys(Section, 302) | {Section.SAFETY: 200}
    assert "“场所与面积”没有要求补正，不需要再改。" in refused


def test_nothing_opens_while_the_commission_checks(client):
    filing = submit(make_draft())
    client.force_login(representative_of(filing))

    answer = client.post(address(filing, "safety"), SAFETY, follow=True)

    assert "备案申请正在办理（待核对），这部分暂时不能修改。" in answer.content.decode()


def test_a_section_answers_each_role(client):
    filing = make_filing()
    draft = make_draft()
    people = {
        "operator": representative_of(draft),
        "another": make_operator_user(),
        "stranger": make_user(),
        "officer": make_officer(),
    }

    answers = {}
    for name, user in people.items():
        client.force_login(user)
        answers[name] = [client.get(address(each, "site")).status_code for each in (draft, filing)]

    assert answers == {
        "operator": [200, 404],
        "another": [404, 404],
        "stranger": [404, 404],
        "officer": [404, 403],
    }
    client.force_login(representative_of(draft))
    assert client.get(address(draft, "nonsense")).status_code == 404
