"""Beside the verdict: deliveries, ballots by channel, officers and objections of a judged vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from mulin.decide.assembly.models import (
    Ballot,
    Delivery,
    Objection,
    Poll,
    PollOfficer,
    RollEntry,
)
from mulin.ground.notices.models import Posting


@dataclass(frozen=True)
class Outcome:
    """Counts of papers, by where they came from and what became of them."""

    entries: int
    proved: int
    posted: int
    online: int
    online_counts: bool
    paper: int
    official: int
    invalid: int
    replaced: int
    postings: int
    officers: Sequence[PollOfficer]
    objections: Sequence[Objection]

    @property
    def valid(self) -> int:
        """Ballots that count; where phone votes are an opinion, they do not."""
        return (self.online if self.online_counts else 0) + self.paper + self.official


def outcome_of(poll: Poll) -> Outcome:
    """Six statements, whatever the size."""
    street = poll.street_id
    channel = Ballot.Channel
    standing = Q(replaced_at__isnull=True, invalid="")
    ballots = Ballot.objects.of(street).filter(poll=poll)
    counted = ballots.aggregate(
        online=Count("pk", filter=standing & Q(channel=channel.ONLINE)),
        paper=Count("pk", filter=standing & Q(channel=channel.PAPER)),
        official=Count("pk", filter=standing & Q(channel=channel.OFFICIAL)),
        invalid=Count("pk", filter=Q(replaced_at__isnull=True) & ~Q(invalid="")),
        replaced=Count("pk", filter=Q(replaced_at__isnull=False)),
    )
    deliveries = Delivery.objects.of(street).filter(poll=poll)
    reached = deliveries.aggregate(
        proved=Count("entry_id", distinct=True, filter=Q(proved=True)),
        posted=Count("entry_id", distinct=True, filter=Q(method=Delivery.Method.POSTED)),
    )
    officers = PollOfficer.objects.of(street).filter(poll=poll).select_related("person")
    objections = Objection.objects.of(street).filter(poll=poll).defer("contact_sealed")
    return Outcome(
        entries=RollEntry.objects.of(street).filter(poll=poll, area__gt=0).count(),
        online_counts=poll.online_counts,
        postings=Posting.objects.of(street).filter(notice__subject_id=poll.pk).count(),
        officers=list(officers.order_by("duty", "id")),
        objections=list(objections.order_by("received_at")),
        **counted,
        **reached,
    )
