"""What the queue itself has to look after."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from mulin.ground.jobs import actions
from mulin.ground.jobs.registry import every
from mulin.ground.streets import statistics


@every(seconds=5)
def rescue(*, now: datetime) -> None:
    """Give the jobs of killed workers to the living."""
    actions.rescue(now)


@every(seconds=5)
def enqueue_scheduled(*, now: datetime) -> None:
    """Start the periodic jobs whose time has come."""
    actions.enqueue_scheduled(now)


@every(seconds=3600)
def forget_old(*, now: datetime) -> None:
    """Keep the queue small."""
    actions.forget_old(now)


@every(seconds=3600)
def count_rows(*, now: datetime) -> None:
    """SQLite has nobody else to tell its planner how large the tables are."""
    if connection.vendor == "sqlite":
        statistics.refresh()
