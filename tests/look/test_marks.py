"""Tags, badges and deadlines: a word first, a colour second."""

from datetime import UTC, date, datetime

import pytest
from django.db import models
from django.utils.safestring import mark_safe

from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags import look


class Ripeness(models.TextChoices):
    GREEN = "green", "未熟"
    RIPE = "ripe", "已熟"


class WayHome(models.TextChoices):
    ON_FOOT = "on_foot", "步行"
    BY_BUS = "by_bus", "公交"

    @property
    def tone(self):
        return {"on_foot": "ok"}.get(self, "info")


RIPENESS_TONES = {Ripeness.RIPE: "ok"}


def test_a_tag_is_a_word_in_a_tone():
    assert look.tag("wait", "待补正") == '<span class="tag wait">待补正</span>'


def test_a_tag_escapes_what_people_wrote():
    assert look.tag("plain", "<b>") == '<span class="tag plain">&lt;b&gt;</span>'
    assert look.tag("plain", mark_safe("6 ㎡")) == '<span class="tag plain">6 ㎡</span>'


def test_an_unknown_tone_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="'green' is not one of the tones"):
        look.tag("green", "已核实")


@pytest.mark.parametrize(
    ("choice", "badge"),
    [
        (Ripeness.RIPE, '<span class="tag ok">已熟</span>'),
        (Ripeness.GREEN, '<span class="tag plain">未熟</span>'),
        (WayHome.ON_FOOT, '<span class="tag ok">步行</span>'),
        (WayHome.BY_BUS, '<span class="tag info">公交</span>'),
    ],
)
def test_a_badge_takes_its_tone_from_the_choice_or_from_the_table_beside_it(choice, badge):
    assert look.status_badge(choice) == badge


@pytest.mark.parametrize(
    ("day", "tone", "words"),
    [
        (11, "bad", "超期 1 天"),
        (12, "wait", "今天到期"),
        (13, "wait", "明天到期"),
        (14, "info", "还有 2 天"),
        (15, "plain", "还有 3 天"),
    ],
)
def test_a_deadline_says_how_long_there_is(day, tone, words):
    with clock.travel(datetime(2026, 3, 12, 4, tzinfo=UTC)):
        assert look.due(date(2026, 3, day)) == f'<span class="tag {tone}">{words}</span>'


def test_an_estimated_deadline_is_never_late():
    with clock.travel(datetime(2027, 1, 8, tzinfo=UTC)):
        badge = look.due(date(2027, 1, 5), estimate=True)

    assert badge == '<span class="tag plain">暂估 1月5日</span>'


def test_no_deadline_is_no_mark():
    assert look.due(None) == ""
