"""Meetings of a body: lists, one meeting with its days, checks, attendance and decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from mulin.decide.committees.models import (
    Attendance,
    Meeting,
    MeetingPaper,
    Member,
    Resolution,
    Term,
)
from mulin.decide.committees.models.terms import seated_on
from mulin.decide.committees.permissions import reach, reads_files_in
from mulin.decide.committees.queries.bodies import title_of
from mulin.ground.estate.models import Organisation
from mulin.kit.rights import Actor
from mulin.law.committee_vote import (
    COMMITTEE,
    INTERIM,
    Check,
    Line,
    Rules,
    all_members,
    days_around,
    majority,
    owners_quorum,
    quorum,
)
from mulin.law.pinned import PinnedLaw, unpin

State = Meeting.State


@dataclass(frozen=True)
class Seat:
    """A member with his title, and what he did at the meeting (None before it)."""

    member: Member
    title: str
    attendance: Attendance | None


@dataclass(frozen=True)
class Decided:
    """A motion with its verdict; ``check`` None where no text we know of gives a majority."""

    resolution: Resolution
    check: Check | None


@dataclass(frozen=True)
class MeetingCard:
    """Everything one screen, or the minutes, say of a meeting."""

    meeting: Meeting
    lines: tuple[Line, ...]
    quorum: Check | None
    owners: Check | None
    seats: tuple[Seat, ...]
    decided: tuple[Decided, ...]
    papers: tuple[MeetingPaper, ...]
    whole: int

    @property
    def present(self) -> int:
        return sum(bool(s.attendance and s.attendance.present) for s in self.seats)

    @property
    def signed(self) -> int:
        return sum(bool(s.attendance and s.attendance.signed) for s in self.seats)


def rules_of(body: Organisation) -> Rules:
    """The questions a body's meetings are judged by."""
    return INTERIM if body.kind == Organisation.Kind.INTERIM_COMMITTEE else COMMITTEE


def meeting_of(street_id: UUID, meeting_id: UUID) -> Meeting | None:
    """One meeting with its term and body."""
    rows = Meeting.objects.of(street_id).select_related(
        "term__body__compound", "term__body__street"
    )
    found: Meeting | None = rows.filter(pk=meeting_id).first()
    return found


def meetings_of(body: Organisation, *, published: bool = False) -> list[Meeting]:
    """Meetings of a body, the latest first; ``published``: those whose decisions hang."""
    rows = Meeting.objects.of(body.street_id).filter(term__body=body)
    if published:
        rows = rows.filter(published_on__isnull=False)
    return list(rows.order_by("-held_on", "-id")[:100])


def meetings_for(actor: Actor) -> Any:
    """Meetings the actor carries or audits and, for owners, those whose decisions hang."""
    rows = Meeting.objects.of(actor.street_id).select_related("term__body__compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(term__body__compound_id__in=within)
    carried = reads_files_in(actor)
    if carried is not None:
        mine = Q(term__body__compound_id__in=carried)
        rows = rows.filter(mine | Q(published_on__isnull=False))
    return rows.order_by("-held_on", "-id")


def sitting_in(term: Term, day: date) -> list[Member]:
    """Members in office on a day, the chair first."""
    rows = Member.objects.of(term.street_id).filter(seated_on(day), term=term)
    order = [p.value for p in Member.Post]
    return sorted(
        rows.select_related("person"), key=lambda m: (order.index(m.post), m.listed_on, m.pk)
    )


def decided_in(term: Term) -> list[Resolution]:
    """What meetings of the term decided and adopted, the latest first."""
    rows = Resolution.objects.of(term.street_id).filter(
        meeting__term=term, meeting__state=Meeting.State.HELD, adopted=True
    )
    return list(rows.select_related("meeting").order_by("-meeting__held_on", "order")[:60])


def card_of(meeting: Meeting) -> MeetingCard:
    """One meeting; four statements."""
    body, law = meeting.term.body, unpin(meeting.law)
    rules = rules_of(body)
    found = Attendance.objects.of(meeting.street_id).filter(meeting=meeting)
    attendance = {row.member_id: row for row in found}
    members = sitting_in(meeting.term, meeting.held_on)
    seats = tuple(Seat(m, title_of(body.kind, m.post), attendance.get(m.pk)) for m in members)
    whole = all_members(law, *_numbers(meeting, members), meeting.called_on)
    came = {pk for pk, row in attendance.items() if row.present}
    present = len(came)
    resolutions = Resolution.objects.of(meeting.street_id).filter(meeting=meeting)
    papers = MeetingPaper.objects.of(meeting.street_id).filter(meeting=meeting)
    return MeetingCard(
        meeting,
        lines_of(meeting, law, rules),
        quorum(rules, law, present, whole, meeting.called_on),
        owners_quorum(rules, law, *owners_side(members, came), meeting.called_on),
        seats,
        tuple(
            Decided(one, majority(rules, law, one.agree, whole, meeting.called_on))
            for one in resolutions.order_by("order")
        ),
        tuple(papers.select_related("paper").order_by("id")),
        whole,
    )


def owners_side(members: Sequence[Member], came: Collection[UUID]) -> tuple[int, int]:
    """How many who sit for the owners came, of how many."""
    owners = [m.pk for m in members if m.side == Member.Side.OWNERS]
    return sum(pk in came for pk in owners), len(owners)


def lines_of(meeting: Meeting, law: PinnedLaw, rules: Rules) -> tuple[Line, ...]:
    """The days around a meeting by the law of the day it was called."""
    return days_around(
        rules,
        law,
        meeting.held_on,
        law.days,
        opened=meeting.called_on,
        posted=meeting.posted_on,
        told=meeting.told_on,
        published=meeting.published_on,
    )


def _numbers(meeting: Meeting, members: Sequence[Member]) -> tuple[int, int]:
    """Seats and members as they were when it was held; before that, as they are."""
    if meeting.seats:
        return meeting.seats, meeting.sitting
    return meeting.term.seats, len(members)
