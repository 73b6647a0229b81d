"""A motion as an owner meets it: what it costs his home, how it passes, who stands.

Costs are split by voting area over the units that decide, exactly to the fen (民法典第283条).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from mulin.decide.assembly.models import Candidate, Motion, Poll, RollUnit
from mulin.decide.assembly.queries.costs import decides_unit, entry_costs
from mulin.decide.assembly.queries.live_page import buildings_of, scope_words
from mulin.decide.assembly.queries.rules import law_of
from mulin.kit.clock import day_of
from mulin.kit.words import said
from mulin.law.questions import DecisionKind
from mulin.law.tally import CitedMajority, majorities_of
from mulin.law.terms import GT_HALF, Share

KEPT_SECONDS = 300
KEPT = 64
_majorities: OrderedDict[
    tuple[UUID, frozenset[DecisionKind]], Mapping[DecisionKind, CitedMajority]
] = OrderedDict()
ARTICLE = said("民法典第278条第一款")


@dataclass(frozen=True)
class Cost:
    """What a motion costs one household, in fen, and how that was reckoned.

    ``price`` is fen for a square metre, cut off; ``price_exact`` is false where something was cut.
    """

    share: int
    total: int
    area: int
    price: int
    price_exact: bool


@dataclass(frozen=True)
class MotionCard:
    """One motion on one ballot. ``key`` names it in the form; ``hot`` marks a higher bar."""

    key: str
    number: int
    title: str
    text: str
    paper_id: UUID | None
    kind: DecisionKind
    payment: str
    total: int
    cost: Cost | None
    quorum: Share
    approval: Share
    source: str
    seats: int | None
    candidates: tuple[Candidate, ...]
    voters: str

    @property
    def hot(self) -> bool:
        ours, usual = self.approval, GT_HALF
        return ours.numerator * usual.denominator > usual.numerator * ours.denominator

    @property
    def is_election(self) -> bool:
        return self.seats is not None

    @property
    def article(self) -> str:
        return f"{ARTICLE}{self.kind.numeral}"

    @property
    def quorum_words(self) -> tuple[str, str]:
        return plain_share(self.quorum)

    @property
    def approval_words(self) -> tuple[str, str]:
        return plain_share(self.approval)


def plain_share(share: Share) -> tuple[str, str]:
    """``到`` ``三分之二`` or ``过`` ``一半``: 到 includes the boundary, 过 does not."""
    if not share.inclusive:
        half = 2 * share.numerator == share.denominator
        return said("过"), said("一半") if half else share.words.removeprefix("超过")
    return said("到"), share.words.removesuffix("以上")


def cards_of(
    poll: Poll, motions: Sequence[Motion], entry_ids: Iterable[UUID], *, costs_shown: bool = True
) -> list[MotionCard]:
    """The motions of one ballot, with what they cost the household of these entries."""
    majorities = majorities_on(poll, motions)
    priced = costs_shown and any(_split(m) for m in motions)
    costs = household_costs(poll, motions) if priced else {}
    buildings = buildings_of(poll) if any(m.scope_ids for m in motions) else ()
    mine = set(entry_ids)
    return [_card(m, majorities, costs.get(m.pk), mine, scope_words(m, buildings)) for m in motions]


def majorities_on(poll: Poll, motions: Iterable[Motion]) -> Mapping[DecisionKind, CitedMajority]:
    """What the law of the poll asks for each kind of decision.

    Kept while votes are taken, when no law is pinned anew: reading it costs more than the rest of
    a page.
    """
    kinds = frozenset(DecisionKind(m.kind) for m in motions)
    known = _majorities.get((poll.pk, kinds))
    if known is None:
        on = poll.locked_on or day_of(poll.created_at)
        known = majorities_of(law_of(poll, on), kinds, on)
        if poll.is_voting:
            _majorities[poll.pk, kinds] = known
            while len(_majorities) > KEPT:
                _majorities.popitem(last=False)
    return known


@dataclass(frozen=True)
class Split:
    """A cost over the entries that decide: fen by entry, and the area it was split over."""

    parts: Mapping[UUID, int]
    area: int


def household_costs(poll: Poll, motions: Iterable[Motion]) -> Mapping[UUID, Split]:
    """By motion, fen of every entry that decides; the parts add up to the cost.

    Kept for some minutes: areas of a frozen roll change by a correction only, which changes the
    key too.
    """
    key = f"assembly/costs/{poll.pk.hex}/{poll.roll_area}"
    known: dict[UUID, Split] = cache.get(key) or {}
    wanted = [m for m in motions if m.pk not in known and _split(m)]
    if wanted:
        rows = RollUnit.objects.of(poll.street_id).filter(poll=poll, counts=True)
        units = list(rows)
        for motion, parts in zip(wanted, entry_costs(wanted, units), strict=True):
            deciding = [u for u in units if decides_unit(motion, u)]
            known[motion.pk] = Split(parts, sum(u.area for u in deciding))
        cache.set(key, known, KEPT_SECONDS)
    return known


def _split(motion: Motion) -> bool:
    """Public revenue is nobody's household cost."""
    return bool(motion.cost) and motion.payment in {
        Motion.Payment.MAINTENANCE_FUND,
        Motion.Payment.OWNERS,
    }


def _card(
    motion: Motion,
    majorities: Mapping[DecisionKind, CitedMajority],
    split: Split | None,
    mine: set[UUID],
    voters: str,
) -> MotionCard:
    kind = DecisionKind(motion.kind)
    law = majorities[kind]
    standing = [c for c in motion.candidates.all() if c.withdrawn_on is None]
    return MotionCard(
        key=motion.pk.hex,
        number=motion.order,
        title=motion.title,
        text=motion.text,
        paper_id=motion.paper_id,
        kind=kind,
        payment=motion.payment,
        total=motion.cost,
        cost=_cost(motion.cost, split, mine) if split else None,
        quorum=law.majority.quorum,
        approval=law.majority.approval,
        source=law.source,
        seats=motion.seats,
        candidates=tuple(standing),
        voters=voters,
    )


def _cost(total: int, split: Split, mine: set[UUID]) -> Cost:
    price, rest = divmod(total * 100, split.area) if split.area else (0, 0)
    share = sum(fen for entry, fen in split.parts.items() if entry in mine)
    return Cost(share, total, split.area, price, price_exact=rest == 0)
