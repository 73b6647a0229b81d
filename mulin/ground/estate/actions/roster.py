"""The verb that writes a roster into the register, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.roster_batches import OPEN, standing
from mulin.ground.estate.actions.roster_rows import RosterWriter
from mulin.ground.estate.actions.saying import same_street, say
from mulin.ground.estate.events import (
    RosterImported,
)
from mulin.ground.estate.models import Compound, ImportBatch
from mulin.ground.estate.permissions import may_import
from mulin.ground.estate.roster import RosterFault, RosterTerms, RosterUnit, in_chunks
from mulin.ground.estate.roster_batch import options_of, summary_of
from mulin.ground.estate.roster_plan import ChunkPlan, Totals
from mulin.ground.estate.roster_planner import Planner
from mulin.ground.estate.sealing import Sealed
from mulin.ground.streets import locks
from mulin.kit.clock import day_of
from mulin.kit.collecting import uncollected
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

State = ImportBatch.State

Report = Callable[[int], None]
"""Told how many units have been handled."""


class Outdated(Refused):
    """The register, or the preview itself, is no longer what the person saw; nothing was written."""


class RosterFaulty(Exception):  # noqa: N818 - named like the other refusals
    """Units that contradict the register; nothing was written."""

    def __init__(self, faults: Sequence[RosterFault]) -> None:
        super().__init__(said("{count} 处与底册矛盾", count=len(faults)))
        self.faults = tuple(faults)


def write_roster(
    compound: Compound,
    units: Iterable[RosterUnit],
    terms: RosterTerms,
    *,
    by: Actor,
    now: datetime,
    file_name: str = said("名册"),
    batch: ImportBatch | None = None,
    leave_faulty: bool = False,
    report: Report | None = None,
) -> Totals:
    """Write a roster into the register: one transaction, bulk statements, one fact.

    With a ``batch`` that was previewed, the register and the preview must still be as they were
    seen: Outdated where they are not. Raises :class:`RosterFaulty` where units contradict the
    register and ``leave_faulty`` is not chosen, Refused where owners change and no effective day
    was said.
    """
    same_street(by, compound, batch)
    require(may_import(by, compound.pk))
    today = day_of(now)
    with transaction.atomic():
        locks.hold(compound.pk)
        _refuse_overtaken(batch)
        batch_id = batch.pk if batch else uuid7()
        planner = Planner(compound, terms, today)
        writer = RosterWriter(compound, batch_id, planner)
        with uncollected():
            _write_chunks(units, planner, writer, report)
        totals = planner.finish()
        _refuse_unfit(totals, terms, batch, leave_faulty)
        _close_batch(compound, batch_id, batch, totals, terms, writer, file_name, by, now)
    return totals


def _write_chunks(
    units: Iterable[RosterUnit], planner: Planner, writer: RosterWriter, report: Report | None
) -> None:
    """Each chunk is sealed while the next one is judged, and then written."""
    waiting: list[tuple[ChunkPlan, Callable[[], list[Sealed]]]] = []
    done = 0
    try:
        for chunk in in_chunks(units):
            plan = planner.plan(chunk)
            waiting.append((plan, writer.seal(plan)))
            if len(waiting) > 1:
                writer.write(*waiting.pop(0))
            done += len(chunk)
            if report is not None:
                report(done)
        for plan, sealed in waiting:
            writer.write(plan, sealed)
    finally:
        writer.close()


def _refuse_overtaken(batch: ImportBatch | None) -> None:
    """Written, put aside or read anew in another window since the caller looked at it."""
    if batch is None:
        return
    now = standing(batch)
    if now.state not in OPEN:
        refuse(
            said("这次导入{label}，没有再写一次。", label=State(now.state).label),
            said("请刷新页面。"),
        )
    if now.digest != batch.digest or now.columns != batch.columns:
        raise Outdated(
            Refusal(said("这次导入的预览刚刚更新过。"), said("请核对新的预览后再确认。"))
        )


def _refuse_unfit(
    totals: Totals, terms: RosterTerms, batch: ImportBatch | None, leave_faulty: bool
) -> None:
    """Raised inside the transaction, so that nothing written so far stays."""
    if totals.faults and not leave_faulty:
        raise RosterFaulty(totals.faults)
    if totals.needs_day and terms.effective_on is None:
        refuse(
            said(
                "有 {owners_replaced} 处业主或份额的变更。", owners_replaced=totals.owners_replaced
            ),
            said("请填写变更从哪一天起生效，再确认导入。"),
        )
    if batch is not None and batch.digest and batch.digest != totals.digest:
        raise Outdated(
            Refusal(said("预览之后底册有了变动，预览已不准确。"), said("请重新预览后再确认。"))
        )


def _close_batch(
    compound: Compound,
    batch_id: UUID,
    batch: ImportBatch | None,
    totals: Totals,
    terms: RosterTerms,
    writer: RosterWriter,
    file_name: str,
    by: Actor,
    now: datetime,
) -> None:
    row = batch or ImportBatch(
        id=batch_id,
        street_id=compound.street_id,
        compound=compound,
        file_name=file_name[:200],
        created_at=now,
        created_by=by.post or by.name,
        options=options_of(terms),
        effective_on=terms.effective_on,
        summary={"plan": summary_of(totals)},
    )
    event = RosterImported(
        compound=compound.name,
        file=row.file_name,
        units_added=totals.units_added,
        units_changed=totals.units_changed,
        units_same=totals.units_same,
        owners_added=totals.owners_added,
        owners_closed=totals.owners_closed,
        persons_added=totals.persons_added,
        area=totals.area,
        effective_on=terms.effective_on.isoformat() if terms.effective_on else "",
        digest=totals.digest,
    )
    fact = say(event, by=by, now=now, subject_id=batch_id, compound_id=compound.pk)
    row.state, row.done_at, row.fact_id = State.DONE, now, fact.pk
    row.undo, row.digest = writer.undo, totals.digest
    row.save(force_insert=batch is None)
