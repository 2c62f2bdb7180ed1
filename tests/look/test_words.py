"""Dates, ages, money and telephone numbers as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags import words


@pytest.fixture(autouse=True)
def march_2026():
    with clock.travel(datetime(2026, 3, 12, 4, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("when", "words_on_the_page"),
    [
        (date(2026, 3, 12), "3月12日"),
        (date(2025, 11, 3), "2025年11月3日"),
        (datetime(2026, 3, 11, 16, 30, tzinfo=UTC), "3月12日"),
        (None, ""),
    ],
)
def test_a_day_has_its_year_only_where_it_is_not_this_one(when, words_on_the_page):
    assert words.day(when) == words_on_the_page


def test_a_day_has_its_year_where_a_page_asks_for_it():
    assert words.day(date(2026, 3, 12), "year") == "2026年3月12日"


@pytest.mark.parametrize(
    ("when", "words_on_the_page"),
    [
        (datetime(2026, 3, 11, 8, 20, tzinfo=UTC), "3月11日 16:20"),
        (datetime(2025, 12, 31, 16, 5, tzinfo=UTC), "1月1日 00:05"),
        (date(2026, 3, 11), "3月11日"),
        (None, ""),
    ],
)
def test_a_moment_is_told_in_the_time_of_the_district(when, words_on_the_page):
    assert words.moment(when) == words_on_the_page


def test_a_weekday_is_one_character():
    assert [words.weekday(date(2026, 3, 9 + n)) for n in range(7)] == [
        "周一",
        "周二",
        "周三",
        "周四",
        "周五",
        "周六",
        "周日",
    ]


@pytest.mark.parametrize(
    ("months", "words_on_the_page"),
    [
        (0, "0 个月"),
        (6, "6 个月"),
        (12, "1 岁"),
        (18, "1 岁半"),
        (20, "1 岁 8 个月"),
        (30, "2 岁半"),
        (36, "3 岁"),
        (None, ""),
    ],
)
def test_ages_are_months_first_and_years_from_twelve(months, words_on_the_page):
    assert words.age(months) == words_on_the_page


@pytest.mark.parametrize(
    ("youngest", "oldest", "words_on_the_page"),
    [
        (6, 36, "6 个月到 3 岁"),
        (18, None, "1 岁半以上"),
        (None, 36, "3 岁以下"),
        (0, 36, "0 个月到 3 岁"),
        (None, None, ""),
    ],
)
def test_a_range_of_ages_may_be_open(youngest, oldest, words_on_the_page):
    assert words.age_range(youngest, oldest) == words_on_the_page


@pytest.mark.parametrize(
    ("amount", "words_on_the_page"),
    [
        (1680, "1,680"),
        (Decimal("1680.00"), "1,680"),
        (Decimal("18.50"), "18.50"),
        (0, "0"),
        (None, ""),
    ],
)
def test_money_shows_fen_only_where_there_are_any(amount, words_on_the_page):
    assert words.money(amount) == words_on_the_page


def test_a_telephone_can_be_dialled_with_its_extension():
    assert words.dialled("022-8212 0000 转 8") == "02282120000,8"


def test_facts_in_one_line_are_parted_and_their_words_escaped():
    assert words.facts("首次备案　·　<b>") == "<span>首次备案</span> <span>&lt;b&gt;</span>"


def test_only_the_numbers_for_help_are_made_to_be_called():
    html = words.with_urgent_calls("先拨打 110；<b>编号 120114、1100 不是。")

    assert html == '先拨打 <a href="tel:110">110</a>；&lt;b&gt;编号 120114、1100 不是。'
