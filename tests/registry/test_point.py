"""The point on the map (标点): by the operator at the door, or by an officer who went to see."""

from decimal import Decimal

import pytest

from departments.models import Parameter
from registry.choices import Section, Standing
from registry.models import Facility
from registry.models.facts import SitePoint
from registry.services.point import set_point
from registry.services.verification import points_to_verify
from tests.departments.factories import make_member, make_user
from tests.registry.acts import record_change
from tests.registry.factories import make_facility, make_officer, representative_of
from tests.registry.listed import put_on_register
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

AT_THE_DOOR = {"latitude": "39.384412", "longitude": "117.043399"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def point_of(facility):
    facility.refresh_from_db()
    return facility.latitude, facility.longitude


@pytest.fixture
def facility():
    return make_facility()


@pytest.mark.parametrize("who", [representative_of, lambda facility: make_officer()])
def test_whoever_stands_at_the_door_sets_it(client, facility, who):
    client.force_login(who(facility))
    address = f"/facilities/{facility.public_id}/point/"
    assert "使用手机当前位置" in client.get(address).text

    client.post(address, AT_THE_DOOR)

    assert point_of(facility) == (Decimal("39.384412"), Decimal("117.043399"))


def test_the_page_begins_with_the_point_that_is_marked(client, facility):
    client.force_login(representative_of(facility))
    set_point(facility, actor=make_officer(), point=SitePoint(*map(Decimal, AT_THE_DOOR.values())))

    page = client.get(f"/facilities/{facility.public_id}/point/").text

    assert [value for value in AT_THE_DOOR.values() if f'value="{value}"' not in page] == []


def test_a_point_outside_the_district_is_refused_on_the_page(client, facility):
    client.force_login(representative_of(facility))
    before = point_of(facility)

    answer = client.post(
        f"/facilities/{facility.public_id}/point/", {"latitude": "31.2", "longitude": "121.5"}
    )

    assert "这个位置不在武清区范围内" in answer.text
    assert point_of(facility) == before


@pytest.mark.parametrize("half", [{"latitude": "39.38"}, {"longitude": "117.04"}, {}])
def test_half_a_point_is_no_point(client, facility, half):
    client.force_login(representative_of(facility))

    answer = client.post(f"/facilities/{facility.public_id}/point/", half)

    assert answer.status_code == 200
    assert "errors" in answer.text


def test_another_operator_does_not_find_the_page_and_another_role_may_not(client, facility):
    address = f"/facilities/{facility.public_id}/point/"
    client.force_login(make_user("路人"))
    assert client.post(address, AT_THE_DOOR).status_code == 404

    client.force_login(make_member("scj").user)
    assert client.post(address, AT_THE_DOOR).status_code == 403


def test_a_closed_facility_is_not_moved():
    closed = put_on_register(Standing.CLOSED)

    with pytest.raises(DomainError, match="备案之后才在公开地图上标出位置"):
        set_point(
            closed, actor=make_officer(), point=SitePoint(Decimal("39.38"), Decimal("117.04"))
        )


def test_a_district_without_a_box_takes_any_point(facility):
    Parameter.objects.filter(key__startswith="district_").delete()

    set_point(facility, actor=make_officer(), point=SitePoint(Decimal("31.2"), Decimal("121.5")))

    assert point_of(facility) == (Decimal("31.2"), Decimal("121.5"))


def test_a_change_of_something_else_leaves_the_point_where_it_is(facility):
    set_point(facility, actor=make_officer(), point=SitePoint(Decimal("39.38"), Decimal("117.04")))

    record_change(facility, Section.SERVICE, meals_note="改为两餐两点")

    assert point_of(facility) == (Decimal("39.38"), Decimal("117.04"))


def test_a_change_that_states_a_new_point_moves_it(facility):
    set_point(facility, actor=make_officer(), point=SitePoint(Decimal("39.38"), Decimal("117.04")))

    record_change(facility, Section.IDENTITY, latitude=Decimal("39.5"), longitude=Decimal("117.1"))

    assert point_of(facility) == (Decimal("39.5"), Decimal("117.1"))


def two_officers():
    return [make_member("wjw", enforcement_certificate=f"0201{number:05d}").pk for number in (1, 2)]


@pytest.mark.parametrize(
    ("latitude", "sentence"), [("39.384412", ""), ("31.2", "这个位置不在武清区范围内")]
)
def test_officers_set_it_with_the_record_of_their_visit(client, facility, latitude, sentence):
    client.force_login(make_officer())
    before = point_of(facility)
    address = f"/facilities/{facility.public_id}/verification/"

    answer = client.post(
        address,
        AT_THE_DOOR
        | {
            "latitude": latitude,
            "officers": two_officers(),
            "visited_on": clock.today().isoformat(),
            "result": "conforming",
            **{point.key: "conforming" for point in points_to_verify(facility)},
        },
    )

    assert sentence in answer.text
    is_set = point_of(facility) == (Decimal("39.384412"), Decimal("117.043399"))
    assert is_set is not bool(sentence)
    assert (point_of(facility) == before) is bool(sentence)
    assert facility.verifications.exists() is not bool(sentence)


def test_the_point_set_is_the_one_the_public_sees(client, facility):
    Facility.objects.filter(pk=facility.pk).update(latitude=None, longitude=None)
    set_point(facility, actor=make_officer(), point=SitePoint(Decimal("39.38"), Decimal("117.04")))

    [feature] = client.get("/facilities/?view=map").context["groups"][0][1]

    assert (feature.spot.latitude, feature.spot.note) == (39.38, "")
