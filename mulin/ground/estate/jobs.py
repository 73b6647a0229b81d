"""The register as a tick of the worker: figures over a whole street are counted ahead of the pages."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError

from mulin.ground.estate.queries.standing import count_street
from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street

log = logging.getLogger("mulin.estate")


@every(seconds=20)
def count_standing(*, now: datetime) -> int:
    """Count again where the register changed; how many streets were counted."""
    counted = 0
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        try:
            counted += count_street(street_id)
        except DatabaseError:
            log.exception("the register of a street could not be counted; the next round will")
    return counted
