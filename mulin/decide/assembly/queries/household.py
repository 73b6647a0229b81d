"""One entry of the roll: what came of its paper, without a word on how it voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from mulin.decide.assembly.models import Ballot, Delivery, Poll, RollEntry, RollUnit
from mulin.ground.streets.models import StreetQuerySet


@dataclass(frozen=True)
class Household:
    """The side card of one cell."""

    poll: Poll
    entry: RollEntry
    units: Sequence[RollUnit]
    deliveries: Sequence[Delivery]
    ballots: Sequence[Ballot]

    @property
    def live(self) -> Sequence[Ballot]:
        return [b for b in self.ballots if b.replaced_at is None]

    @property
    def state(self) -> str:
        """``online``, ``paper``, ``official``, ``delivered`` or ``missing``."""
        for ballot in self.live:
            counts = self.poll.online_counts or ballot.channel != Ballot.Channel.ONLINE
            if counts and not ballot.invalid:
                return str(ballot.channel)
        return "delivered" if any(d.proved for d in self.deliveries) else "missing"


def household(poll: Poll, seq: int) -> Household | None:
    """The entry with that number, its units, deliveries and ballots; four statements."""
    street = poll.street_id
    entry = RollEntry.objects.of(street).filter(poll=poll, seq=seq).first()
    if entry is None:
        return None
    return Household(
        poll,
        entry,
        list(RollUnit.objects.of(street).filter(entry=entry).order_by("order")),
        list(Delivery.objects.of(street).filter(entry=entry).order_by("-at")),
        list(Ballot.objects.of(street).filter(entry=entry).order_by("-cast_at").defer("envelope")),
    )


def entries_with_state(poll: Poll) -> StreetQuerySet:
    """Entries with ``voted`` and ``proved``; for lists that filter, sort and export."""
    ballots = Ballot.objects.filter(
        street_id=OuterRef("street_id"),
        poll_id=OuterRef("poll_id"),
        entry_id=OuterRef("pk"),
        replaced_at__isnull=True,
        invalid="",
    )
    if not poll.online_counts:
        ballots = ballots.filter(~Q(channel=Ballot.Channel.ONLINE))
    papers = Delivery.objects.filter(
        street_id=OuterRef("street_id"),
        poll_id=OuterRef("poll_id"),
        entry_id=OuterRef("pk"),
    )
    rows: StreetQuerySet = RollEntry.objects.of(poll.street_id).filter(poll=poll)
    return rows.annotate(
        voted=Exists(ballots),
        proved=Exists(papers.filter(proved=True)),
        tried=Exists(papers.filter(method=Delivery.Method.FAILED)),
    )
