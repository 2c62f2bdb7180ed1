"""What was found (查找结果): counted honestly up to a thousand, paged without reading the rest.

One clever statement over a hundred thousand rows is a gamble of the planner. Two plain ones are
not: the first asks the index who holds the words, for a thousand keys at most; then few are put in
order by their keys, and of many the page is read along the index of the order, where the next is
near. What is handed on are keys: what is shown of them, the page reads for itself.
"""

from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from registry.choices import PublicSort, Standing
from registry.models import Facility
from registry.search import indexed, matching, nearest, read_words, stretches_of
from wuqing_tuoyu.prepared import Keys, prepared

MOST_COUNTED = 1000
LAST_PAGE = 50


class Tally(int):
    """How many there are (家数): the number up to a thousand, beyond that only that it is more."""

    @property
    def is_more(self) -> bool:
        return self > MOST_COUNTED

    def __str__(self) -> str:
        return f"超过 {MOST_COUNTED:,}" if self.is_more else str(int(self))


class Found:
    """Facilities that fit the filters and hold the words, in an order; read only as asked for."""

    def __init__(self, facilities: QuerySet, words: str, *, sort: str, stated_since, closed: bool):
        self.facilities = facilities.order_by()
        self.words = words.strip()
        self.sort = sort
        self.stated_since = stated_since
        self.shows_closed = closed

    @cached_property
    def few(self) -> list[tuple[date, int, str]] | None:
        """Whoever holds the words, newest first; nothing where they are more than are counted."""
        held = self.facilities.filter(indexed(self.words)).values_list("filed_on", "pk", "standing")
        few = list(held[: MOST_COUNTED + 1])
        return sorted(few, reverse=True) if len(few) <= MOST_COUNTED else None

    @cached_property
    def keys(self) -> list[int] | None:
        """Those of few that are shown, newest first."""
        if self.few is None:
            return None
        return [key for _, key, standing in self.few if self._is_shown(standing)]

    def _is_shown(self, standing: str) -> bool:
        return self.shows_closed or standing != Standing.CLOSED

    @cached_property
    def total(self) -> Tally:
        if self.keys is not None:
            return Tally(len(self.keys))
        return self._tally(Q() if self.shows_closed else ~Q(standing=Standing.CLOSED))

    @cached_property
    def closed(self) -> Tally:
        """How many closed ones are left out."""
        if self.shows_closed:
            return Tally(0)
        if self.few is not None:
            return Tally(len(self.few) - len(self.keys))
        return self._tally(Q(standing=Standing.CLOSED))

    def _tally(self, standings: Q) -> Tally:
        held = self.facilities.filter(indexed(self.words), standings).values("pk")
        return Tally(held[: MOST_COUNTED + 1].count())

    @property
    def _shown(self) -> QuerySet:
        if self.keys is not None:
            return Facility.objects.filter(pk__in=self.keys)
        shown = self.facilities.filter(matching(self.words))
        return shown if self.shows_closed else shown.exclude(standing=Standing.CLOSED)

    @property
    def is_by_date(self) -> bool:
        """Does the newest come first? Relevance is weighed only among few."""
        relevance = self.sort == PublicSort.RELEVANCE and (not self.words or self.keys is None)
        return relevance or self.sort == PublicSort.NEWEST

    def stretches(self) -> Iterator[QuerySet]:
        """All that is shown, in order, in as many parts as the order has."""
        sort = PublicSort.NEWEST if self.is_by_date else self.sort
        for condition, order in stretches_of(sort, self.words, self.stated_since):
            yield self._shown.filter(condition).order_by(*order)

    def part(self, start: int, stop: int) -> list[int]:
        """Keys `start` to `stop` of all stretches, one after the other."""
        if self.keys is not None and self.is_by_date:
            return self.keys[start:stop]
        words = read_words(self.words).words
        if self.keys is not None and words and self.sort == PublicSort.RELEVANCE:
            return [key for (key,) in _nearest(self.keys, words[0])[start:stop]]
        keys: list[int] = []
        for stretch in self.stretches():
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
        [stretch] = self.stretches()
        return stretch.filter(older | same_day)


@prepared
def _nearest(keys: Keys, word: str) -> QuerySet[Facility, tuple]:
    return Facility.objects.filter(pk__in=keys).order_by(*nearest(word)).values_list("pk")


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
