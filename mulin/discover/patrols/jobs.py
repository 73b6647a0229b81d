"""What looks after itself: rounds that nobody begins, hazards and answers that are overdue."""

from __future__ import annotations

import logging
from datetime import datetime

from mulin.discover.patrols.actions.rising import rise, rises, tell_unanswered
from mulin.discover.patrols.actions.watching import watch
from mulin.discover.patrols.models import Hazard, Plan, Visit
from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.rights import Refused, system_actor

log = logging.getLogger("mulin.patrols")


@every(seconds=30)
def watch_rounds(*, now: datetime) -> int:
    """Look at every plan whose moment has come, street by street; how many were looked at."""
    looked = 0
    for street_id in Street.objects.values_list("pk", flat=True):
        rows = Plan.objects.of(street_id).filter(next_at__lte=now, ended_on__isnull=True)
        for plan in rows.order_by("next_at")[:500]:
            try:
                watch(plan, by=system_actor(street_id), now=now)
                looked += 1
            except Refused as refused:
                log.warning("%s was not watched: %s", plan.number, refused)
    return looked


@every(seconds=600)
def raise_overdue(*, now: datetime) -> int:
    """Send up what was not put right, verified or answered in time; how many went."""
    risen, today = 0, day_of(now)
    for street_id in Street.objects.values_list("pk", flat=True):
        by = system_actor(street_id)
        open_ones = Hazard.objects.of(street_id).filter(
            state__in=(Hazard.State.FOUND, Hazard.State.ORDERED)
        )
        for hazard in open_ones.order_by("id").iterator():
            if rises(hazard, now):
                rise(hazard, by=by, now=now)
                risen += 1
        late = Visit.objects.of(street_id).filter(
            state=Visit.State.SENT, answer_by__lt=today, told_late_on__isnull=True
        )
        for visit in late:
            tell_unanswered(visit, by=by, now=now)
            risen += 1
    return risen
