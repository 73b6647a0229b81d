"""Writing what :mod:`roster_planner` found: one bulk statement per table and chunk.

Used by the verbs of ``actions/roster.py`` inside their transaction; states no facts itself.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from mulin.ground.estate.bulk import BulkInsert, Keys, key_of
from mulin.ground.estate.identities import IDENTITY_FIELDS, PHONE_FIELDS, Sealer
from mulin.ground.estate.models import (
    Building,
    Compound,
    ImportBatch,
    Organisation,
    OtherPhone,
    Ownership,
    Person,
    Stairwell,
    Tenancy,
    Unit,
)
from mulin.ground.estate.ordering import floor_of, order_within
from mulin.ground.estate.roster import RosterOwner, RosterTerms, RosterUnit
from mulin.ground.estate.roster_people import identity_of
from mulin.ground.estate.roster_plan import ChunkPlan
from mulin.ground.estate.roster_planner import Planner
from mulin.ground.estate.sealing import Sealed, Sealing
from mulin.kit.words import said

UNIT_COLUMNS = (
    "id",
    "building",
    "stairwell",
    "label",
    "room",
    "floor",
    "order",
    "use",
    "status",
    "voting_area",
    "area_source",
    "gross_area",
    "layout",
    "delivered_on",
)
PERSON_COLUMNS = ("id", "name", "gender", "initials", *PHONE_FIELDS, *IDENTITY_FIELDS)
OWNERSHIP_COLUMNS = (
    "id",
    "unit",
    "person",
    "organisation",
    "share_numerator",
    "share_denominator",
    "valid_from",
)
TENANCY_COLUMNS = ("id", "unit", "person", "kind", "valid_from", "valid_to")
BASIS = said("名册导入")


class RosterWriter:
    """Writes the plans of one import, and keeps what undoing it needs."""

    def __init__(self, compound: Compound, batch_id: UUID, planner: Planner) -> None:
        self.compound = compound
        self.planner = planner
        self.terms: RosterTerms = planner.terms
        self.sealer: Sealer = planner.people.sealer
        self._sealing = Sealing(planner.people.sealer)
        self.undo: dict[str, list[Any]] = {"units": [], "persons": [], "closed": []}
        self.batch_id = batch_id
        self._keys = Keys()
        shared = {"street": compound.street_id, "import_batch_id": batch_id}
        self._units = BulkInsert(Unit, UNIT_COLUMNS, {**shared, "compound": compound.pk})
        self._persons = BulkInsert(Person, PERSON_COLUMNS, shared)
        self._owners = BulkInsert(Ownership, OWNERSHIP_COLUMNS, {**shared, "basis": BASIS})
        self._tenants = BulkInsert(Tenancy, TENANCY_COLUMNS, shared)

    def seal(self, plan: ChunkPlan) -> Callable[[], list[Sealed]]:
        """Begin sealing the persons of a chunk."""
        return self._sealing.start(
            [
                (o.name, o.phones[0] if o.phones else "", o.id_kind, o.id_number)
                for _, o in plan.persons
            ]
        )

    def close(self) -> None:
        """Nothing more will be written."""
        self._sealing.close()

    def write(self, plan: ChunkPlan, sealed: Callable[[], list[Sealed]]) -> None:
        """Write one chunk: places, units, persons, then who holds what."""
        places: tuple[tuple[Any, list[Any]], ...] = (
            (Building, plan.buildings),
            (Stairwell, plan.stairwells),
            (Organisation, plan.organisations),
        )
        for model, rows in places:
            for row in rows:
                row.import_batch_id = self.batch_id
            model.objects.bulk_create(rows)
        self._units.write(map(self._unit, plan.units))
        self._persons.write(map(_person, plan.persons, sealed()))
        self._write_other_phones(plan.persons)
        self._change_units(plan)
        self._change_persons(plan)
        self._close(plan)
        self._hold(plan)

    def _hold(self, plan: ChunkPlan) -> None:
        """Open ownerships and tenancies."""
        self._owners.write(
            (
                self._keys(),
                key_of(h.unit_id),
                key_of(h.person_id),
                key_of(h.organisation_id),
                h.owner.numerator,
                h.owner.denominator,
                _day(h.valid_from),
            )
            for h in plan.holdings
            if h.owner.role == "owner"
        )
        self._tenants.write(
            (
                self._keys(),
                key_of(h.unit_id),
                key_of(h.person_id),
                h.owner.role,
                _day(h.valid_from),
                _day(h.owner.until),
            )
            for h in plan.holdings
            if h.owner.role != "owner"
        )

    def _unit(self, numbered: tuple[str, RosterUnit]) -> tuple[Any, ...]:
        unit_id, said = numbered
        label, _, _, room, floor, _, _, use, status, voting, gross, layout, delivered, *_ = said
        building_id, stairwell_id, place = self.planner.spot_of(said)
        floor = floor_of(room) if floor is None else floor
        return (
            unit_id,
            building_id,
            stairwell_id,
            label,
            room,
            floor,
            order_within(place, floor, room),
            use or "home",
            status or "delivered",
            voting or 0,
            self.terms.area_source if voting else "unknown",
            gross or 0,
            layout or "",
            delivered and delivered.isoformat(),
        )

    def _write_other_phones(self, persons: Iterable[tuple[str, RosterOwner]]) -> None:
        OtherPhone.objects.bulk_create(
            OtherPhone(
                street_id=self.compound.street_id,
                person_id=UUID(person_id),
                import_batch_id=self.batch_id,
                **self.sealer.other_phone_fields(phone),
            )
            for person_id, owner in persons
            for phone in owner.phones[1:]
        )

    def _change_units(self, plan: ChunkPlan) -> None:
        by_fields: dict[tuple[str, ...], list[Unit]] = {}
        for unit, wanted in plan.unit_changes:
            before = {name: _stored(getattr(unit, name)) for name in wanted}
            self.undo["units"].append([unit.pk.hex, before])
            for name, value in wanted.items():
                setattr(unit, name, value)
            by_fields.setdefault(tuple(sorted(wanted)), []).append(unit)
        rows = Unit.objects.of(self.compound.street_id)
        for fields, units in by_fields.items():
            rows.bulk_update(units, fields, batch_size=400)

    def _change_persons(self, plan: ChunkPlan) -> None:
        if not plan.person_changes:
            return
        changed: dict[UUID, Person] = {}
        ids = {person_id for person_id, *_ in plan.person_changes}
        rows = Person.objects.of(self.compound.street_id)
        there = {person.pk: person for person in rows.filter(id__in=list(ids))}
        for person_id, owner, new_phone, new_identity in plan.person_changes:
            person = there[person_id]
            wanted: dict[str, Any] = {}
            if new_phone:
                wanted |= self.sealer.phone_fields(owner.phones[0])
            if new_identity:
                wanted |= self.sealer.identity_fields(identity_of(owner))
            before = {name: _stored(getattr(person, name)) for name in wanted}
            self.undo["persons"].append([person_id.hex, before])
            for name, value in wanted.items():
                setattr(person, name, value)
            changed[person_id] = person
        fields = [*PHONE_FIELDS, *IDENTITY_FIELDS]
        rows.bulk_update(list(changed.values()), fields, batch_size=200)

    def _close(self, plan: ChunkPlan) -> None:
        ids = [row.id for row in plan.closings]
        if ids:
            rows = Ownership.objects.of(self.compound.street_id).filter(id__in=ids)
            rows.update(valid_to=self.planner.day)
            self.undo["closed"] += [row_id.hex for row_id in ids]


def _person(numbered: tuple[str, RosterOwner], sealed: Sealed) -> tuple[Any, ...]:
    person_id, owner = numbered
    return (person_id, owner.name, owner.gender, *sealed)


def take_back(batch: ImportBatch) -> tuple[int, int]:
    """Erase what an import made and put back what it changed; units and ownerships taken back."""
    street_id = batch.street_id
    counts = []
    for model in (Tenancy, Ownership, OtherPhone, Person, Unit, Stairwell, Building, Organisation):
        rows = model.objects.of(street_id).filter(import_batch_id=batch.pk)
        counts.append(rows.erase())
    for key, before in batch.undo.get("units", []):
        Unit.objects.of(street_id).filter(id=UUID(key)).update(**_restored(before))
    for key, before in batch.undo.get("persons", []):
        Person.objects.of(street_id).filter(id=UUID(key)).update(**_restored(before))
    closed = [UUID(key) for key in batch.undo.get("closed", [])]
    for start in range(0, len(closed), 500):
        rows = Ownership.objects.of(street_id).filter(id__in=closed[start : start + 500])
        rows.update(valid_to=None)
    return counts[4], counts[1]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stored(value: Any) -> Any:
    """A value as JSON keeps it; sealed bytes as ``{"b": base64}``."""
    if isinstance(value, bytes | memoryview):
        return {"b": b64encode(bytes(value)).decode()}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def _restored(before: dict[str, Any]) -> dict[str, Any]:
    return {
        name: b64decode(value["b"]) if isinstance(value, dict) else value
        for name, value in before.items()
    }
