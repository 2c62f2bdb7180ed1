"""A facility's whole timeline: each reader finds what each floor lets them know of."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.choices import MemberRole
from inspections.services.publication import proposed_body, publish_result
from inspections.services.visit import record_visit
from tests.departments.factories import make_member, make_user
from tests.inspections import factories as make
from tests.inspections.complaints import complaint_about
from tests.registry.factories import make_facility, make_officer, representative_of
from wuqing_tuoyu import clock, sheet

pytestmark = pytest.mark.usefixtures("spring")

LINES = {
    "inspection": "检查 14 项，1 项不符合",
    "order": "责令限期改正",
    "visit": "建议：多开窗",
    "complaint": "投诉举报：饮食和食品安全",
}


def visit(facility, code="mzj"):
    member = make_member(code)
    record_visit(
        facility,
        actor=member.user,
        department=member.department,
        kind="visit",
        visited_on=clock.today(),
        people=[member],
        content="看了活动室",
        suggestions="多开窗",
    )


@pytest.fixture
def facility():
    """Filed, inspected by 市场监管, visited by 民政, complained about."""
    facility = make_facility()
    make.ordered(facility, failed=(1,))
    visit(facility)
    complaint_about(facility, kind="food")
    return facility


def timeline(client, facility, user, query=""):
    client.force_login(user)
    return client.get(f"{facility.get_absolute_url()}timeline/{query}")


def found(answer):
    """Which of the lines are there, and whether the filing's own course is."""
    names = {name for name, words in LINES.items() if words in answer.text}
    return names | ({"course"} if "出具备案回执" in answer.text else set())


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("commission", {"course", *LINES}),
        ("operator", {"course", "inspection", "order", "visit"}),
        ("scj", {"inspection", "order", "complaint"}),
        ("mzj", {"visit"}),
        ("xfz", set()),
        ("township", {"inspection", "order", "visit"}),
        ("lxh", set()),
    ],
)
def test_each_reader_finds_their_own_lines(client, facility, who, reads):
    user = {
        "commission": make_officer,
        "operator": lambda: representative_of(facility),
        "township": lambda: make_member(facility.township.code).user,
    }.get(who, lambda: make_member(who).user)()

    answer = timeline(client, facility, user)

    assert answer.status_code == 200
    assert found(answer) == reads
    assert "午睡时没有老师" not in answer.text


def test_the_office_reads_how_many_there_are(client, facility):
    answer = timeline(client, facility, make_member("lxh").user)

    assert dict(answer.context["counts"]) == {"检查": 1, "整改": 1, "走访": 1, "投诉举报": 1}


def test_other_units_read_what_was_published(client, facility):
    inspection = facility.inspections.get()
    officer = make.officer("scj")
    body = proposed_body(inspection)
    publish_result(inspection, actor=officer, body=body, reply="", is_checked=False)

    page = timeline(client, facility, make_member("xfz").user).text

    assert "日常检查（已公开）" in page
    assert timeline(client, facility, officer).text.count("日常检查") == 1


def test_strangers_and_other_operators_do_not_know_of_it(client, facility):
    place = f"{facility.get_absolute_url()}timeline/"
    assert "/accounts/login/" in client.get(place).headers["Location"]

    assert timeline(client, facility, make_user()).status_code == 404
    assert client.get(f"{place[:-1]}.xlsx").status_code == 404


def test_one_kind_can_be_shown_and_everything_taken_away(client, facility):
    answer = timeline(client, facility, make_officer(), "?kind=visit")
    rows = sheet.read(BytesIO(client.get(f"{facility.get_absolute_url()}timeline.xlsx").content))

    assert {line.kind for line in answer.context["lines"]} == {"visit"}
    assert timeline(client, facility, make_officer(), "?kind=nonsense").context["total"] > 4
    assert {row[1] for row in rows[1:]} >= {"备案", "备案状态", "检查", "整改", "走访", "投诉举报"}


def test_the_page_of_a_facility_leads_there(client, facility):
    client.force_login(make_member("xfz", MemberRole.LIAISON).user)
    assert "timeline/" in client.get(facility.get_absolute_url()).text

    client.logout()
    assert "timeline/" not in client.get(facility.get_absolute_url()).text


def test_a_long_past_asks_no_more_than_a_short_one(client, facility):
    officer = make_officer()
    timeline(client, facility, officer)
    with CaptureQueriesContext(connection) as short:
        timeline(client, facility, officer)
    for _ in range(2):
        visit(facility)
        complaint_about(facility, kind="food")

    with CaptureQueriesContext(connection) as long:
        timeline(client, facility, officer)

    assert len(long) == len(short)
