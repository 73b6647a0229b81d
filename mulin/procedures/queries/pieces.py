"""What steps opened in rooms: how each stands, where it is; what a step may still open or join."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from mulin.decide.assembly.queries.standing import standings_of, votes_to_join
from mulin.decide.committees.models import Meeting as Sitting
from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.deliberate.meetings.permissions import may_see
from mulin.deliver.works.models import Project
from mulin.deliver.works.permissions import may_see_project
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.notices.models import PublicNotice
from mulin.ground.streets.models import StreetModel
from mulin.kit.rights import Actor, Refusal
from mulin.kit.words import said
from mulin.law import workdays
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import unpin
from mulin.law.process import Step
from mulin.law.terms import Period
from mulin.procedures.models import Piece, Procedure

ENDED_MARKS = {"final": "done", "announced": "done", "judged": "done", "voided": "no"}
TALKED_MARKS = {"called": "now", "held": "now", "published": "done"}
OPEN_CASES = (Dispute.State.ASKED, Dispute.State.OPEN)
SAT_MARKS = {"called": "now", "held": "done"}

GUARDED: dict[str, tuple[type[StreetModel], Callable[[Actor, Any], Refusal | None]]] = {
    Piece.Room.ISSUE: (Issue, may_see),
    Piece.Room.MATTER: (Matter, may_see_matter),
    Piece.Room.LIFT: (Project, may_see_project),
}
"""Rooms whose things not everybody who reads a procedure may open."""


@dataclass(frozen=True)
class PieceCard:
    """A piece of work on the step's page: what it is, how it stands, where it is."""

    piece: Piece
    mark: str
    word: str
    url: str


def pieces_of(procedure: Procedure, step: str | None = None) -> list[PieceCard]:
    """What the procedure, or one of its steps, opened, the oldest first; one statement for each room."""
    rows = Piece.objects.of(procedure.street_id).filter(procedure=procedure)
    if step is not None:
        rows = rows.filter(step=step)
    found = list(rows.order_by("id"))
    states = _states(procedure.street_id, found)
    return [_card(piece, states.get(piece.subject_id)) for piece in found]


def shown_to(actor: Actor, cards: Iterable[PieceCard]) -> list[PieceCard]:
    """The same cards, with no way into what the actor may not see: an issue, a matter, a lift's file."""
    found = list(cards)
    closed = set[UUID]()
    for room, (model, may) in GUARDED.items():
        ids = {card.piece.subject_id for card in found if card.piece.room == room}
        rows = model.objects.of(actor.street_id).filter(pk__in=ids) if ids else ()
        closed |= ids - {row.pk for row in rows if may(actor, row) is None}
    return [replace(card, url="") if card.piece.subject_id in closed else card for card in found]


def _card(piece: Piece, state: tuple[str, str, str] | None) -> PieceCard:
    if piece.gone_at is not None:
        return PieceCard(piece, "no", said("作罢"), state[2] if state else "")
    return PieceCard(piece, *(state or ("no", said("已不在"), "")))


State = tuple[str, str, str]
"""Mark, word and address."""


def _states(street_id: UUID, pieces: Iterable[Piece]) -> dict[UUID, State]:
    """How each subject stands, one statement for each room that has any."""
    of: dict[str, list[UUID]] = {}
    for piece in pieces:
        of.setdefault(piece.room, []).append(piece.subject_id)
    found: dict[UUID, State] = {}
    for room, subjects in of.items():
        found.update(ROOMS[room](street_id, subjects))
    return found


