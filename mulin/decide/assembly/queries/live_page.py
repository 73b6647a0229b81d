"""Everything the live page shows, read once: every figure, cell and line is counted from these rows.

Who took part is shown, never how. Participation is judged per roll by ``law.roll``, so that the
screen and the verdict cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q

from mulin.decide.assembly.models import Ballot, Motion, Poll, RollUnit
from mulin.decide.assembly.queries.live import Line, Progress, progress_of
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.rollmaking import SEPARATOR
from mulin.ground.estate.models import Building
from mulin.kit.words import said
from mulin.law import decision
from mulin.law.compound_rules import CompoundRules
from mulin.law.decision import DEVELOPER, Holder
from mulin.law.questions import MAJORITY, DecisionKind
from mulin.law.roll import Weight, roll_of
from mulin.law.terms import Majority

STATES = {
    "online": ("full", said("线上已投")),
    "paper": ("lines", said("纸质已投")),
    "official": ("dot", said("官方系统已投")),
    "delivered": ("empty", said("已送达未投")),
    "missing": ("cross", said("未送达")),
}
"""State of an entry → pattern of its cell, and the word for it."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the frozen roll."""

    id: UUID
    entry_id: UUID
    key: str
    label: str
    building_id: UUID | None
    stairwell_id: UUID | None
    floor: int
    area: int
    use: str
    status: str
    counts: bool

    @property
    def room(self) -> str:
        """The last part of ``building-stairwell-room``."""
        return self.label.rsplit("-", 1)[-1]


@dataclass(frozen=True)
class BuildingLine:
    """One building with the names of its stairwells."""

    id: UUID
    name: str
    stairwells: Mapping[UUID, str]


@dataclass(frozen=True)
class ScopeShare:
    """Participation among those who decide the same motions."""

    words: str
    motions: tuple[int, ...]
    roll: Weight
    participating: Weight
    majority: Majority
    source: str

    @property
    def met(self) -> bool:
        quorum = self.majority.quorum
        return quorum.reached(self.participating.area, self.roll.area) and quorum.reached(
            self.participating.persons, self.roll.persons
        )


@dataclass(frozen=True)
class PaperProgress:
    """Paper ballots entered so far: agreed by two, waiting for the second, disputed, invalid."""

    taken: int
    pending: int
    disputed: int
    invalid: int

    @property
    def total(self) -> int:
        return self.taken + self.pending + self.disputed


