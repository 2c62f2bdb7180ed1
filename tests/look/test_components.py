"""Components: what they show for what they are given, and when there is nothing."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


@pytest.mark.parametrize(
    ("name", "context", "sentence"),
    [
        ("queue", {"entries": [], "caption": "待办"}, "现在没有等您处理的事。"),
        ("rows", {"entries": []}, "没有符合条件的内容。"),
        ("tasks", {"entries": []}, "没有事项。"),
        ("timeline", {"entries": []}, "还没有记录。"),
        ("timeline", {"entries": [], "empty": "今年还没有检查。"}, "今年还没有检查。"),
    ],
)
def test_an_empty_list_is_a_sentence(name, context, sentence):
    assert words_of(component(name, **context)) == sentence


def test_a_button_that_cannot_be_pressed_says_what_is_missing():
    html = component("next", title="限 12月5日前改好 1 项。", label="提交整改", why="还差照片。")

    assert re.search(r"<button[^>]* disabled", html)
    assert words_of(html) == "限 12月5日前改好 1 项。 提交整改 还差照片。"


def test_a_next_step_that_changes_something_is_posted_with_its_token():
    html = component("next", title="轮到您。", label="提交", action="/there/", csrf_token="abc")

    assert '<form method="post" action="/there/">' in html
    assert 'name="csrfmiddlewaretoken" value="abc"' in html


def test_a_fact_without_value_says_so_and_a_fact_has_its_source():
    html = component("facts", facts=[("托位", 0, "机构申报"), ("餐费", "", ""), ("备注", None, "")])

    assert words_of(html) == "托位 0 机构申报 餐费 未填写 备注 未填写"


def test_the_clock_gives_every_day_its_reason():
    days = [
        {"date": date(2026, 4, 3), "state": "done", "label": "", "reason": "工作日，第 1 天"},
        {"date": date(2026, 4, 4), "state": "off", "label": "假", "reason": "清明节放假，不计"},
    ]

    html = component("clock", days=days, sentences=["第 1 轮。"])

    cells = re.findall(r'<li class="(\w+)">(.*?)</li>', html, re.S)
    assert [(state, words_of(cell)) for state, cell in cells] == [
        ("done", "4/ 3 五"),
        ("off", "4 假"),
    ]
    reasons = re.findall(r"<span>([^<]*，[^<]*)</span>", html)
    assert reasons == ["工作日，第 1 天", "清明节放假，不计"]


def test_pages_of_a_list_keep_its_filters():
    request = RequestFactory().get("/facilities/", {"q": "杨村", "page": "2"})
    page = Paginator(range(60), 20).get_page(2)

    html = Template("{% pagination page '家' %}").render(
        Context({"page": page, "request": request})
    )

    links = re.findall(r'href="([^"]+)"', html)
    assert links == [f"?q=%E6%9D%A8%E6%9D%91&amp;page={number}" for number in (1, 1, 3, 3)]
    assert words_of(html) == "上一页 1 2 3 下一页 共 60 家"


def test_a_single_page_has_no_links():
    page = Paginator(range(3), 20).get_page(1)
    context = Context({"page": page, "request": RequestFactory().get("/")})

    assert Template("{% pagination page %}").render(context).strip() == ""


def test_the_filter_form_stands_in_the_panel_that_folds_on_a_phone():
    html = Template("{% filters active=2 %}<form>条件</form>{% endfilters %}").render(Context())

    assert "筛选（已选 2 项）" in html
    assert re.search(r'<div class="filters" id="filters" popover>.*<form>条件</form>', html, re.S)


@dataclass(frozen=True)
class Place:
    name: str


def test_a_pure_component_is_drawn_anew_for_other_values():
    drawn = Template('{% pure "components/empty.html" title=place.name text=text %}')

    def once(name, text):
        return drawn.render(Context({"place": Place(name), "text": text}))

    first, again, other = once("晨光", "甲"), once("晨光", "甲"), once("<b>", "甲")

    assert (first == again, first == other) == (True, False)
    assert "<strong>晨光</strong>" in first
    assert "<strong>&lt;b&gt;</strong>" in other


def test_a_pure_component_never_hands_on_as_safe_what_was_not():
    drawn = Template('{% pure "components/source.html" source=source %}')

    html = [drawn.render(Context({"source": kind("<b>")})) for kind in (mark_safe, str)]

    assert ["<b>" in each for each in html] == [True, False]


def test_a_pure_component_refuses_values_that_may_change():
    with pytest.raises(TypeError, match="unhashable"):
        Template('{% pure "components/empty.html" title=place %}').render(
            Context({"place": {"name": "晨光"}})
        )
