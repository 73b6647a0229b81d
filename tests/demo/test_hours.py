"""Nobody of the demo street acts at night, whatever the hour at which it is loaded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mulin.demo.scene import AWAKE, in_waking_hours, lately, month_of, on_the_half_hour
from mulin.kit.clock import SHANGHAI, day_of


@pytest.mark.parametrize("hour", range(24))
def test_what_happened_just_now_happened_by_day(hour: int) -> None:
    now = datetime(2026, 3, 2, hour, 54, tzinfo=SHANGHAI)
    when = on_the_half_hour(lately(now, timedelta(hours=1)))
    assert AWAKE[0] <= when.astimezone(SHANGHAI).time() < AWAKE[1]
    assert when.minute in {0, 30}
    assert timedelta(minutes=30) <= now - when < timedelta(hours=14)


@pytest.mark.parametrize("count", [0, 1, 7, 2000])
def test_so_many_ballots_as_asked_for_come_in_waking_hours_and_in_order(count: int) -> None:
    opened = datetime(2026, 3, 2, 1, tzinfo=UTC)
    until = opened + timedelta(days=13, hours=18)
    moments = list(in_waking_hours(opened, until, count))
    assert len(moments) == count
    assert moments == sorted(moments)
    assert all(opened <= moment <= until for moment in moments)
    assert all(AWAKE[0] <= m.astimezone(SHANGHAI).time() <= AWAKE[1] for m in moments)
    assert len({day_of(moment) for moment in moments}) == min(count, 14)


def test_months_are_named_as_people_name_a_meeting() -> None:
    named = [month_of(datetime(2026, month, 1, tzinfo=UTC).date()) for month in (1, 9, 10, 11, 12)]
    assert named == ["一月", "九月", "十月", "十一月", "十二月"]
