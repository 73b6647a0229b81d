"""What the verbs of works share: the row as it stands, held until we are done."""

from __future__ import annotations

from datetime import datetime

from mulin.deliver.works.models import Project
from mulin.deliver.works.permissions import HIDDEN
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused


def alone(project: Project, by: Actor) -> Project:
    """The project as it stands, ours until the transaction ends. Raises Refused elsewhere."""
    rows = Project.objects.of(by.street_id).select_for_update()
    fresh: Project | None = rows.filter(pk=project.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def say(event: Event, project: Project, *, by: Actor, now: datetime) -> None:
    """Put the verb's one fact on record."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=project.pk,
        compound_id=project.compound_id,
    )
