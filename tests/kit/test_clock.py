"""Days begin and end in China, instants are in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mulin.kit import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_china(instant: datetime, day: date) -> None:
    assert clock.day_of(instant) == day


def test_until_midnight_of_a_day_is_where_the_next_one_begins() -> None:
    day = date(2026, 11, 27)
    assert clock.end_of(day) == datetime(2026, 11, 27, 16, tzinfo=UTC)
    assert clock.end_of(day) == clock.start_of(day + timedelta(days=1))
    assert clock.end_of(day) - clock.start_of(day) == timedelta(days=1)
    assert clock.start_of(day).tzinfo is UTC


def test_the_summers_with_daylight_saving_had_a_day_of_23_hours() -> None:
    """1986 to 1991 China put its clocks forward; a day of birth there still has its own length."""
    day = date(1988, 4, 17)
    assert clock.end_of(day) - clock.start_of(day) == timedelta(hours=23)


def test_now_knows_its_zone_and_today_is_its_day() -> None:
    now = clock.now()
    assert now.tzinfo is UTC
    assert clock.today() in {clock.day_of(now), clock.day_of(now + timedelta(seconds=5))}
