"""The contract: addresses and commands that are relied on from outside."""

import contextlib
import json
import re
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve

from tests.departments.factories import make_member
from wuqing_tuoyu import clock

pytestmark = pytest.mark.django_db

FILING, REVIEW, OTHER = (str(uuid4()) for _ in range(3))
FILING_VERBS = [
    "submit",
    "return",
    "extend",
    "propose",
    "send-back",
    "issue-receipt",
    "decline",
    "withdraw",
    "lapse",
    "discard",
]
FACILITY_VERBS = [
    "verification",
    "verify",
    "find-nonconforming",
    "extend",
    "pause",
    "resume",
    "close",
]
OPEN = {
    "/": 200,
    "/guide/": 200,
    "/facilities/": 200,
    "/facilities/?q=杨村&township=120114001&form=independent&nature=for_profit&service=full_day"
    "&service=hourly&age=18&inclusive=1&vacancy=1&standing=recorded&sort=-filed_on&page=1": 200,
    "/facilities/?view=map": 200,
    "/facilities/2222222222/": 404,
    "/facilities.csv": 200,
    "/facilities.geojson": 200,
    "/verify/": 200,
    "/verify/no-such-token/": 404,
    "/disclosures/": 200,
    "/departments/": 200,
    "/departments/wjw/": 200,
    "/departments/none/": 404,
    "/figures/": 200,
    "/open-data/": 200,
    "/api/v1/facilities/": 200,
    "/api/v1/facilities/?standing=strange": 400,
    "/api/v1/facilities/2222222222/": 404,
    "/api/v1/verify/no-such-token/": 404,
    "/api/v1/duties/": 200,
    "/api/v1/figures/": 200,
    "/api/v1/registrations/": 401,
    "/api/v1/openapi.json": 200,
    "/accounts/login/": 200,
    "/accounts/register/": 200,
    "/accounts/password/reset/": 200,
    "/healthz": 200,
}
SIGNED_IN = [
    "/workbench/",
    "/filings/",
    "/filings/new/",
    f"/filings/{FILING}/",
    *(f"/filings/{FILING}/{verb}/" for verb in FILING_VERBS),
    f"/filings/{FILING}/items/1/accept/",
    f"/filings/{FILING}/items/1/refuse/",
    "/filings/next/",
    f"/filings/{FILING}/assign/",
    "/reviews/",
    *(f"/reviews/{REVIEW}/{verb}/" for verb in ("answer", "hand-over", "overrule")),
    *(f"/facilities/2222222222/{verb}/" for verb in FACILITY_VERBS),
    f"/representatives/{OTHER}/confirm/",
    f"/representatives/{OTHER}/end/",
    "/imports/",
    f"/imports/{OTHER}/confirm/",
    f"/imports/{OTHER}/discard/",
    "/reminders/",
    "/reminders/1/done/",
    "/messages/",
    "/messages/failed/",
    "/messages/failed/1/retry/",
    "/admin/",
]


@pytest.fixture
def reference():
    call_command("load_reference", verbosity=0)


def said(name, *arguments, **options):
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.mark.usefixtures("reference")
def test_what_is_open_to_everybody_answers_as_promised(client):
    answers = {address: client.get(address).status_code for address in OPEN}

    assert answers == OPEN


def test_what_is_for_people_with_an_account_asks_them_to_sign_in(client):
    wrong = {}
    for address in SIGNED_IN:
        resolve(address)
        for ask in (client.get, client.post):
            answer = ask(address)
            if answer.status_code != 302 or "/login/?next=" not in answer["Location"]:
                wrong[address] = answer.status_code

    assert wrong == {}


@pytest.mark.usefixtures("reference")
def test_acts_are_posted_never_fetched(client):
    client.force_login(make_member("wjw", "director").user)
    codes = {address: client.get(address).status_code for address in SIGNED_IN}

    assert {a: code for a, code in codes.items() if code not in (200, 302, 403, 404, 405)} == {}
    assert codes["/filings/next/"] == 405


def test_the_sign_in_page_is_reached_and_left(client):
    make_member("wjw")
    assert client.get("/accounts/logout/").status_code in (200, 302)


# Commands


@pytest.mark.usefixtures("reference")
def test_working_days_are_printed_one_a_line(capsys):
    assert said("working_day", "2026-11-20", "5").strip() == "2026-11-27"
    lines = said("working_day", "2026-09-28", "3", "--to", "2026-10-09").splitlines()
    assert lines[0].split() == ["2026-09-28", "2026-10-08"]
    assert len(lines) == 12
    assert "国庆" in said("working_day", "2026-09-28", "3", explain=True)


@pytest.mark.usefixtures("reference")
def test_a_year_without_a_calendar_is_named(capsys):
    with pytest.raises((CommandError, SystemExit)) as told:
        call_command("working_day", "2098-12-30", "5")

    assert "2098" in f"{told.value}{capsys.readouterr().err}"


def test_the_workflow_is_printed_as_markdown():
    printed = said("print_workflow")

    assert printed.count("\n| ---") + printed.count("\n|---") >= 3
    for verb in ("提交", "签发备案回执", "核实符合", "不采纳"):
        assert verb in printed


@pytest.mark.usefixtures("reference")
def test_checks_are_listed_one_json_line_each():
    checks = [json.loads(line) for line in said("list_checks").splitlines()]

    assert {"id", "level", "text", "article", "parameters", "active"} <= set(checks[0])
    assert all(re.fullmatch(r"[A-HJ]\d\d[a-z]?", check["id"]) for check in checks)
    assert {check["id"][0] for check in checks} == set("ABCDEFGHJ")


@pytest.mark.usefixtures("reference")
def test_a_declaration_is_checked_line_by_line(tmp_path):
    schema = json.loads(said("check_declaration", schema=True))
    assert schema["type"] == "object"
    place = tmp_path / "declaration.json"
    place.write_text("{}")
    results = [json.loads(line) for line in said("check_declaration", str(place)).splitlines()]

    assert {"id", "level", "outcome", "field", "found", "required", "sentence"} <= set(results[0])
    assert {each["outcome"] for each in results} <= {"pass", "fail", "not_applicable"}


@pytest.mark.parametrize("content", ["", "[]", "nonsense", '{"name": 1e999}', '{"classes": 5}'])
@pytest.mark.usefixtures("reference")
def test_a_declaration_that_is_none_is_told_in_a_sentence(tmp_path, content):
    place = tmp_path / "declaration.json"
    place.write_text(content)

    with contextlib.suppress(CommandError, SystemExit):  # anything else is a failure
        said("check_declaration", str(place))


@pytest.mark.usefixtures("reference")
def test_a_dry_run_of_reminders_on_an_empty_register_tells_nobody():
    said("remind", dry_run=True, as_of=clock.today().isoformat())
    said("recompute_deadlines", check=True)
    said("verify_files")


def test_demonstration_data_refuses_a_real_installation():
    with pytest.raises(CommandError, match="--force"):
        said("load_demo")


@pytest.mark.usefixtures("reference")
def test_a_sheet_of_former_filings_that_cannot_be_read_is_refused(tmp_path):
    place = tmp_path / "former.csv"
    place.write_text("什么,也不是\n1,2\n")

    with pytest.raises((CommandError, SystemExit)):
        said("import_facilities", str(place))
