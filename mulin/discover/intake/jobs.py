"""The clock beside the clerks: overdue goes up, what is due is said, what nobody judged is closed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError

from mulin.discover.intake.actions.escalating import CLIMBING, raise_level
from mulin.discover.intake.actions.judging import close_unrated
from mulin.discover.intake.actions.reminding import remind_workers
from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.clock import SHANGHAI
from mulin.kit.rights import system_actor

HOURS = range(8, 20)
log = logging.getLogger("mulin.intake")


@every(seconds=120)
def raise_what_is_over(*, now: datetime) -> int:
    """Tickets over their time go up one level."""

    def climb(street: UUID) -> int:
        by = system_actor(street)
        return sum(raise_level(street, level, by=by, now=now) for level in CLIMBING)

    return _each(climb)


@every(seconds=900)
def close_what_is_answered(*, now: datetime) -> int:
    """Answered tickets that nobody said a word of are closed."""
    return _each(lambda street: close_unrated(street, by=system_actor(street), now=now))


@every(seconds=600)
def remind_who_works(*, now: datetime) -> int:
    """By day and not by night."""
    if now.astimezone(SHANGHAI).hour not in HOURS:
        return 0
    return _each(lambda street: remind_workers(street, now=now))


def _each(does: Callable[[UUID], int]) -> int:
    """Street by street; one street's trouble stops no other."""
    total = 0
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        try:
            total += does(street_id)
        except DatabaseError:
            log.exception("the tickets of street %s were not looked after", street_id)
    return total
