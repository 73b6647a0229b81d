"""Who owns what on a day: set-based for a whole compound, as the freezing of a roll needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from mulin.ground.estate.models import ActsFor, Compound, Ownership, Unit


@dataclass(frozen=True, slots=True)
class Holder:
    """An owner, or a person who acts for one.

    ``key`` is ``p:<hex>`` for a person and ``o:<hex>`` for an organisation. ``share`` is numerator
    and denominator; (0, 0) means in common or alone. ``died_on`` is set where the person is known
    to be dead: then only an agent can act. An agent carries ``acts_as`` (heir, guardian,
    legal_representative, attorney), and ``only_unit_id`` where the mandate covers one unit.
    """

    key: str
    name: str
    person_id: UUID | None
    organisation_id: UUID | None
    share: tuple[int, int] = (0, 0)
    id_tail: bytes = b""
    has_phone: bool = False
    died_on: date | None = None
    acts_as: str = ""
    only_unit_id: UUID | None = None
    agents: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """A unit as it stood on the day, with its owners in the order of their keys.

    Areas are integers of 0.01 m². ``use``, ``status`` and ``area_source`` are the values of
    :class:`Unit`; labels are bare (``4``, ``2``), empty where there is no building or stairwell.
    """

    unit_id: UUID
    label: str
    building_id: UUID | None
    building: str
    building_order: int
    stairwell_id: UUID | None
    stairwell: str
    floor: int
    order: int
    use: str
    status: str
    voting_area: int
    area_source: str
    gross_area: int
    delivered_on: date | None
    owners: tuple[Holder, ...]

    @property
    def key(self) -> str:
        """The set of owners as one text: equal sets, equal keys; empty where nobody is known."""
        return "+".join(owner.key for owner in self.owners)


def holdings_on(
    compound: Compound, day: date, *, unit_ids: Iterable[UUID] | None = None
) -> list[Holding]:
    """Every unit of the compound on ``day`` with its owners and who may act for them.

    Three statements, whatever the size; in the order of building, stairwell, floor and room.
    ``unit_ids`` narrows the answer to some units.
    """
    units = _units(compound, day)
    rows = _ownerships(compound, day)
    if unit_ids is not None:
        wanted = list(unit_ids)
        units, rows = units.filter(id__in=wanted), rows.filter(unit_id__in=wanted)
    agents = _agents(compound, day)
    owners: dict[UUID, list[Holder]] = {}
    for row in rows.values_list(*_OWNER_FIELDS).iterator(chunk_size=5_000):
        owners.setdefault(row[0], []).append(_holder(row, agents))
    return [
        Holding(*(*row, tuple(sorted(owners.get(row[0], ()), key=lambda h: h.key))))
        for row in units.values_list(*_UNIT_FIELDS).iterator(chunk_size=5_000)
    ]


def owners_on(unit: Unit, day: date) -> tuple[Holder, ...]:
    """The owners of one unit on a day."""
    return holdings_on(unit.compound, day, unit_ids=[unit.pk])[0].owners


def stood_on(day: date) -> Q:
    """Units that exist on ``day``."""
    begun = Q(started_on__isnull=True) | Q(started_on__lte=day)
    return begun & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def held_on(day: date) -> Q:
    """Ownership and tenancy rows that hold on ``day``: ``valid_to`` is the first day after."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def in_force_on(day: date) -> Q:
    """Posts, engagements and mandates in force on ``day``: ``valid_to`` is the last day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


_UNIT_FIELDS = (
    "id",
    "label",
    "building_id",
    "building__label",
    "building__order",
    "stairwell_id",
    "stairwell__label",
    "floor",
    "order",
    "use",
    "status",
    "voting_area",
    "area_source",
    "gross_area",
    "delivered_on",
)
_OWNER_FIELDS = (
    "unit_id",
    "person_id",
    "person__name",
    "person__id_tail",
    "person__phone_masked",
    "person__died_on",
    "organisation_id",
    "organisation__name",
    "share_numerator",
    "share_denominator",
)


def _units(compound: Compound, day: date) -> Any:
    rows = Unit.objects.of(compound.street_id).filter(stood_on(day), compound_id=compound.pk)
    return rows.order_by("building__order", "building__label", "order", "label")


def _ownerships(compound: Compound, day: date) -> Any:
    rows = Ownership.objects.of(compound.street_id)
    return rows.filter(held_on(day), unit__compound_id=compound.pk)


def _agents(compound: Compound, day: date) -> Mapping[str, list[Holder]]:
    """Mandates of the street in force on the day, by the key of the owner they stand for."""
    rows = ActsFor.objects.of(compound.street_id).filter(in_force_on(day))
    rows = rows.filter(Q(unit__isnull=True) | Q(unit__compound_id=compound.pk))
    found: dict[str, list[Holder]] = {}
    for row in rows.select_related("agent").order_by("id"):
        agent = Holder(
            key=_key(row.agent_id, None),
            name=row.agent.name,
            person_id=row.agent_id,
            organisation_id=None,
            id_tail=bytes(row.agent.id_tail),
            has_phone=bool(row.agent.phone_masked),
            died_on=row.agent.died_on,
            acts_as=row.kind,
            only_unit_id=row.unit_id,
        )
        found.setdefault(_key(row.principal_id, row.organisation_id), []).append(agent)
    return found


def _holder(row: tuple[Any, ...], agents: Mapping[str, list[Holder]]) -> Holder:
    unit_id, person_id, name, id_tail, phone, died_on, company_id, company, n, d = row
    key = _key(person_id, company_id)
    return Holder(
        key=key,
        name=name if person_id else company,
        person_id=person_id,
        organisation_id=company_id,
        share=(n, d),
        id_tail=bytes(id_tail or b""),
        has_phone=bool(phone),
        died_on=died_on,
        agents=tuple(a for a in agents.get(key, ()) if a.only_unit_id in (None, unit_id)),
    )


def _key(person_id: UUID | None, organisation_id: UUID | None) -> str:
    return f"p:{person_id.hex}" if person_id else f"o:{organisation_id.hex}"  # type: ignore[union-attr]
