"""The map (地图): the same result as the list, each at its spot, honest where it is not exact."""

import re

import pytest

from departments.models import Department
from registry.choices import FacilityForm
from registry.models.facts import rounded_coordinate
from registry.services.spot import AT_THE_CENTRE, ROUGHLY, Spot
from tests.registry.listed import NOW, YANGCUN, put_on_register, township
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db
EXACT = {"latitude": "39.384412", "longitude": "117.043399"}


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


@pytest.fixture
def centre():
    township()
    Department.objects.filter(code=YANGCUN).update(latitude="39.385", longitude="117.055")


def on_the_map(client, query=""):
    answer = client.get(f"/facilities/?view=map&{query}")
    assert answer.status_code == 200
    return [entry for _, entries in answer.context["groups"] for entry in entries]


def test_the_map_shows_what_the_list_shows(client):
    for number in range(25):
        put_on_register(name=f"第{number}托育园", offers_half_day=number % 2 == 0)

    for query in ("", "service=half_day", "q=第1"):
        first = client.get(f"/facilities/?{query}")
        pages = first.context["page"].paginator.page_range
        listed = {
            place.name
            for page in pages
            for place in client.get(f"/facilities/?{query}&page={page}").context["places"]
        }
        assert {entry.name for entry in on_the_map(client, query)} == listed


def test_a_point_that_was_set_is_where_the_facility_is_drawn(client, centre):
    put_on_register(**EXACT)

    [entry] = on_the_map(client)

    assert entry.spot == Spot(39.384412, 117.043399)


def test_without_a_point_it_is_drawn_at_the_centre_of_its_township_and_says_so(client, centre):
    put_on_register()

    answer = client.get("/facilities/?view=map")

    assert on_the_map(client)[0].spot == Spot(39.385, 117.055, AT_THE_CENTRE)
    assert answer.text.count("位置约在镇街中心") == 2  # the line, and what the map reads


def test_a_place_nobody_can_draw_is_in_the_list_all_the_same(client):
    put_on_register(name="没有位置的托育园")

    text = client.get("/facilities/?view=map").text

    assert "没有位置的托育园" in text
    assert "没有标出位置" in text
    assert "data-latitude" not in text


def test_a_family_site_is_drawn_within_five_hundred_metres(client, centre):
    put_on_register(form=FacilityForm.FAMILY, **EXACT)

    [entry] = on_the_map(client)

    assert entry.spot == Spot(39.385, 117.045, ROUGHLY)


@pytest.mark.parametrize(
    ("degrees", "rounded"), [("39.3874", 39.385), ("39.3876", 39.39), ("117.0", 117.0)]
)
def test_coordinates_of_homes_are_rounded_to_a_grid(degrees, rounded):
    assert rounded_coordinate(degrees) == rounded


def test_townships_are_named_on_the_ground(client, centre):
    put_on_register()

    assert re.search(
        r'<script id="centres" type="application/json">.*"point": \[39.385, 117.055\]',
        client.get("/facilities/?view=map").text,
    )


def test_without_a_key_no_other_host_is_asked_or_allowed(client):
    put_on_register()

    answer = client.get("/facilities/?view=map")

    assert "tianditu" not in answer.text
    assert "tianditu" not in answer.headers["Content-Security-Policy"]


def test_with_a_key_the_policy_is_opened_for_the_tiles_and_on_the_map_only(client, settings):
    settings.TIANDITU_KEY = "sample-key"
    put_on_register()

    answer, plain = client.get("/facilities/?view=map"), client.get("/facilities/")

    assert "tk=sample-key" in answer.text
    assert "{z}" in answer.text
    [images] = re.findall(r"img-src ([^;]+)", answer.headers["Content-Security-Policy"])
    assert images.split() == ["'self'", "data:", "blob:", "https://*.tianditu.gov.cn"]
    assert "tianditu" not in plain.headers["Content-Security-Policy"]
    assert "tianditu" not in plain.text


def test_sorting_by_distance_hands_the_device_all_that_was_found(client, centre):
    for number in range(25):
        put_on_register(name=f"第{number}托育园")

    answer = client.get("/facilities/?sort=distance")

    assert len(answer.context["places"]) == 25
    assert answer.text.count("data-latitude") == 25
    assert "您的位置不会发给我们" in answer.text
    assert answer.context["faults"] == []


def test_the_map_asks_the_database_as_often_for_three_as_for_one(
    client, centre, django_assert_num_queries, django_assert_max_num_queries
):
    put_on_register()
    with django_assert_max_num_queries(8) as asked:
        on_the_map(client)
    put_on_register()
    put_on_register()

    with django_assert_num_queries(len(asked)):
        on_the_map(client)
