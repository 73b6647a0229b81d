"""The one clock. Pages, jobs and commands read it; everything below takes its ``now`` from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in China."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The Chinese calendar day on which ``instant`` falls."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The instant at which ``day`` begins in China."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """ "Until 24:00" of ``day``: the exclusive instant at which the next day begins."""
    return start_of(day + timedelta(days=1))
