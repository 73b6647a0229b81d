"""Procedures as they stand: their timetable, the board by urgency, the choices that can be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mulin.deliberate.meetings.models import Issue
from mulin.ground.estate.models import Compound
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor, Power
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import unpin
from mulin.law.process import Duty, Process
from mulin.law.process_catalogue import all_processes
from mulin.law.process_codec import read as read_process
from mulin.law.progress import Done, Events, Line, State, Timetable
from mulin.law.timetable import timetable
from mulin.procedures.models import Due, Entry, Evidence, Piece, Procedure, Reminder
from mulin.procedures.permissions import DOERS, OPENERS, reach

MOST_REMINDERS = 200


@dataclass(frozen=True)
class StepCard:
    """One step on the screen: its line, its state, what was put down about it and with what papers."""

    line: Line
    state: State
    entries: tuple[Entry, ...]
    papers: tuple[Evidence, ...]


def procedure_of(street_id: UUID, procedure_id: UUID) -> Procedure | None:
    """One procedure of a street."""
    rows = Procedure.objects.of(street_id).select_related("compound")
    found: Procedure | None = rows.filter(pk=procedure_id).first()
    return found


def procedure_about(street_id: UUID, about_id: UUID) -> Procedure | None:
    """The procedure over one thing: the open one, else the latest."""
    rows = Procedure.objects.of(street_id).filter(about_id=about_id)
    latest: Procedure | None = rows.order_by("-id").first()
    return rows.filter(state=Procedure.State.OPEN).first() or latest


def procedures_for(actor: Actor) -> QuerySet[Procedure]:
    """Procedures the actor may open, with the day of their most urgent step, the most urgent first."""
    rows = Procedure.objects.of(actor.street_id).select_related("compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    dues = Due.objects.filter(street_id=OuterRef("street_id"), procedure_id=OuterRef("pk"))
    soonest = dues.order_by(F("day").asc(nulls_last=True), "id")
    dated = rows.annotate(
        next_day=Subquery(soonest.values("day")[:1]),
        next_step=Subquery(soonest.values("title")[:1]),
        next_duty=Subquery(soonest.values("owed_by")[:1]),
    )
    found: QuerySet[Procedure] = dated.order_by(F("next_day").asc(nulls_last=True), "-id")
    return found


def waiting_dues(**wanted: Any) -> QuerySet[Due]:
    """For a subquery over procedures: their waiting steps of a kind."""
    rows = Due.objects.filter(street_id=OuterRef("street_id"), procedure_id=OuterRef("pk"))
    found: QuerySet[Due] = rows.filter(**wanted)
    return found


def dues_of(procedures: Iterable[Procedure]) -> dict[UUID, list[Due]]:
    """The steps that wait in each of them, the most urgent first, in one statement."""
    rows = list(procedures)
    found: dict[UUID, list[Due]] = {row.pk: [] for row in rows}
    if rows:
        dues = Due.objects.of(rows[0].street_id).filter(procedure_id__in=found)
        for due in dues.order_by(F("day").asc(nulls_last=True), "id"):
            found[due.procedure_id].append(due)
    return found


def dues_for(actor: Actor) -> QuerySet[Due]:
    """Steps that wait for this person, by his posts and where they reach, the most urgent first."""
    roles = {grant.role for grant in actor.grants}
    duties = [duty.value for duty in Duty if roles & set(DOERS.get(duty, OPENERS))]
    rows = Due.objects.of(actor.street_id).filter(owed_by__in=duties)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(procedure__compound_id__in=within)
    rows = rows.select_related("procedure__compound")
    found: QuerySet[Due] = rows.order_by(F("day").asc(nulls_last=True), "id")
    return found


def timetable_of(procedure: Procedure, entries: Iterable[Entry], today: date) -> Timetable:
    """The procedure's timetable by the steps, law and calendar of its opening day, as of today."""
    law = unpin(procedure.law)
    return timetable(
        read_process(procedure.process),
        law,
        anchor=procedure.anchor,
        opened=procedure.law_of,
        calendar=law.days,
        events=events_of(entries),
        today=today if procedure.is_open else None,
    )


