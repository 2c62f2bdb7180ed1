"""Pausing, resuming, more time, closing and the inclusive title over HTTP; and the panel."""

from datetime import timedelta

import pytest

from departments.choices import MemberRole
from registry.choices import NoticeKind, Standing
from registry.services.digest import digest_of_facility
from registry.services.standing import find_nonconforming
from registry.services.verification import points_to_verify, record_verification
from tests.departments.factories import make_member, make_user
from tests.registry.browsing import act, address, sentences
from tests.registry.factories import (
    make_director,
    make_facility,
    make_officer,
    representative_of,
)
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ORDER = {
    "order_organ": "武清区市场监督管理局",
    "order_number": "津武市监〔2026〕12号",
    "order_on": "2026-11-20",
}


def days_ahead(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def nonconforming():
    facility, director = make_facility(), make_director()
    officers = [make_member("wjw", enforcement_certificate=f"0201{n:05d}") for n in (1, 2)]
    verification = record_verification(
        facility,
        actor=director,
        visited_on=clock.today(),
        result="nonconforming",
        officers=officers,
        items={point.key: (False, "") for point in points_to_verify(facility)},
    )
    return find_nonconforming(
        facility,
        actor=director,
        verification=verification,
        reasons=[("保健观察室不足 6 平方米。", "《托育机构卫生评价基本标准（试行）》")],
        correct_by=clock.today() + timedelta(days=30),
        digest=digest_of_facility(facility),
    )


def test_an_operator_pauses_and_resumes(client):
    facility = make_facility()
    client.force_login(representative_of(facility))

    form = client.get(address(facility, "pause")).content.decode()
    paused = act(
        client,
        address(facility, "pause"),
        from_on=days_ahead(0),
        until_on=days_ahead(10),
        note="装修",
    )
    twice = client.get(address(facility, "pause"))
    resumed = act(client, address(facility, "resume"))

    assert "order_number" not in form
    assert paused.status_code == resumed.status_code == 302
    assert sentences(twice)[-1] == "该机构已经暂停服务，不用再登记。"
    assert facility.pauses.get().ended_on == clock.today()


def test_a_stop_by_order_is_the_directors_and_names_the_order(client):
    facility = make_facility()
    client.force_login(make_director())
    said = {"from_on": days_ahead(0), "note": "整顿"}

    without = act(client, address(facility, "pause"), **said)
    ordered = act(client, address(facility, "pause"), **said, **ORDER)
    client.force_login(representative_of(facility))

    assert "请写明决定机关、文号和日期" in without.content.decode()
    assert ordered.status_code == 302
    assert facility.pauses.get().is_ordered
    assert client.post(address(facility, "resume")).status_code == 403


def test_why_service_stops_is_public_and_names_nobody(client):
    facility = make_facility()
    client.force_login(representative_of(facility))
    page = address(facility, "pause")
    said = {"from_on": days_ahead(0), "until_on": days_ahead(10)}

    refused = act(client, page, **said, note="装修，找李园长13800001111")
    checked = act(client, page, **said, note="装修，热线 022-29341234", is_checked="on")

    assert "可能有个人信息：手机号“13800001111”" in refused.content.decode()
    assert checked.status_code == 302
    assert facility.pauses.get().reason == "装修，热线 022-29341234"


def test_an_operator_says_until_when(client):
    facility = make_facility()
    client.force_login(representative_of(facility))
    page = address(facility, "pause")

    form = client.get(page).content.decode()
    answer = act(client, page, from_on=days_ahead(0), until_on="", note="装修")

    assert "选填" not in form
    assert 'role="alert"' in answer.content.decode()
    assert facility.pauses.count() == 0


def test_dates_that_are_none_are_mistakes_of_the_form(client):
    facility = make_facility()
    client.force_login(representative_of(facility))

    answer = act(
        client, address(facility, "pause"), from_on="明天", until_on="2026-13-40", note="修"
    )

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert facility.pauses.count() == 0


def test_more_time_is_given_once(client):
    facility = nonconforming()
    before = facility.correct_by
    client.force_login(make_director())

    first = act(client, address(facility, "extend"), note="等待施工")
    second = client.post(address(facility, "extend"), {"note": "再等"})

    facility.refresh_from_db()
    assert first.status_code == 302
    assert facility.correct_by > before
    assert sentences(second)[-1] == "整改期限已经延长过一次，不能再延长。"


def test_closing_states_a_ground_and_marks_personal_data(client):
    facility = make_facility()
    client.force_login(make_director())
    where = address(facility, "close")

    without = act(client, where, note="查无此机构")
    personal = act(client, where, ground="service_ended", note="电话13820001234无人接听")
    closed = act(client, where, ground="service_ended", note="现场已经停业三个月。")

    facility.refresh_from_db()
    assert without.status_code == personal.status_code == 200
    assert "手机号" in personal.content.decode()
    assert closed.status_code == 302
    assert facility.standing == Standing.CLOSED
    assert facility.notices.filter(kind=NoticeKind.CLOSURE).count() == 1


def test_the_inclusive_title_is_given_and_taken_back(client):
    facility = make_facility()
    client.force_login(make_officer())

    act(client, address(facility, "inclusive"), since="2026-11-01")
    facility.refresh_from_db()
    given = facility.is_inclusive
    act(client, address(facility, "inclusive"), since="")

    facility.refresh_from_db()
    assert given
    assert not facility.is_inclusive


@pytest.mark.parametrize("verb", ["extend", "close", "inclusive", "verify", "find-nonconforming"])
def test_what_only_the_commission_does_is_refused_to_others(client, verb):
    facility = nonconforming()
    for user, status in [
        (representative_of(facility), 403),
        (make_member("wjw", MemberRole.LIAISON).user, 403),
        (make_officer("120114001"), 403),
        (make_user(), 404),
    ]:
        client.force_login(user)

        assert client.get(address(facility, verb)).status_code == status
        assert client.post(address(facility, verb), {"note": "x"}).status_code == status


def test_at_the_wrong_moment_the_page_says_one_sentence(client):
    facility = make_facility()
    client.force_login(make_director())

    answer = client.post(address(facility, "extend"), {"note": "x"})

    assert answer["Location"] == facility.get_absolute_url()
    assert sentences(answer)[-1] == "当前状态为“已备案（待核实）”，不能延长整改期限。"


def test_the_panel_says_what_is_next_and_offers_only_what_may_be_done(client):
    facility = make_facility()
    page = facility.get_absolute_url()
    client.force_login(make_officer())
    officer = client.get(page).content.decode()
    client.force_login(representative_of(facility))
    operator = client.get(page).content.decode()
    client.force_login(make_officer("zjw"))
    unit = client.get(page).content.decode()
    client.logout()
    public = client.get(page).content.decode()

    assert f'href="{address(facility, "verification")}"' in officer
    assert f'href="{address(facility, "close")}"' not in officer
    assert f'href="{address(facility, "pause")}"' in operator
    assert "请备好材料原件" in operator
    assert "备案状态的经过" not in unit
    assert 'aria-label="办理情况"' not in public


def test_the_panel_asks_as_many_questions_for_three_records_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    facility, officer = make_facility(), make_officer()
    officers = [make_member("wjw", enforcement_certificate=f"0201{n:05d}") for n in (1, 2)]
    client.force_login(officer)

    def visit():
        record_verification(
            facility,
            actor=officer,
            visited_on=clock.today(),
            result="conforming",
            officers=officers,
            items={point.key: (True, "") for point in points_to_verify(facility)},
        )

    visit()
    client.get(facility.get_absolute_url())
    with django_assert_max_num_queries(120) as before:
        client.get(facility.get_absolute_url())
    visit()
    visit()

    with django_assert_num_queries(len(before.captured_queries)):
        client.get(facility.get_absolute_url())
