"""Each day what waits is reckoned anew: a step that went late pushes what follows it."""

from __future__ import annotations

from datetime import datetime

from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.procedures.actions.reckoning import reckon_again
from mulin.procedures.queries import stale_procedures


@every(seconds=300)
def reckon_due(*, now: datetime) -> int:
    """Reckon anew every open procedure that was last reckoned on an earlier day."""
    today, reckoned = day_of(now), 0
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        for procedure_id in stale_procedures(street_id, today):
            reckoned += reckon_again(street_id, procedure_id, today)
    return reckoned
