"""How notices and matters find the votes behind them: told to their registries when the site starts."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from mulin.decide.assembly.actions.belonging import moved
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import may_see
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.matters.links import Door, Piece, register_door, register_mover, register_pieces
from mulin.ground.matters.models import Matter
from mulin.ground.notices.subjects import Subject, register_subject
from mulin.kit.rights import Actor
from mulin.kit.words import said

MARKS = {
    Poll.State.DRAFT: "idle",
    Poll.State.LOCKED: "lock",
    Poll.State.POSTED: "soon",
    Poll.State.VOTING: "now",
    Poll.State.CLOSED: "pause",
    Poll.State.JUDGED: "now",
    Poll.State.ANNOUNCED: "now",
    Poll.State.FINAL: "done",
    Poll.State.VOIDED: "no",
}

MILESTONES = (
    "PollLocked",
    "PollPosted",
    "VotingOpened",
    "VotingClosed",
    "PollJudged",
    "ResultAnnounced",
    "PollFinal",
    "PollVoided",
)
"""Facts of a vote that a matter's timeline repeats: never who came to vote, or when."""


def poll_behind(street_id: UUID, subject_id: UUID) -> Subject | None:
    """The vote a notice is about: the residents' page, and the office's."""
    rows = Poll.objects.of(street_id).select_related("street")
    poll: Poll | None = rows.filter(pk=subject_id).first()
    if poll is None:
        return None
    public = _address("phone:result", address_of(poll)) if poll.number else ""
    label = said("看表决结果") if poll.is_announced else said("这次表决")
    return Subject(label, public, _address("assembly:poll", poll.pk))


def polls_of_matter(actor: Actor, matter: Matter) -> Iterator[Piece]:
    """The votes of a matter that the actor may see, newest first."""
    rows = Poll.objects.of(matter.street_id).filter(matter=matter).select_related("compound")
    for poll in rows.order_by("-id"):
        if may_see(actor, poll) is None:
            yield Piece(
                kind=said("业主表决"),
                title=poll.title,
                number=poll.number,
                mark=MARKS[Poll.State(poll.state)],
                state=poll.get_state_display(),
                url=_address("assembly:poll", poll.pk),
                subject_id=poll.pk,
                milestones=MILESTONES,
                movable=True,
            )


def door_to_votes(actor: Actor, matter: Matter) -> Door | None:
    """Where votes are taken into a matter."""
    url = _address("matter_votes:choose", matter.pk)
    return Door(said("归入表决"), url) if url else None


def register() -> None:
    """Let notices and matters ask us; once, where the app starts."""
    register_subject(poll_behind)
    register_pieces(polls_of_matter)
    register_door(door_to_votes)
    register_mover(moved)


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
