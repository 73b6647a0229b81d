"""From who owns what on a day to the roll of a poll: entries, their units, and who may sign.

One entry is one set of identical owners; all that the developer has not sold or not handed over is
one entry. Where overlapping owners are merged, entries of one person share a cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mulin.decide.assembly.models import RollEntry, RollHolder, RollUnit
from mulin.ground.estate.queries.holdings import Holder, Holding
from mulin.kit.ids import readable_code, uuid7
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules, SameOwner
from mulin.law.decision import DEVELOPER

SEPARATOR = " "


@dataclass
class Roll:
    """Rows not yet written, and what they add up to over the units that count."""

    entries: list[RollEntry] = field(default_factory=list)
    units: list[RollUnit] = field(default_factory=list)
    holders: list[RollHolder] = field(default_factory=list)
    unowned: list[str] = field(default_factory=list)
    unmeasured: list[str] = field(default_factory=list)

    @property
    def area(self) -> int:
        return sum(entry.area for entry in self.entries)

    @property
    def unsigned(self) -> list[str]:
        """Rooms whose paper nobody may sign: the owner is dead and no heir is registered."""
        signed = {holder.entry_id for holder in self.holders}
        return [e.first_unit for e in self.entries if e.area and e.pk not in signed]

    @property
    def persons(self) -> int:
        """Persons with at least one unit that counts."""
        return len({entry.cluster for entry in self.entries if entry.area})


def make_roll(holdings: Sequence[Holding], rules: CompoundRules) -> Roll:
    """The roll over all units; delivered units without owners are named, not put on it."""
    roll = Roll()
    groups: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        if holding.status != "delivered":
            groups[DEVELOPER].append(holding)
        elif holding.owners:
            groups[SEPARATOR.join(sorted(o.key for o in holding.owners))].append(holding)
        else:
            roll.unowned.append(holding.label)
        if holding.voting_area == 0 and (rules.parking_counts or holding.use != "parking"):
            roll.unmeasured.append(holding.label)
    clusters = _clusters(groups, rules)
    position = {h.unit_id: number for number, h in enumerate(holdings)}
    for seq, (key, mine) in enumerate(groups.items(), start=1):
        _add(roll, seq, key, mine, clusters[key], rules)
    for unit in roll.units:
        unit.order = position[unit.unit_id]
    return roll


def _add(
    roll: Roll, seq: int, key: str, mine: list[Holding], cluster: int, rules: CompoundRules
) -> None:
    counting = [h for h in mine if rules.parking_counts or h.use != "parking"]
    first = (counting or mine)[0]
    people = {holder.key: holder for h in mine for holder in h.owners}
    developer = key == DEVELOPER
    entry = RollEntry(
        id=uuid7(),
        seq=seq,
        key=key,
        cluster=cluster,
        is_developer=developer,
        names=said("建设单位") if developer else "、".join(p.name for p in people.values())[:300],
        first_unit=first.label,
        building_id=first.building_id,
        units=len(mine),
        area=sum(h.voting_area for h in counting),
        code=readable_code(2),
    )
    roll.entries.append(entry)
    counted = {h.unit_id for h in counting}
    roll.units += [_unit(entry, h, counts=h.unit_id in counted) for h in mine]
    if developer:
        roll.holders.append(
            RollHolder(id=uuid7(), entry_id=entry.pk, signer=DEVELOPER, name=said("建设单位"))
        )
    else:
        roll.holders += [h for p in people.values() for h in _signers(entry, p)]


def _unit(entry: RollEntry, holding: Holding, *, counts: bool) -> RollUnit:
    return RollUnit(
        id=uuid7(),
        entry_id=entry.pk,
        unit_id=holding.unit_id,
        label=holding.label,
        building_id=holding.building_id,
        stairwell_id=holding.stairwell_id,
        floor=holding.floor,
        area=holding.voting_area,
        area_source=holding.area_source,
        use=holding.use,
        status=holding.status,
        counts=counts,
    )


def _signers(entry: RollEntry, owner: Holder) -> Iterable[RollHolder]:
    """The owner himself and everybody who acts for him, as far as they live."""
    for who in (owner, *owner.agents):
        if who.died_on is None:
            yield RollHolder(
                id=uuid7(),
                entry_id=entry.pk,
                signer=owner.key,
                person_id=who.person_id,
                organisation_id=who.organisation_id,
                name=who.name,
                acts_as=who.acts_as,
                id_tail=who.id_tail,
                has_phone=who.has_phone,
            )


def _clusters(groups: Iterable[str], rules: CompoundRules) -> dict[str, int]:
    """A number for each key; groups that hang together by a shared owner share one."""
    keys = list(groups)
    if rules.same_owner is not SameOwner.MERGE_OVERLAPPING:
        return {key: number for number, key in enumerate(keys, start=1)}
    root: dict[str, str] = {}

    def find(owner: str) -> str:
        while root.setdefault(owner, owner) != owner:
            root[owner] = root[root[owner]]
            owner = root[owner]
        return owner

    for key in keys:
        first, *others = key.split(SEPARATOR)
        for other in others:
            root[find(other)] = find(first)
    numbers: dict[str, int] = {}
    return {
        key: numbers.setdefault(find(key.split(SEPARATOR)[0]), len(numbers) + 1) for key in keys
    }
