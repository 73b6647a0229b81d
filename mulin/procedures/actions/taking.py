"""Taking a procedure's papers away: the one who does is on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.procedures.events import DossierTaken
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import may_read_papers


def take_papers(procedure: Procedure, papers: int, *, by: Actor, now: datetime) -> None:
    """Note that all papers were taken as an archive, before the first byte leaves."""
    require(may_read_papers(by, procedure.compound_id))
    with transaction.atomic():
        record(
            DossierTaken(procedure.title, procedure.number, papers),
            by=by,
            at=now,
            on=day_of(now),
            subject_id=procedure.pk,
            compound_id=procedure.compound_id,
        )