def _votes(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    return {
        pk: (ENDED_MARKS.get(vote.state, "now"), vote.word, reverse("assembly:poll", args=[pk]))
        for pk, vote in standings_of(street_id, subjects).items()
    }


def _notices(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    found = {}
    for notice in PublicNotice.objects.of(street_id).filter(subject_id__in=subjects):
        gone = notice.withdrawn_on is not None
        there = reverse("notices:notice", args=[notice.pk])
        found[notice.subject_id] = (
            ("no", said("已撤下"), there) if gone else _hanging(notice, there)
        )
    return found


def _matters(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    found = {}
    for matter in Matter.objects.of(street_id).filter(pk__in=subjects):
        mark = "done" if matter.stage == Matter.Stage.CLOSED else "now"
        there = reverse("matters:matter", args=[matter.pk])
        found[matter.pk] = (mark, matter.get_stage_display(), there)
    return found


def _meetings(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    return {
        meeting.pk: (
            TALKED_MARKS.get(meeting.state, "no"),
            meeting.get_state_display(),
            reverse("meetings:meeting", args=[meeting.pk]),
        )
        for meeting in Meeting.objects.of(street_id).filter(pk__in=subjects)
    }


def _sittings(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    return {
        meeting.pk: (
            SAT_MARKS.get(meeting.state, "no"),
            meeting.get_state_display(),
            reverse("committees:meeting", args=[meeting.pk]),
        )
        for meeting in Sitting.objects.of(street_id).filter(pk__in=subjects)
    }


def _issues(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    return {
        issue.pk: (
            "now" if issue.is_open else "done" if issue.state == Issue.State.CLOSED else "no",
            issue.get_state_display(),
            reverse("meetings:issue", args=[issue.pk]),
        )
        for issue in Issue.objects.of(street_id).filter(pk__in=subjects)
    }


def _mediations(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    """That it runs or is over, and no way into it: only its parties and mediators have one."""
    rows = Dispute.objects.of(street_id).filter(pk__in=subjects).values_list("pk", "state")
    return {
        pk: ("now", said("在办"), "") if state in OPEN_CASES else ("done", said("结束"), "")
        for pk, state in rows
    }


def _lifts(street_id: UUID, subjects: list[UUID]) -> dict[UUID, State]:
    marks = {Project.State.OPEN: "now", Project.State.DONE: "done"}
    return {
        lift.pk: (
            marks.get(Project.State(lift.state), "no"),
            lift.get_state_display(),
            reverse("works:project", args=[lift.pk]),
        )
        for lift in Project.objects.of(street_id).filter(pk__in=subjects)
    }


ROOMS: dict[str, Callable[[UUID, list[UUID]], dict[UUID, State]]] = {
    Piece.Room.VOTE: _votes,
    Piece.Room.NOTICE: _notices,
    Piece.Room.MEETING: _meetings,
    Piece.Room.COMMITTEE: _sittings,
    Piece.Room.MATTER: _matters,
    Piece.Room.ISSUE: _issues,
    Piece.Room.MEDIATION: _mediations,
    Piece.Room.LIFT: _lifts,
}
"""How a subject in each room stands."""


def _hanging(notice: PublicNotice, there: str) -> tuple[str, str, str]:
    if notice.ends_on is None:
        return "now", said("已发布"), there
    return "now", said("公示至 {day}", day=notice.ends_on), there


def joinable_votes(procedure: Procedure) -> list[tuple[UUID, str]]:
    """Votes of the compound that no step has, as choices."""
    votes = votes_to_join(procedure.street_id, procedure.compound_id)
    rows = Piece.objects.of(procedure.street_id).filter(subject_id__in=[v.poll_id for v in votes])
    taken = set(rows.values_list("subject_id", flat=True))
    return [(v.poll_id, f"{v.number} {v.title}".strip()) for v in votes if v.poll_id not in taken]


def hangs_until(procedure: Procedure, step: Step, starts_on: date) -> date | None:
    """The last day a notice put up on ``starts_on`` must hang; None where the law does not say."""
    if step.display is None:
        return None
    law = unpin(procedure.law)
    if isinstance(step.display, Period):
        length = step.display
    else:
        try:
            length = law.ask(step.display, procedure.law_of).value
        except Unanswered:
            return None
    return workdays.after(starts_on, length, law.days, rolls=False).day
