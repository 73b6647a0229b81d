"""What a roster would change, chunk by chunk: judged against the register, nothing written.

House rule 13: an identity number is one person in a street; without it somebody is the owner the
unit has by that name (and telephone), else a new person. Persons are never merged silently.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash

from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import (
    Building,
    Compound,
    Organisation,
    Ownership,
    Person,
    Stairwell,
    Tenancy,
    Unit,
)
from mulin.ground.estate.numbers import Identity, IdKind
from mulin.ground.estate.ordering import floor_of, place_order
from mulin.ground.estate.roster import RosterFault, RosterOwner, RosterTerms, RosterUnit
from mulin.kit.ids import uuid7
from mulin.kit.masking import mask_name

UNIT_FIELDS = (
    "use",
    "status",
    "floor",
    "voting_area",
    "gross_area",
    "layout",
    "delivered_on",
)
SHOWN = 2_000
"""Changed units that a preview keeps with every field; counts are always complete."""


@dataclass(slots=True)
class OwnerRow:
    """An open row of the register: an ownership, or a tenancy of somebody."""

    id: UUID
    unit_id: UUID
    person_id: UUID | None
    organisation_id: UUID | None
    name: str
    phone_blind: bytes
    id_blind: bytes
    share: tuple[int, int]
    valid_from: date | None
    role: str


@dataclass(slots=True)
class NewHolding:
    """An ownership or tenancy to be opened."""

    unit_id: UUID
    person_id: UUID | None
    organisation_id: UUID | None
    owner: RosterOwner
    valid_from: date | None


@dataclass(slots=True)
class Change:
    """What is different about a unit that is there already, in words for the preview."""

    unit_id: UUID
    label: str
    lines: list[list[str]]
    """Field title, old and new value."""


@dataclass
class ChunkPlan:
    """Everything one chunk of units needs written."""

    buildings: list[Building] = field(default_factory=list)
    stairwells: list[Stairwell] = field(default_factory=list)
    units: list[tuple[UUID, RosterUnit]] = field(default_factory=list)
    unit_changes: list[tuple[Unit, dict[str, Any]]] = field(default_factory=list)
    persons: list[tuple[UUID, RosterOwner]] = field(default_factory=list)
    person_changes: list[tuple[UUID, RosterOwner, bool, bool]] = field(default_factory=list)
    """Person, what is said, whether the telephone and whether the identity is new."""
    organisations: list[Organisation] = field(default_factory=list)
    closings: list[OwnerRow] = field(default_factory=list)
    holdings: list[NewHolding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class Totals:
    """What a roster comes to, over all its chunks."""

    units_added: int = 0
    units_changed: int = 0
    units_same: int = 0
    units_left: int = 0
    owners_added: int = 0
    owners_closed: int = 0
    owners_replaced: int = 0
    persons_added: int = 0
    persons_changed: int = 0
    organisations_added: int = 0
    tenants_added: int = 0
    buildings_added: int = 0
    area: int = 0
    added_by_building: Counter[str] = field(default_factory=Counter)
    changed_by_building: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    faults: list[RosterFault] = field(default_factory=list)
    digest: str = ""

    @property
    def empty(self) -> bool:
        """Whether the register already says all of it."""
        return not (
            self.units_added
            or self.units_changed
            or self.owners_added
            or self.owners_closed
            or self.tenants_added
            or self.persons_changed
        )

    @property
    def needs_day(self) -> bool:
        """Whether owners of units that are there change, so that a day must be said."""
        return bool(self.owners_replaced)


class Planner:
    """Judges chunk after chunk of a roster for one compound."""

    def __init__(self, compound: Compound, terms: RosterTerms, today: date) -> None:
        self.compound = compound
        self.terms = terms
        self.street_id: UUID = compound.street_id
        self.sealer = Sealer(compound.street_id)
        self.totals = Totals()
        self.day = terms.effective_on or today
        self._digest = Hash(SM3())
        self._by_identity: dict[bytes, tuple[UUID, str]] = {}
        people = Person.objects.of(compound.street_id)
        self._identities_known = people.exclude(id_blind=b"").exists()
        self._by_phone: dict[tuple[bytes, str], UUID] = {}
        self._organisations: dict[str, UUID] = {}
        self._buildings = {b.label: b for b in self._standing(Building)}
        self._stairwells = {(s.building_id, s.label): s for s in self._standing(Stairwell)}
        self._fresh = not Unit.objects.of(compound.street_id).filter(compound=compound).exists()
        self._seen_labels: set[str] = set()

    def plan(self, chunk: Sequence[RosterUnit]) -> ChunkPlan:
        """What these units need written; totals and faults are added up in ``totals``."""
        plan = ChunkPlan()
        there = self._units_there(chunk)
        holders = self._holders_of(there.values())
        persons = self._persons_of(chunk)
        companies = self._companies_of(chunk)
        for said in chunk:
            if self._contradicts(said, persons):
                continue
            unit = there.get(said.label)
            if unit is None:
                self._plan_new(plan, said, persons, companies)
            else:
                self._plan_known(plan, said, unit, holders.get(unit.pk, []), persons, companies)
        self._digest.update(json.dumps(chunk, default=str, separators=(",", ":")).encode())
        return plan

    def finish(self) -> Totals:
        """The totals, with what stands in the register but not in the roster."""
        if not self._fresh:
            rows = Unit.objects.of(self.street_id).filter(
                compound=self.compound, ended_on__isnull=True
            )
            labels = rows.order_by("order", "label").values_list("label", flat=True)
            left = [label for label in labels if label not in self._seen_labels]
            self.totals.units_left, self.totals.left = len(left), left[:SHOWN]
        numbers = [
            self.totals.units_added,
            self.totals.units_changed,
            self.totals.owners_added,
            self.totals.owners_closed,
            self.totals.persons_changed,
            len(self.totals.faults),
        ]
        self._digest.update(json.dumps(numbers).encode())
        self.totals.digest = self._digest.finalize().hex()
        return self.totals

    def fault(self, said: RosterUnit, name: str, value: str, rule: str) -> None:
        """Note why a unit cannot be written."""
        self.totals.faults.append(RosterFault(said.sheet, said.row, name, value, rule))

    def _plan_new(
        self,
        plan: ChunkPlan,
        said: RosterUnit,
        persons: Mapping[bytes, tuple[UUID, str]],
        companies: Mapping[str, UUID],
    ) -> None:
        self._place(plan, said)
        unit_id = uuid7()
        plan.units.append((unit_id, said))
        totals = self.totals
        totals.units_added += 1
        totals.area += said.voting_area or 0
        totals.added_by_building[said.building] += 1
        for owner in said.owners:
            holder = self._holder(plan, owner, persons, companies)
            self._open(plan, unit_id, holder, owner, owner.since)

    def _plan_known(
        self,
        plan: ChunkPlan,
        said: RosterUnit,
        unit: Unit,
        rows: list[OwnerRow],
        persons: Mapping[bytes, tuple[UUID, str]],
        companies: Mapping[str, UUID],
    ) -> None:
        self._seen_labels.add(said.label)
        self.totals.area += unit.voting_area if said.voting_area is None else said.voting_area
        lines: list[list[str]] = []
        wanted = self._unit_changes(said, unit, lines)
        if wanted:
            plan.unit_changes.append((unit, wanted))
        if any(owner.role == "owner" for owner in said.owners):
            self._owners_changed(plan, said, unit, rows, persons, companies, lines)
        self._tenants_changed(plan, said, unit, rows, persons, companies, lines)
        if not lines:
            self.totals.units_same += 1
            return
        self.totals.units_changed += 1
        self.totals.changed_by_building[said.building] += 1
        change = Change(unit.pk, unit.label, lines)
        plan.changes.append(change)
        self._digest.update(json.dumps([change.label, lines], default=str).encode())
        if len(self.totals.changes) < SHOWN:
            self.totals.changes.append(change)

    def _unit_changes(self, said: RosterUnit, unit: Unit, lines: list[list[str]]) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        for name in UNIT_FIELDS:
            value = getattr(said, name)
            if value is None or value == getattr(unit, name):
                continue
            wanted[name] = value
            lines.append([_title(name), _shown(name, getattr(unit, name)), _shown(name, value)])
        source = self.terms.area_source
        if said.voting_area is not None and source not in ("unknown", unit.area_source):
            wanted["area_source"] = source
            old, new = (str(Unit.AreaSource(s).label) for s in (unit.area_source, source))
            lines.append(["面积来源", old, new])
        return wanted

    def _owners_changed(
        self,
        plan: ChunkPlan,
        said: RosterUnit,
        unit: Unit,
        rows: list[OwnerRow],
        persons: Mapping[bytes, tuple[UUID, str]],
        companies: Mapping[str, UUID],
        lines: list[list[str]],
    ) -> None:
        """Owners found again stay, others end with the effective day and new ones begin."""
        standing = [r for r in rows if r.role == "owner"]
        staying: set[UUID] = set()
        opened: list[str] = []
        for owner in said.owners:
            if owner.role != "owner":
                continue
            row = self._row_of(owner, [r for r in standing if r.id not in staying], persons)
            if row is None:
                holder = self._holder(plan, owner, persons, companies)
                self._open(plan, unit.pk, holder, owner, self.day if standing else None)
                opened.append(_short(owner))
                continue
            staying.add(row.id)
            self._person_changed(plan, owner, row, persons, lines)
            if owner.denominator and (owner.numerator, owner.denominator) != row.share:
                plan.closings.append(row)
                self.totals.owners_closed += 1
                self.totals.owners_replaced += 1
                self._open(plan, unit.pk, (row.person_id, row.organisation_id), owner, self.day)
                lines.append(
                    ["份额", _share(row.share), _share((owner.numerator, owner.denominator))]
                )
        gone = [r for r in standing if r.id not in staying]
        plan.closings += gone
        self.totals.owners_closed += len(gone)
        if standing:
            self.totals.owners_replaced += len(gone) + len(opened)
        if gone or opened:
            before = "、".join(mask_name(r.name) if r.person_id else r.name for r in standing)
            stay = [
                mask_name(r.name) if r.person_id else r.name for r in standing if r.id in staying
            ]
            lines.append(["业主", before or "无", "、".join(stay + opened)])

    def _tenants_changed(
        self,
        plan: ChunkPlan,
        said: RosterUnit,
        unit: Unit,
        rows: list[OwnerRow],
        persons: Mapping[bytes, tuple[UUID, str]],
        companies: Mapping[str, UUID],
        lines: list[list[str]],
    ) -> None:
        """Tenants and family are added; a roster of owners never ends a tenancy."""
        standing = [r for r in rows if r.role != "owner"]
        for owner in said.owners:
            if owner.role == "owner":
                continue
            row = self._row_of(owner, standing, persons)
            if row is not None:
                self._person_changed(plan, owner, row, persons, lines)
                continue
            holder = self._holder(plan, owner, persons, companies)
            self._open(plan, unit.pk, holder, owner, owner.since or self.day)
            lines.append(["住户", "—", _short(owner)])

    def _row_of(
        self,
        owner: RosterOwner,
        rows: list[OwnerRow],
        persons: Mapping[bytes, tuple[UUID, str]],
    ) -> OwnerRow | None:
        """The row of the register that already says this owner."""
        if owner.kind != "person":
            return next((r for r in rows if r.organisation_id and r.name == owner.name), None)
        people = [r for r in rows if r.person_id]
        if owner.id_number:
            blind = self.sealer.blind_identity(owner.id_number)
            if found := next((r for r in people if r.id_blind == blind), None):
                return found
            named = [r for r in people if r.name == owner.name and not r.id_blind]
        else:
            named = [r for r in people if r.name == owner.name]
        if len(named) > 1 and owner.phones:
            phones = {self.sealer.blind_phone(p) for p in owner.phones}
            named = [r for r in named if r.phone_blind in phones]
        return named[0] if len(named) == 1 else None

    def _person_changed(
        self,
        plan: ChunkPlan,
        owner: RosterOwner,
        row: OwnerRow,
        persons: Mapping[bytes, tuple[UUID, str]],
        lines: list[list[str]],
    ) -> None:
        """A telephone that differs, or an identity number learnt, of an owner found again."""
        if row.person_id is None:
            return
        phones = [self.sealer.blind_phone(p) for p in owner.phones]
        new_phone = bool(phones) and row.phone_blind not in phones
        new_identity = bool(owner.id_number) and not row.id_blind
        if new_identity and self.sealer.blind_identity(owner.id_number) in persons:
            # Another row has the number: the list of likely duplicates will show the two.
            new_identity = False
        if not (new_phone or new_identity):
            return
        plan.person_changes.append((row.person_id, owner, new_phone, new_identity))
        self.totals.persons_changed += 1
        if new_phone:
            lines.append(
                [
                    f"{mask_name(owner.name)}的电话",
                    "原号码",
                    "新号码" if row.phone_blind else "补登",
                ]
            )
        if new_identity:
            lines.append([f"{mask_name(owner.name)}的证件号", "空", "补登"])

    def _holder(
        self,
        plan: ChunkPlan,
        owner: RosterOwner,
        persons: Mapping[bytes, tuple[UUID, str]],
        companies: Mapping[str, UUID],
    ) -> tuple[UUID | None, UUID | None]:
        """Person or organisation of a new row."""
        if owner.kind != "person":
            return None, self._company(plan, owner, companies)
        if owner.id_number:
            blind = self.sealer.blind_identity(owner.id_number)
            known = persons.get(blind) or self._by_identity.get(blind)
            if known is not None:
                return known[0], None
            person_id = self._new_person(plan, owner)
            self._by_identity[blind] = (person_id, owner.name)
            return person_id, None
        if self.terms.same_phone_same_person and owner.phones:
            self._recall_phones(owner)
            key = (self.sealer.blind_phone(owner.phones[0]), owner.name)
            found = self._by_phone.get(key)
            if found is None:
                found = self._by_phone[key] = self._new_person(plan, owner)
            return found, None
        return self._new_person(plan, owner), None

    def _recall_phones(self, owner: RosterOwner) -> None:
        """Where the person chose so, somebody of this name and telephone may be there already."""
        key = (self.sealer.blind_phone(owner.phones[0]), owner.name)
        if key in self._by_phone:
            return
        rows = Person.objects.of(self.street_id).filter(
            phone_blind=key[0], name=owner.name, merged_into__isnull=True
        )
        found = list(rows.values_list("id", flat=True)[:2])
        if len(found) == 1:
            self._by_phone[key] = found[0]

    def _contradicts(self, said: RosterUnit, persons: Mapping[bytes, tuple[UUID, str]]) -> bool:
        """Whether an identity number of this unit belongs to somebody of another name."""
        before = len(self.totals.faults)
        for owner in said.owners:
            if owner.kind == "person" and owner.id_number:
                blind = self.sealer.blind_identity(owner.id_number)
                known = persons.get(blind) or self._by_identity.get(blind)
                if known is not None and known[1] != owner.name:
                    rule = (
                        f"这个证件号已是{mask_name(known[1])}的，与这里的姓名（{owner.name}）不同"
                    )
                    self.fault(said, "identity", owner.id_number, rule)
        return len(self.totals.faults) > before

    def _new_person(self, plan: ChunkPlan, owner: RosterOwner) -> UUID:
        person_id = uuid7()
        plan.persons.append((person_id, owner))
        self.totals.persons_added += 1
        return person_id

    def _company(self, plan: ChunkPlan, owner: RosterOwner, companies: Mapping[str, UUID]) -> UUID:
        found = companies.get(owner.name) or self._organisations.get(owner.name)
        if found is not None:
            return found
        kind = Organisation.Kind
        made = Organisation(
            id=uuid7(),
            street_id=self.street_id,
            kind=kind.DEVELOPER if owner.kind == "developer" else kind.COMPANY,
            name=owner.name[:100],
            credit_code=owner.credit_code,
            phone=owner.phones[0] if owner.phones else "",
        )
        plan.organisations.append(made)
        self._organisations[owner.name] = made.pk
        self.totals.organisations_added += 1
        return made.pk

    def _open(
        self,
        plan: ChunkPlan,
        unit_id: UUID,
        holder: tuple[UUID | None, UUID | None],
        owner: RosterOwner,
        since: date | None,
    ) -> None:
        if owner.role != "owner" and holder[0] is None:
            return  # only persons live somewhere; a company that rents is known by its contract
        plan.holdings.append(NewHolding(unit_id, holder[0], holder[1], owner, since))
        if owner.role == "owner":
            self.totals.owners_added += 1
        else:
            self.totals.tenants_added += 1

    def _place(self, plan: ChunkPlan, said: RosterUnit) -> None:
        """Building and stairwell of a new unit, planned where they are not there."""
        if not said.building:
            return
        building = self._buildings.get(said.building)
        if building is None:
            building = new_building(self.compound, said)
            self._buildings[said.building] = building
            plan.buildings.append(building)
            self.totals.buildings_added += 1
        if said.stairwell and (building.pk, said.stairwell) not in self._stairwells:
            stairwell = new_stairwell(building, said.stairwell)
            self._stairwells[building.pk, said.stairwell] = stairwell
            plan.stairwells.append(stairwell)

    def place_of(self, said: RosterUnit) -> tuple[Building | None, Stairwell | None]:
        """Building and stairwell of a unit, once planned."""
        building = self._buildings.get(said.building)
        if building is None:
            return None, None
        return building, self._stairwells.get((building.pk, said.stairwell))

    def _standing(self, model: type[Any]) -> Iterable[Any]:
        rows = model.objects.of(self.street_id)
        return rows.filter(compound=self.compound, ended_on__isnull=True)

    def _units_there(self, chunk: Sequence[RosterUnit]) -> dict[str, Unit]:
        if self._fresh:
            return {}
        labels = [said.label for said in chunk]
        rows = Unit.objects.of(self.street_id).filter(
            compound=self.compound, ended_on__isnull=True, label__in=labels
        )
        return {unit.label: unit for unit in rows}

    def _holders_of(self, units: Iterable[Unit]) -> dict[UUID, list[OwnerRow]]:
        ids = [unit.pk for unit in units]
        found: dict[UUID, list[OwnerRow]] = {}
        if not ids:
            return found
        owned = Ownership.objects.of(self.street_id).filter(unit_id__in=ids, valid_to__isnull=True)
        for row in owned.select_related("person", "organisation"):
            found.setdefault(row.unit_id, []).append(_owner_row(row))
        rented = Tenancy.objects.of(self.street_id).filter(unit_id__in=ids, valid_to__isnull=True)
        for row in rented.select_related("person"):
            found.setdefault(row.unit_id, []).append(_tenant_row(row))
        return found

    def _persons_of(self, chunk: Sequence[RosterUnit]) -> dict[bytes, tuple[UUID, str]]:
        """Persons of the street that had an identity number of this chunk before the import."""
        if not self._identities_known:
            return {}
        blind = self.sealer.blind_identity
        blinds = {blind(o.id_number) for u in chunk for o in u.owners if o.id_number}
        rows = Person.objects.of(self.street_id).filter(
            id_blind__in=list(blinds), merged_into__isnull=True
        )
        found = rows.values_list("id_blind", "id", "name") if blinds else ()
        return {bytes(b): (person_id, name) for b, person_id, name in found}

    def _companies_of(self, chunk: Sequence[RosterUnit]) -> dict[str, UUID]:
        names = {o.name for u in chunk for o in u.owners if o.kind != "person"}
        if not names:
            return {}
        rows = Organisation.objects.of(self.street_id).filter(name__in=list(names))
        return dict(rows.values_list("name", "id"))


def identity_of(owner: RosterOwner) -> Identity | None:
    """The owner's document as the sealer takes it."""
    return Identity(IdKind(owner.id_kind), owner.id_number) if owner.id_number else None


