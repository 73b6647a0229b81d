"""How a process stands: what happened, each step's line, and the state of each on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mulin.kit.words import said
from mulin.law.process import Direction, Duty, Process, Step
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation, Period


class State(Labelled):
    """How a step stands on a day."""

    DONE = "done", said("已办")
    DONE_LATE = "done_late", said("已办，晚了")
    LATE = "late", said("逾期")
    TURN = "turn", said("该办了")
    WAITING = "waiting", said("等前一步")
    UNCALLED = "uncalled", said("尚未触发")
    SPARED = "spared", said("不用办")


@dataclass(frozen=True)
class Done:
    """When a step was done, and how it ended where it can end in several ways."""

    on: date
    outcome: str = ""


@dataclass(frozen=True)
class Events:
    """What really happened: steps done, days fixed by people (a meeting's), days put off.

    ``fixed`` and ``extended`` are by step; an extension is a fact with a reason and a paper.
    """

    done: Mapping[str, Done] = field(default_factory=dict)
    fixed: Mapping[str, date] = field(default_factory=dict)
    extended: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One step with its day. ``due`` is None where there is none, and ``why`` then says why.

    ``lawful``: the day before an extension; ``how``: its derivation in words. ``verified`` is False
    where the answer is inherited, unread or this product's own. ``planned``: counted from something
    that has not happened yet, so it may still move. ``posted_until``: how long what the step
    announces must stay posted. ``waits_for``: the steps its day runs from;
    ``goes_before``: those it must come before. ``not_before``: the anchor's day for a step that
    only begins with it. ``fixed``: the day people set for it.
    """

    step: Step
    owed_by: Duty
    due: date | None
    lawful: date | None
    direction: Direction | None
    period: Period | None
    source: Citation | None
    verified: bool
    note: str
    how: str
    rolled_from: date | None
    why: str
    done: Done | None
    posted_until: date | None
    called_for: bool | None
    waits_for: tuple[str, ...]
    goes_before: tuple[str, ...]
    not_before: date | None
    planned: bool
    fixed: date | None = None

    @property
    def set_late(self) -> int:
        """Days by which it was set for after its last lawful day; 0 where it was not, or is done."""
        if self.done or self.fixed is None or self.due is None:
            return 0
        return max((self.fixed - self.due).days, 0)

    def state(self, today: date, *, ready: bool = True) -> State:
        """How the step stands; ``ready`` is whether everything it waits for is done."""
        if self.done:
            late = self.due is not None and self.done.on > self.due
            return State.DONE_LATE if late else State.DONE
        if self.called_for is not True:
            return State.UNCALLED if self.called_for is None else State.SPARED
        if self.due is not None and today > self.due:
            return State.LATE
        begun = self.not_before is None or today >= self.not_before
        return State.TURN if ready and begun else State.WAITING


@dataclass(frozen=True)
class Timetable:
    """Every step that is part of the process in a region, in its order; and those that are not."""

    process: Process
    lines: tuple[Line, ...]
    left_out: tuple[tuple[Step, str], ...]

    def line(self, code: str) -> Line:
        """The line of a step. Raises KeyError where it is no part of the process here."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Line]:
        return {line.step.code: line for line in self.lines}

    def state(self, line: Line, today: date) -> State:
        """How a step stands on a day, by what it waits for."""
        return line.state(today, ready=self._is_ready(line))

    def turns(self, today: date) -> list[Line]:
        """The steps somebody can and must do now, the most urgent first."""
        now = {State.TURN, State.LATE}
        open_lines = [line for line in self.lines if self.state(line, today) in now]
        return sorted(open_lines, key=lambda line: line.due or date.max)

    def _is_ready(self, line: Line) -> bool:
        """What its day runs from is done, and what the law wants before it."""
        code = line.step.code
        first = (n for n in self.lines if code in n.goes_before and n.called_for is True)
        waited = (self._by_code[name] for name in line.waits_for if name in self._by_code)
        return all(other.done for other in (*first, *waited))
