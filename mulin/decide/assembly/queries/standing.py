"""How a vote stands, for whoever waits for it above the room: its state, its days, how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.lists import polls_for
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor

PASSED, QUORUM_FAILED, NOT_PASSED = "passed", "quorum_failed", "not_passed"
SEATS_VACANT = "seats_vacant"


@dataclass(frozen=True)
class Standing:
    """A vote in a few words. ``ended`` is empty until it is counted: what became of all its motions."""

    poll_id: UUID
    title: str
    number: str
    state: str
    word: str
    opens_on: date | None
    ended: str


def standings_of(street_id: UUID, polls: Iterable[UUID]) -> dict[UUID, Standing]:
    """How each of these votes stands; one statement."""
    rows = Poll.objects.of(street_id).filter(pk__in=list(polls))
    return {poll.pk: _standing(poll) for poll in rows}


def votes_to_join(street_id: UUID, compound_id: UUID) -> list[Standing]:
    """The votes of a compound that are not at their end, the newest first; one statement."""
    ended = (Poll.State.FINAL, Poll.State.VOIDED)
    rows = Poll.objects.of(street_id).filter(compound_id=compound_id)
    return [_standing(poll) for poll in rows.exclude(state__in=ended).order_by("-id")]


def motion_passed(street_id: UUID, poll_id: UUID | None, motion_id: UUID | None) -> bool | None:
    """Whether one motion of a counted vote passed; None while it is not counted."""
    poll = Poll.objects.of(street_id).filter(pk=poll_id).first()
    verdicts = verdicts_of(poll) if poll is not None and poll.is_judged else ()
    return next((v.passed for v in verdicts if motion_id and v.motion == motion_id.hex), None)


def _standing(poll: Poll) -> Standing:
    return Standing(
        poll.pk,
        poll.title,
        poll.number,
        poll.state,
        poll.get_state_display(),
        poll.opens_on,
        _ended(poll),
    )


def _ended(poll: Poll) -> str:
    """How it ended as a whole; where seats stay vacant, what that means is for people to say."""
    verdicts = verdicts_of(poll) if poll.is_judged else ()
    if not verdicts:
        return ""
    if not all(check.met for verdict in verdicts for check in verdict.strict.checks[:2]):
        return QUORUM_FAILED
    if not all(verdict.passed for verdict in verdicts):
        return NOT_PASSED
    vacant = any(verdict.election and verdict.election.vacant for verdict in verdicts)
    return SEATS_VACANT if vacant else PASSED


@dataclass(frozen=True)
class VoteDay:
    """A day of a vote that stands on the public board: its first day, or its last."""

    poll_id: UUID
    compound: str
    title: str
    day: date
    first: bool


def vote_days(actor: Actor, today: date) -> list[VoteDay]:
    """First and last days of posted votes and of those under way that the actor may open, from
    today on."""
    posted = (Poll.State.POSTED, Poll.State.VOTING)
    rows = polls_for(actor).filter(state__in=posted, closes_at__isnull=False)
    found = []
    for poll in rows.order_by("closes_at", "id"):
        last = day_of(poll.closes_at - timedelta(microseconds=1))
        for day, first in ((poll.opens_on, True), (last, False)):
            if day is not None and day >= today:
                found.append(VoteDay(poll.pk, poll.compound.name, poll.title, day, first))
    return found
