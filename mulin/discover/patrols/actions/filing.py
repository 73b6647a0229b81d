"""A hazard is put into a matter, or from one into another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import alone
from mulin.discover.patrols.actions.finding import note
from mulin.discover.patrols.events import HazardJoined
from mulin.discover.patrols.models import Hazard, HazardStep
from mulin.discover.patrols.permissions import HIDDEN, may_file
from mulin.ground.matters.models import Matter
from mulin.ground.record.verbs import say_there as say
from mulin.kit.rights import Actor, Refused, require


def join_matter(hazard: Hazard, matter: Matter, *, by: Actor, now: datetime) -> Hazard:
    """A hazard belongs to one matter at most; putting it into another moves it."""
    with transaction.atomic():
        fresh = alone(hazard, by)
        require(may_file(by, fresh))
        if matter.street_id != fresh.street_id or (
            matter.compound_id and matter.compound_id != fresh.compound_id
        ):
            raise Refused(HIDDEN)
        if fresh.matter_id != matter.pk:
            fresh.matter = matter
            fresh.save(update_fields=["matter"])
            note(fresh, HazardStep.Kind.MATTER, matter.number, who=by, now=now)
            say(HazardJoined(fresh.where, fresh.number, matter.number), fresh, by=by, now=now)
        return fresh


def moved(piece_id: UUID, matter: Matter, by: Actor, now: datetime) -> bool:
    """For matters that are split: whether it was a hazard."""
    row = Hazard.objects.of(by.street_id).filter(pk=piece_id).first()
    return row is not None and bool(join_matter(row, matter, by=by, now=now))
