"""Facts of rooms carry steps on; each day what waits is reckoned anew, as what went late pushes the rest."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError

from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import system_actor
from mulin.procedures.actions.carrying import read_on
from mulin.procedures.actions.reckoning import reckon_again
from mulin.procedures.actions.reminding import remind
from mulin.procedures.queries import stale_procedures, unreminded_procedures
from mulin.procedures.queries.holders import holders_in

HOURS = range(8, 20)
"""Hours in which a telephone may ring."""
log = logging.getLogger("mulin.procedures")


@every(seconds=2)
def carry_steps(*, now: datetime) -> int:
    """Read what the sealer linked since, street by street; one street's trouble stops no other."""
    carried = 0
    for street_id in _streets():
        try:
            carried += read_on(street_id, now=now)
        except DatabaseError:
            log.exception("the facts of street %s were not read", street_id)
    return carried


@every(seconds=300)
def reckon_due(*, now: datetime) -> int:
    """Reckon anew every open procedure that was last reckoned on an earlier day."""
    today, reckoned = day_of(now), 0
    for street_id in _streets():
        for procedure_id in stale_procedures(street_id, today):
            reckoned += reckon_again(street_id, procedure_id, today)
    return reckoned


@every(seconds=600)
def remind_due(*, now: datetime) -> int:
    """Send the day's reminders of every open procedure, by day and not by night."""
    if now.astimezone(SHANGHAI).hour not in HOURS:
        return 0
    today, sent = day_of(now), 0
    for street_id in _streets():
        waiting = unreminded_procedures(street_id, today)
        holders = holders_in(street_id, today) if waiting else []
        by = system_actor(street_id)
        for procedure_id in waiting:
            sent += len(remind(procedure_id, holders, by=by, now=now))
    return sent


def _streets() -> list[UUID]:
    return list(Street.objects.order_by("pk").values_list("pk", flat=True))
