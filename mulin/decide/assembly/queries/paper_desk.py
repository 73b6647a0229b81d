"""The desk where paper ballots are typed in: what waits, what lies in which box, whose paper it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from mulin.decide.assembly.models import (
    Ballot,
    CountSheet,
    Poll,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.queries.motion_cards import MotionCard, cards_of
from mulin.decide.assembly.queries.motions import motions_of
from mulin.ground.estate.labels import parts_of, unit_label
from mulin.kit.ids import normal_code
from mulin.kit.words import said

SHOWN = 50
ADDRESS = re.compile(r"^.*/m/|[?#].*$", re.IGNORECASE)
"""What stands before and after the code in a paper's QR code; some scanners type capitals."""


@dataclass(frozen=True)
class Box:
    """One ballot box: what was counted out of it, and what was typed in from it."""

    name: str
    counted: tuple[int, int] | None
    counted_by: str
    entered: tuple[int, int]

    @property
    def matches(self) -> bool:
        return self.counted == self.entered

    @property
    def difference(self) -> int:
        """Papers counted but not typed in (or, negative, typed in but not counted)."""
        return (self.counted or (0, 0))[0] - self.entered[0]


@dataclass(frozen=True)
class Desk:
    """Everything the desk shows of one vote. ``mine`` waits for somebody else than this clerk."""

    pending: tuple[Ballot, ...]
    disputed: tuple[Ballot, ...]
    mine: int
    taken: int
    boxes: tuple[Box, ...]

    @property
    def entered(self) -> int:
        return sum(box.entered[0] for box in self.boxes)

    @property
    def unmatched(self) -> int:
        return sum(not box.matches for box in self.boxes)


@dataclass(frozen=True)
class Sheet:
    """One entry's paper: who may have signed it, what it asks, and what came in already."""

    entry: RollEntry
    units: tuple[RollUnit, ...]
    holders: tuple[RollHolder, ...]
    cards: tuple[MotionCard, ...]
    ballots: tuple[Ballot, ...]

    @property
    def signers(self) -> list[tuple[str, str]]:
        """Owners by their key on the roll, each once; agents sign as proxies."""
        owners = [(h.signer, h.name) for h in self.holders if not h.acts_as]
        return owners or [(h.signer, h.name) for h in self.holders[:1]]

    @property
    def papers(self) -> int:
        """Papers of this entry typed in so far."""
        return sum(b.channel == Ballot.Channel.PAPER for b in self.ballots)

    @property
    def online(self) -> list[Ballot]:
        """Phone ballots that stand."""
        live = (b for b in self.ballots if b.replaced_at is None)
        return [b for b in live if b.channel == Ballot.Channel.ONLINE]

    @property
    def earlier(self) -> list[Ballot]:
        """Ballots that stand already and came another way than on paper."""
        live = (b for b in self.ballots if b.replaced_at is None)
        return [b for b in live if b.channel != Ballot.Channel.PAPER]

    @property
    def waiting(self) -> Ballot | None:
        """A paper of this entry that wants its second or third pair of eyes."""
        open_ones = (b for b in self.ballots if b.state != Ballot.State.TAKEN)
        return next(iter(open_ones), None)


def desk_of(poll: Poll, account_id: int | None) -> Desk:
    """Queue, counters and boxes; four statements."""
    papers = Ballot.objects.of(poll.street_id).filter(poll=poll, channel=Ballot.Channel.PAPER)
    waiting = papers.exclude(state=Ballot.State.TAKEN).defer("envelope")
    rows = list(waiting.select_related("entry").order_by("id"))
    pending = [b for b in rows if b.state == Ballot.State.PENDING]
    disputed = [b for b in rows if b.state == Ballot.State.DISPUTED]
    theirs = [b for b in pending if b.entered_by != account_id]
    return Desk(
        pending=tuple(theirs[:SHOWN]),
        disputed=tuple(disputed[:SHOWN]),
        mine=len(pending) - len(theirs),
        taken=papers.filter(state=Ballot.State.TAKEN).count(),
        boxes=tuple(_boxes(poll)),
    )


def entry_by(poll: Poll, typed: str) -> RollEntry | None:
    """The entry of a ballot's code, of its address as a QR code, or of a room (``3-2-501``)."""
    typed = ADDRESS.sub("", typed.strip()).rstrip("/")
    entries = RollEntry.objects.of(poll.street_id).filter(poll=poll)
    found: RollEntry | None = entries.filter(code=normal_code(typed) or "-").first()
    if found is not None:
        return found
    parts = parts_of(typed)
    labels = {typed.strip(), unit_label(*parts) if parts else ""} - {""}
    units = RollUnit.objects.of(poll.street_id).filter(poll=poll, label__in=labels)
    unit = units.select_related("entry").first()
    return unit.entry if unit else None


def sheet_of(poll: Poll, entry: RollEntry) -> Sheet:
    """One paper; six statements."""
    street = poll.street_id
    units = RollUnit.objects.of(street).filter(entry=entry).order_by("order", "id")
    holders = RollHolder.objects.of(street).filter(entry=entry).order_by("acts_as", "id")
    ballots = Ballot.objects.of(street).filter(entry=entry).defer("envelope").order_by("id")
    cards = cards_of(poll, motions_of(poll, entry), [entry.pk])
    return Sheet(entry, tuple(units), tuple(holders), tuple(cards), tuple(ballots))


def _boxes(poll: Poll) -> Iterable[Box]:
    """By name: every box with a count sheet or a typed paper, replaced ones included."""
    street = poll.street_id
    rows = Ballot.objects.of(street).filter(poll=poll, channel=Ballot.Channel.PAPER)
    grouped = rows.values("box").annotate(n=Count("id"), bad=Count("id", filter=~Q(invalid="")))
    counted = grouped.order_by("box").values_list("box", "n", "bad")
    entered: Mapping[str, tuple[int, int]] = {box: (n, bad) for box, n, bad in counted}
    sheets = {s.box: s for s in CountSheet.objects.of(street).filter(poll=poll)}
    for name in sorted({*entered, *sheets}):
        sheet = sheets.get(name)
        yield Box(
            name=name or said("没写票箱"),
            counted=(sheet.papers, sheet.invalid) if sheet else None,
            counted_by=sheet.counted_by if sheet else "",
            entered=entered.get(name, (0, 0)),
        )


def ballot_of(poll: Poll, ballot_id: UUID) -> Ballot | None:
    """One paper ballot of this vote."""
    rows = Ballot.objects.of(poll.street_id).filter(
        poll=poll, pk=ballot_id, channel=Ballot.Channel.PAPER
    )
    found: Ballot | None = rows.select_related("entry").first()
    return found
