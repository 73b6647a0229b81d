"""The process and the law of a day, pinned; and how a procedure would run by those of today."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mulin.ground.calendar.queries import calendar_of
from mulin.ground.streets.models import Street
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import pin
from mulin.law.process import Process
from mulin.law.process_catalogue import UnknownProcess, process_named
from mulin.law.process_codec import written
from mulin.law.progress import Line
from mulin.procedures.models import Entry, Procedure
from mulin.procedures.queries import entries_of, timetable_of


@dataclass(frozen=True)
class Compared:
    """One step by the law it is carried by and by that of today; None where one knows it not."""

    title: str
    was: Line | None
    becomes: Line | None

    @property
    def moved(self) -> bool:
        """Whether the day, whose it is, or the article differs."""
        return _seen(self.was) != _seen(self.becomes)

    @property
    def words(self) -> str:
        """The step with both days."""
        was, becomes = (str(line.due or "—") if line else "—" for line in (self.was, self.becomes))
        return said("{title} {was} → {becomes}", title=self.title, was=was, becomes=becomes)


def repinned(procedure: Procedure, today: date) -> Procedure:
    """The procedure as it would be by the process and the law of today, unsaved.

    Raises Refused where they are the same, or where what was put down would lose its step.
    """
    process, law = process_here(procedure.code, procedure.street_id, today)
    other = copy(procedure)
    other.process, other.law, other.repinned_on = written(process), law, today
    if _same(procedure, other):
        raise Refused(
            Refusal(said("今天的步骤和法规与现在所依的一样。"), said("不用改，期限照旧推算。"))
        )
    return other


def lost_entries(process: Process, entries: Sequence[Entry]) -> list[str]:
    """Steps with standing entries that the process does not know any more."""
    standing = {entry.step for entry in entries if entry.withdrawn_at is None}
    return sorted(standing - set(process.by_code))


def compared(procedure: Procedure, other: Procedure, today: date) -> list[Compared]:
    """Every step of either, side by side, in today's order; one statement."""
    entries = entries_of(procedure)
    was = {line.step.code: line for line in timetable_of(procedure, entries, today).lines}
    becomes = {line.step.code: line for line in timetable_of(other, entries, today).lines}
    codes = [*becomes, *(code for code in was if code not in becomes)]
    return [
        Compared((becomes.get(code) or was[code]).step.title, was.get(code), becomes.get(code))
        for code in codes
    ]


def _same(one: Procedure, other: Procedure) -> bool:
    kept = ("answers", "unanswered", "calendar", "days")
    law = all(one.law.get(key) == other.law.get(key) for key in kept)
    return law and one.process == other.process


def _seen(line: Line | None) -> tuple[Any, ...] | None:
    if line is None:
        return None
    return (line.step.title, line.owed_by, line.due, line.source and line.source.spaced)


def process_here(code: str, street_id: UUID, today: date) -> tuple[Process, dict[str, Any]]:
    """The process and the law of today, pinned. Raises Refused where the region knows no such thing."""
    place = nearest(Street.objects.get(pk=street_id).region)
    try:
        process = process_named(code)
        if process.only is not None and place.ask(process.only, today).value is False:
            raise Refused(_not_here(process.title, place.name))
    except UnknownProcess:
        raise Refused(Refusal(said("没有这个程序。"), said("请从列表里选一个。"))) from None
    except Unanswered:
        raise Refused(_not_here(process.title, place.name)) from None
    return process, pin(place, today, calendar_of(street_id))


def _not_here(title: str, place: str) -> Refusal:
    return Refusal(
        said("{place}没有“{title}”这个程序。", place=place, title=title),
        said("请在“程序和期限”里看本地有哪些。"),
    )
