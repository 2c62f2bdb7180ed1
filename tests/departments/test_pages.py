"""The pages of this floor: who may open them, what they say, how much they ask the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services.message import send_message
from departments.choices import MemberRole, ReminderKind
from departments.models import Department, Duty
from departments.services.activity import record_activity
from departments.services.ladder import run_ladders
from tests.departments.factories import at, make_ladder, make_member, make_reminder, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with at(TODAY):
        yield


@pytest.fixture
def people(holidays):
    """One person of each sort."""
    make_ladder()
    return {
        "officer": make_member("zjw", user=make_user("经办")).user,
        "director": make_member("zjw", MemberRole.DIRECTOR, make_user("负责")).user,
        "liaison": make_member("zjw", MemberRole.LIAISON, make_user("联络")).user,
        "neighbour": make_member("mzj", user=make_user("邻居")).user,
        "office": make_member("lxh", user=make_user("联席")).user,
        "commission": make_member("wjw", MemberRole.DIRECTOR, make_user("签发")).user,
        "administrator": make_user("管理", is_staff=True, is_superuser=True),
        "operator": make_user("举办者"),
    }


def statuses(client, people, path):
    found = {"stranger": client.get(path).status_code}
    for name, person in people.items():
        client.force_login(person)
        found[name] = client.get(path).status_code
    return {status: {who for who in found if found[who] == status} for status in found.values()}


EVERYBODY = {
    *("officer", "director", "liaison", "neighbour", "office"),
    *("commission", "administrator", "operator", "stranger"),
}


@pytest.mark.parametrize(
    ("path", "open_to"),
    [
        ("/departments/", EVERYBODY),
        ("/departments/zjw/", EVERYBODY),
        ("/workbench/", EVERYBODY - {"stranger"}),
        ("/reminders/", EVERYBODY - {"stranger", "operator", "administrator"}),
        ("/reminders.xlsx", EVERYBODY - {"stranger", "operator", "administrator"}),
        ("/calendar/", {"commission", "administrator"}),
        ("/calendar/2027/", {"commission", "administrator"}),
    ],
)
def test_each_role_opens_exactly_its_pages(client, people, path, open_to):
    found = statuses(client, people, path)

    assert found.get(200, set()) == open_to
    assert found.get(403, set()) == EVERYBODY - open_to - {"stranger"}
    assert found.get(302, set()) == {"stranger"} - open_to


def test_the_matrix_shows_every_clause_and_every_task_word_for_word(client, reference):
    page = client.get("/departments/").content.decode()

    missing = [duty.text for duty in Duty.objects.all() if duty.text not in page]
    assert missing == []
    assert page.count('<span class="lead-cell">') == 9
    assert "18 个单位、55 条职责" in page


def test_a_unit_page_shows_its_own_duties_and_nobody_elses(client, reference):
    page = client.get("/departments/xfz/").content.decode()

    assert "联合成员单位开展各类婴幼儿照护服务场所的消防监督检查工作；" in page
    assert "饮食安全" not in page


def test_an_unknown_unit_is_not_found(client, reference):
    assert client.get("/departments/nobody/").status_code == 404


def test_a_township_takes_part_where_the_notice_says_so(client, reference):
    page = client.get("/departments/120114101/").content.decode()

    assert "明确标准，推进托育服务" in page
    assert "单位自建服务模式" not in page


def test_what_a_unit_did_is_shown_to_staff_and_not_to_the_public(client, reference):
    unit = Department.objects.get(code="xfz")
    duty = unit.duties.first()
    for day, title in [(date(2026, 10, 9), "检查向日葵托育"), (date(2026, 9, 30), "上季度的事")]:
        record_activity(unit, duty=duty, key=title, done_on=day, title=title)
    member = make_member("mzj").user

    public = client.get("/departments/xfz/").content.decode()
    client.force_login(member)
    internal = client.get("/departments/xfz/").content.decode()

    assert "检查向日葵托育" not in public
    assert "本季度还没有记录" not in public
    assert "检查向日葵托育" in internal
    assert "上季度的事" not in internal
    assert internal.count("本季度还没有记录") == 1


def test_the_workbench_says_first_what_is_pressing(client, people):
    make_reminder(date(2026, 11, 20), title="已经晚了")
    make_reminder(TODAY, title="今天的事")
    make_reminder(date(2026, 12, 20), title="还早的事")
    client.force_login(people["officer"])

    answer = client.get("/workbench/")

    page = answer.content.decode()
    assert answer.context["heading"] == "今天先办这 2 件"
    assert [entry.title for entry in answer.context["mine"]] == ["已经晚了", "今天的事", "还早的事"]
    assert "超期 1 天" in page
    assert "您名下在办 3 件，其中 1 件超期，1 件今天到期" in page


def test_the_workbench_keeps_colleagues_work_apart(client, people):
    colleague = make_member("zjw", user=make_user("同事")).user
    make_reminder(TODAY, title="同事的事", handler=colleague)
    client.force_login(people["officer"])

    answer = client.get("/workbench/")

    assert answer.context["heading"] == "现在没有等您处理的事"
    assert [entry.holder for entry in answer.context["with_colleagues"]] == ["同事"]


@pytest.mark.parametrize("who", ["liaison", "neighbour", "operator", "administrator", "office"])
def test_nobody_else_finds_a_units_work_on_the_workbench(client, people, who):
    make_reminder(date(2026, 12, 1), title="住建的事")
    client.force_login(people[who])

    assert "住建的事" not in client.get("/workbench/").content.decode()


def test_the_commission_sees_what_it_asked_other_units_for(client, people):
    make_reminder(date(2026, 11, 25), title="童画托育的消防文书")
    client.force_login(people["commission"])

    sent = client.get("/workbench/").context["sent"]

    assert [(row.title, left.words) for row, left in sent] == [("童画托育的消防文书", "还有 2 天")]


def test_an_operator_finds_own_reminders_and_own_messages(client, people):
    make_reminder(
        TODAY, kind=ReminderKind.CORRECTION, title="补正两项", addressees=[people["operator"]]
    )
    send_message(people["operator"], key="a", title="补正告知书已送达")
    send_message(people["officer"], key="a", title="别人的消息")
    client.force_login(people["operator"])

    page = client.get("/workbench/").content.decode()

    assert "补正两项" in page
    assert "补正告知书已送达" in page
    assert "别人的消息" not in page


def test_an_empty_workbench_says_what_comes_next(client, people):
    client.force_login(people["operator"])

    page = client.get("/workbench/").content.decode()

    assert "现在没有等您处理的事" in page
    assert "提交备案后，需要您做的事会按期限列在这里" in page


@pytest.mark.parametrize("path", ["/workbench/", "/reminders/", "/reminders.xlsx"])
def test_lists_ask_the_same_of_the_database_for_one_and_for_three(client, people, path):
    client.force_login(people["officer"])
    handler = people["officer"]
    make_reminder(TODAY, handler=handler)
    run_ladders(TODAY)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _ in range(2):
        make_reminder(TODAY, handler=handler)
    run_ladders(TODAY)

    with CaptureQueriesContext(connection) as three:
        client.get(path)

    assert len(three) == len(one)


def test_a_reminder_without_a_date_stands_last_on_the_workbench(client, people):
    make_reminder(None, title="没有期限的事", kind=ReminderKind.OTHER)
    make_reminder(date(2026, 12, 20), title="还早的事")
    client.force_login(people["officer"])

    answer = client.get("/workbench/")

    assert answer.context["heading"] == "今天没有要赶的事"
    assert [entry.title for entry in answer.context["mine"]] == ["还早的事", "没有期限的事"]
