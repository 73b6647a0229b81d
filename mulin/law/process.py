"""A process is a list of steps, each owed by someone by some day that the law names.

Nothing here knows a date: ``timetable.py`` reckons the days from an anchor, a region's law and what
was really done. A process that names an unknown step, or chases itself, fails when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mulin.kit.words import said
from mulin.law.cases import CountFrom
from mulin.law.questions import DecisionKind, Question
from mulin.law.shapes import Labelled
from mulin.law.terms import Period


class Duty(Labelled):
    """Who owes a step."""

    OWNERS = "owners", said("业主")
    ASSEMBLY = "assembly", said("业主大会")
    COMMITTEE = "committee", said("业主委员会")
    NEW_COMMITTEE = "new_committee", said("新一届业主委员会")
    FORMER_MEMBERS = "former_members", said("离任委员")
    PREPARATION_GROUP = "preparation_group", said("首次业主大会会议筹备组")
    ELECTION_GROUP = "election_group", said("换届改选小组")
    INTERIM_COMMITTEE = "interim_committee", said("物业管理委员会")
    STREET = "street", said("街道办事处（乡镇人民政府）")
    RESIDENTS_COMMITTEE = "residents_committee", said("居（村）民委员会")
    HOUSING_AGENCY = "housing_agency", said("房管机构")
    DEVELOPER = "developer", said("建设单位")
    CONVENER = "convener", said("召集人")
    PARTIES = "parties", said("参加协商的各方")
    RESIDENTS = "residents", said("居民")
    APPLICANTS = "applicants", said("加装电梯的业主或其代理人")
    INSTALLER = "installer", said("电梯安装单位")


class Direction(Labelled):
    """Which way a day is counted from its reference."""

    BEFORE = "before", said("之前")
    AFTER = "after", said("之后")


SAME_DAY = Period()

Length = Question[Period] | Period
"""A period the law is asked for, or one of this product's own defaults, which is shown as such."""

Reference = str | tuple[str, ...] | Question[CountFrom]
"""The anchor or a step: by name; of several, the first that is part of the process in the region and
called for; or the one that the region's law counts from."""


@dataclass(frozen=True)
class Due:
    """A day counted from another day.

    ``notice``: a notice to owners, which moves earlier over days off. ``posted``: the end of a time
    for which something stays posted, which never rolls (house rule 2, 民法典第201–203条).
    """

    reference: Reference
    direction: Direction
    length: Length
    notice: bool = False
    posted: bool = False


@dataclass(frozen=True)
class LaterOf:
    """The later of several days."""

    dues: tuple[Due, ...]


@dataclass(frozen=True)
class Undated:
    """A step without a lawful day; ``why`` is the sentence people read in its place.

    ``since`` is what it waits for. A plan takes the step as done on that very day, and says so.
    """

    why: str
    since: str | tuple[str, ...] = ()


When = Due | LaterOf | Undated


def before(reference: Reference, length: Length = SAME_DAY, *, notice: bool = False) -> Due:
    """Not later than ``length`` before the reference; of nothing, not later than its day."""
    return Due(reference, Direction.BEFORE, length, notice=notice)


def after(reference: Reference, length: Length = SAME_DAY, *, posted: bool = False) -> Due:
    """Within ``length`` after the reference; of nothing, on its day."""
    return Due(reference, Direction.AFTER, length, posted=posted)


def later_of(*dues: Due) -> LaterOf:
    """The later of several days."""
    return LaterOf(dues)


@dataclass(frozen=True)
class Outcome:
    """One way a step can end; the first of a step's outcomes is the one that was hoped for."""

    code: str
    title: str


@dataclass(frozen=True)
class If:
    """Only where ``step`` ended so."""

    step: str
    outcome: str


@dataclass(frozen=True)
class Late:
    """Only while ``step`` is overdue; once it is done after all, there is nothing to rescue."""

    step: str


@dataclass(frozen=True)
class Paper:
    """A document that a step needs or makes."""

    code: str
    title: str


class Opens(Labelled):
    """What a step opens in a room; the facts of that room then carry the process on."""

    POLL = "poll", said("业主表决")
    NOTICE = "notice", said("公示公告")
    MEETING = "meeting", said("会议")
    MEDIATION = "mediation", said("调解")


@dataclass(frozen=True)
class Instead:
    """Who owes a step where another step, usually the forming of a group, is no part of the process."""

    without: str
    duty: Duty