def new_building(compound: Compound, said: RosterUnit) -> Building:
    """A building as a roster implies it."""
    return Building(
        id=uuid7(),
        street_id=compound.street_id,
        compound=compound,
        label=said.building,
        floors=max(said.floors or 0, 0),
        has_elevator=said.elevator,
        order=place_order(said.building),
    )


def new_stairwell(building: Building, label: str) -> Stairwell:
    """A stairwell as a roster implies it."""
    return Stairwell(
        id=uuid7(),
        street_id=building.street_id,
        compound_id=building.compound_id,
        building=building,
        label=label,
        order=place_order(label),
    )


def floor_in(said: RosterUnit) -> int:
    """The floor the roster says, or the one the room's number tells."""
    return floor_of(said.room) if said.floor is None else said.floor


def _owner_row(row: Ownership) -> OwnerRow:
    person = row.person
    return OwnerRow(
        row.pk,
        row.unit_id,
        row.person_id,
        row.organisation_id,
        (person or row.organisation).name,
        bytes(person.phone_blind) if person else b"",
        bytes(person.id_blind) if person else b"",
        (row.share_numerator, row.share_denominator),
        row.valid_from,
        "owner",
    )


def _tenant_row(row: Tenancy) -> OwnerRow:
    person = row.person
    return OwnerRow(
        row.pk,
        row.unit_id,
        row.person_id,
        None,
        person.name,
        bytes(person.phone_blind),
        bytes(person.id_blind),
        (0, 0),
        row.valid_from,
        row.kind,
    )


def _title(name: str) -> str:
    return str(Unit._meta.get_field(name).verbose_name)


def _shown(name: str, value: Any) -> str:
    if value in (None, ""):
        return "空"
    if name.endswith("_area"):
        return f"{value // 100}.{value % 100:02d}"
    if name == "use":
        return str(Unit.Use(value).label)
    if name == "status":
        return str(Unit.Status(value).label)
    return str(value)


def _short(owner: RosterOwner) -> str:
    return mask_name(owner.name) if owner.kind == "person" else owner.name


def _share(share: tuple[int, int]) -> str:
    return f"{share[0]}/{share[1]}" if share[1] else "未分"
