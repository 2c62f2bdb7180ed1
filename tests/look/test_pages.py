"""The frame: who is offered what, large text, the front door, pages about a problem."""

import re

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from wuqing_tuoyu import navigation

pytestmark = pytest.mark.django_db


def offered(*roles, path="/"):
    viewer = navigation.Viewer("王敏", "区卫生健康委", frozenset(roles))
    return navigation.entries_for(viewer, path)


@pytest.fixture
def every_address_served(monkeypatch):
    monkeypatch.setattr(navigation, "served", lambda address: address)


@pytest.mark.parametrize(
    ("roles", "labels"),
    [
        (
            [navigation.PUBLIC],
            ["找托育", "办事指南", "职责分工", "核实与注销", "数据", "核对回执"],
        ),
        ([navigation.OPERATOR], ["工作台", "备案", "整改", "我的机构"]),
        (
            [navigation.COMMISSION, navigation.INSPECTING_UNIT],
            [
                "工作台",
                "备案",
                "核验",
                "检查",
                "走访",
                "整改",
                "投诉举报",
                "抽查",
                "机构",
                "联席会议",
                "职责",
            ],
        ),
        ([navigation.UNIT], ["工作台", "核验", "走访", "投诉举报", "机构", "联席会议", "职责"]),
        (
            [navigation.TOWNSHIP],
            ["工作台", "核验", "登记信息", "走访", "整改", "投诉举报", "机构", "联席会议", "职责"],
        ),
        ([navigation.REGISTRAR], ["登记信息"]),
        ([navigation.OFFICE], ["工作台", "监督概览", "机构", "联席会议", "提醒", "职责", "数据"]),
        ([navigation.ADMINISTRATOR], ["工作台", "检查规则", "检查清单", "系统管理"]),
    ],
)
@pytest.mark.usefixtures("every_address_served")
def test_each_role_is_offered_exactly_these_ways(roles, labels):
    assert [way.label for way in offered(*roles)] == labels


@pytest.mark.usefixtures("every_address_served")
def test_the_way_one_is_on_is_marked_also_on_pages_below_it():
    ways = offered(navigation.OPERATOR, path="/filings/3f/")

    assert [way.label for way in ways if way.is_current] == ["备案"]


def test_an_address_where_nothing_answers_is_not_offered():
    assert navigation.served("/") == "/"
    assert navigation.served("/nowhere/") == ""


@pytest.mark.parametrize("address", ["/", "/accessibility/", "/look/"])
def test_every_page_is_in_chinese_with_one_heading_and_a_way_past_the_menu(client, address):
    html = client.get(address).content.decode()

    assert '<html lang="zh-Hans">' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert '<a class="skip" href="#content">' in html
    assert re.search(r'<main class="page" id="content"', html)


def test_the_front_door_asks_one_question_and_sends_it_to_the_register(client):
    html = client.get("/").content.decode()

    assert re.search(r"<h1>\s*找一家已备案的托育机构\s*</h1>", html)
    assert len(re.findall(r'class="btn btn-primary', html)) == 1


def test_the_front_door_can_be_kept_for_everybody(client):
    response = client.get("/")

    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response.cookies == {}


def test_large_text_is_remembered_and_taken_back(client):
    large = client.post("/text-size/", {"size": "large", "next": "/accessibility/"})
    large_page = client.get("/").content.decode()
    client.post("/text-size/", {"size": "normal"})
    normal_page = client.get("/").content.decode()

    assert large.url == "/accessibility/"
    assert '<html lang="zh-Hans" data-text="large">' in large_page
    assert "标准字" in large_page
    assert '<html lang="zh-Hans">' in normal_page


def test_the_text_size_form_sends_nobody_to_another_site(client):
    response = client.post("/text-size/", {"size": "large", "next": "https://elsewhere.example/"})

    assert response.url == "/"


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_about_a_problem_needs_no_context_and_has_a_way_out(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = get_template(name).render()

    assert 'href="/"' in html
    assert 'href="tel:02200000000"' in html
    assert "操作失败" not in html


def test_a_missing_page_is_told_with_the_same_words_to_everybody(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()


def test_the_error_page_is_served_as_a_whole_page():
    html = get_template("404.html").render({}, RequestFactory().get("/nowhere/"))

    assert html.count("</html>") == 1
