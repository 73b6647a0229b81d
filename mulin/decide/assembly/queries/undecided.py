"""Likely duplicates that could change a verdict: over these no roll is frozen (house rule 13).

Two rows of the register that may be one person matter where, taken as one, they would change who
counts as one voter of some motion, who may sign for one ballot paper, or who stands in an
election. All open pairs are taken together: two of them may matter only with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from mulin.decide.assembly.models import Candidate, Motion, Poll
from mulin.decide.assembly.rollmaking import SEPARATOR, Roll
from mulin.ground.estate.queries.duplicates import Pair, undecided_in
from mulin.kit.masking import mask_name
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules, SameOwner
from mulin.law.decision import DEVELOPER

Group = frozenset[str]
Two = tuple[str, str]

SHOWN = 5
ONE_VOTER = said("算一个人还是两个人，人数和面积的归属不同")
ONE_PAPER = said("是同一套房的共有人，算一个签名还是两个签名不同")
ONE_CANDIDATE = said("都是候选人，得票要不要合在一起不同")


@dataclass(frozen=True)
class OpenPair:
    """Two persons still to be told apart; names are masked. ``effect`` says what hangs on it."""

    first_id: UUID
    second_id: UUID
    names: tuple[str, str]
    rooms: tuple[str, str]
    reasons: str
    effect: str

    @property
    def words(self) -> str:
        """``张**（1-1-101）和张**（2-1-301）``."""
        named = (
            f"{name}（{room}）" if room else name
            for name, room in zip(self.names, self.rooms, strict=True)
        )
        return "和".join(named)


def open_pairs(poll: Poll, roll: Roll) -> list[OpenPair]:
    """Pairs that somebody has to decide before this roll is frozen, the surest first."""
    pairs = undecided_in(poll.compound_id, poll.street_id)
    if not pairs:
        return []
    keys = {(_key(pair.first.pk), _key(pair.second.pk)): pair for pair in pairs}
    effects = _standing_twice(poll, keys)
    same_owner = CompoundRules.from_json(poll.rules).same_owner
    for groups in _groups_asked(poll, roll):
        for two, effect in effects_of(list(keys), groups, same_owner).items():
            effects.setdefault(two, effect)
    rooms = _rooms(roll)
    return [_open(pair, effects[two], rooms) for two, pair in keys.items() if two in effects]


def pair_faults(pairs: Sequence[OpenPair]) -> list[str]:
    """The sentence that a lock is refused with; empty where nothing is open."""
    if not pairs:
        return []
    named = "；".join(pair.words for pair in pairs[:SHOWN])
    more = said("等 {count} 对", count=len(pairs)) if len(pairs) > SHOWN else ""
    return [said("疑似同一人还没有认定，会影响计票：{named}{more}", named=named, more=more)]


def effects_of(
    pairs: Sequence[Two], groups: Iterable[Group], same_owner: SameOwner
) -> dict[Two, str]:
    """Which pairs change something among owner groups that vote together, and what."""
    mine = set(groups)
    merging = same_owner is SameOwner.MERGE_OVERLAPPING
    persons = _roots(sorted(group) for group in mine) if merging else {}
    effects: dict[Two, str] = {}
    for together in _alike(mine, _roots(pairs)):
        owners = frozenset[str]().union(*together)
        for two in pairs:
            if any(group.issuperset(two) for group in together):
                effects[two] = ONE_PAPER
            elif not merging and owners.issuperset(two):
                effects.setdefault(two, ONE_VOTER)
    for one, other in pairs:
        if one in persons and other in persons and persons[one] != persons[other]:
            effects.setdefault((one, other), ONE_VOTER)
    return effects


def _alike(groups: Iterable[Group], roots: dict[str, str]) -> Iterable[list[Group]]:
    """Groups that would be one, or smaller, if every pair were one person."""
    images: dict[Group, list[Group]] = {}
    for group in groups:
        images.setdefault(frozenset(roots.get(owner, owner) for owner in group), []).append(group)
    for image, together in images.items():
        if len(together) > 1 or len(image) < len(together[0]):
            yield together


def _roots(pairs: Iterable[Iterable[str]]) -> dict[str, str]:
    """Everybody named, with the one who stands for all he hangs together with."""
    parent: dict[str, str] = {}

    def root(owner: str) -> str:
        while parent.setdefault(owner, owner) != owner:
            parent[owner] = parent[parent[owner]]
            owner = parent[owner]
        return owner

    for first, *others in pairs:
        root(first)
        for other in others:
            parent[root(other)] = root(first)
    return {owner: root(owner) for owner in parent}


def _groups_asked(poll: Poll, roll: Roll) -> list[set[Group]]:
    """The owner groups of every motion's counting units; the whole compound's where none is."""
    keys = {entry.pk: entry.key for entry in roll.entries}
    motions = list(Motion.objects.of(poll.street_id).filter(poll=poll))
    scopes = {(m.scope, tuple(m.scope_ids)) for m in motions} or {(Motion.Scope.COMPOUND, ())}
    asked = []
    for scope, ids in scopes:
        whole, wanted = scope == Motion.Scope.COMPOUND, set(ids)
        by_building = scope == Motion.Scope.BUILDINGS
        groups = set()
        for unit in roll.units:
            place = unit.building_id if by_building else unit.stairwell_id
            decides = whole or (place is not None and place.hex in wanted)
            if unit.counts and decides and keys[unit.entry_id] != DEVELOPER:
                groups.add(frozenset(keys[unit.entry_id].split(SEPARATOR)))
        asked.append(groups)
    return asked


def _standing_twice(poll: Poll, pairs: Iterable[Two]) -> dict[Two, str]:
    """Pairs both of whom stand in one election."""
    rows = Candidate.objects.of(poll.street_id).filter(motion__poll=poll)
    standing: dict[UUID, set[str]] = {}
    for motion_id, person_id in rows.values_list("motion_id", "person_id"):
        standing.setdefault(motion_id, set()).add(_key(person_id))
    return {
        two: ONE_CANDIDATE
        for two in pairs
        if any(names.issuperset(two) for names in standing.values())
    }


def _rooms(roll: Roll) -> dict[str, str]:
    """The first room of every owner on the roll."""
    found: dict[str, str] = {}
    for entry in roll.entries:
        for key in entry.key.split(SEPARATOR):
            found.setdefault(key, entry.first_unit)
    return found


def _open(pair: Pair, effect: str, rooms: dict[str, str]) -> OpenPair:
    one, other = pair.first, pair.second
    return OpenPair(
        first_id=one.pk,
        second_id=other.pk,
        names=(mask_name(one.name), mask_name(other.name)),
        rooms=(rooms.get(_key(one.pk), ""), rooms.get(_key(other.pk), "")),
        reasons="；".join(pair.reasons),
        effect=effect,
    )


def _key(person_id: UUID) -> str:
    return f"p:{person_id.hex}"
