"""Search of a hundred thousand: right in every case, and against looking through every row."""

import time
from random import Random

from django.db import connection

from benchmarks.database import register_of, texts
from benchmarks.measure import compare, judged, tell
from benchmarks.queries import random_query
from benchmarks.register import TODAY
from registry.choices import PublicSort, Standing
from registry.filters.found import MOST_COUNTED, Found, FoundPages
from registry.models import Facility
from registry.search import matching, newest, read_words

LENGTH = 100_000
QUERIES = 2_000
RARE = ("鹤翔凤", "120114-ty-2006-0006", "麟趾麟", "91120114ma00000042", "栖龙腾", "鹏")
COMMON = ("托育", "武清区", "园", "wqq", "zhongxin", "t", "1")
FIRST_PAGE = 20


def run():
    register_of(LENGTH)
    every_query_is_right()
    time_of("search_rare_words", RARE, times=10, goal=1 / 200)
    for word in COMMON:
        time_of("search_common_word", [word], times=5, goal=1.3)
    time_of("search_middling_words", ("幸福", "光明道 18", "童心 yuan", "诚"), times=5)
    hostile()
    if connection.vendor == "postgresql":
        sizes()


def searched(words):
    return Found(
        Facility.objects.listed(),
        words,
        sort=PublicSort.NEWEST,
        stated_since=TODAY,
        closed=False,
    )


def page_of(words, number=1):
    """What the page asks: how many, how many closed, and one page of them."""
    pages = FoundPages(searched(words), FIRST_PAGE)
    return pages.count, pages.object_list.closed, list(pages.page(min(number, pages.num_pages)))


def keys(facilities):
    return facilities.values_list("pk", flat=True)


def looked_through(words):
    """The same the plain way: two counts and a page, by LIKE or instr alone."""
    held = Facility.objects.listed().filter(matching(words))
    living = held.exclude(standing=Standing.CLOSED)
    closed = held.filter(standing=Standing.CLOSED)
    return living.count(), closed.count(), list(keys(living.order_by(*newest()))[:FIRST_PAGE])


def time_of(name, queries, times, goal=None):
    compare(
        name,
        lambda: [page_of(words) for words in queries],
        lambda: [looked_through(words) for words in queries],
        times=times,
        clock=time.perf_counter,
        goal=goal,
        queries=list(queries),
        rows=LENGTH,
    )


def every_query_is_right():
    """Two thousand random queries against the definition, computed without any database."""
    random = Random(2000)  # noqa: S311 - the same queries each time
    held = texts()
    closed = set(keys(Facility.objects.filter(standing=Standing.CLOSED)))
    some = random.sample(list(held.values()), 2000)
    wrong, slowest, nothing, many = [], 0.0, 0, 0
    for _ in range(QUERIES):
        query = random_query(random, some)
        words = read_words(query).words
        expected = {key for key, text in held.items() if all(word in text for word in words)}
        living = expected - closed
        nothing, many = nothing + (not living), many + (len(living) > MOST_COUNTED)
        began = time.perf_counter()
        total, left_out, page = page_of(query)
        slowest = max(slowest, time.perf_counter() - began)
        found = searched(query)
        is_right = (
            min(total, MOST_COUNTED + 1) == min(len(living), MOST_COUNTED + 1)
            and min(left_out, MOST_COUNTED + 1) == min(len(expected & closed), MOST_COUNTED + 1)
            and set(page) <= living
            and (found.shown is None or {held.pk for held in found.shown} == living)
        )
        if not is_right:
            wrong.append(query)
    tell(
        "search_equals_looking_through",
        queries=QUERIES,
        wrong=len(wrong),
        **judged("search_equals_looking_through", len(wrong), 0),
        examples=wrong[:5],
        found_nothing=nothing,
        found_more_than_counted=many,
        slowest_ms=round(slowest * 1000, 1),
        rows=LENGTH,
    )


def hostile():
    """The worst that can be typed: the slowest answer, in milliseconds."""
    queries = ("托" * 1700, "%_" * 2500, "* " * 25, "😀", "a\x00b", "' OR 1=1", "ﷺ" * 1600, "e")
    slowest = {}
    for words in queries:
        for number in (1, 10**9):
            began = time.perf_counter()
            page_of(words, number)
            spent = time.perf_counter() - began
            slowest[words[:6]] = max(slowest.get(words[:6], 0), round(spent * 1000, 1))
    tell("search_hostile_queries", slowest_ms=max(slowest.values()), each_ms=slowest, rows=LENGTH)


def sizes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('registry_facility_grams'), "
            "pg_relation_size('registry_facility')"
        )
        index, table = cursor.fetchone()
    tell(
        "search_grams_with_index",
        value_mb=round(index / 2**20, 1),
        floor_mb=round(table / 2**20, 1),
        ratio=round(index / table, 2),
        **judged("search_grams_with_index", index / table, 0.6),
        rows=LENGTH,
    )
