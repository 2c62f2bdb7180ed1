"""Public search (找托育): every parameter means the same on the page, in the files and the API."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.choices import Standing
from registry.filters import found as limits
from tests.registry.listed import (
    NOW,
    TODAY,
    pause,
    put_on_register,
    state_free_places,
    township,
)
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def names_on_page(client, query):
    answer = client.get(f"/facilities/?{query}")
    assert answer.status_code == 200
    return [place.name for place in answer.context["places"]]


def names_in_csv(client, query):
    answer = client.get(f"/facilities.csv?{query}")
    assert answer.status_code == 200
    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    return [row[0] for row in rows[1:]]


def names_in_geojson(client, query):
    features = json.loads(client.get(f"/facilities.geojson?{query}").getvalue())["features"]
    return [feature["properties"]["name"] for feature in features]


def names_in_api(client, query):
    return [row["name"] for row in client.get(f"/api/v1/facilities/?{query}").json()["results"]]


EVERYWHERE = (names_on_page, names_in_csv, names_in_geojson, names_in_api)


@pytest.fixture
def register():
    """A register in which every parameter finds something else."""
    wuqing = township("120114101", "河西务镇")
    for standing, facts in {
        Standing.VERIFIED: {
            "name": "小青禾托育中心",
            "offers_half_day": True,
            "is_inclusive": True,
            "monthly_fee": 1680,
            "free": {2: 3},
        },
        Standing.RECORDED: {
            "name": "晨光托育园",
            "form": "community",
            "legal_nature": "social_service",
            "township": wuqing,
            "address": "河西务镇京津路 6 号",
            "offers_full_day": False,
            "offers_hourly": True,
            "min_age": 18,
            "monthly_fee": 900,
            "free": {3: 1},
        },
        Standing.NONCONFORMING: {"name": "朝霞托育园", "min_age": 12, "free": {2: 9}},
        Standing.CLOSED: {"name": "旧梦托育园"},
        Standing.UNRECORDED: {"name": "草稿托育园"},
    }.items():
        put_on_register(standing, **facts)


@pytest.mark.parametrize("names", EVERYWHERE)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"小青禾托育中心", "晨光托育园", "朝霞托育园"}),
        ("q=小青禾", {"小青禾托育中心"}),
        ("q=xqh", {"小青禾托育中心"}),
        ("q=XiaoQingHe", {"小青禾托育中心"}),
        ("q=托育 河西务", {"晨光托育园"}),
        ("q=晨光託育園", {"晨光托育园"}),
        ("q=ｈｅｘｉｗｕ", {"晨光托育园"}),
        ("q=草稿", set()),
        ("township=120114101", {"晨光托育园"}),
        ("form=community", {"晨光托育园"}),
        ("nature=social_service", {"晨光托育园"}),
        ("service=half_day", {"小青禾托育中心"}),
        ("service=half_day&service=hourly", {"小青禾托育中心", "晨光托育园"}),
        ("age=13", {"小青禾托育中心", "朝霞托育园"}),
        ("born=2025-02", {"小青禾托育中心", "朝霞托育园"}),
        ("age=40", set()),
        ("age=40&born=2025-02", {"小青禾托育中心", "朝霞托育园"}),
        ("inclusive=1", {"小青禾托育中心"}),
        ("vacancy=1", {"小青禾托育中心", "晨光托育园"}),
        ("vacancy=1&age=20", {"小青禾托育中心"}),
        ("standing=recorded", {"晨光托育园"}),
        ("standing=nonconforming", {"朝霞托育园"}),
        ("standing=closed", {"旧梦托育园"}),
        ("nonsense=1", {"小青禾托育中心", "晨光托育园", "朝霞托育园"}),
    ],
)
@pytest.mark.usefixtures("register")
def test_each_parameter_finds_the_same_everywhere(client, names, query, found):
    assert set(names(client, query)) == found


@pytest.mark.usefixtures("register")
def test_the_page_says_how_many_closed_ones_are_left_out(client):
    assert "另有 1 家已注销" in client.get("/facilities/").text
    assert "另有" not in client.get("/facilities/?standing=closed").text
    assert client.get("/api/v1/facilities/").json()["closed_left_out"] == 1
    assert client.get("/api/v1/facilities/?q=晨光").json()["closed_left_out"] == 0


def test_credit_code_and_number_find_exactly_one(client):
    wanted = put_on_register(credit_code="91120114MATE5T017J", number="120114-TY-2019-0007")
    put_on_register()

    for word in ("91120114mate5t017j", "120114-TY-2019-0007", "120114－ty－2019－0007"):
        assert names_on_page(client, f"q={word}") == [wanted.name]


def test_paused_ones_are_those_with_an_open_pause(client):
    paused = put_on_register(name="停一停托育园")
    pause(paused)
    ended = put_on_register(name="又开了托育园")
    pause(ended, ended_on=TODAY)

    assert [names(client, "standing=paused") for names in EVERYWHERE] == [["停一停托育园"]] * 4
    assert "暂停服务" in client.get("/facilities/?standing=paused").text


def test_free_places_count_for_sixty_days(client):
    put_on_register(name="昨天填的", free={2: 1}, stated_on=TODAY - timedelta(days=60))
    put_on_register(name="早就填的", free={2: 1}, stated_on=TODAY - timedelta(days=61))

    assert names_on_page(client, "vacancy=1") == ["昨天填的"]
    assert "已过时" in client.get("/facilities/").text


def test_places_of_a_class_that_is_gone_do_not_count(client):
    state_free_places(put_on_register(), {9: 4})

    assert names_on_page(client, "vacancy=1") == []


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["安安", "贝贝", "丁丁"]),
        ("fee", ["丁丁", "安安", "贝贝"]),
        ("vacancy", ["贝贝", "安安", "丁丁"]),
        ("-filed_on", ["安安", "丁丁", "贝贝"]),
        ("relevance", ["安安", "丁丁", "贝贝"]),
    ],
)
def test_the_list_is_sorted_as_asked(client, sort, order):
    put_on_register(name="贝贝", free={1: 9}, filed_on=TODAY - timedelta(days=9), address="a")
    put_on_register(
        name="丁丁",
        monthly_fee=800,
        free={1: 30},
        stated_on=TODAY - timedelta(days=90),
        filed_on=TODAY - timedelta(days=8),
    )
    put_on_register(name="安安", monthly_fee=900, free={1: 2}, filed_on=TODAY)

    assert [names(client, f"sort={sort}") for names in EVERYWHERE] == [order] * 4


@pytest.mark.parametrize("names", EVERYWHERE)
@pytest.mark.parametrize("most", [1000, 1])
@pytest.mark.parametrize("query", ["age=8", "born=2025-07", "age=8&q=托育园"])
def test_by_free_places_means_those_of_the_classes_for_the_age_given(
    client, monkeypatch, names, most, query
):
    monkeypatch.setattr(limits, "MOST_COUNTED", most)
    put_on_register(name="大童多托育园", free={1: 1, 3: 20})
    put_on_register(name="小童多托育园", free={1: 6, 3: 0})
    put_on_register(name="没有空托育园", free={1: 0, 3: 30})
    put_on_register(name="没填小班托育园", free={3: 40}, filed_on=TODAY)
    paused = put_on_register(name="停着的托育园", free={1: 9}, filed_on=TODAY - timedelta(days=90))
    pause(paused)
    stale = put_on_register(name="填得早托育园", free={1: 8}, filed_on=TODAY - timedelta(days=60))
    stale.vacancy_rows.update(stated_on=TODAY - timedelta(days=61))

    assert names(client, f"sort=vacancy&{query}") == [
        "小童多托育园",
        "大童多托育园",
        "没有空托育园",
        "没填小班托育园",
        "填得早托育园",
        "停着的托育园",
    ]


def test_whoever_pauses_tells_no_free_places_and_stands_behind_those_who_do(client):
    pause(put_on_register(name="停着的", free={1: 9}))
    put_on_register(name="开着的", free={1: 1}, filed_on=TODAY - timedelta(days=90))

    assert [names(client, "sort=vacancy") for names in EVERYWHERE] == [["开着的", "停着的"]] * 4


def test_by_free_places_for_an_age_asks_as_often_for_three_as_for_one(client):
    put_on_register(free={1: 1})
    client.get("/facilities/?sort=vacancy&age=8")
    with CaptureQueriesContext(connection) as one:
        client.get("/facilities/?sort=vacancy&age=8")
    put_on_register(free={1: 3})
    put_on_register(free={1: 2})
    with CaptureQueriesContext(connection) as three:
        client.get("/facilities/?sort=vacancy&age=8")

    assert len(three) == len(one)


def test_a_name_that_begins_with_the_word_comes_first(client):
    put_on_register(name="晨光托育园", filed_on=TODAY - timedelta(days=90))
    put_on_register(name="小晨光托育园", filed_on=TODAY - timedelta(days=60))
    put_on_register(name="幸福里托育园", address="杨村街道晨光路 3 号")

    assert names_on_page(client, "q=晨光") == ["晨光托育园", "小晨光托育园", "幸福里托育园"]


# Bad values


def right_of(client, query):
    [place] = client.get(f"/facilities/?{query}").context["places"]
    return place.right


def test_of_a_child_whose_age_is_known_the_places_in_its_class_are_told(client):
    put_on_register(free={1: 4, 2: 0, 3: 8})

    assert right_of(client, "") == "空余 12 个"
    assert right_of(client, "age=8") == "适龄班空余 4 个"
    assert right_of(client, "age=18") == "适龄班暂无空余"
    assert right_of(client, "born=2023-09") == "适龄班空余 8 个"


def test_the_places_of_another_class_are_never_promised_to_a_child(client):
    put_on_register(free={3: 8})

    assert right_of(client, "age=8") == "适龄班空余待更新"


def test_an_old_statement_is_old_for_every_age(client):
    put_on_register(free={1: 4}, stated_on=TODAY - timedelta(days=61))

    assert right_of(client, "age=8") == "空余待更新"


def test_places_are_not_offered_while_a_facility_pauses(client):
    pause(put_on_register(free={1: 4}))

    assert right_of(client, "") == right_of(client, "age=8") == "空余请打电话问"


def test_whoever_finds_only_closed_ones_is_led_to_them(client):
    put_on_register(Standing.CLOSED, name="旧梦托育园")

    page = client.get("/facilities/?q=旧梦").text

    address = re.search(r'href="([^"]+)">看已注销的 1 家', page)[1].replace("&amp;", "&")
    assert names_on_page(client, address.lstrip("?")) == ["旧梦托育园"]
