"""What the pages of lawful timetables show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.kit.words import said
from mulin.law.catalogue import all_jurisdictions
from mulin.law.jurisdiction import Jurisdiction, Unanswered
from mulin.law.process import Direction, Process, dues_of
from mulin.law.process_catalogue import all_processes
from mulin.law.progress import Events, Line, State, Timetable
from mulin.law.terms import UNWRITTEN, add_months
from mulin.law.timetable import timetable
from mulin.law.workdays import CALENDAR, Calendar

MARKS = {
    State.DONE: "done",
    State.DONE_LATE: "soon",
    State.LATE: "late",
    State.TURN: "now",
    State.WAITING: "idle",
    State.UNCALLED: "pause",
    State.SPARED: "no",
}
"""The shape that stands for each state."""


COVERED = (
    ("timed", "done", said("都有日期，条文已核")),
    ("partly", "soon", said("有日期，部分待核或无期限")),
    ("not_yet", "no", said("还没有")),
)
"""State of a process in a region, its mark and its words."""


@dataclass(frozen=True)
class ProcessCard:
    """A process with how it stands in a region: ``why`` says why it does not exist there."""

    process: Process
    dated: int
    verified: int
    regions: int
    why: str


@dataclass(frozen=True)
class Row:
    """One step on a day: its line and its state."""

    line: Line
    state: State
    days: int

    @property
    def mark(self) -> str:
        return MARKS[self.state]


def processes_in(place: Jurisdiction, today: date) -> list[ProcessCard]:
    """Every process, with how many of its steps have a day in the region."""
    return [_card(process, place, today) for process in all_processes().values()]


def _card(process: Process, place: Jurisdiction, today: date) -> ProcessCard:
    everywhere = sum(_exists(process, other, today) for other in all_jurisdictions().values())
    try:
        found = reckoned(process, place, anchor=today, opened=today)
    except Unanswered as refusal:
        return ProcessCard(process, 0, 0, everywhere, refusal.reason)
    lawful = [line for line in found.lines if line.source and line.source != UNWRITTEN]
    sure = sum(line.verified for line in lawful)
    return ProcessCard(process, len(lawful), sure, everywhere, "")


def _exists(process: Process, place: Jurisdiction, today: date) -> bool:
    if process.only is None:
        return True
    try:
        return place.ask(process.only, today).value is not False
    except Unanswered:
        return False


def usual_anchor(process: Process, today: date) -> date:
    """A day to begin with: today, or a year on where the law counts back from the anchor."""
    dues = (due for step in process.steps for due in dues_of(step.due))
    back = any(d.direction is Direction.BEFORE and d.reference == process.anchor.code for d in dues)
    return add_months(today, 12) if back else today


def reckoned(
    process: Process,
    place: Jurisdiction,
    *,
    anchor: date,
    opened: date,
    events: Events | None = None,
    today: date | None = None,
    calendar: Calendar = CALENDAR,
) -> Timetable:
    """The timetable. Raises ``Unanswered`` where the region has no such process."""
    return timetable(
        process,
        place,
        anchor=anchor,
        opened=opened,
        calendar=calendar,
        events=events,
        today=today,
    )


def rows_of(found: Timetable, today: date) -> list[Row]:
    """Every line with its state, in the order of the process."""
    return [
        Row(line, found.state(line, today), (line.due - today).days if line.due else 0)
        for line in found.lines
    ]
