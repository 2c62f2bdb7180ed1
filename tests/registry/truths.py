"""What is true of a facility after every act, whoever acted and in whatever order."""

from departments.models import Reminder
from registry.choices import FilingStatus, ItemVerdict, Life, ReviewStatus, Standing
from registry.models import Event, Facility, FilingItem, Notice
from registry.services.certified import certified_until
from registry.services.deadlines import recompute_deadlines
from registry.services.keys import (
    correct_by_key,
    correction_key,
    decision_key,
    facility_verification_key,
    receipt_key,
    review_key,
    unfiled_key,
)

WITH_COMMISSION = (FilingStatus.SUBMITTED, FilingStatus.PROPOSED)
ENDED = (FilingStatus.DECLINED, FilingStatus.WITHDRAWN, FilingStatus.LAPSED)


class Tally:
    """How much there is on record; it only ever grows."""

    def __init__(self):
        self.last = {}

    def nothing_is_lost(self, facility):
        handed_in = facility.filings.submitted()
        now = {
            "events": facility.events.count(),
            "notices": Notice.objects.filter(facility=facility).count(),
            "filings": handed_in.count(),
            "items": FilingItem.objects.filter(filing__in=handed_in).count(),
            "judged papers": facility.documents.filter(items__isnull=False).distinct().count(),
            "versions": facility.declarations.exclude(frozen_at=None).count(),
        }
        lost = {name: (n, now[name]) for name, n in self.last.items() if now[name] < n}
        assert lost == {}
        self.last = now


def truths_of(facility):
    filings = list(facility.filings.order_by("created_at", "pk"))
    assert sum(filing.status not in (*ENDED, FilingStatus.RECORDED) for filing in filings) <= 1
    assert (facility.standing == Standing.UNRECORDED) == (facility.number is None)
    assert recompute_deadlines(check=True) == []
    kept = Facility.objects.filter(pk=facility.pk).values_list("certified_until", flat=True)
    assert list(kept) == [certified_until(facility.pk)]
    reminders_are_open_exactly_while_somebody_has_to_act(facility, filings)
    events_tell_every_change(facility, filings)
    only_what_was_refused_came_again(filings)


def reminders_are_open_exactly_while_somebody_has_to_act(facility, filings):
    due = {
        facility_verification_key(facility): facility.standing == Standing.RECORDED,
        correct_by_key(facility): facility.standing == Standing.NONCONFORMING,
    }
    for filing in filings:
        due[receipt_key(filing)] = filing.status in WITH_COMMISSION
        due[decision_key(filing)] = filing.status == FilingStatus.PROPOSED
        due[correction_key(filing)] = filing.status == FilingStatus.RETURNED
        for review in filing.reviews.all():
            due[review_key(review)] = review.status == ReviewStatus.OPEN
    handed_in = [filing for filing in filings if filing.submitted_at]
    newest = max(handed_in, key=lambda filing: filing.submitted_at, default=None)
    due[unfiled_key(facility, "wjw")] = (
        facility.standing == Standing.UNRECORDED and newest is not None and newest.status in ENDED
    )
    open_ = set(Reminder.objects.open().values_list("key", flat=True))
    wrong = {key: is_due for key, is_due in due.items() if (key in open_) != is_due}
    assert wrong == {}
    silent = set(Reminder.objects.open().filter(is_silent=True).values_list("key", flat=True))
    for filing in filings:
        if filing.status in WITH_COMMISSION:
            is_silent = filing.status == FilingStatus.PROPOSED
            assert (receipt_key(filing) in silent) == is_silent
        if filing.status == FilingStatus.RETURNED:
            keys = {review_key(review) for review in filing.reviews.open()}
            assert keys <= silent


def events_tell_every_change(facility, filings):
    rows = [(Life.STANDING, {"facility": facility}, Standing.UNRECORDED, facility.standing)]
    for filing in filings:
        rows.append((Life.FILING, {"filing": filing}, FilingStatus.DRAFT, filing.status))
        for review in filing.reviews.all():
            rows.append((Life.REVIEW, {"review": review}, ReviewStatus.OPEN, review.status))
    for life, about, state, now in rows:
        events = Event.objects.filter(life=life, **about).order_by("id")
        for before, after in events.values_list("from_state", "to_state"):
            assert before == state, (life, about)
            state = after
        assert state == now, (life, about)


def only_what_was_refused_came_again(filings):
    came_again = FilingItem.objects.filter(filing__in=filings, next__isnull=False)
    assert not came_again.exclude(verdict=ItemVerdict.REFUSED).exists()
    for filing in filings:
        if filing.status == FilingStatus.RECORDED:
            left = filing.items.current().exclude(
                verdict__in=(ItemVerdict.ACCEPTED, ItemVerdict.DROPPED)
            )
            assert not left.exists()
