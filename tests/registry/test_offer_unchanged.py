"""One tap a month (没有变化): free places and opening hours stay current without retyping."""

from datetime import timedelta

import pytest

from registry.choices import Standing
from registry.models import Facility, OpeningHours, Vacancy
from registry.services.roster import confirm_offer, save_opening_hours
from tests.departments.factories import make_user
from tests.registry.browsing import sentences
from tests.registry.listed import NOW, TODAY, put_on_register
from wuqing_tuoyu import clock
from wuqing_tuoyu.clock import travel
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=61)


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def representative(facility):
    user = make_user(f"代表{facility.pk}")
    facility.operator.representatives.create(
        user=user, status="confirmed", requested_at=clock.now(), confirmed_at=clock.now()
    )
    return user


def open_on_weekdays(facility, stated_on=LONG_AGO):
    OpeningHours.objects.bulk_create(
        OpeningHours(
            facility=facility, weekday=day, opens="07:30", closes="18:00", valid_from=stated_on
        )
        for day in range(1, 6)
    )
    Facility.objects.filter(pk=facility.pk).update(hours_stated_on=stated_on)


def test_one_tap_dates_places_and_hours_today(client):
    facility = put_on_register(free={1: 2, 2: 0}, stated_on=LONG_AGO)
    open_on_weekdays(facility)
    client.force_login(representative(facility))
    before = client.get(facility.get_absolute_url()).text
    assert "需要打电话问" in before
    assert "2026年1月10日填报，已超过 60 天，去之前请打电话问" in before

    answer = client.post(f"/facilities/{facility.public_id}/unchanged/")

    assert sentences(answer) == ["已确认：空余托位和开放时间到今天没有变化。"]
    facility.refresh_from_db()
    assert (facility.vacancies, facility.vacancies_stated_on) == (2, TODAY)
    assert facility.hours_stated_on == TODAY
    current = Vacancy.objects.current().values_list("class_no", "places", "stated_on")
    assert sorted(current) == [(1, 2, TODAY), (2, 0, TODAY)]
    assert "需要打电话问" not in client.get(facility.get_absolute_url()).text


def test_the_button_stands_where_the_operator_begins(client):
    facility = put_on_register(free={1: 2})
    client.force_login(representative(facility))

    text = client.get("/my/facilities/").text

    assert f'action="/facilities/{facility.public_id}/unchanged/"' in text


def test_what_was_never_stated_cannot_be_confirmed():
    facility = put_on_register()

    with pytest.raises(DomainError, match="请先填写一次"):
        confirm_offer(facility, actor=representative(facility))


def test_a_class_that_became_smaller_holds_no_more_free_places_than_places():
    facility = put_on_register(free={1: 9}, stated_on=LONG_AGO)
    facility.declaration.class_groups.filter(class_no=1).update(places=6)

    confirm_offer(facility, actor=representative(facility))

    facility.refresh_from_db()
    assert facility.vacancies == 6


def test_saving_hours_dates_them():
    facility = put_on_register()

    save_opening_hours(facility, actor=representative(facility), days={1: ("08:00", "17:00")})

    facility.refresh_from_db()
    assert facility.hours_stated_on == TODAY


def test_a_closed_facility_confirms_nothing(client):
    facility = put_on_register(Standing.CLOSED, free={1: 2})
    client.force_login(representative(facility))

    answer = client.post(f"/facilities/{facility.public_id}/unchanged/")

    assert sentences(answer) == ["机构已经注销，不能再修改。"]


def test_others_may_not_and_looking_changes_nothing(client):
    facility = put_on_register(free={1: 2}, stated_on=LONG_AGO)
    address = f"/facilities/{facility.public_id}/unchanged/"
    client.force_login(make_user("路人"))

    assert client.post(address).status_code == 404
    client.force_login(representative(facility))
    assert client.get(address).status_code == 405
    facility.refresh_from_db()
    assert facility.vacancies_stated_on == LONG_AGO


@pytest.mark.parametrize(
    ("typed", "shown"), [("3", "4"), ("10", "10"), ("9" * 5000, "10"), ("-3", "1"), ("三", "1")]
)
def test_one_place_more_is_counted_from_whatever_was_typed(client, typed, shown):
    facility = put_on_register(free={1: 2, 2: 0})
    client.force_login(representative(facility))

    answer = client.post(
        f"/facilities/{facility.public_id}/vacancies/", {"class_1": typed, "step": "1:more"}
    )

    assert answer.status_code == 302
    assert Vacancy.objects.current().get(class_no=1).places == int(shown)
