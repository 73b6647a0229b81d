"""Steps carried on by the facts of rooms, read from the street's chain in its order, each once.

The sealer links a fact a second after it was committed; the chain is thus a queue that loses nothing
and has one order. What a fact does stands in ``procedures/reactions.py``.
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.record.models import Fact, Head, Link
from mulin.ground.record.queries import masked_sentence
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require, system_actor
from mulin.kit.words import said
from mulin.law.process_codec import read as read_process
from mulin.law.progress import Line
from mulin.procedures.actions.opening import end_procedure
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.actions.steps import step_of
from mulin.procedures.effects import EFFECTS
from mulin.procedures.events import EntryWithdrawn, PieceGone, StepCarried, StepDayCarried
from mulin.procedures.models import Entry, Evidence, Piece, Procedure, Reading
from mulin.procedures.permissions import may_do
from mulin.procedures.queries import entries_of, events_of
from mulin.procedures.queries.elected import elected_on
from mulin.procedures.reactions import (
    ALONE,
    KINDS,
    OPENED,
    Does,
    Reaction,
    reactions_to,
    subjects_of,
)

log = logging.getLogger("mulin.procedures")
BATCH = 500


def read_on(street_id: UUID, *, now: datetime) -> int:
    """Carry steps on by what was linked since; how many facts did. One batch, then the next."""
    carried = 0
    while (batch := _read_batch(street_id, now=now)) is not None:
        carried += batch
    return carried


def _read_batch(street_id: UUID, *, now: datetime) -> int | None:
    """None where everything linked is read."""
    reading = Reading.objects.of(street_id).first()
    head = Head.objects.of(street_id).first()
    if reading is None or head is None or reading.seq >= head.seq:
        return None
    end = min(head.seq, reading.seq + BATCH)
    links = Link.objects.of(street_id).filter(seq__gt=reading.seq, seq__lte=end)
    rows = links.filter(fact__kind__in=KINDS).select_related("fact").order_by("seq")
    facts = [link.fact for link in rows]
    carried = sum(_react(fact, now=now) for fact in facts)
    # Somebody who joined an older vote meanwhile has set it back: that stands.
    Reading.objects.of(street_id).filter(seq=reading.seq).update(seq=end)
    return carried


def _react(fact: Fact, *, now: datetime) -> bool:
    """Hold one fact against the table; a step that cannot be carried waits for people."""
    done = False
    for procedure, piece, row in _wanted(fact):
        by = system_actor(fact.street_id)
        try:
            done |= carry_on(procedure, row, fact, piece, by=by, now=now)
        except Refused as refused:
            log.info("%s does not carry %s: %s", fact.kind, procedure.number, refused)
        except (KeyError, TypeError, ValueError):
            log.exception("%s could not carry %s", fact.kind, procedure.number)
    return _take_effect(fact, now=now) or done


def _take_effect(fact: Fact, *, now: datetime) -> bool:
    """What the fact does in other rooms that wait for it."""
    done = False
    for effect in EFFECTS:
        if effect.fact == fact.kind:
            try:
                done |= effect.does(fact, now)
            except Refused as refused:
                log.info("%s had no effect: %s", fact.kind, refused)
    return done


def _wanted(fact: Fact) -> list[tuple[Procedure, Piece | None, Reaction]]:
    """The procedures a fact concerns, with the piece of work it is about and the rows that fit."""
    pieces = Piece.objects.of(fact.street_id).filter(
        subject_id__in=subjects_of(fact),
        gone_at__isnull=True,
        procedure__state=Procedure.State.OPEN,
    )
    found = [
        (piece.procedure, piece, row)
        for piece in pieces.select_related("procedure__compound")
        for row in reactions_to(fact, piece.room)
    ]
    if fact.kind in ALONE and fact.compound_id is not None:
        rows = Procedure.objects.of(fact.street_id).filter(
            compound_id=fact.compound_id, state=Procedure.State.OPEN
        )
        found += [
            (procedure, None, row)
            for procedure in rows.select_related("compound").order_by("id")
            for row in reactions_to(fact, None)
        ]
    return found


def carry_on(
    procedure: Procedure,
    row: Reaction,
    fact: Fact,
    piece: Piece | None,
    *,
    by: Actor,
    now: datetime,
) -> bool:
    """Do to the step what the row says, with the fact as evidence; whether there was anything to do."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        if not fresh.is_open:
            return False
        if row.does is Does.GONE:
            return piece is not None and _gone(fresh, piece, fact, by=by, now=now)
        if row.does is Does.UNDONE:
            return _undone(fresh, row.step, fact, by=by, now=now)
        if row.does is Does.OVER:
            end_procedure(fresh, masked_sentence(fact), void=True, by=by, now=now)
            return True
        code = piece.step if piece is not None and row.step == OPENED else row.step
        fresh, line = step_of(procedure, code, by, day_of(now))
        require(may_do(by, fresh, line.owed_by))
        day = row.day(fact)
        if day is None or _is_known(fresh, code, fact) or not _is_open(line):
            return False
        if piece is None and _is_of_the_last_term(fresh, day):
            return False
        subject = piece.subject_id if piece is not None else None
        outcome = row.outcome(fact, line.step, subject) if row.does is Does.DONE else ""
        if outcome is None:
            return False
        _enter(fresh, line, row, fact, day, outcome, by=by, now=now)
        return True


