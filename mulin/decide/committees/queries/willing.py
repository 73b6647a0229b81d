"""Owners willing to stand, each checked against the register: whose home is it really."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mulin.decide.committees.models import Willing
from mulin.decide.committees.permissions import reach
from mulin.ground.estate.labels import parts_of, unit_label
from mulin.ground.estate.models import Ownership, Unit
from mulin.ground.estate.queries.holdings import held_on
from mulin.kit.rights import Actor
from mulin.kit.words import said

SOLE, JOINT, OTHER_HOME, NOT_OWNER, NO_HOME = "sole", "joint", "other", "not_owner", "no_home"
WORDS: dict[str, tuple[str, str]] = {
    SOLE: ("done", said("是这套房的业主")),
    JOINT: ("done", said("是这套房的共有人")),
    OTHER_HOME: ("soon", said("不是这套的业主，在本小区另有房")),
    NOT_OWNER: ("no", said("底册里不是本小区业主")),
    NO_HOME: ("no", said("没有这个房号")),
}


@dataclass(frozen=True)
class Checked:
    """What the register says about a name and a room."""

    verdict: str
    unit_id: UUID | None

    @property
    def mark(self) -> str:
        return WORDS[self.verdict][0]

    @property
    def words(self) -> str:
        return WORDS[self.verdict][1]


def willing_for(actor: Actor) -> Any:
    """People who are willing, by compound; those who withdrew are left out."""
    rows = Willing.objects.of(actor.street_id).filter(withdrawn_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    return rows.select_related("compound__community").order_by("compound__name", "id")


def checked(rows: Iterable[Willing], today: date) -> dict[UUID, Checked]:
    """Every one of them against the register of today; two statements."""
    people = list(rows)
    if not people:
        return {}
    street, places = people[0].street_id, {row.compound_id for row in people}
    units = Unit.objects.of(street).filter(compound_id__in=places, ended_on__isnull=True)
    labels = {label_of(row.room) for row in people}
    homes = {
        (compound, label): pk
        for compound, label, pk in units.filter(label__in=labels).values_list(
            "compound_id", "label", "id"
        )
    }
    names = {row.name for row in people}
    owned = Ownership.objects.of(street).filter(
        held_on(today), unit__compound_id__in=places, unit__ended_on__isnull=True
    )
    of_home: dict[UUID, set[str]] = {}
    at_place: set[tuple[UUID, str]] = set()
    fields = ("unit_id", "unit__compound_id", "person__name")
    for unit, _compound, name in owned.filter(unit_id__in=homes.values()).values_list(*fields):
        of_home.setdefault(unit, set()).add(name)
    for _unit, compound, name in owned.filter(person__name__in=names).values_list(*fields):
        at_place.add((compound, name))
    return {row.pk: _verdict(row, homes, of_home, at_place) for row in people}


def label_of(room: str) -> str:
    """A room in the register's notation: ``4幢2单元1203`` → ``4-2-1203``."""
    parts = parts_of(room)
    return unit_label(*parts) if parts else room.strip()


def _verdict(
    row: Willing,
    homes: dict[tuple[UUID, str], UUID],
    of_home: dict[UUID, set[str]],
    at_place: set[tuple[UUID, str]],
) -> Checked:
    unit = homes.get((row.compound_id, label_of(row.room)))
    if unit is None:
        return Checked(NO_HOME, None)
    owners = of_home.get(unit, set())
    if row.name in owners:
        return Checked(SOLE if len(owners) == 1 else JOINT, unit)
    if (row.compound_id, row.name) in at_place:
        return Checked(OTHER_HOME, unit)
    return Checked(NOT_OWNER, unit)
