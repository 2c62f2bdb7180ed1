"""What is due, by unit, month and day; which duties saw nothing this quarter."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Department
from departments.services.activity import record_activity
from departments.services.reminder import close_reminder
from tests.departments.factories import at, make_member, make_reminder, make_user
from wuqing_tuoyu import sheet

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(holidays):
    with at(TODAY):
        yield


def titles(answer):
    return [entry.title for entry in answer.context["entries"]]


def cells(answer):
    return {cell.on.day: cell for week in answer.context["weeks"] for cell in week if cell}


def test_a_month_shows_what_falls_on_each_day(client):
    make_reminder(TODAY, title="今天的事")
    make_reminder(date(2026, 11, 30), title="月底的事")
    make_reminder(date(2026, 12, 1), title="下月的事")
    make_reminder(TODAY, title="别家的事", code="mzj")
    make_reminder(TODAY, title="办完的事", key="done")
    close_reminder("done")
    client.force_login(make_member("zjw").user)

    month = client.get("/due/")
    day = client.get("/due/?day=2026-11-30")
    following = client.get("/due/?month=2026-12")

    assert titles(month) == ["今天的事", "月底的事"]
    assert (titles(day), titles(following)) == (["月底的事"], ["下月的事"])
    counts = {number: cell.count for number, cell in cells(month).items() if cell.count}
    assert counts == {23: 1, 30: 1}
    assert (cells(month)[23].is_today, cells(month)[22].is_off) == (True, True)


@pytest.mark.parametrize("query", ["month=2026-13", "day=x", "department=%00x", "month=0001-01"])
def test_what_makes_no_sense_shows_this_month(client, query):
    client.force_login(make_member("zjw").user)

    answer = client.get(f"/due/?{query}")

    assert (answer.status_code, answer.context["asked"].first) == (200, date(2026, 11, 1))


def test_the_conference_office_looks_at_one_unit_or_at_all(client):
    make_reminder(TODAY, title="住建的事")
    make_reminder(TODAY, title="民政的事", code="mzj")
    client.force_login(make_member("lxh").user)

    every = client.get("/due/")
    assert titles(every) == ["住建的事", "民政的事"]
    assert [entry.holder for entry in every.context["entries"]] == ["单位zjw", "单位mzj"]
    assert titles(client.get("/due/?department=mzj")) == ["民政的事"]


@pytest.mark.parametrize("path", ["/due/", "/due.xlsx", "/departments.xlsx"])
def test_operators_have_no_unit_to_look_at(client, path):
    client.force_login(make_user())
    assert client.get(path).status_code == 403

    client.force_login(make_member("zjw").user)
    assert client.get(path).status_code == 200


def test_the_month_can_be_taken_away(client):
    make_reminder(TODAY, title="今天的事")
    client.force_login(make_member("zjw").user)

    rows = sheet.read(BytesIO(client.get("/due.xlsx?month=2026-11").content))

    assert [[*row[:2], row[5]] for row in rows[1:]] == [["2026-11-23", "周一", "今天的事"]]


def test_a_month_asks_as_often_for_three_as_for_one(client):
    client.force_login(make_member("zjw").user)
    make_reminder(TODAY)
    client.get("/due/")
    with CaptureQueriesContext(connection) as one:
        client.get("/due/")
    for number in range(2):
        make_reminder(TODAY + timedelta(days=number))

    with CaptureQueriesContext(connection) as three:
        client.get("/due/")

    assert len(three) == len(one)


# Which duty saw nothing this quarter


def discharge(code, position, *days):
    unit = Department.objects.get(code=code)
    duty = unit.duties.get(position=position)
    for number, day in enumerate(days):
        record_activity(
            unit, duty=duty, key=f"{code}{position}{number}", done_on=day, title=f"检查{number}"
        )


def test_the_matrix_names_the_duties_without_a_record_to_staff_alone(client, reference):
    discharge("xfz", 1, TODAY, TODAY)
    discharge("xfz", 2, date(2026, 9, 30))
    public = client.get("/departments/")
    client.force_login(make_member("mzj").user)

    staff = client.get("/departments/")

    idle = {unit.code: [duty.position for duty in duties] for unit, duties in staff.context["idle"]}
    assert idle["xfz"] == [2]
    assert sum(len(positions) for positions in idle.values()) == 54
    assert "2 次" in staff.text
    assert [word for word in ("还没有记录", "2 次</span>") if word in public.text] == []


def test_the_sheet_of_duties_counts_this_quarter_and_names_the_last_day(client, reference):
    discharge("xfz", 1, TODAY, date(2026, 9, 30))
    client.force_login(make_member("mzj").user)

    rows = sheet.read(BytesIO(client.get("/departments.xlsx").content))

    [fire] = [row for row in rows if row[0] == "区消防救援支队" and row[1] == "1"]
    assert (len(rows), fire[3:5]) == (56, ["1", "2026-11-23"])


def test_a_duty_with_many_records_shows_the_newest_and_says_how_many(client, reference):
    discharge("xfz", 1, *[TODAY] * 23)
    client.force_login(make_member("mzj").user)

    page = client.get("/departments/xfz/").text

    assert page.count("检查") > 20
    assert "先列最近的 20 次，本季度共 23 次。" in page
