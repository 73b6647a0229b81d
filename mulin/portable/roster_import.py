"""A roster from file to register: what the pages, the background job and the command share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Q

from mulin.ground.estate.actions.roster import write_roster
from mulin.ground.estate.actions.roster_batches import note_failure, note_preview
from mulin.ground.estate.models import Compound, ImportBatch
from mulin.ground.estate.permissions import HIDDEN, may_import
from mulin.ground.estate.roster import RosterFault, RosterTerms
from mulin.ground.estate.roster_batch import terms_of
from mulin.ground.estate.roster_plan import Totals
from mulin.ground.estate.roster_planner import judge_roster
from mulin.ground.papers.actions import read as read_paper
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal
from mulin.kit.words import kept, said
from mulin.portable.fault_list import kinds_of
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_errors import error_workbook
from mulin.portable.roster_faults import Fault
from mulin.portable.roster_reading import Choose, Report, read, square
from mulin.portable.roster_units import Reading

PAPER_KIND = "portable.roster"
"""Papers of this kind are uploaded rosters and the workbooks that go back."""

KEPT_FAULTS = 2_000
"""Faults a batch keeps for its page; the error workbook has them all."""


@dataclass
class Judged:
    """A roster read and judged against the register; nothing is written."""

    reading: Reading
    totals: Totals
    faults: list[Fault]

    @property
    def read_summary(self) -> dict[str, Any]:
        """What the reading counted, for the batch."""
        reading = self.reading
        return {
            "rows": reading.rows,
            "units": reading.units,
            "area": reading.area,
            "totals": reading.totals,
            "unowned": reading.unowned,
            "unmeasured": reading.unmeasured,
            "repeated": reading.repeated,
            "notes": [kept(note) for note in reading.notes],
            "buildings": dict(reading.buildings),
            "faults": len(self.faults),
            "kinds": kinds_of(self.faults),
            "clean": reading.units - len({f.row for f in self.faults})
            if self.faults
            else reading.units,
        }

    @property
    def kept_faults(self) -> list[dict[str, Any]]:
        """Faults as the batch stores them: personal values masked."""
        return [fault.stored for fault in self.faults[:KEPT_FAULTS]]


def judge_file(
    file: BinaryIO,
    compound: Compound,
    terms: RosterTerms,
    *,
    columns: Mapping[str, str] | Choose | None = None,
    kind: str | None = None,
    today: date,
    report: Report | None = None,
) -> Judged:
    """Read a file and say what it would change. Raises ``Unreadable``."""
    reading = read(file, columns, kind=kind, report=report)
    totals = judge_roster(compound, reading.clean_units(), terms, today=today)
    return Judged(reading, totals, [*reading.faults, *as_faults(reading, totals.faults)])


def as_faults(reading: Reading, found: Sequence[RosterFault]) -> list[Fault]:
    """What contradicts the register, in the cells of the file."""
    return [reading.fault_at(f.sheet, f.field, f.row, f.value, f.rule) for f in found]


def control_faults(reading: Reading, rows: int | None, area: int | None) -> list[tuple[str, str]]:
    """What does not agree with the control totals: which total, and a sentence; areas in 0.01 m²."""
    found = []
    if rows is not None and rows != reading.rows:
        rule = said(
            "{found}: 您填的是 {typed} 行，文件里读到 {found} 行（{units} 套；合计、小计 {totals} 行已略去）",
            found=reading.rows,
            typed=rows,
            units=reading.units,
            totals=reading.totals,
        )
        found.append((said("行数"), rule))
    if area is not None and area != reading.area:
        word = said("多") if reading.area > area else said("少")
        rule = said(
            "{found}: 您填的是 {typed} ㎡，文件里合计 {found} ㎡，{word} {difference} ㎡",
            found=square(reading.area),
            typed=square(area),
            word=word,
            difference=square(abs(reading.area - area)),
        )
        found.append((said("面积"), rule))
    return found


def may_read_roster(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may import into the compound of the batch that the paper belongs to."""
    rows = ImportBatch.objects.of(paper.street_id)
    rows = rows.filter(Q(paper_id=paper.pk) | Q(error_paper_id=paper.pk))
    for compound_id in rows.values_list("compound_id", flat=True):
        if actor is not None and may_import(actor, compound_id) is None:
            return None
    return HIDDEN


def open_roster(batch: ImportBatch, by: Actor, today: date) -> BytesIO:
    """The uploaded file of a batch."""
    paper = Paper.objects.of(batch.street_id).get(id=batch.paper_id)
    return BytesIO(read_paper(paper, by=by, today=today))


def preview_batch(
    batch: ImportBatch, *, by: Actor, now: datetime, report: Report | None = None
) -> None:
    """Read a batch's file, judge it, and keep the preview with its faults and their workbook."""
    today = day_of(now)
    file = open_roster(batch, by, today)
    try:
        judged = judge_file(
            file,
            batch.compound,
            terms_of(batch),
            columns=batch.columns,
            kind=batch.kind,
            today=today,
            report=report,
        )
    except Unreadable as error:
        note_failure(batch, str(error), by=by)
        return
    mismatches = control_faults(judged.reading, batch.control_rows, batch.control_area)
    paper_id = None
    if judged.faults:
        title = f"{batch.file_name.rpartition('.')[0] or batch.file_name}-错误说明.xlsx"
        back = error_workbook(file, judged.faults)
        paper_id = _keep(batch.street_id, back, title, by, now).pk
    note_preview(
        batch,
        judged.totals,
        read={**judged.read_summary, "controls": [[kept(w) for w in m] for m in mismatches]},
        faults=judged.kept_faults,
        error_paper_id=paper_id,
        by=by,
    )


def write_batch(
    batch: ImportBatch,
    *,
    leave_faulty: bool,
    by: Actor,
    now: datetime,
    report: Callable[[int], None] | None = None,
) -> Totals:
    """Write a previewed batch: one transaction. Raises Refused, and RosterFaulty."""
    file = open_roster(batch, by, day_of(now))
    reading = read(file, batch.columns, kind=batch.kind)
    return write_roster(
        batch.compound,
        reading.clean_units(),
        terms_of(batch),
        by=by,
        now=now,
        batch=batch,
        leave_faulty=leave_faulty,
        report=report,
    )


def keep_upload(street_id: UUID, data: bytes, name: str, *, by: Actor, now: datetime) -> Paper:
    """Keep an uploaded roster as a paper, whatever kind of table it is. Raises Refused."""
    return _keep(street_id, data, name, by, now)


def _keep(street_id: UUID, data: bytes, title: str, by: Actor, now: datetime) -> Paper:
    return store(
        street_id,
        data,
        kind=PAPER_KIND,
        title=title[:200],
        klass=Klass.SENSITIVE,
        by=by,
        today=day_of(now),
        now=now,
        tables=True,
    )
