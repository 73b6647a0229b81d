"""How far a vote has come: who took part, by persons and by area, never how they voted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from mulin.decide.assembly.models import Ballot, Delivery, Poll, RollEntry
from mulin.law.roll import Weight


@dataclass(frozen=True)
class Line:
    """One entry of the roll as the progress page shows it.

    ``channel`` is empty until a ballot was taken; ``delivered`` needs evidence.
    """

    entry_id: UUID
    seq: int
    cluster: int
    names: str
    first_unit: str
    building_id: UUID | None
    units: int
    area: int
    channel: str
    delivered: bool

    @property
    def voted(self) -> bool:
        return bool(self.channel)

    @property
    def state(self) -> str:
        """``online``, ``paper``, ``official``, ``delivered`` or ``missing``."""
        return self.channel or ("delivered" if self.delivered else "missing")


@dataclass(frozen=True)
class Progress:
    """All lines of a roll, and what they add up to. One source for every figure of the screen."""

    lines: tuple[Line, ...]

    @property
    def roll(self) -> Weight:
        return _weight(self.lines)

    @property
    def participating(self) -> Weight:
        """Persons of whom at least one entry was voted for, with all their area."""
        voted = {line.cluster for line in self.lines if line.voted}
        return _weight(line for line in self.lines if line.cluster in voted)

    def counts(self) -> dict[str, int]:
        """Entries by state."""
        found = dict.fromkeys(("online", "paper", "official", "delivered", "missing"), 0)
        for line in self.lines:
            found[line.state] += 1
        return found


def progress_of(poll: Poll) -> Progress:
    """Where every entry stands. Three queries whatever the size."""
    street = poll.street_id
    ballots = Ballot.objects.of(street).filter(poll=poll, replaced_at__isnull=True, invalid="")
    if not poll.online_counts:
        ballots = ballots.exclude(channel=Ballot.Channel.ONLINE)
    channels: dict[UUID, str] = dict(ballots.values_list("entry_id", "channel"))
    proved = Delivery.objects.of(street).filter(poll=poll, proved=True)
    delivered = set(proved.values_list("entry_id", flat=True))
    rows = RollEntry.objects.of(street).filter(poll=poll).order_by("seq")
    columns = ("seq", "cluster", "names", "first_unit", "building_id", "units", "area")
    return Progress(
        tuple(
            Line(
                **row,
                channel=channels.get(row["entry_id"], ""),
                delivered=row["entry_id"] in delivered,
            )
            for row in rows.values(*columns, entry_id=F("id"))
        )
    )


def _weight(lines: Iterable[Line]) -> Weight:
    kept = [line for line in lines if line.area]
    return Weight(sum(line.area for line in kept), len({line.cluster for line in kept}))
