"""What households said does not outlive its purpose: on the named day the rows are destroyed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, say
from mulin.discover.campaigns.events import CampaignDataDestroyed
from mulin.discover.campaigns.models import Campaign, Door, Visit
from mulin.discover.campaigns.permissions import may_run_all
from mulin.discover.campaigns.queries.campaigns import places_of
from mulin.discover.campaigns.queries.report import door_totals
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


def destroy_doors(campaign: Campaign, *, by: Actor, now: datetime) -> Campaign:
    """Destroy every door and visit of a campaign that is over, and keep their totals.

    Earlier than named is allowed, later is not: the worker does it on the day.
    """
    with transaction.atomic():
        fresh = alone(campaign, by)
        require(may_run_all(by, fresh, places_of(fresh)))
        today = day_of(now)
        if fresh.purged_on is not None:
            return fresh
        if fresh.is_open and (fresh.purge_on is None or today < fresh.purge_on):
            refuse(said("行动还在进行，上门数据还要用。"), said("结束以后可以提前销毁。"))
        fresh.tally = door_totals(fresh)
        visits = Visit.objects.of(by.street_id).filter(campaign=fresh)
        doors = Door.objects.of(by.street_id).filter(campaign=fresh)
        notes = visits.exclude(note_sealed=b"").count()
        firsts = doors.filter(first=True).count()
        visits.erase()
        destroyed = doors.erase()
        fresh.purged_on = today
        fresh.save(update_fields=["tally", "purged_on"])
        event = CampaignDataDestroyed(fresh.number, destroyed, notes, firsts, fresh.purpose)
        say(event, fresh.pk, None, by=by, now=now)
        return fresh
