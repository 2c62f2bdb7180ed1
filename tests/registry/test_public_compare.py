"""Facilities side by side (对比): up to three, by plain links, for anybody."""

from datetime import timedelta

import pytest

from registry.choices import Standing
from tests.registry.listed import NOW, TODAY, pause, put_on_register
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def compare(client, *facilities, **more):
    query = {"id": [facility.public_id for facility in facilities]} | more
    answer = client.get("/facilities/compare/", query)
    assert answer.status_code == 200
    return answer


def names(answer):
    return [str(each["facility"]) for each in answer.context["chosen"]]


def test_two_facilities_stand_side_by_side_in_the_order_asked(client):
    one = put_on_register(name="小青禾托育中心", is_inclusive=True, free={1: 2})
    other = put_on_register(Standing.RECORDED, name="晨光托育园", offers_half_day=True)

    answer = compare(client, other, one)

    assert names(answer) == ["晨光托育园", "小青禾托育中心"]
    facts = dict(answer.context["facts"])
    assert facts["服务形式"] == [["全日托、半日托"], ["全日托"]]
    assert facts["空余托位"] == [["空余未填报"], ["空余 2 个", "3月12日填报"]]
    assert facts["称号"] == [[], ["普惠托育机构"]]


def test_the_standing_is_said_with_what_it_means(client):
    standings = (Standing.VERIFIED, Standing.NONCONFORMING, Standing.CLOSED)
    three = [put_on_register(standing) for standing in standings]
    pause(three[0])

    facts = dict(compare(client, *three).context["facts"])

    assert facts["备案状态"] == [
        ["已核实，暂停服务", "2026年2月20日现场看过，符合条件"],
        [
            "核实不符合",
            "现场查看，有 1 项没达到要求：保健观察室不足 6 平方米，限 3月26日前改好",
        ],
        ["已注销", "2026年3月9日注销，不再提供托育服务"],
    ]


def test_free_places_are_told_class_by_class_where_they_are_fresh(client):
    one = put_on_register(free={1: 2})
    old = put_on_register(free={1: 2}, stated_on=TODAY - timedelta(days=61))

    [fresh, stale] = dict(compare(client, one, old).context["facts"])["班级"]

    assert fresh[0] == "6 个月到 1 岁，10 个托位，空余 2 个"
    assert stale[0] == "6 个月到 1 岁，10 个托位"


def test_of_a_closed_one_nobody_says_that_it_stated_nothing(client):
    closed = put_on_register(Standing.CLOSED, has_guard=True)

    text = compare(client, closed, put_on_register(has_guard=True)).text

    assert "没有填报" not in text
    assert '<span class="soft">已注销</span>' in text


def test_a_fourth_is_left_out_and_the_page_says_so(client):
    four = [put_on_register(name=f"第{number}托育园") for number in range(4)]

    answer = compare(client, *four)

    assert names(answer) == ["第0托育园", "第1托育园", "第2托育园"]
    assert "一次最多对比 3 家" in answer.text


def test_what_is_not_on_the_register_is_not_compared(client):
    draft = put_on_register(Standing.UNRECORDED, name="草稿托育园")
    one = put_on_register()

    answer = compare(client, one, draft)

    assert names(answer) == [one.name]
    assert "有 1 家在名单里没有找到" in answer.text
    assert "草稿" not in answer.text


def test_the_page_without_anything_says_how_to_begin(client):
    assert "先选一家" in compare(client).text


def test_another_one_is_found_and_added_by_a_link(client):
    one, other = put_on_register(name="小青禾托育中心"), put_on_register(name="晨光托育园")

    answer = compare(client, one, q="托育")

    assert [str(found) for found, _ in answer.context["found"]] == ["晨光托育园"]
    [(_, address)] = answer.context["found"]
    assert names(client.get(address)) == [one.name, other.name]


def test_one_is_taken_out_by_a_link(client):
    one, other = put_on_register(), put_on_register()

    [first, _] = compare(client, one, other).context["chosen"]

    assert names(client.get(first["without"])) == [other.name]


def test_the_same_one_twice_counts_once(client):
    one = put_on_register()

    assert names(compare(client, one, one)) == [one.name]


def test_a_pause_is_told_beside_the_standing(client):
    one = put_on_register()
    pause(one)

    assert "暂停服务" in compare(client, one).text


@pytest.mark.parametrize("wrong", ["x" * 5000, "\x00", "'; drop", "％"])
def test_strange_addresses_are_answered(client, wrong):
    answer = client.get("/facilities/compare/", {"id": wrong, "q": wrong})

    assert answer.status_code == 200
