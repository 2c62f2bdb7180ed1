"""The search finds exactly what looking through every text would find, in the same order."""

from datetime import date
from random import Random

import pytest

from benchmarks.queries import random_query
from benchmarks.register import write_register
from registry.choices import PublicSort, Standing
from registry.filters import found as limits
from registry.filters.found import Found, FoundPages, WholeRegister
from registry.models import Facility
from registry.search import asked_grams, read_words

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 11)


def looking_through(words):
    """Every word is a part of one of the lines: the definition, without any index."""
    held = Facility.objects.listed().order_by("-filed_on", "-id")
    return [
        facility
        for facility in held
        if all(
            any(word in line for line in facility.search_text.split("\n"))
            for word in read_words(words).words
        )
    ]


def searched(words, sort=PublicSort.NEWEST, closed=False, months=None):
    asked = {"sort": sort, "stated_since": SINCE, "closed": closed, "months": months}
    return Found(Facility.objects.listed(), words, **asked)


def keys_of(found):
    return [facility.pk for stretch in found.stretches() for facility in stretch]


@pytest.fixture
def register(db):
    write_register(120)
    return list(Facility.objects.values_list("search_text", flat=True))


@pytest.mark.parametrize("most", [1000, 5])
def test_random_queries_find_what_looking_through_finds(register, monkeypatch, most):
    monkeypatch.setattr(limits, "MOST_COUNTED", most)
    random = Random(most)  # noqa: S311 - a test that repeats itself

    for _ in range(150):
        words = random_query(random, register)
        expected = looking_through(words)
        living = [each.pk for each in expected if each.standing != Standing.CLOSED]
        found = searched(words)

        assert keys_of(found) == living, words
        assert keys_of(searched(words, closed=True)) == [each.pk for each in expected], words
        assert min(found.total, most + 1) == min(len(living), most + 1), words
        assert min(found.closed, most + 1) == min(len(expected) - len(living), most + 1), words


@pytest.mark.parametrize("most", [1000, 5])
@pytest.mark.usefixtures("register")
def test_pages_laid_side_by_side_are_the_whole_list(monkeypatch, most):
    monkeypatch.setattr(limits, "MOST_COUNTED", most)

    for sort, months in [*((sort, None) for sort in PublicSort), (PublicSort.VACANCY, 20)]:
        for words in ("", "托育", "镇 yuan"):
            assert_pages_are_the_whole_list(sort, words, months)


def assert_pages_are_the_whole_list(sort, words, months):
    whole = keys_of(searched(words, sort, months=months))

    pages = FoundPages(searched(words, sort, months=months), 7)
    shown = [
        key
        for number in range(1, -(-len(whole) // 7) + 1)
        for key in pages.object_list.part((number - 1) * 7, number * 7)
    ]

    assert shown == whole
    assert len(whole) == len(set(whole)) == len(keys_of(searched(words)))


@pytest.mark.parametrize("most", [1000, 5])
@pytest.mark.usefixtures("register")
def test_the_whole_register_is_what_a_search_without_words_finds(monkeypatch, most):
    monkeypatch.setattr(limits, "MOST_COUNTED", most)
    for question in (limits._newest_without, limits._of_standing):
        monkeypatch.setattr(question, "statements", {})  # they have the number written in them

    for sort in PublicSort:
        for closed in (False, True):
            found = searched("", sort, closed)
            whole = WholeRegister(
                Facility.objects.listed(), "", sort=sort, stated_since=SINCE, closed=closed
            )

            assert keys_of(whole) == keys_of(found)
            assert [str(whole.total), str(whole.closed)] == [str(found.total), str(found.closed)]
            for start, stop in ((0, 4), (3, 9), (100, 200)):
                assert whole.part(start, stop) == found.part(start, stop), (sort, start)


@pytest.mark.usefixtures("register")
def test_beyond_a_thousand_only_that_there_are_more_is_said_and_fifty_pages_shown(monkeypatch):
    monkeypatch.setattr(limits, "MOST_COUNTED", 60)

    pages = FoundPages(searched("武清"), 1)

    assert str(pages.count) == "超过 60"
    assert pages.num_pages == 50


@pytest.mark.usefixtures("register")
def test_the_index_follows_every_way_a_row_is_written():
    first, second, third = Facility.objects.listed().exclude(standing=Standing.CLOSED)[:3]
    Facility.objects.filter(pk=first.pk).update(search_text="麒麟")
    second.search_text = "饕餮"
    second.save()
    Facility.objects.filter(pk=second.pk).update(vacancies=None, vacancies_stated_on=None)
    third.search_text = "貔貅"
    Facility.objects.bulk_update([third], ["search_text"])

    assert [keys_of(searched(word)) for word in ("麒麟", "饕餮", "貔貅")] == [
        [first.pk],
        [second.pk],
        [third.pk],
    ]
    assert first.pk not in keys_of(searched("武清"))


def test_a_code_is_told_by_its_end_and_a_name_by_every_pair():
    assert asked_grams("91120114ma00000042") == {"0004", "0042"}
    assert asked_grams("120114-ty-2006-00000") == {"2006", "0000"}
    assert asked_grams("91120114mate5t017j") == {
        "2011",
        "0114",
        "4m",
        "ma",
        "at",
        "te",
        "e5",
        "5t",
        "t0",
        "01",
        "17",
        "7j",
    }
    assert asked_grams("光明道2026号") == {"光明", "明道", "道2", "2026", "6号"}
    assert asked_grams("鹤翔凤") == {"鹤翔", "翔凤"}
    assert asked_grams("278号") == {"27", "78", "8号"}
    assert asked_grams("鹤") == {"鹤"}
