"""What procedures tell the ground: days a new calendar would move, compounds not to be regrouped,
steps that wait for somebody who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from mulin.ground.access.duties import NamedDuty
from mulin.ground.calendar.effects import Moved
from mulin.ground.estate.models import Compound, Person
from mulin.kit.words import said
from mulin.law.pinned import unpin
from mulin.law.process import Duty
from mulin.law.process_codec import read as read_process
from mulin.law.timetable import timetable
from mulin.law.workdays import Calendar
from mulin.procedures.models import Due, Entry, Procedure
from mulin.procedures.queries import events_of
from mulin.procedures.queries.holders import holders_in, reckoned_day, who_owes

LISTED = 20


def days_that_move(
    street_id: UUID, before: Calendar, after: Calendar, today: date
) -> Iterable[Moved]:
    """Steps of open procedures that would fall elsewhere: they stay, as each keeps its calendar,
    unless it is carried on by the law of today. Two statements."""
    rows = Procedure.objects.of(street_id).filter(state=Procedure.State.OPEN)
    procedures = list(rows.select_related("compound").order_by("id"))
    entries: dict[UUID, list[Entry]] = {row.pk: [] for row in procedures}
    for entry in Entry.objects.of(street_id).filter(procedure_id__in=entries).order_by("id"):
        entries[entry.procedure_id].append(entry)
    for row in procedures:
        yield from _moved(row, entries[row.pk], after, today)


def _moved(
    procedure: Procedure, entries: list[Entry], after: Calendar, today: date
) -> Iterable[Moved]:
    law, events = unpin(procedure.law), events_of(entries)
    was, becomes = (
        timetable(
            read_process(procedure.process),
            law,
            anchor=procedure.anchor,
            opened=procedure.law_of,
            calendar=calendar,
            events=events,
            today=today,
        )
        for calendar in (law.days, after)
    )
    url = reverse("procedures:procedure", args=[procedure.pk])
    title = f"{procedure.place_and_about} {procedure.title}"
    for line in was.lines:
        other = becomes.line(line.step.code)
        if line.done is None and line.due and other.due and line.due != other.due:
            yield Moved(title, url, line.step.title, line.due, other.due, pinned=True)


def procedures_under_way(compound: Compound) -> Iterable[str]:
    """Open procedures of a compound: it is not regrouped under them; one statement."""
    rows = Procedure.objects.of(compound.street_id).filter(
        compound_id=compound.pk, state=Procedure.State.OPEN
    )
    for row in rows.order_by("id"):
        yield said("程序“{title}”（{number}）", title=row.title, number=row.number)


def steps_that_wait_for(person: Person) -> Iterable[NamedDuty]:
    """Steps this person is reminded of, those that only he owes first; three statements."""
    today = reckoned_day(person.street_id)
    if today is None:
        return
    holders = holders_in(person.street_id, today)
    if all(holder.person_id != person.pk for holder in holders):
        return
    dues = Due.objects.of(person.street_id).filter(procedure__state=Procedure.State.OPEN)
    rows = dues.select_related("procedure__compound").order_by(F("day").asc(nulls_last=True), "id")
    found = []
    for due in rows:
        owing = who_owes(Duty(due.owed_by), due.procedure.compound, holders)
        if any(holder.person_id == person.pk for holder in owing):
            found.append((len(owing) > 1, due))
    found.sort(key=lambda pair: pair[0])
    for shared, due in found[:LISTED]:
        procedure = due.procedure
        words = f"{procedure.place_and_about} {procedure.title}：{due.title}"
        if not shared:
            words = said("{words}（只有他办，请先定接手的人）", words=words)
        yield NamedDuty(words, reverse("procedures:step", args=[procedure.pk, due.step]))
    if len(found) > LISTED:
        more = said("程序里另有 {n} 步等他办", n=len(found) - LISTED)
        yield NamedDuty(more, reverse("procedures:board"))
