"""Votes from where one person stands: what waits for him, what he may vote in, one unit's votes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from mulin.decide.assembly.models import (
    Ballot,
    Delivery,
    Objection,
    Poll,
    PollOfficer,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.queries.countdown import closing_words
from mulin.decide.assembly.queries.lists import kept_from
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.estate.models import Unit
from mulin.kit.rights import Actor
from mulin.kit.words import said

PUBLISHED = (Poll.State.ANNOUNCED, Poll.State.FINAL)
LATEST = 12


@dataclass(frozen=True)
class MyVote:
    """A vote this person may take part in, for himself or for whom he acts.

    ``done`` counts the slips his ballots are in for, of ``slips``; nothing tells how.
    """

    poll: Poll
    key: str
    rooms: str
    slips: int
    done: int
    closes: str

    @property
    def voted(self) -> bool:
        return self.done == self.slips


@dataclass(frozen=True)
class UnitVote:
    """One vote the unit stands on the roll of. ``state`` as in :class:`queries.live.Line`."""

    poll: Poll
    seq: int
    counts: bool
    state: str


def my_votes(actor: Actor) -> list[MyVote]:
    """Running votes with this person on the roll, the soonest to close first; two statements."""
    if actor.person_id is None:
        return []
    rows = RollHolder.objects.of(actor.street_id).filter(
        person_id=actor.person_id, poll__state=Poll.State.VOTING, entry__area__gt=0
    )
    lines = list(rows.select_related("poll__street", "poll__compound", "entry"))
    done = _signed(actor.street_id, lines)
    polls = {line.poll_id: line.poll for line in lines}
    order = sorted(polls.values(), key=lambda poll: (poll.closes_at, poll.pk))
    return [_my_vote(p, [h for h in lines if h.poll_id == p.pk], done) for p in order]


def results_in(street_id: UUID, compounds: Iterable[UUID], *, limit: int = 6) -> list[Poll]:
    """Published results of these compounds, the latest first."""
    polls = Poll.objects.of(street_id).filter(compound_id__in=list(compounds), state__in=PUBLISHED)
    return list(polls.select_related("street", "compound").order_by("-announced_on", "-id")[:limit])


def coming_in(street_id: UUID, compounds: Iterable[UUID], *, limit: int = 6) -> list[Poll]:
    """Votes of these compounds that are posted and not yet open."""
    posted = Poll.objects.of(street_id).filter(
        compound_id__in=list(compounds), state=Poll.State.POSTED
    )
    return list(posted.select_related("street", "compound").order_by("opens_on", "id")[:limit])


def votes_of_unit(unit: Unit, actor: Actor) -> list[UnitVote]:
    """Votes with this unit on the roll, without those kept from the actor.

    Four statements, read once and kept on the instance.
    """
    known: list[UnitVote] | None = getattr(unit, "_votes", None)
    if known is None:
        known = _votes_of(unit.pk, actor)
        _remember_officers([vote.poll for vote in known])
        unit._votes = known  # type: ignore[attr-defined]
    return known


def _votes_of(unit_id: UUID, actor: Actor) -> list[UnitVote]:
    street = actor.street_id
    shown = Poll.objects.of(street).exclude(kept_from(actor)).order_by().values("pk")
    on_roll = RollUnit.objects.of(street).filter(unit_id=unit_id, poll_id__in=shown)
    rows = list(on_roll.select_related("poll", "entry").order_by("-poll_id")[:LATEST])
    entries = [row.entry_id for row in rows]
    ballots = Ballot.objects.of(street).filter(
        Q(poll__online_counts=True) | ~Q(channel=Ballot.Channel.ONLINE),
        entry_id__in=entries,
        replaced_at__isnull=True,
        invalid="",
    )
    channels = dict(ballots.values_list("entry_id", "channel")) if entries else {}
    proved = Delivery.objects.of(street).filter(entry_id__in=entries, proved=True)
    delivered = set(proved.values_list("entry_id", flat=True)) if entries else set()
    return [
        UnitVote(
            row.poll,
            row.entry.seq,
            row.counts,
            channels.get(row.entry_id) or ("delivered" if row.entry_id in delivered else "missing"),
        )
        for row in rows
    ]


def _remember_officers(polls: list[Poll]) -> None:
    """The officers of several votes in one statement, where permissions look for them."""
    found: dict[UUID, dict[UUID, tuple[str, ...]]] = {poll.pk: {} for poll in polls}
    if not polls:
        return
    rows = PollOfficer.objects.of(polls[0].street_id).filter(poll_id__in=list(found))
    rows = rows.filter(person__isnull=False)
    for poll_id, person_id, duty in rows.values_list("poll_id", "person_id", "duty"):
        held = found[poll_id]
        held[person_id] = (*held.get(person_id, ()), duty)
    for poll in polls:
        poll._officers = found[poll.pk]  # type: ignore[attr-defined]


def duties(actor: Actor) -> list[PollOfficer]:
    """Posts of this person in votes that are under way: counter or witness."""
    if actor.person_id is None:
        return []
    rows = PollOfficer.objects.of(actor.street_id).filter(person_id=actor.person_id)
    under_way = (Poll.State.LOCKED, Poll.State.POSTED, Poll.State.VOTING, Poll.State.CLOSED)
    return list(rows.filter(poll__state__in=under_way).select_related("poll__compound"))


def pending_papers(street_id: UUID, polls: Iterable[UUID]) -> dict[UUID, int]:
    """Paper ballots by poll that wait for their second entry."""
    rows = Ballot.objects.of(street_id).filter(
        poll_id__in=list(polls), state=Ballot.State.PENDING, replaced_at__isnull=True
    )
    return dict(rows.order_by().values_list("poll_id").annotate(n=Count("id")))


def undelivered(street_id: UUID, polls: Iterable[UUID]) -> dict[UUID, int]:
    """Entries by poll whose papers nobody has proved to have reached their owner; one statement."""
    proved = Delivery.objects.of(street_id).filter(entry=OuterRef("pk"), proved=True)
    rows = RollEntry.objects.of(street_id).filter(poll_id__in=list(polls), area__gt=0)
    left = rows.filter(~Exists(proved)).order_by().values_list("poll_id")
    return dict(left.annotate(n=Count("id")))


def papers_for(actor: Actor, polls: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Papers by poll that wait for this person: to be confirmed, and to be settled.

    He confirms what another entered, and settles what two others read differently.
    """
    rows = Ballot.objects.of(actor.street_id).filter(
        poll_id__in=list(polls), replaced_at__isnull=True
    )
    others = ~Q(entered_by=actor.account_id)
    pending = Q(state=Ballot.State.PENDING) & others
    disputed = Q(state=Ballot.State.DISPUTED) & others & ~Q(confirmed_by=actor.account_id)
    counted = rows.order_by().values_list("poll_id")
    counted = counted.annotate(a=Count("id", filter=pending), b=Count("id", filter=disputed))
    return {poll_id: (a, b) for poll_id, a, b in counted}


