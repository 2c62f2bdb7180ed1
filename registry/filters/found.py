"""What was found (查找结果): counted honestly up to a thousand, paged without reading the rest.

One clever statement over a hundred thousand rows is a gamble of the planner. Two plain ones are
not: the first asks the index who holds the words, for a thousand at most; then few are put in order
here, and of many the page is read along the index of the order, where the next is near. What is
handed on are keys: what is shown of them, the page reads for itself.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from registry.choices import TAKING_STANDINGS, PublicSort, Standing
from registry.models import Facility, Pause
from registry.search import (
    first_word,
    indexed,
    matching,
    most_free,
    nearness,
    newest,
    stretches_of,
)
from wuqing_tuoyu.prepared import prepared

MOST_COUNTED = 1000
LAST_PAGE = 50
EARLY = 6  # times as many as are wanted: a class has a part of the places
RANKED = (PublicSort.RELEVANCE, PublicSort.NEWEST, PublicSort.DISTANCE)


class Tally(int):
    """How many there are (家数): the number up to a thousand, beyond that only that it is more."""

    @property
    def is_more(self) -> bool:
        return self > MOST_COUNTED

    def __str__(self) -> str:
        return f"超过 {MOST_COUNTED:,}" if self.is_more else str(int(self))


class Held(NamedTuple):
    """A facility that holds the words: its key, and what its place among few depends on."""

    pk: int
    standing: str
    filed_on: date
    name: str


class Found:
    """Facilities that fit the filters and hold the words, in an order; read only as asked for."""

    def __init__(
        self,
        facilities: QuerySet,
        words: str,
        *,
        sort: str,
        stated_since: date,
        closed: bool,
        months: int | None = None,
    ):
        self.facilities = facilities.order_by()
        self.words = words.strip()
        self.sort = sort
        self.stated_since = stated_since
        self.months = months
        self.shows_closed = closed

    @cached_property
    def few(self) -> list[Held] | None:
        """Whoever holds the words, newest first; nothing where they are more than are counted."""
        held = self.facilities.filter(indexed(self.words))
        rows = held.values_list(*Held._fields)[: MOST_COUNTED + 1]
        if len(rows) > MOST_COUNTED:
            return None
        return sorted(map(Held._make, rows), key=attrgetter("filed_on", "pk"), reverse=True)

    @cached_property
    def shown(self) -> list[Held] | None:
        if self.few is None or self.shows_closed:
            return self.few
        return [held for held in self.few if held.standing != Standing.CLOSED]

    @cached_property
    def ranks(self) -> list[list[int]] | None:
        """Keys of few, those whose names are nearest to the words first; of a rank the newest."""
        if self.shown is None or self.sort not in RANKED:
            return None
        if self.is_by_date:
            return [[held.pk for held in self.shown]]
        word = first_word(self.words)
        ranks: dict[int, list[int]] = {}
        for held in self.shown:
            ranks.setdefault(nearness(word, held.name), []).append(held.pk)
        return [ranks[each] for each in sorted(ranks)]

    @cached_property
    def total(self) -> Tally:
        if self.shown is not None:
            return Tally(len(self.shown))
        return self._tally(Q() if self.shows_closed else ~Q(standing=Standing.CLOSED))

    @cached_property
    def closed(self) -> Tally:
        """How many closed ones are left out."""
        if self.shows_closed:
            return Tally(0)
        if self.few is not None:
            return Tally(len(self.few) - len(self.shown))
        return self._tally(Q(standing=Standing.CLOSED))

    def _tally(self, standings: Q) -> Tally:
        held = self.facilities.filter(indexed(self.words), standings).values("pk")
        return Tally(held[: MOST_COUNTED + 1].count())

    @property
    def is_by_date(self) -> bool:
        """Does the newest come first? Relevance is weighed only among few."""
        relevance = self.sort == PublicSort.RELEVANCE and (not self.words or self.few is None)
        return relevance or self.sort == PublicSort.NEWEST

    def stretches(self, most: int | None = None) -> Iterator[QuerySet]:
        """All that is shown, in order, in as many parts as the order has; or the first so many."""
        if self.ranks is not None:
            for keys in self.ranks:
                yield Facility.objects.filter(pk__in=keys).order_by(*newest())
            return
        sort = PublicSort.NEWEST if self.is_by_date else self.sort
        if sort == PublicSort.VACANCY:
            yield from self._by_free_places(most)
            return
        for condition, order in stretches_of(sort):
            yield self._all_shown.filter(condition).order_by(*order)

    def _by_free_places(self, most: int | None) -> Iterator[QuerySet]:
        """Those whose line tells a number, by that number; then those whose line tells none."""
        shown, tells = self._all_shown, Q(vacancies_stated_on__gte=self.stated_since)
        tells &= Q(standing__in=TAKING_STANDINGS) & ~Q(Exists(_pauses()))
        if self.months is None:
            yield shown.filter(tells).order_by(*most_free())
            yield shown.filter(~tells).order_by(*newest())
            return
        shown = shown.with_free_at_age(self.months, self.stated_since)
        tells &= Q(free_at_age__isnull=False)
        telling = shown.filter(tells)
        if most and self.shown is None:
            telling = _perhaps_first(telling, most)
        yield telling.order_by(*most_free("free_at_age"))
        yield shown.filter(~tells).order_by(*newest())

    @property
    def _all_shown(self) -> QuerySet:
        if self.shown is not None:
            return Facility.objects.filter(pk__in=[held.pk for held in self.shown])
        shown = self.facilities.filter(matching(self.words))
        return shown if self.shows_closed else shown.exclude(standing=Standing.CLOSED)

    def part(self, start: int, stop: int) -> list[int]:
        """Keys `start` to `stop` of all stretches, one after the other."""
        if self.ranks is not None:
            return list(chain.from_iterable(self.ranks))[start:stop]
        keys: list[int] = []
        for stretch in self.stretches(most=stop):
            some = list(stretch.values_list("pk", flat=True)[start:stop])
            keys += some
            if len(some) == stop - start:
                break
            passed = start + len(some) if some or not start else stretch[:start].count()
            start, stop = max(start - passed, 0), stop - passed
        return keys

    def after(self, facility: Facility) -> QuerySet:
        """What follows this one, newest first: a key to go on from, however far."""
        older = Q(filed_on__lt=facility.filed_on)
        same_day = Q(filed_on=facility.filed_on, pk__lt=facility.pk)
        return self._all_shown.filter(older | same_day).order_by(*newest())


class WholeRegister(Found):
    """Everybody (全部名录): no word and no filter leaves anybody out, and nobody is weighed.

    It is what is asked for most, so its first thousand come by a prepared question.
    """

    few = shown = ranks = None

    @cached_property
    def first(self) -> list[int]:
        """Keys of the newest, as far as is counted."""
        return [key for (key,) in _newest_without("" if self.shows_closed else Standing.CLOSED)]

    @cached_property
    def total(self) -> Tally:
        return Tally(len(self.first))

    @cached_property
    def closed(self) -> Tally:
        return Tally(0 if self.shows_closed else len(_of_standing(Standing.CLOSED)))

    def part(self, start: int, stop: int) -> list[int]:
        if self.is_by_date and (stop <= MOST_COUNTED or not self.total.is_more):
            return self.first[start:stop]
        return super().part(start, stop)


@prepared
def _newest_without(standing: str) -> QuerySet[Facility, tuple]:
    facilities = Facility.objects.listed().exclude(standing=standing).order_by(*newest())
    return facilities.values_list("pk")[: MOST_COUNTED + 1]


@prepared
def _of_standing(standing: str) -> QuerySet[Facility, tuple]:
    return Facility.objects.filter(standing=standing).values_list("pk")[: MOST_COUNTED + 1]


def _pauses() -> QuerySet:
    return Pause.objects.open().filter(facility=OuterRef("pk"))


def _perhaps_first(telling: QuerySet, most: int) -> QuerySet:
    """Without those that are surely not among the first by free places for an age.

    These are never more than the free places of all ages, which an index hands over in order: of
    whoever comes early there, the last of the first so many sets how many one must have in all.
    """
    early = telling.order_by(*most_free()).values_list("free_at_age", flat=True)
    free = sorted(early[: EARLY * most], reverse=True)
    return telling.filter(vacancies__gte=free[most - 1]) if len(free) >= most else telling


class FoundPages(Paginator):
    """The first fifty pages of what was found (分页), each a list of keys."""

    @property
    def count(self) -> Tally:
        return self.object_list.total

    @property
    def num_pages(self) -> int:
        return min(-(-self.count // self.per_page) or 1, LAST_PAGE)

    def page(self, number) -> object:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        return self._get_page(self.object_list.part(start, start + self.per_page), number, self)
