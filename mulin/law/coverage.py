"""Every process in every region: timed, step by step, or not yet, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mulin.law.catalogue import all_jurisdictions
from mulin.law.jurisdiction import Jurisdiction, Unanswered
from mulin.law.process import Process
from mulin.law.process_catalogue import all_processes
from mulin.law.progress import Line
from mulin.law.terms import UNWRITTEN
from mulin.law.timetable import timetable
from mulin.law.workdays import CALENDAR


@dataclass(frozen=True)
class Gap:
    """A step that is not dated by a law that was read, and why."""

    step: str
    why: str


@dataclass(frozen=True)
class Coverage:
    """One process in one region. ``why`` says why the region has no such process, else empty.

    ``dated`` steps have a day by law, ``verified`` of them by an article that was read; ``ours`` have
    a day that no law sets. ``undated``: no day at all; ``unread``: the article was not read here;
    ``left_out``: the region has no such step.
    """

    process: Process
    place: Jurisdiction
    dated: int = 0
    verified: int = 0
    ours: int = 0
    undated: tuple[Gap, ...] = ()
    unread: tuple[Gap, ...] = ()
    left_out: tuple[Gap, ...] = ()
    why: str = ""

    @property
    def state(self) -> str:
        """``timed`` throughout by articles that were read, ``partly``, or ``not_yet``."""
        if self.why or not (self.dated or self.ours):
            return "not_yet"
        return "partly" if self.unread or self.undated else "timed"


def coverage(process: Process, place: Jurisdiction, today: date) -> Coverage:
    """How much of a process the region's law dates, as of today."""
    try:
        found = timetable(process, place, anchor=today, opened=today, calendar=CALENDAR)
    except Unanswered as refusal:
        return Coverage(process, place, why=refusal.reason)
    lawful = [line for line in found.lines if _by_law(line)]
    return Coverage(
        process,
        place,
        dated=len(lawful),
        verified=sum(line.verified for line in lawful),
        ours=sum(line.due is not None and not _by_law(line) for line in found.lines),
        undated=tuple(Gap(x.step.title, x.why) for x in found.lines if not x.due and x.why),
        unread=tuple(Gap(x.step.title, x.note) for x in lawful if not x.verified),
        left_out=tuple(Gap(step.title, why) for step, why in found.left_out),
    )


def _by_law(line: Line) -> bool:
    return line.source is not None and line.source != UNWRITTEN


@lru_cache(maxsize=4)
def everywhere(today: date) -> tuple[Coverage, ...]:
    """Every process in every region, the processes in their order."""
    return tuple(_everywhere(today))


def _everywhere(today: date) -> Iterator[Coverage]:
    for process in all_processes().values():
        for place in all_jurisdictions().values():
            yield coverage(process, place, today)