def open_objections(street_id: UUID, polls: Iterable[UUID]) -> dict[UUID, int]:
    """Objections by poll that nobody answered yet."""
    rows = Objection.objects.of(street_id).filter(poll_id__in=list(polls), answered_at__isnull=True)
    return dict(rows.order_by().values_list("poll_id").annotate(n=Count("id")))


def rooms_in_words(labels: list[str]) -> str:
    """``1-1-101、1-1-102`` or, of many, the first with their number."""
    return (
        labels[0]
        if len(labels) == 1
        else said("{labels} 等 {count} 户", labels=labels[0], count=len(labels))
    )


def _my_vote(poll: Poll, lines: list[RollHolder], done: set[tuple[UUID, str]]) -> MyVote:
    by_entry = {line.entry_id: line for line in lines}
    signed = [h for h in by_entry.values() if (h.entry_id, h.signer) in done]
    labels = sorted(line.entry.first_unit for line in by_entry.values())
    return MyVote(
        poll,
        address_of(poll),
        rooms_in_words(labels),
        len(by_entry),
        len(signed),
        closing_words(poll.closes_at),
    )


def _signed(street_id: UUID, lines: list[RollHolder]) -> set[tuple[UUID, str]]:
    if not lines:
        return set()
    rows = Ballot.objects.of(street_id).filter(
        Q(poll__online_counts=True) | ~Q(channel=Ballot.Channel.ONLINE),
        entry_id__in=[line.entry_id for line in lines],
        replaced_at__isnull=True,
    )
    return set(rows.values_list("entry_id", "signer"))
