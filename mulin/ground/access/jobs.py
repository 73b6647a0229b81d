"""Retention of sign-ins and tokens as a tick of the worker."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError

from mulin.ground.access.actions_purging import forget_ended, purge_calls
from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.rights import system_actor

log = logging.getLogger("mulin.access")


@every(seconds=3600)
def forget(*, now: datetime) -> int:
    """Take away what is over its time, everywhere; how much went."""
    gone = forget_ended(now)
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        try:
            gone += purge_calls(by=system_actor(street_id), now=now)
        except DatabaseError:
            log.exception("old calls of a street could not be taken away; the next round will")
    return gone
