"""A vote as other rooms' papers tell it: its days, motions and candidates, and the result once counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from mulin.decide.assembly.documents.words import square_metres
from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.queries.papers import motions_with_candidates
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.kit.clock import day_of
from mulin.law.tally import Verdict


@dataclass(frozen=True)
class Stood:
    """Somebody who stood, with what the ballot says of him."""

    name: str
    about: str
    elected: bool


@dataclass(frozen=True)
class MotionTold:
    """A motion; ``agree`` and ``outcome`` are empty until it is counted."""

    title: str
    seats: int
    candidates: tuple[Stood, ...]
    agree: str
    outcome: str


@dataclass(frozen=True)
class VoteTold:
    """A whole vote."""

    title: str
    number: str
    opens: date | None
    closes: date | None
    participation: str
    motions: tuple[MotionTold, ...]


def told(street_id: UUID, poll_id: UUID) -> VoteTold | None:
    """One vote; three statements."""
    poll: Poll | None = Poll.objects.of(street_id).filter(pk=poll_id).first()
    if poll is None or poll.state == Poll.State.VOIDED:
        return None
    verdicts = {v.motion: v for v in verdicts_of(poll)} if poll.is_judged else {}
    rows = motions_with_candidates(poll)
    motions = tuple(_motion(row, verdicts.get(row.pk.hex)) for row in rows)
    last = day_of(poll.closes_at - timedelta(microseconds=1)) if poll.closes_at else None
    counted = next((_took_part(v) for v in verdicts.values()), "")
    return VoteTold(poll.title, poll.number, poll.opens_on, last, counted, motions)


def _motion(row: Motion, verdict: Verdict | None) -> MotionTold:
    chosen = verdict.election.elected if verdict and verdict.election else ()
    stood = tuple(
        Stood(c.name, c.standing, c.pk.hex in chosen)
        for c in row.candidates.all()
        if c.withdrawn_on is None
    )
    return MotionTold(row.title, row.seats or 0, stood, _agreed(verdict), _outcome(verdict))


def _agreed(verdict: Verdict | None) -> str:
    sides = verdict.strict.sides if verdict else None
    if sides is None:
        return ""
    agree = sides.agree
    return f"{square_metres(agree.area)} 平方米，{agree.persons} 人"


def _outcome(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    if verdict.election is not None:
        return f"当选 {len(verdict.election.elected)} 人"
    return "通过" if verdict.passed else "未通过"


def _took_part(verdict: Verdict) -> str:
    here, roll = verdict.strict.participating, verdict.roll
    return (
        f"面积 {square_metres(here.area)} 平方米（共 {square_metres(roll.area)} 平方米），"
        f"{here.persons} 人（共 {roll.persons} 人）"
    )