@dataclass(frozen=True)
class Step:
    """One thing somebody must do.

    ``only``: the step exists only where the law answers this question, and not with no.
    ``when``: it is called for only by an outcome or a delay. ``decides``: what owners decide in it.
    ``display``: how long what it announces must stay posted. ``remind``: days before the due day.
    """

    code: str
    title: str
    owed_by: Duty
    due: When
    only: Question[Any] | None = None
    when: If | Late | None = None
    instead: Instead | None = None
    outcomes: tuple[Outcome, ...] = ()
    decides: tuple[DecisionKind, ...] = ()
    opens: Opens | None = None
    display: Length | None = None
    papers: tuple[Paper, ...] = ()
    papers_of: Question[tuple[str, ...]] | None = None
    remind: tuple[int, ...] = (30, 7, 1)


@dataclass(frozen=True)
class Anchor:
    """The day everything is counted from."""

    code: str
    title: str


@dataclass(frozen=True)
class Process:
    """A lawful timetable over a body, a building or a matter.

    ``only``: it exists only in regions whose law answers this question, and not with no.
    """

    code: str
    title: str
    about: str
    anchor: Anchor
    steps: tuple[Step, ...]
    only: Question[Any] | None = None
    by_code: Mapping[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {step.code: step for step in self.steps})
        faults = "; ".join(_faults(self))
        if faults:
            raise ValueError(f"{self.code}: {faults}")


def dues_of(when: When) -> tuple[Due, ...]:
    """The days a step's own is made of; none where it has no lawful day."""
    if isinstance(when, Undated):
        return ()
    return when.dues if isinstance(when, LaterOf) else (when,)


def named_by(due: Due) -> tuple[str, ...]:
    """Every anchor or step that a day may be counted from."""
    if isinstance(due.reference, Question):
        return tuple(CountFrom)
    return names(due.reference)


def leans_on(step: Step) -> tuple[str, ...]:
    """Everything that a step's day or its being called for hangs on, in any region."""
    cause = (step.when.step,) if step.when else ()
    if isinstance(step.due, Undated):
        return (*names(step.due.since), *cause)
    return (*(name for due in dues_of(step.due) for name in named_by(due)), *cause)


def follows(step: Step) -> tuple[str, ...]:
    """The anchor or the steps one of which this step comes after, by name; none where the law picks."""
    if isinstance(step.due, Undated):
        return names(step.due.since)
    after = (d for d in dues_of(step.due) if d.direction is Direction.AFTER)
    named = [d.reference for d in after]
    if any(isinstance(reference, Question) for reference in named):
        return ()
    return tuple(n for reference in named for n in names(reference))  # type: ignore[arg-type]


def names(reference: str | tuple[str, ...]) -> tuple[str, ...]:
    """One name or several as several."""
    return (reference,) if isinstance(reference, str) else reference


def _faults(process: Process) -> Iterator[str]:
    known = {process.anchor.code, *process.by_code}
    if len(process.by_code) != len(process.steps):
        yield "a step's code stands twice"
    if process.anchor.code in process.by_code:
        yield f"{process.anchor.code} is both the anchor and a step"
    for step in process.steps:
        yield from (f"{step.code} is counted from nothing: {n}" for n in _unknown(step, known))
        yield from _bad_condition(process, step)
    yield from _chases(process)


def _unknown(step: Step, known: set[str]) -> Iterator[str]:
    """References of a step that do not exist; a law's own choice needs only one that does."""
    if isinstance(step.due, Undated):
        yield from (name for name in names(step.due.since) if name not in known)
    for due in dues_of(step.due):
        if isinstance(due.reference, Question):
            if not known & set(CountFrom):
                yield due.reference.code
        else:
            yield from (name for name in named_by(due) if name not in known)


def _bad_condition(process: Process, step: Step) -> Iterator[str]:
    if step.instead and step.instead.without not in process.by_code:
        yield f"{step.code} names no step: {step.instead.without}"
    if step.when is None:
        return
    cause = process.by_code.get(step.when.step)
    if cause is None:
        yield f"{step.code} depends on no step: {step.when.step}"
    elif isinstance(step.when, If) and step.when.outcome not in {o.code for o in cause.outcomes}:
        yield f"{step.code} depends on an outcome {cause.code} does not have: {step.when.outcome}"


def _chases(process: Process) -> Iterator[str]:
    """Steps whose days are counted from each other."""
    for step in process.steps:
        seen: set[str] = set()
        waiting = [*leans_on(step)]
        while waiting:
            name = waiting.pop()
            if name == step.code:
                yield f"{step.code} is counted from itself"
                break
            if name not in seen and name in process.by_code:
                seen.add(name)
                waiting.extend(leans_on(process.by_code[name]))
