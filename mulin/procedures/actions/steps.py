"""What is put down about a step: done, its day fixed, its day put off; and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.process_codec import read as read_process
from mulin.law.progress import Line
from mulin.procedures import queries
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.events import EntryWithdrawn, StepDone, StepExtended, StepFixed
from mulin.procedures.models import Entry, Evidence, Procedure
from mulin.procedures.permissions import HIDDEN, may_carry, may_do

EVIDENCE = "procedures.evidence"
"""The kind of paper kept with a step."""
NO_STEP = Refusal(said("这个程序里没有这一步。"), said("请从程序页面重新选择步骤。"))


@dataclass(frozen=True)
class File:
    """A document handed in with a step: its name and its bytes."""

    name: str
    data: bytes | Readable


def do_step(
    procedure: Procedure,
    code: str,
    day: date,
    *,
    outcome: str = "",
    note: str = "",
    files: Sequence[File] = (),
    once: UUID,
    by: Actor,
    now: datetime,
) -> Entry:
    """Put a step down as done on a day, how it ended, and with what papers."""
    today = day_of(now)
    with transaction.atomic():
        fresh, line = step_of(procedure, code, by, today)
        require(may_do(by, fresh, line.owed_by) or _bad_day(day, today))
        known = _known(fresh, once)
        if known is not None:
            return known
        entry = _entry(fresh, line, Entry.Kind.DONE, day, note, once=once, by=by, now=now)
        entry.outcome = _outcome(line, outcome)
        entry.save(force_insert=True)
        papers = _keep(fresh, entry, files, by=by, now=now)
        late = line.due is not None and day > line.due
        named = next((o.title for o in line.step.outcomes if o.code == entry.outcome), "")
        event = StepDone(
            fresh.title,
            fresh.number,
            line.step.title,
            day,
            f"（{named}）" if named else "",
            said("，晚于{due}", due=line.due) if late else "",
            tuple(paper.digest for paper in papers),
        )
        say(event, fresh, by=by, now=now)
        return entry


def fix_day(
    procedure: Procedure, code: str, day: date, *, once: UUID, by: Actor, now: datetime
) -> Entry:
    """Fix the day on which a step will be held, so that notices can be counted back from it."""
    today = day_of(now)
    with transaction.atomic():
        fresh, line = step_of(procedure, code, by, today)
        require(may_carry(by, fresh))
        known = _known(fresh, once)
        if known is not None:
            return known
        if day < today:
            raise Refused(Refusal(said("定的日子已经过了。"), said("已经办了的，请登记为“办了”。")))
        entry = _entry(fresh, line, Entry.Kind.FIXED, day, "", once=once, by=by, now=now)
        entry.save(force_insert=True)
        event = StepFixed(fresh.title, fresh.number, line.step.title, day)
        say(event, fresh, by=by, now=now)
        return entry


def extend_step(
    procedure: Procedure,
    code: str,
    day: date,
    why: str,
    *,
    files: Sequence[File] = (),
    once: UUID,
    by: Actor,
    now: datetime,
) -> Entry:
    """Put a step's day off, with the reason and the paper that allows it."""
    today = day_of(now)
    with transaction.atomic():
        fresh, line = step_of(procedure, code, by, today)
        require(may_carry(by, fresh) or _bad_extension(line, day, why, files))
        known = _known(fresh, once)
        if known is not None:
            return known
        entry = _entry(fresh, line, Entry.Kind.EXTENDED, day, why, once=once, by=by, now=now)
        entry.save(force_insert=True)
        papers = _keep(fresh, entry, files, by=by, now=now)
        event = StepExtended(
            fresh.title,
            fresh.number,
            line.step.title,
            str(line.due),
            day,
            entry.note,
            tuple(paper.digest for paper in papers),
        )
        say(event, fresh, by=by, now=now)
        return entry


def withdraw_entry(
    procedure: Procedure, entry_id: UUID, why: str, *, by: Actor, now: datetime
) -> Entry:
    """Take back what was put down by mistake; it stays on record, with the reason."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        require(may_carry(by, fresh))
        entry: Entry | None = fresh.entries.filter(pk=entry_id).first()
        if entry is None:
            raise Refused(HIDDEN)
        if entry.withdrawn_at is not None:
            return entry
        if not why.strip():
            raise Refused(
                Refusal(said("没有写为什么撤回。"), said("例如“日期填错，应为 3 月 2 日”。"))
            )
        entry.withdrawn_at, entry.why_withdrawn = now, why.strip()[:200]
        entry.save(update_fields=["withdrawn_at", "why_withdrawn"])
        step = read_process(fresh.process).by_code[entry.step]
        event = EntryWithdrawn(
            fresh.title, fresh.number, step.title, entry.get_kind_display(), entry.why_withdrawn
        )
        say(event, fresh, by=by, now=now)
        return entry


def step_of(procedure: Procedure, code: str, by: Actor, today: date) -> tuple[Procedure, Line]:
    """The procedure, ours until we are done, and the line of one of its steps."""
    fresh = alone(procedure, by)
    found = queries.timetable_of(fresh, queries.entries_of(fresh), today)
    try:
        return fresh, found.line(code)
    except KeyError:
        raise Refused(NO_STEP) from None


def _known(procedure: Procedure, once: UUID) -> Entry | None:
    found: Entry | None = procedure.entries.filter(pk=once).first()
    return found


def _entry(
    procedure: Procedure,
    line: Line,
    kind: Entry.Kind,
    day: date,
    note: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Entry:
    return Entry(
        id=once,
        street_id=procedure.street_id,
        procedure=procedure,
        step=line.step.code,
        kind=kind,
        day=day,
        note=note.strip()[:300],
        at=now,
        by=by.post or by.name,
    )


def _outcome(line: Line, typed: str) -> str:
    """The outcome chosen. Raises Refused where a step that can end in several ways names none."""
    possible = {outcome.code for outcome in line.step.outcomes}
    if not possible:
        return ""
    if typed not in possible:
        raise Refused(Refusal(said("没有选这一步的结果。"), said("请选一个：后面的步骤由它决定。")))
    return typed


def _bad_day(day: date, today: date) -> Refusal | None:
    if day > today:
        return Refusal(
            said("{day} 还没有到。", day=day), said("办了以后再登记；先定日子的，用“定日子”。")
        )
    return None


def _bad_extension(line: Line, day: date, why: str, files: Sequence[File]) -> Refusal | None:
    if line.due is None:
        return Refusal(said("这一步没有期限，用不着延期。"), said("需要定日子的，用“定日子”。"))
    if day <= line.due:
        return Refusal(
            said("延到的日子不晚于现在的期限 {due}。", due=line.due), said("请填更晚的日子。")
        )
    if not why.strip():
        return Refusal(said("没有写为什么延期。"), said("写清依据和原因，会公布给业主。"))
    return (
        None if files else Refusal(said("没有附延期的文书。"), said("请附上同意延期的通知或决定。"))
    )


def _keep(
    procedure: Procedure, entry: Entry, files: Sequence[File], *, by: Actor, now: datetime
) -> list[Paper]:
    papers = [
        store(
            procedure.street_id,
            file.data,
            kind=EVIDENCE,
            title=file.name,
            klass=Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
        )
        for file in files
    ]
    unique = {paper.pk: paper for paper in papers}
    Evidence.objects.bulk_create(
        Evidence(street_id=procedure.street_id, entry=entry, paper=paper)
        for paper in unique.values()
    )
    return list(unique.values())