def _is_known(procedure: Procedure, code: str, fact: Fact) -> bool:
    """Whether the fact did its work once, even if that was taken back by people since."""
    return bool(procedure.entries.filter(step=code, fact_id=fact.pk).exists())


def _is_of_the_last_term(procedure: Procedure, day: date) -> bool:
    """Whether a post named in the register began before the procedure elected anybody."""
    won = elected_on(events_of(entries_of(procedure)))
    return won is None or day < won


def _is_open(line: Line) -> bool:
    """What people put down stands; a step that is not called for is not carried on."""
    return line.done is None and line.called_for is True


def _enter(
    procedure: Procedure,
    line: Line,
    row: Reaction,
    fact: Fact,
    day: date,
    outcome: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    entry = Entry(
        id=uuid7(),
        street_id=procedure.street_id,
        procedure=procedure,
        step=line.step.code,
        kind=Entry.Kind.DONE if row.does is Does.DONE else Entry.Kind.FIXED,
        day=day,
        outcome=outcome,
        note=masked_sentence(fact)[:300],
        fact_id=fact.pk,
        at=now,
        by=by.name,
    )
    entry.save(force_insert=True)
    Evidence.objects.bulk_create(
        Evidence(street_id=procedure.street_id, entry=entry, paper_id=paper_id)
        for paper_id in dict.fromkeys(row.papers(fact))
    )
    say(_event(procedure, line, row, fact, day, outcome), procedure, by=by, now=now)


def _event(
    procedure: Procedure, line: Line, row: Reaction, fact: Fact, day: date, outcome: str
) -> StepCarried | StepDayCarried:
    title, number, step = procedure.title, procedure.number, line.step.title
    evidence = masked_sentence(fact)
    if row.does is Does.FIXED:
        return StepDayCarried(title, number, step, day, evidence)
    named = next((o.title for o in line.step.outcomes if o.code == outcome), "")
    late = line.due is not None and day > line.due
    return StepCarried(
        title,
        number,
        step,
        day,
        f"（{named}）" if named else "",
        said("，晚于{due}", due=line.due) if late else "",
        evidence,
        fact.digest,
    )


def _undone(procedure: Procedure, code: str, fact: Fact, *, by: Actor, now: datetime) -> bool:
    """The room took back what it had put down of the step: the entry it made counts no more.

    Facts of the room are read again when its work is joined: one taken back before stays so.
    """
    rows = procedure.entries.filter(step=code, kind=Entry.Kind.DONE, fact_id__isnull=False)
    before = Fact.objects.of(procedure.street_id).filter(
        pk__in=rows.values_list("fact_id", flat=True), id__lt=fact.pk
    )
    ids = list(before.values_list("pk", flat=True))
    entry: Entry | None = rows.filter(fact_id__in=ids, withdrawn_at__isnull=True).first()
    if entry is None:
        return False
    entry.withdrawn_at, entry.why_withdrawn = now, masked_sentence(fact)[:200]
    entry.save(update_fields=["withdrawn_at", "why_withdrawn"])
    step = read_process(procedure.process).by_code[code]
    kind = entry.get_kind_display()
    title, number = procedure.title, procedure.number
    event = EntryWithdrawn(title, number, step.title, kind, entry.why_withdrawn)
    say(event, procedure, by=by, now=now)
    return True


def _gone(procedure: Procedure, piece: Piece, fact: Fact, *, by: Actor, now: datetime) -> bool:
    """The piece of work came to nothing: what it did to steps is taken back, and they may begin anew."""
    why = masked_sentence(fact)[:200]
    rows = Piece.objects.of(procedure.street_id).filter(pk=piece.pk, gone_at__isnull=True)
    if not rows.update(gone_at=now, why_gone=why):
        return False
    about = Fact.objects.of(procedure.street_id).filter(subject_id=piece.subject_id)
    ids = list(about.filter(kind__in=KINDS).values_list("pk", flat=True))
    entries = Entry.objects.of(procedure.street_id).filter(
        procedure=procedure, fact_id__in=ids, withdrawn_at__isnull=True
    )
    entries.update(withdrawn_at=now, why_withdrawn=why)
    event = PieceGone(procedure.title, procedure.number, piece.get_room_display(), piece.title, why)
    say(event, procedure, by=by, now=now)
    return True
