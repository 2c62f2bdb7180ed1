"""The clock: one present, in the district's own time zone."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from wuqing_tuoyu import clock


def test_a_day_begins_at_midnight_in_the_district():
    assert clock.on(datetime(2026, 3, 11, 15, 59, tzinfo=UTC)) == date(2026, 3, 11)
    assert clock.on(datetime(2026, 3, 11, 16, 0, tzinfo=UTC)) == date(2026, 3, 12)


def test_a_traveller_sees_the_past_and_comes_back():
    past = datetime(2025, 12, 1, 1, 0, tzinfo=UTC)

    with clock.travel(past):
        assert clock.now() == past
        assert clock.today() == date(2025, 12, 1)

    assert timezone.now() - clock.now() < timedelta(seconds=5)
