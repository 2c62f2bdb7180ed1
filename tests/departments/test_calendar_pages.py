"""Entering a year's days off, with a look ahead; and the alarm when nobody did."""

from datetime import date

import pytest

from accounts.models import Message
from departments import tasks
from departments.choices import MemberRole, ReminderKind
from departments.models import Holiday, Reminder
from departments.services.calendar import known_years
from tests.departments.factories import at, make_ladder, make_member, make_reminder, make_user

pytestmark = pytest.mark.django_db

LINES = [
    ("元旦", "2027-01-01", "2027-01-03", ""),
    ("春节", "2027-02-05", "2027-02-11", "2027-02-20"),
    ("清明节", "2027-04-03", "2027-04-05", ""),
    ("劳动节", "2027-05-01", "2027-05-05", "2027-05-08"),
    ("端午节", "2027-06-09", "", ""),
    ("中秋节", "2027-09-15", "", ""),
    ("国庆节", "2027-10-01", "2027-10-07", "2027-10-09"),
]


@pytest.fixture(autouse=True)
def today():
    with at(date(2026, 12, 1)):
        yield


@pytest.fixture
def director(holidays):
    return make_member("wjw", MemberRole.DIRECTOR, make_user("签发")).user


def posted(lines, **more):
    form = {"day-TOTAL_FORMS": len(lines), "day-INITIAL_FORMS": 0}
    for number, values in enumerate(lines):
        for name, value in zip(("name", "first_on", "last_on", "make_up_on"), values, strict=True):
            form[f"day-{number}-{name}"] = value
    return form | more


def test_a_look_ahead_saves_nothing_and_saving_needs_it(client, director):
    client.force_login(director)

    preview = client.post("/calendar/2027/", posted(LINES))
    assert preview.status_code == 200
    assert known_years() == [2024, 2025, 2026]

    seen = posted(LINES, previewed=preview.context["previewed"])
    assert client.post("/calendar/2027/", seen).status_code == 302
    assert known_years() == [2024, 2025, 2026, 2027]
    assert Holiday.objects.of_year(2027).count() == 30


def test_the_look_ahead_names_the_reminders_that_move(client, director):
    make_ladder()
    make_member("zjw")
    reminder = make_reminder(date(2027, 1, 4), estimate=True)
    client.force_login(director)

    preview = client.post("/calendar/2027/", posted(LINES))

    assert preview.context["moved"] == ["核对消防文书：下次催办 2027-01-01 → 2026-12-31"]
    reminder.refresh_from_db()
    assert reminder.next_step_on == date(2027, 1, 1)


def test_what_was_changed_after_the_look_ahead_is_looked_at_again(client, director):
    client.force_login(director)
    preview = client.post("/calendar/2027/", posted(LINES))
    changed = [*LINES[:-1], ("国庆节", "2027-10-01", "2027-10-08", "")]

    again = client.post("/calendar/2027/", posted(changed, previewed=preview.context["previewed"]))

    assert again.status_code == 200
    assert known_years() == [2024, 2025, 2026]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (LINES[:-1], "还缺国庆节的放假日期"),
        ([*LINES[:-1], ("国庆节", "2027-10-07", "2027-10-01", "")], "不能早于第一天"),
        ([*LINES[:-1], ("国庆节", "2027-10-01", "2027-11-07", "")], "请核对月份"),
        ([*LINES[:-1], ("国庆节", "", "2027-10-07", "")], "请填写放假第一天"),
        ([*LINES[:-1], ("国庆节", "2027-10-01", "", "2027-10-11")], "本来就是工作日"),
        ([*LINES[:-1], ("国庆节", "2028-10-01", "", "")], "不属于 2027 年"),
    ],
)
def test_a_year_that_cannot_be_right_is_refused_in_words(client, director, lines, sentence):
    client.force_login(director)

    page = client.post("/calendar/2027/", posted(lines))

    assert sentence in page.content.decode()
    assert "previewed" not in page.context
    assert known_years() == [2024, 2025, 2026]


def test_two_festivals_may_share_their_days(client, director):
    client.force_login(director)
    lines = [*LINES[:5], ("国庆节、中秋节", "2027-10-01", "2027-10-08", "")]

    preview = client.post("/calendar/2027/", posted(lines))

    assert preview.context["previewed"]


def test_a_stored_year_comes_back_as_it_was_entered(client, director):
    client.force_login(director)

    lines = client.get("/calendar/2026/").context["lines"].initial

    assert lines[1] == {
        "name": "春节",
        "make_up_on": date(2026, 2, 14),
        "first_on": date(2026, 2, 15),
        "last_on": date(2026, 2, 23),
        "second_make_up_on": date(2026, 2, 28),
    }
    assert len(lines) == 7


def test_holidays_stand_in_the_order_of_their_days_off(client, director):
    client.force_login(director)

    lines = client.get("/calendar/2026/").context["lines"].initial

    assert [line["name"] for line in lines] == [name for name, *_ in LINES]


@pytest.mark.parametrize("year", [1999, 2040])
def test_a_year_far_away_has_no_page(client, director, year):
    client.force_login(director)

    assert client.get(f"/calendar/{year}/").status_code == 404


def test_the_alarm_rings_from_november_and_once_for_each_person(director):
    administrator = make_user("管理", is_staff=True, is_superuser=True)
    make_member("wjw", user=make_user("经办"))
    make_member("zjw", MemberRole.DIRECTOR)

    with at(date(2026, 10, 31)):
        tasks.remind_of_missing_years()
    assert Reminder.objects.count() == 0

    for day in (date(2026, 11, 1), date(2026, 11, 2)):
        with at(day):
            tasks.remind_of_missing_years()

    reminder = Reminder.objects.get()
    assert (reminder.key, reminder.kind) == ("calendar:2027", ReminderKind.CALENDAR)
    assert set(reminder.addressees.all()) == {director, administrator}
    assert {message.recipient for message in Message.objects.all()} == {director, administrator}
    assert Message.objects.count() == 2


def test_the_alarm_stops_when_the_year_is_saved(client, director):
    tasks.remind_of_missing_years()
    client.force_login(director)
    preview = client.post("/calendar/2027/", posted(LINES))

    client.post("/calendar/2027/", posted(LINES, previewed=preview.context["previewed"]))

    assert Reminder.objects.get().close_note == "2027 年放假安排已录入。"
    tasks.remind_of_missing_years()
    assert Reminder.objects.open().count() == 0
