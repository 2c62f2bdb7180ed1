"""Bad values, hostile words, limits and paging of the public search."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.choices import Standing
from tests.registry.listed import (
    NOW,
    put_on_register,
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


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("township=999", "“镇街”（township）没有代码“999”。"),
        ("form=castle", "“机构形态”（form）不能是“castle”，可以是 independent（独立托育机构）"),
        ("nature=x", "“机构性质”（nature）不能是“x”"),
        ("service=full_day&service=never", "“服务形式”（service）不能是“never”"),
        ("age=一岁", "“月龄”（age）应当是 0 到 72 的整数，不能是“一岁”。"),
        ("age=-1", "“月龄”（age）应当是 0 到 72 的整数，不能是“-1”。"),
        ("age=99999999999999999999", "“月龄”（age）应当是 0 到 72 的整数"),
        ("born=2027-01", "“孩子出生年月”（born）不能是“2027-01”：不能晚于这个月。"),
        ("born=soon", "请写成 2025-03 这样的年和月。"),
        ("inclusive=yes", "“普惠机构”（inclusive）不能是“yes”"),
        ("vacancy=2", "“有空余托位”（vacancy）不能是“2”"),
        ("standing=unrecorded", "“备案状态”（standing）不能是“unrecorded”"),
        ("sort=colour", "“排序”（sort）不能是“colour”"),
        ("page=two", "“页码”（page）应当是从 1 开始的整数"),
        ("page=99", "没有第 99 页"),
    ],
)
@pytest.mark.usefixtures("register")
def test_a_bad_value_is_named_and_dropped_on_the_page_and_400_in_the_api(client, query, sentence):
    answer = client.get(f"/facilities/?{query}")

    assert answer.status_code == 200
    assert any(sentence in fault for fault in answer.context["faults"])
    assert answer.context["total"] >= 1
    if "page" in query:
        sentence = "“页码”（page）"
    refused = client.get(f"/api/v1/facilities/?{query}")
    assert refused.status_code == 400
    assert sentence in refused.json()["detail"]


@pytest.mark.parametrize("path", ["/facilities.csv", "/facilities.geojson"])
def test_a_file_is_refused_rather_than_wrong(client, path):
    answer = client.get(f"{path}?form=castle")

    assert answer.status_code == 400
    assert "“机构形态”（form）不能是“castle”" in answer.text


@pytest.mark.parametrize("born", ["2025-03", "２０２５－０３", "2025年3月", "202503", " 2025/3 "])
def test_a_month_of_birth_may_be_written_as_people_write_it(client, born):
    put_on_register(name="收十二个月", min_age=12, max_age=18)
    put_on_register(name="收十三个月", min_age=13, max_age=18)

    answer = client.get("/facilities/", {"born": born})

    assert [place.name for place in answer.context["places"]] == ["收十二个月"]
    assert answer.context["chips"][0]["label"] == "2025年3月出生"


def test_words_beyond_the_limit_are_dropped_and_named(client):
    put_on_register(name="晨光托育园")

    answer = client.get("/facilities/?q=晨 光 托 育 园 不存在")

    assert [place.name for place in answer.context["places"]] == ["晨光托育园"]
    assert "没有用上的是：不存在" in answer.text
    notes = client.get("/api/v1/facilities/?q=晨 光 托 育 园 不存在").json()["notes"]
    assert notes == ["最多按 5 个词、每个词 20 个字查找，没有用上的是：不存在"]


@pytest.mark.parametrize(
    "words", ["乾", "坤", "乾坤", "坤托", "qiankun", "QKTE", "托兒", "答覆", "覆", "道乾"]
)
def test_a_part_is_found_whatever_phrase_stands_around_it(client, words):
    put_on_register(name="乾坤托儿所", address="答覆道乾隆里 2 号")
    put_on_register(name="晨光托育园")

    assert names_on_page(client, urlencode({"q": words})) == ["乾坤托儿所"]


# Where nobody may be hurt


@pytest.mark.parametrize(
    "value",
    [
        "%",
        "_",
        "\\",
        "%25",
        "' OR 1=1 --",
        '"><script>alert(1)</script>',
        "\x00",
        "a\x00b",
        "😀👶🏽",
        "托" * 5000,
        "ﷺ" * 3000,
        "{{ 7*7 }}",
        "../../etc/passwd",
        "‮\u200b\ufeff",
        "'''''",
        "1e309",
        "²",
        "٣",
    ],
)
@pytest.mark.usefixtures("register")
def test_hostile_words_and_values_harm_nothing(client, value):
    for path in ("/facilities/", "/facilities.csv", "/facilities.geojson", "/api/v1/facilities/"):
        for name in ("q", "township", "form", "age", "born", "service", "sort", "page", "view"):
            answer = client.get(path, {name: value})
            assert answer.status_code in {200, 400}, (path, name)
    assert b"<script>alert" not in client.get("/facilities/", {"q": value}).content


@pytest.mark.parametrize(("length", "status"), [(8_000, 200), (60_000, 200), (2_000_000, 400)])
def test_a_page_does_not_repeat_endless_words_to_whoever_sent_them(client, length, status):
    plain = client.get("/facilities/")
    answer = client.get(f"/facilities/?q={'a' * length}")

    assert answer.status_code == status
    assert len(answer.content) < len(plain.content) + 20_000


def test_links_to_other_pages_do_not_repeat_endless_words_either(client):
    for _ in range(25):
        put_on_register(name="安托育园")

    answer = client.get(f"/facilities/?q={'a+' * 30_000}")

    assert answer.context["total"] == 25
    assert max(map(len, answer.text.split('"'))) < 2_000


@pytest.mark.usefixtures("register")
def test_signs_of_the_database_are_only_signs(client):
    assert names_on_page(client, "q=%25") == []
    assert names_on_page(client, "q=_") == []


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/facilities/", 8),
        ("/facilities/?age=8", 8),  # free places of the class that takes the child
        ("/facilities/?view=map", 8),
        ("/api/v1/facilities/", 7),
    ],
)
def test_as_many_queries_for_fifty_as_for_one(client, path, most):
    used = []
    for wanted in (1, 3, 50):
        while len(client.get("/api/v1/facilities/?page_size=200").json()["results"]) < wanted:
            put_on_register(Standing.NONCONFORMING, free={1: 2})
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        used.append(len(queries))

    assert used[0] == used[1] == used[2] <= most


def test_pages_keep_their_filters_and_count_honestly(client):
    for _ in range(25):
        put_on_register(Standing.VERIFIED)
    put_on_register(Standing.RECORDED)

    answer = client.get("/facilities/?standing=verified&page=2")

    assert answer.context["total"] == 25
    assert len(answer.context["places"]) == 5
    assert "?standing=verified&amp;page=1" in answer.text


def test_chips_lead_to_the_search_without_them(client):
    township()

    chips = client.get(
        "/facilities/?q=a&township=120114001&service=full_day&service=hourly&vacancy=1"
    ).context["chips"]

    assert [(chip["label"], chip["address"]) for chip in chips] == [
        ("杨村街道", "?q=a&service=full_day&service=hourly&vacancy=1"),
        ("全日托", "?q=a&township=120114001&service=hourly&vacancy=1"),
        ("计时托", "?q=a&township=120114001&service=full_day&vacancy=1"),
        ("有空余托位", "?q=a&township=120114001&service=full_day&service=hourly"),
    ]
