"""A motion as an owner meets it: what it costs his home, how it passes, who stands.

Costs are split by voting area over the units that decide, exactly to the fen (民法典第283条).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from mulin.decide.assembly.models import Candidate, Motion, Poll, RollUnit
from mulin.decide.assembly.queries.rules import law_of
from mulin.kit.clock import day_of
from mulin.law.questions import DecisionKind
from mulin.law.shares import allocate
from mulin.law.tally import CitedMajority, majorities_of
from mulin.law.terms import GT_HALF, Share

KEPT_SECONDS = 300
ARTICLE = "民法典第278条第一款"


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
        return "过", "一半" if half else share.words.removeprefix("超过")
    return "到", share.words.removesuffix("以上")


def cards_of(poll: Poll, motions: Sequence[Motion], unit_ids: Iterable[UUID]) -> list[MotionCard]:
    """The motions of one ballot, with what they cost the household of these roll units."""
    majorities = majorities_on(poll, motions)
    costs = household_costs(poll, motions) if any(m.cost for m in motions) else {}
    mine = set(unit_ids)
    return [_card(poll, m, majorities, costs.get(m.pk, {}), mine) for m in motions]


def majorities_on(poll: Poll, motions: Iterable[Motion]) -> dict[DecisionKind, CitedMajority]:
    """What the law of the poll asks for each kind of decision."""
    on = poll.locked_on or day_of(poll.created_at)
    return majorities_of(law_of(poll, on), {DecisionKind(m.kind) for m in motions}, on)


def household_costs(poll: Poll, motions: Iterable[Motion]) -> Mapping[UUID, Mapping[UUID, int]]:
    """By motion, fen of every roll unit that decides and counts; the parts add up to the cost.

    Kept for some minutes: areas of a frozen roll change by a correction only, which changes the
    key too.
    """
    key = f"assembly/costs/{poll.pk.hex}/{poll.roll_area}"
    known: dict[UUID, dict[UUID, int]] = cache.get(key) or {}
    wanted = [m for m in motions if m.pk not in known and m.cost and _split(m)]
    if wanted:
        rows = RollUnit.objects.of(poll.street_id).filter(poll=poll, counts=True)
        fields = ("pk", "area", "building_id", "stairwell_id")
        units = list(rows.order_by("order", "id").values_list(*fields))
        for motion in wanted:
            deciding = [u for u in units if _decides(motion, u[2], u[3])]
            parts = allocate(motion.cost, [u[1] for u in deciding]) if deciding else []
            known[motion.pk] = dict(zip((u[0] for u in deciding), parts, strict=True))
        cache.set(key, known, KEPT_SECONDS)
    return known


def deciding_area(poll: Poll, motion: Motion) -> int:
    """The area over which a motion's cost is split, in 0.01 m²."""
    rows = RollUnit.objects.of(poll.street_id).filter(poll=poll, counts=True)
    units = rows.values_list("area", "building_id", "stairwell_id")
    return sum(area for area, *place in units if _decides(motion, *place))


def _split(motion: Motion) -> bool:
    """Public revenue is nobody's household cost."""
    return motion.payment in {Motion.Payment.MAINTENANCE_FUND, Motion.Payment.OWNERS}


def _decides(motion: Motion, building_id: UUID | None, stairwell_id: UUID | None) -> bool:
    if motion.scope == Motion.Scope.COMPOUND:
        return True
    place = building_id if motion.scope == Motion.Scope.BUILDINGS else stairwell_id
    return place is not None and place.hex in set(motion.scope_ids)


def _card(
    poll: Poll,
    motion: Motion,
    majorities: Mapping[DecisionKind, CitedMajority],
    parts: Mapping[UUID, int],
    mine: set[UUID],
) -> MotionCard:
    kind = DecisionKind(motion.kind)
    law = majorities[kind]
    standing = [c for c in motion.candidates.all() if c.withdrawn_on is None]
    return MotionCard(
        key=motion.pk.hex,
        number=motion.order,
        title=motion.title,
        text=motion.text,
        kind=kind,
        payment=motion.payment,
        total=motion.cost,
        cost=_cost(poll, motion, parts, mine) if parts else None,
        quorum=law.majority.quorum,
        approval=law.majority.approval,
        source=law.source,
        seats=motion.seats,
        candidates=tuple(standing),
        voters="全体业主" if motion.scope == Motion.Scope.COMPOUND else "这几栋楼的业主",
    )


def _cost(poll: Poll, motion: Motion, parts: Mapping[UUID, int], mine: set[UUID]) -> Cost:
    key = f"assembly/area/{motion.pk.hex}/{poll.roll_area}"
    area = cache.get_or_set(key, lambda: deciding_area(poll, motion), KEPT_SECONDS) or 0
    price, rest = divmod(motion.cost * 100, area) if area else (0, 0)
    share = sum(fen for unit, fen in parts.items() if unit in mine)
    return Cost(share, motion.cost, area, price, price_exact=rest == 0)
