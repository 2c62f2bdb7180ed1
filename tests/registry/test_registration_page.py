"""The page of one registration: where it stands, its news, who looked, what it led to."""

from datetime import timedelta

import pytest

from departments.models import Reminder
from registry.models import Registration, RegistrationNews
from registry.services.registration.reminding import remind_of_unfiled_registration
from tests.departments.factories import at, make_user
from tests.registry.factories import make_facility, make_filing, make_officer
from tests.registry.registrations import make_record, make_registration, push
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def say_again(registration, days, **said):
    """The registrar tells something else about the same record, so many days later."""
    with at(clock.today() + timedelta(days=days)):
        return make_registration(
            登记记录号=registration.record_number,
            统一社会信用代码=registration.credit_code,
            **{"名称": registration.name, "住所": registration.address} | said,
        )


def course_on(client, registration):
    return client.get(registration.get_absolute_url()).context["course"]


READERS = {
    "wjw": 200,
    "scj": 200,
    "mzj": 404,
    "120114001": 200,
    "120114002": 404,
    "zjw": 403,
    "lxh": 403,
    None: 403,
}


@pytest.mark.parametrize("code", READERS)
def test_each_reads_what_concerns_them(client, code):
    registration = make_registration()
    client.force_login(make_officer(code) if code else make_user())

    assert client.get(registration.get_absolute_url()).status_code == READERS[code]


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client):
    page = client.get(make_registration().get_absolute_url())

    assert page.status_code == 302
    assert client.get("/registrations/999999/").status_code == 302


def test_the_list_leads_to_the_page(client):
    registration = make_registration()
    client.force_login(make_officer())

    assert f'href="{registration.get_absolute_url()}"' in client.get("/registrations/").text


def test_every_news_of_a_record_stays_with_what_it_changed(client):
    registration = make_registration(名称="春天托育")
    say_again(registration, 1, 名称="春天里托育", 登记状态="变更", 登记日期="2026-02-20")
    say_again(registration, 2, 名称="春天里托育", 登记状态="变更", 登记日期="2026-02-20")
    say_again(registration, 3, 名称="春天里托育", 登记状态="注销", 登记日期="2026-03-02")
    client.force_login(make_officer("scj"))

    course = course_on(client, registration)

    assert [entry.title for entry in course] == [
        "2026年3月2日注销登记",
        "2026年2月20日变更登记",
        "2026年2月16日登记",
    ]
    assert [entry.detail for entry in course] == ["", "名称：春天托育 → 春天里托育", ""]


def test_news_that_comes_too_late_leaves_no_trace():
    registration = make_registration(登记日期="2026-02-16")

    say_again(registration, 1, 名称="早先的名称", 登记日期="2026-01-05")

    assert RegistrationNews.objects.get().name == registration.name


def test_of_many_records_in_one_file_each_keeps_its_own_news():
    push(make_record(), make_record(), code="scj")
    push(make_record(), code="mzj")

    assert [row.news.count() for row in Registration.objects.all()] == [1, 1, 1]


def test_who_went_and_what_they_found_is_read_by_those_who_may(client):
    registration = make_registration()
    with at(clock.today() + timedelta(days=31)):
        remind_of_unfiled_registration(registration)
    asked = Reminder.objects.filter(department__code="120114001")
    done = {"closed_at": clock.now() + timedelta(days=32), "next_step_on": None}
    asked.update(**done, close_note="李芳：大门锁着，没有孩子")

    for code, is_told in (("120114001", True), ("wjw", False), ("scj", False)):
        client.force_login(make_officer(code))
        told = "\n".join(entry.detail for entry in course_on(client, registration))
        assert ("李芳：大门锁着，没有孩子" in told) == is_told, code


def stands(client, registration):
    return client.get(registration.get_absolute_url()).context["where_it_stands"]["title"]


def test_the_page_says_where_it_stands(client):
    facility, filing = make_facility(), make_filing()
    client.force_login(make_officer())

    filed = make_registration(统一社会信用代码=facility.credit_code)
    assert stands(client, filed) == "已经备案。"
    page = client.get(filed.get_absolute_url()).text
    assert f'href="{facility.get_absolute_url()}"' in page
    in_hand = make_registration(统一社会信用代码=filing.declaration.credit_code)
    assert stands(client, in_hand) == "正在办理备案。"
    assert f'href="{filing.get_absolute_url()}"' in client.get(in_hand.get_absolute_url()).text
    assert stands(client, make_registration()) == "还没有备案，今天收到登记信息。"
    assert stands(client, make_registration(登记状态="注销")) == "登记已经注销，没有有效的备案。"
    say_again(filed, 1, 登记状态="注销", 登记日期="2026-03-02")
    assert stands(client, filed) == "登记已经注销，备案仍然有效。"


def test_the_page_asks_as_many_questions_for_three_news_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    registration = make_registration()
    client.force_login(make_officer())
    client.get(registration.get_absolute_url())
    with django_assert_max_num_queries(25) as before:
        client.get(registration.get_absolute_url())
    for number in (1, 2):
        say_again(registration, number, 名称=f"第{number}个名称")

    with django_assert_num_queries(len(before.captured_queries)):
        assert len(course_on(client, registration)) == 3
