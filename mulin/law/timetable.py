"""A process's days in a region: reckoned from its anchor, the law, and what was really done.

Deadlines are derived and never stored. A day that hangs on something not yet done is a plan; once it
is done, the real day counts. ``today`` is an argument: with it, a step that is late pushes what
follows, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from mulin.kit.words import said
from mulin.law.jurisdiction import Law, Ruling, Unanswered
from mulin.law.process import (
    SAME_DAY,
    Direction,
    Due,
    Duty,
    If,
    Late,
    LaterOf,
    Length,
    Process,
    Step,
    Undated,
    dues_of,
    follows,
    names,
)
from mulin.law.progress import Done, Events, Line, Timetable
from mulin.law.questions import Question
from mulin.law.reckoned import CitedLength, Day, reckon
from mulin.law.terms import UNWRITTEN, Period
from mulin.law.workdays import Calendar
from mulin.law.workdays import after as days_after

DEFAULT = said("法无明文，取系统默认值，可改")


def timetable(
    process: Process,
    law: Law,
    *,
    anchor: date,
    opened: date,
    calendar: Calendar,
    events: Events | None = None,
    today: date | None = None,
) -> Timetable:
    """Every step with its last lawful day, by the law of the day the process was opened.

    Without ``today`` it is the plan; with it, what is late pushes what follows.
    Raises ``Unanswered`` where the process does not exist in the region.
    """
    if process.only is not None:
        gap = _absent(law, process.only, opened)
        if gap:
            raise Unanswered(process.only, law.name, gap)
    reckoning = _Reckoning(process, law, anchor, opened, calendar, events or Events(), today)
    here = [step for step in process.steps if step.code not in reckoning.left_out]
    lines = tuple(reckoning.line(step) for step in here)
    gone = reckoning.left_out
    return Timetable(process, lines, tuple((process.by_code[code], gone[code]) for code in gone))


@dataclass(frozen=True)
class _Reckoning:
    """The days of one process, each reckoned once."""

    process: Process
    law: Law
    anchor: date
    opened: date
    calendar: Calendar
    events: Events
    today: date | None
    found: dict[str, Line] = field(default_factory=dict)

    @cached_property
    def left_out(self) -> dict[str, str]:
        """Steps that the region's law does not know, each with the reason."""
        gaps = {
            step.code: _absent(self.law, step.only, self.opened)
            for step in self.process.steps
            if step.only is not None
        }
        return {code: why for code, why in gaps.items() if why}

    def line(self, step: Step) -> Line:
        if step.code not in self.found:
            self.found[step.code] = self._line(step)
        return self.found[step.code]

    def _line(self, step: Step) -> Line:
        day = self._day(step)
        extended = self.events.extended.get(step.code)
        done = self.events.done.get(step.code)
        due = extended or day.day
        return Line(
            step=step,
            owed_by=self._owed_by(step),
            due=due,
            lawful=day.day,
            direction=day.direction,
            period=day.period,
            source=day.source,
            verified=day.verified,
            note=day.note,
            how=day.how,
            rolled_from=day.rolled_from,
            why="" if due else day.why,
            done=done,
            posted_until=self._posted_until(step, done.on if done else due),
            called_for=self._called_for(step),
            waits_for=self._beside(step, Direction.AFTER),
            goes_before=self._beside(step, Direction.BEFORE),
            not_before=self._not_before(step),
            planned=day.planned,
            fixed=self.events.fixed.get(step.code),
        )

    def _owed_by(self, step: Step) -> Duty:
        if step.instead and step.instead.without in self.left_out:
            return step.instead.duty
        return step.owed_by

    def _day(self, step: Step) -> Day:
        if isinstance(step.due, Undated):
            return Day(why=step.due.why)
        days = [self._counted(due) for due in dues_of(step.due)]
        dated = [day for day in days if day.day]
        if isinstance(step.due, LaterOf) and len(dated) < len(days):
            return next(day for day in days if not day.day)
        return max(dated, key=lambda day: day.day or date.min) if dated else days[0]

    def _counted(self, due: Due) -> Day:
        try:
            ruling = self._length(due.length)
            name = self._reference(due)
        except Unanswered as refusal:
            return Day(direction=due.direction, why=refusal.reason)
        start = self._start(name) if name and not self._needs_a_date_first(due, name) else None
        if start:
            start = self._begun(due.direction, name, start)
        base = Day(
            direction=due.direction,
            period=ruling.value,
            source=ruling.source,
            verified=ruling.verified,
            note=ruling.note,
        )
        if start is None:
            return replace(base, why=self._why_no_start(due, name))
        found = reckon(due, start, ruling.value, self.calendar)
        return replace(
            base,
            day=found.day,
            how=found.how,
            rolled_from=found.rolled_from,
            planned=not self._is_settled(name),
        )

    def _length(self, length: Length) -> CitedLength:
        if isinstance(length, Period):
            plain = length == SAME_DAY
            return CitedLength(
                length, None if plain else UNWRITTEN, plain, "" if plain else DEFAULT
            )
        found: Ruling[Period] = self.law.ask(length, self.opened)
        return CitedLength(found.value, found.source, found.verified, found.note)

    def _reference(self, due: Due) -> str:
        """The anchor or step the day is counted from here; empty where none of them is here."""
        if isinstance(due.reference, Question):
            return str(self.law.ask(due.reference, self.opened).value.value)
        return self._first_here(due.reference)

    def _first_here(self, reference: str | tuple[str, ...]) -> str:
        return next((name for name in names(reference) if self._is_here(name)), "")

    def _is_here(self, name: str) -> bool:
        if name in self.left_out:
            return False
        step = self.process.by_code.get(name)
        return step is None or self._called_for(step) is True

    def _beside(self, step: Step, direction: Direction) -> tuple[str, ...]:
        """The steps that this one comes after, or before."""
        if isinstance(step.due, Undated):
            return (self._first_here(step.due.since),) if direction is Direction.AFTER else ()
        counted = [due for due in dues_of(step.due) if due.direction is direction]
        return tuple(self._reference_or_none(due) for due in counted)

    def _not_before(self, step: Step) -> date | None:
        """A step counted from the anchor begins with it."""
        anchor = self.process.anchor.code
        return self.anchor if anchor in self._beside(step, Direction.AFTER) else None

    def _reference_or_none(self, due: Due) -> str:
        try:
            return self._reference(due)
        except Unanswered:
            return ""

    def _start(self, name: str) -> date | None:
        """The day of a reference: real, fixed, or the last lawful one, which lateness moves on."""
        if name == self.process.anchor.code:
            return self.anchor
        done, fixed = self.events.done.get(name), self.events.fixed.get(name)
        if done or fixed:
            return done.on if done else fixed
        step = self.process.by_code[name]
        when = step.due
        due = self._undated_start(when) if isinstance(when, Undated) else self.line(step).due
        return max(due, self.today) if due and self.today else due

    def _undated_start(self, when: Undated) -> date | None:
        """A plan's day for a step the law dates not at all: as soon as it can be done."""
        name = self._first_here(when.since)
        return self._start(name) if name else None

    def _is_settled(self, name: str) -> bool:
        """Whether the day of a reference is known and will not move any more."""
        return name == self.process.anchor.code or name in {*self.events.done, *self.events.fixed}

    def _begun(self, direction: Direction, name: str, start: date) -> date:
        """What must come before is counted back from the day that was fixed, even where the step ended
        later, as a vote in writing does; what follows moves on with today while it is not done."""
        fixed = self.events.fixed.get(name)
        if direction is Direction.BEFORE:
            return min(start, fixed) if fixed else start
        return self.today or start if self._is_missed(name) else start

    def _is_missed(self, name: str) -> bool:
        """A day was fixed and is gone, and the step is not done."""
        fixed = self.events.fixed.get(name)
        return bool(fixed and self.today and fixed < self.today and name not in self.events.done)

    def _needs_a_date_first(self, due: Due, name: str) -> bool:
        """Nothing is counted back from a day that people have yet to fix."""
        step = self.process.by_code.get(name)
        open_day = step is not None and isinstance(step.due, Undated)
        return due.direction is Direction.BEFORE and open_day and not self._is_settled(name)

    def _why_no_start(self, due: Due, name: str) -> str:
        if not name:
            return said("这一步所依据的前一步，在本地没有。")
        if due.direction is Direction.BEFORE:
            return said(
                "先定下“{title}”的日子，再往前推算。", title=self.process.by_code[name].title
            )
        return said("要等“{title}”办了才能推算。", title=self.process.by_code[name].title)

    def _posted_until(self, step: Step, start: date | None) -> date | None:
        if step.display is None or start is None:
            return None
        try:
            length = self._length(step.display).value
        except Unanswered:
            return None
        return days_after(start, length, self.calendar, rolls=False).day

    def _called_for(self, step: Step) -> bool | None:
        """True: it must be done. None: not known yet. False: another outcome made it needless."""
        if step.code in self.events.done:
            return True
        if step.when is None:
            return self._follows_something(step)
        cause = self.events.done.get(step.when.step)
        if isinstance(step.when, If):
            return cause.outcome == step.when.outcome if cause else None
        return self._is_overdue(step.when, cause)

    def _follows_something(self, step: Step) -> bool | None:
        """A step after one that is not called for is not called for either."""
        codes = [code for code in follows(step) if code not in self.left_out]
        if not codes or self.process.anchor.code in codes:
            return True
        called = [self._called_for(self.process.by_code[code]) for code in codes]
        return True if True in called else None if None in called else False

    def _is_overdue(self, late: Late, cause: Done | None) -> bool | None:
        if cause:
            return False
        due = self.line(self.process.by_code[late.step]).due
        return True if due and self.today and self.today > due else None


def _absent(law: Law, question: Question[Any], opened: date) -> str:
    """Why a step or process does not exist where the law answers so; empty where it does."""
    try:
        ruling = law.ask(question, opened)
    except Unanswered as refusal:
        return refusal.reason
    return (
        "" if ruling.value is not False else said("{source}：没有这一环节。", source=ruling.source)
    )
