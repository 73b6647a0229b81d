"""Hours and days of a vote in words: when it closes, how long that still is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.kit.clock import SHANGHAI
from mulin.kit.words import said


def closing_words(closes_at: datetime | None) -> str:
    """``11月27日 18:00``; midnight is the day before, 24:00."""
    if closes_at is None:
        return said("未定")
    local = closes_at.astimezone(SHANGHAI)
    if (local.hour, local.minute) == (0, 0):
        day = local.date() - timedelta(days=1)
        return said("{month}月{day}日 24:00", month=day.month, day=day.day)
    return said(
        "{month}月{day}日 {local}", month=local.month, day=local.day, local=f"{local:%H:%M}"
    )


def time_left(until: datetime | None, now: datetime) -> str:
    """``4 天 8 小时``, rounded down; empty once it is over."""
    if until is None or now >= until:
        return ""
    minutes = int((until - now).total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return said("{days} 天 {hours} 小时", days=days, hours=hours)
    return (
        said("{hours} 小时 {minutes} 分", hours=hours, minutes=minutes)
        if hours
        else said("{minutes} 分", minutes=minutes)
    )


def short(day: date | None) -> str:
    """``11-27``."""
    return day.strftime("%m-%d") if day else ""
