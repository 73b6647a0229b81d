"""What waits for whom: a projection that every verb rewrites."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused
from mulin.law.progress import Line
from mulin.procedures import queries
from mulin.procedures.models import Due, Procedure
from mulin.procedures.permissions import HIDDEN


def alone(procedure: Procedure, by: Actor) -> Procedure:
    """The procedure as it stands, ours until we are done. Raises Refused in another street."""
    rows = Procedure.objects.of(by.street_id).select_for_update().filter(pk=procedure.pk)
    fresh: Procedure | None = rows.first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def say(event: Event, procedure: Procedure, *, by: Actor, now: datetime) -> None:
    """Put the verb's one fact on record and rewrite what waits."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=procedure.pk,
        compound_id=procedure.compound_id,
    )
    project(procedure, day_of(now))


def project(procedure: Procedure, today: date) -> int:
    """Rewrite what waits for whom in a procedure, as of today; how many steps wait."""
    Due.objects.of(procedure.street_id).filter(procedure=procedure).erase()
    Procedure.objects.of(procedure.street_id).filter(pk=procedure.pk).update(reckoned_on=today)
    if not procedure.is_open:
        return 0
    found = queries.timetable_of(procedure, queries.entries_of(procedure), today)
    rows = [_due(procedure, line) for line in found.turns(today)]
    Due.objects.bulk_create(rows)
    return len(rows)


def reckon_again(street_id: UUID, procedure_id: UUID, today: date) -> bool:
    """Reckon an open procedure anew for a new day; whether there was anything to do."""
    with transaction.atomic():
        rows = Procedure.objects.of(street_id).select_for_update()
        fresh: Procedure | None = rows.filter(pk=procedure_id, state=Procedure.State.OPEN).first()
        if fresh is None or fresh.reckoned_on == today:
            return False
        project(fresh, today)
        return True


def _due(procedure: Procedure, line: Line) -> Due:
    return Due(
        street_id=procedure.street_id,
        procedure=procedure,
        step=line.step.code,
        title=line.step.title,
        owed_by=line.owed_by.value,
        day=line.due,
        article=line.source.spaced if line.source else "",
    )