@dataclass(frozen=True)
class LivePage:
    """The rows of one poll and what they add up to."""

    poll: Poll
    progress: Progress
    units: tuple[UnitLine, ...]
    buildings: tuple[BuildingLine, ...]
    motions: tuple[Motion, ...]
    paper: PaperProgress
    law_day: date

    @cached_property
    def lines(self) -> Mapping[UUID, Line]:
        return {line.entry_id: line for line in self.progress.lines}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Units that count, by the state of their entry: as the cells show them."""
        found = dict.fromkeys(STATES, 0)
        for unit in self.units:
            if unit.counts:
                found[self.lines[unit.entry_id].state] += 1
        return found

    def counts_in(self, building: UUID) -> dict[str, int]:
        """The same for one building."""
        found = dict.fromkeys(STATES, 0)
        for unit in self.units:
            if unit.counts and unit.building_id == building:
                found[self.lines[unit.entry_id].state] += 1
        return found

    @property
    def not_voted(self) -> int:
        return self.counts["delivered"] + self.counts["missing"]

    @cached_property
    def shares(self) -> tuple[ScopeShare, ...]:
        """One share for each different circle of those who decide, in the order of the motions."""
        rules = CompoundRules.from_json(self.poll.rules)
        law = law_of(self.poll, self.law_day)
        units = {u.id.hex: _law_unit(u) for u in self.units}
        voted = {_holder(u) for u in self.units if self.lines[u.entry_id].voted}
        found: dict[tuple[str, ...], tuple[list[int], Motion]] = {}
        for number, motion in enumerate(self.motions, start=1):
            found.setdefault(tuple(sorted(motion.scope_ids)), ([], motion))[0].append(number)
        shares = []
        for numbers, motion in found.values():
            asked = decision.Motion(
                motion.pk.hex, DecisionKind(motion.kind), units=self._deciding(motion)
            )
            roll = roll_of(units, asked, rules)
            persons = {roll.person_of(holder) for holder in voted} - {None}
            areas = [roll.areas[p] for p in persons if p is not None]
            ruling = law.ask(MAJORITY[DecisionKind(motion.kind)])
            shares.append(
                ScopeShare(
                    self.scope_words(motion),
                    tuple(numbers),
                    roll.weight,
                    Weight(sum(areas), len(areas)),
                    ruling.value,
                    str(ruling.source),
                )
            )
        return tuple(shares)

    @property
    def majorities(self) -> tuple[Majority, ...]:
        """What each motion needs, in their order: motions of one circle may need different ones."""
        law = law_of(self.poll, self.law_day)
        return tuple(law.ask(MAJORITY[DecisionKind(m.kind)]).value for m in self.motions)

    def scope_words(self, motion: Motion) -> str:
        """``全体业主`` or ``3号楼、5号楼的业主``."""
        return scope_words(motion, self.buildings)

    def _deciding(self, motion: Motion) -> tuple[str, ...] | None:
        if motion.scope == Motion.Scope.COMPOUND:
            return None
        wanted = set(motion.scope_ids)
        by_building = motion.scope == Motion.Scope.BUILDINGS
        places = ((u, u.building_id if by_building else u.stairwell_id) for u in self.units)
        return tuple(u.id.hex for u, place in places if place and place.hex in wanted)


def live_page(poll: Poll, today: date) -> LivePage:
    """Seven statements, whatever the size of the compound."""
    street = poll.street_id
    columns = (
        "id",
        "entry_id",
        "entry__key",
        "label",
        "building_id",
        "stairwell_id",
        "floor",
        "area",
        "use",
        "status",
        "counts",
    )
    rows = RollUnit.objects.of(street).filter(poll=poll).order_by("order", "id")
    return LivePage(
        poll=poll,
        progress=progress_of(poll),
        units=tuple(UnitLine(*row) for row in rows.values_list(*columns)),
        buildings=buildings_of(poll),
        motions=tuple(Motion.objects.of(street).filter(poll=poll).order_by("order")),
        paper=_paper(poll),
        law_day=today,
    )


def buildings_of(poll: Poll) -> tuple[BuildingLine, ...]:
    """Buildings of the poll's compound with their stairwells; one statement."""
    rows = (
        Building.objects.of(poll.street_id)
        .filter(compound_id=poll.compound_id)
        .order_by("order", "label", "stairwell__order", "stairwell__label")
        .values_list("id", "label", "stairwell__id", "stairwell__label")
    )
    names: dict[UUID, str] = {}
    stairs: dict[UUID, dict[UUID, str]] = {}
    for pk, label, stair_id, stair in rows:
        names[pk] = str(Building(label=label))
        mine = stairs.setdefault(pk, {})
        if stair_id is not None:
            mine[stair_id] = stair
    return tuple(BuildingLine(pk, name, stairs[pk]) for pk, name in names.items())


def scope_words(motion: Motion, buildings: Sequence[BuildingLine]) -> str:
    """Who decides a motion, in words."""
    if motion.scope == Motion.Scope.COMPOUND:
        return said("全体业主")
    wanted = set(motion.scope_ids)
    names = [
        b.name if motion.scope == Motion.Scope.BUILDINGS else f"{b.name}{_stairs(label)}"
        for b in buildings
        for pk, label in _places(b, motion.scope)
        if pk.hex in wanted
    ]
    return said("{names}的业主", names="、".join(names)) if names else said("（还没有选定范围）")


def _places(building: BuildingLine, scope: str) -> Iterable[tuple[UUID, str]]:
    if scope == Motion.Scope.BUILDINGS:
        return [(building.id, "")]
    return building.stairwells.items()


def _stairs(label: str) -> str:
    return said("{label}单元", label=label) if label.isdigit() else label


def _paper(poll: Poll) -> PaperProgress:
    state = Ballot.State
    live = Ballot.objects.of(poll.street_id).filter(
        poll=poll, channel=Ballot.Channel.PAPER, replaced_at__isnull=True
    )
    found = live.aggregate(
        taken=Count("pk", filter=Q(state=state.TAKEN)),
        pending=Count("pk", filter=Q(state=state.PENDING)),
        disputed=Count("pk", filter=Q(state=state.DISPUTED)),
        invalid=Count("pk", filter=~Q(invalid="")),
    )
    return PaperProgress(**found)


def _law_unit(unit: UnitLine) -> decision.Unit:
    holder = _holder(unit)
    owners = frozenset() if holder == DEVELOPER else holder
    return decision.Unit(
        id=unit.id.hex,
        area=unit.area,
        use=decision.UnitUse(unit.use),
        status=decision.UnitStatus(unit.status),
        owners=frozenset(owners),
    )


def _holder(unit: UnitLine) -> Holder:
    return DEVELOPER if unit.key == DEVELOPER else frozenset(unit.key.split(SEPARATOR))
