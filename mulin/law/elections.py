"""Who is elected: those whom enough of the participants chose, as far as there are seats.

Nobody is elected by coming first: each must pass the approval threshold by area and in number
over those who took part (民法典第278条). Fewer elected than seats leave seats vacant, to be filled by
another vote. A tie across the last seat elects none of the tied: they go to a runoff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mulin.law.roll import Weight
from mulin.law.terms import Share


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate with all who chose him."""

    id: str
    agree: Weight
    elected: bool


@dataclass(frozen=True, slots=True)
class Election:
    """The outcome in the motion's order of candidates; `vacant` counts the seats left."""

    candidates: tuple[Candidate, ...]
    elected: tuple[str, ...]
    vacant: int
    runoff: tuple[str, ...]


def elect(
    chosen: Mapping[str, Weight], participating: Weight, seats: int, approval: Share, *, held: bool
) -> Election:
    """Fill `seats` from `chosen` (candidate → those choosing him, in the motion's order).

    `held` says whether participation holds; where it does not, nobody is elected.
    """
    passing = [name for name in chosen if held and _passes(chosen[name], participating, approval)]
    winners, tied = _take_seats(passing, chosen, seats)
    return Election(
        candidates=tuple(Candidate(name, chosen[name], name in winners) for name in chosen),
        elected=tuple(name for name in chosen if name in winners),
        vacant=seats - len(winners),
        runoff=tuple(name for name in chosen if name in tied),
    )


def _passes(agree: Weight, participating: Weight, approval: Share) -> bool:
    return approval.reached(agree.area, participating.area) and approval.reached(
        agree.persons, participating.persons
    )


def _take_seats(
    passing: Sequence[str], chosen: Mapping[str, Weight], seats: int
) -> tuple[set[str], set[str]]:
    """Winners, and those tied across the last seat: more persons first, then more area."""
    if len(passing) <= seats:
        return set(passing), set()

    def rank(name: str) -> tuple[int, int]:
        return chosen[name].persons, chosen[name].area

    ranked = sorted(passing, key=rank, reverse=True)
    last_in, first_out = rank(ranked[seats - 1]), rank(ranked[seats])
    tied = {name for name in passing if rank(name) == last_in} if last_in == first_out else set()
    return set(ranked[:seats]) - tied, tied
