"""Doors' data are destroyed on the day that was named when the campaign was opened."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError

from mulin.discover.campaigns.actions.purging import destroy_doors
from mulin.discover.campaigns.models import Campaign
from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.rights import system_actor

log = logging.getLogger("mulin.campaigns")


@every(seconds=3600)
def destroy_due(*, now: datetime) -> int:
    """Destroy what is due in every street; for how many campaigns that was."""
    gone = 0
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        rows = Campaign.objects.of(street_id).filter(
            purge_on__lte=day_of(now), purged_on__isnull=True
        )
        for campaign in rows:
            try:
                destroy_doors(campaign, by=system_actor(street_id), now=now)
                gone += 1
            except DatabaseError:
                log.exception("doors of a campaign could not be destroyed; the next round will")
    return gone