def events_of(entries: Iterable[Entry]) -> Events:
    """What was put down, as the law's timetable takes it; the latest entry of a kind counts."""
    events = Events({}, {}, {})
    for entry in entries:
        if entry.withdrawn_at is not None:
            continue
        if entry.kind == Entry.Kind.DONE:
            events.done[entry.step] = Done(entry.day, entry.outcome)  # type: ignore[index]
        elif entry.kind == Entry.Kind.FIXED:
            events.fixed[entry.step] = entry.day  # type: ignore[index]
        else:
            events.extended[entry.step] = entry.day  # type: ignore[index]
    return events


def entries_of(procedure: Procedure) -> list[Entry]:
    """Everything put down about a procedure, in order, withdrawn entries included."""
    return list(Entry.objects.of(procedure.street_id).filter(procedure=procedure).order_by("id"))


def cards_of(procedure: Procedure, today: date) -> tuple[Timetable, list[StepCard]]:
    """Every step with its state, its entries and its papers; three statements."""
    entries = entries_of(procedure)
    found = timetable_of(procedure, entries, today)
    rows = Evidence.objects.of(procedure.street_id).filter(entry__in=[e.pk for e in entries])
    papers = list(rows.select_related("paper").order_by("id"))
    step_of = {entry.pk: entry.step for entry in entries}
    cards = [
        StepCard(
            line,
            found.state(line, today),
            tuple(e for e in entries if e.step == line.step.code),
            tuple(p for p in papers if step_of[p.entry_id] == line.step.code),
        )
        for line in found.lines
    ]
    return found, cards


def timeline(procedure: Procedure, beside: Iterable[UUID] = ()) -> list[Said]:
    """What happened to it, and to what is shown ``beside`` it, as sentences, newest first."""
    about = [procedure.pk, *beside]
    return sentences(Fact.objects.of(procedure.street_id).filter(subject_id__in=about))


def matters_of(procedure: Procedure) -> list[UUID]:
    """Matters that its steps opened, or that the issue it is about belongs to."""
    pieces = Piece.objects.of(procedure.street_id).filter(procedure=procedure, gone_at__isnull=True)
    of = {Piece.Room.MATTER: set[UUID](), Piece.Room.ISSUE: set[UUID]()}
    for room, subject in pieces.filter(room__in=of).values_list("room", "subject_id"):
        of[Piece.Room(room)].add(subject)
    issues = Issue.objects.of(procedure.street_id).filter(
        pk__in=of[Piece.Room.ISSUE], matter__isnull=False
    )
    return [*of[Piece.Room.MATTER], *issues.values_list("matter_id", flat=True)]


def openable_places(actor: Actor) -> QuerySet[Compound]:
    """Compounds in which the actor may open a procedure, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*OPENERS):
        mine = (g.compounds for g in actor.grants if g.role in OPENERS)
        rows = rows.filter(pk__in=actor.mandate(Power.GUIDE).union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def openable_processes(region: str, today: date) -> list[Process]:
    """Processes that the region's law knows."""
    place = nearest(region)
    found = []
    for process in all_processes().values():
        try:
            if process.only is None or place.ask(process.only, today).value is not False:
                found.append(process)
        except Unanswered:
            continue
    return found


def stale_procedures(street_id: UUID, today: date) -> list[UUID]:
    """Open procedures whose waiting steps were reckoned on an earlier day."""
    rows = Procedure.objects.of(street_id).filter(state=Procedure.State.OPEN)
    old = rows.filter(Q(reckoned_on__isnull=True) | Q(reckoned_on__lt=today))
    return list(old.order_by("id").values_list("pk", flat=True))


def unreminded_procedures(street_id: UUID, today: date) -> list[UUID]:
    """Open procedures, reckoned for today, whose reminders of today are not sent yet."""
    rows = Procedure.objects.of(street_id).filter(state=Procedure.State.OPEN, reckoned_on=today)
    new = rows.filter(Q(reminded_on__isnull=True) | Q(reminded_on__lt=today))
    return list(new.order_by("id").values_list("pk", flat=True))


def reminders_of(procedure: Procedure, step: str | None = None) -> list[Reminder]:
    """What was sent about a procedure, or one of its steps, newest first."""
    rows = Reminder.objects.of(procedure.street_id).filter(procedure=procedure)
    if step is not None:
        rows = rows.filter(step=step)
    return list(rows.order_by("-id")[:MOST_REMINDERS])
