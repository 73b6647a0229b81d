"""Verbs of a roster's file on its way: uploaded, understood, previewed, put aside, undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.roster_rows import take_back
from mulin.ground.estate.actions.saying import done_before, put, required, same_street, say
from mulin.ground.estate.events import (
    RosterColumnsChosen,
    RosterDiscarded,
    RosterUndone,
    RosterUploaded,
)
from mulin.ground.estate.models import Compound, ImportBatch, Unit
from mulin.ground.estate.permissions import may_import
from mulin.ground.estate.queries.imports import why_not_undone
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.estate.roster_batch import options_of, summary_of
from mulin.ground.estate.roster_plan import Totals
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import kept, said

State = ImportBatch.State
OPEN = (State.UPLOADED, State.READ, State.FAULTY, State.FAILED)


def upload_roster(
    compound: Compound,
    *,
    kind: str,
    file_name: str,
    paper_id: UUID,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> ImportBatch:
    """Take a file in. It is kept as a paper; the register does not change."""
    same_street(by, compound)
    require(may_import(by, compound.pk))
    with transaction.atomic():
        if made := done_before(ImportBatch, by, once):
            return made
        made = ImportBatch(
            id=once or uuid7(),
            street_id=by.street_id,
            compound=compound,
            kind=ImportBatch.Kind(kind),
            file_name=file_name[:200],
            paper_id=paper_id,
            created_at=now,
            created_by=by.post or by.name,
        )
        made.save(force_insert=True)
        event = RosterUploaded(compound.name, made.file_name, paper_id.hex)
        say(event, by=by, now=now, subject_id=made.pk, compound_id=compound.pk)
    return made


def choose_columns(
    batch: ImportBatch,
    columns: Mapping[str, str],
    terms: RosterTerms,
    *,
    shown: Sequence[tuple[str, str]],
    control_rows: int | None,
    control_area: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Put on record which column means what, above all which one is the voting area.

    ``shown`` are pairs of title and header for the fact; control totals are what the person
    counted himself, area in 0.01 m².
    """
    titles = dict(shown)
    with transaction.atomic():
        _open_batch(batch, by)
        put(
            batch,
            columns=dict(columns),
            options=options_of(terms),
            effective_on=terms.effective_on,
            control_rows=control_rows,
            control_area=control_area,
            state=State.UPLOADED,
        )
        event = RosterColumnsChosen(
            file=batch.file_name,
            voting=columns.get("voting_area", "未选"),
            gross=columns.get("gross_area", "未选"),
            source=str(Unit.AreaSource(terms.area_source).label),
            columns=[[title, header] for title, header in titles.items()],
        )
        say(event, by=by, now=now, subject_id=batch.pk, compound_id=batch.compound_id)


def note_preview(
    batch: ImportBatch,
    totals: Totals,
    *,
    read: Mapping[str, Any],
    faults: Sequence[Mapping[str, Any]],
    error_paper_id: UUID | None,
    by: Actor,
) -> None:
    """Keep what a reading found. States no fact: nothing happened to the register."""
    summary = {**dict(read), "plan": summary_of(totals)}
    with transaction.atomic():
        _open_batch(batch, by)
        put(
            batch,
            state=State.FAULTY if faults else State.READ,
            summary=summary,
            faults=list(faults),
            error_paper_id=error_paper_id,
            digest=totals.digest,
        )


def note_failure(batch: ImportBatch, sentence: str, *, by: Actor) -> None:
    """Keep why a file could not be read at all. States no fact."""
    with transaction.atomic():
        _open_batch(batch, by)
        put(batch, state=State.FAILED, summary={"error": kept(sentence)}, faults=[])


def discard_roster(batch: ImportBatch, *, by: Actor, now: datetime) -> ImportBatch:
    """Put an upload aside unwritten."""
    with transaction.atomic():
        _open_batch(batch, by)
        put(batch, state=State.UNDONE)
        event = RosterDiscarded(batch.file_name)
        say(event, by=by, now=now, subject_id=batch.pk, compound_id=batch.compound_id)
    return batch


def undo_roster(batch: ImportBatch, *, why: str, by: Actor, now: datetime) -> ImportBatch:
    """Take a written import back, as long as nothing was built on it."""
    same_street(by, batch)
    require(may_import(by, batch.compound_id))
    with transaction.atomic():
        fresh = ImportBatch.objects.of(by.street_id).select_for_update().get(id=batch.pk)
        require(why_not_undone(fresh))
        units, owners = take_back(fresh)
        event = RosterUndone(
            compound=fresh.compound.name,
            file=fresh.file_name,
            units=units,
            owners=owners,
            why=required(why, said("撤销理由")),
        )
        put(fresh, state=State.UNDONE, undo={})
        batch.state = State.UNDONE
        say(event, by=by, now=now, subject_id=batch.pk, compound_id=batch.compound_id)
    return batch


def _open_batch(batch: ImportBatch, by: Actor) -> None:
    """Held until the transaction ends: nobody writes it while it is put aside, or read anew."""
    same_street(by, batch)
    require(may_import(by, batch.compound_id))
    now = standing(batch)
    if now.state not in OPEN:
        refuse(
            said("这次导入{label}，不能再改。", label=State(now.state).label),
            said("请重新上传。"),
        )


def standing(batch: ImportBatch) -> ImportBatch:
    """The batch as it stands now, locked."""
    rows = ImportBatch.objects.of(batch.street_id).select_for_update().defer("summary", "undo")
    found: ImportBatch = rows.get(id=batch.pk)
    return found
