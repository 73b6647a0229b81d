"""What words lead to: homes, people, organisations, and what the rooms find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from mulin.desk import contributions
from mulin.ground.estate.labels import parts_of, unit_label
from mulin.ground.estate.models import Ownership, Person, Unit
from mulin.ground.estate.numbers import half_width
from mulin.ground.estate.queries.search import Found, find, units_matching
from mulin.kit.contributions import Hit
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor

SHOWN = 20


@dataclass(frozen=True)
class FoundHome:
    """A home with its owners, masked, so that two rooms of one number can be told apart."""

    unit: Unit
    owners: str


@dataclass(frozen=True)
class Results:
    """Everything found, grouped as the screen shows it."""

    homes: Sequence[FoundHome] = ()
    persons: Sequence[Person] = ()
    organisations: Sequence[object] = ()
    hits: Sequence[Hit] = ()
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.homes or self.persons or self.organisations or self.hits)

    @property
    def many_homes(self) -> bool:
        """Whether there may be more homes than are shown."""
        return len(self.homes) >= SHOWN

    @property
    def many_persons(self) -> bool:
        return len(self.persons) >= SHOWN

    @property
    def only(self) -> str:
        """The address to open at once where nothing else can be meant; else empty.

        A room number typed in full means that home, also where others begin with it.
        """
        if self.organisations or self.hits:
            return self._lone_hit
        exact = [h.unit for h in self.homes if h.unit.label in _labels(self.words.split()[-1])]
        units = exact or [h.unit for h in self.homes]
        if len(units) == 1 and (exact or len(self.persons) < 2):
            return reverse("desk:unit", args=[units[0].pk])
        if len(self.persons) == 1 and not self.homes:
            return reverse("desk:person", args=[self.persons[0].pk])
        return ""

    @property
    def _lone_hit(self) -> str:
        if self.homes or self.persons or len(self.organisations) + len(self.hits) != 1:
            return ""
        if self.hits:
            return self.hits[0].url
        return reverse("estate:organisation", args=[self.organisations[0].pk])  # type: ignore[attr-defined]


def results(actor: Actor, words: str) -> Results:
    """What the words lead to, for this person; a fixed number of statements."""
    plain = words.strip()
    if not plain:
        return Results()
    found = _in_compound(actor, plain) or find(actor, plain, limit=SHOWN)
    hits = tuple(contributions.found(plain, actor))
    return Results(_with_owners(found, actor), found.persons, found.organisations, hits, plain)


def _in_compound(actor: Actor, words: str) -> Found | None:
    """``云栖苑 1-1-101``: a room of the compound so called; None where nothing is meant so."""
    name, _gap, room = words.rpartition(" ")
    if not name:
        return None
    rows = units_matching(actor, room).filter(compound__name__icontains=name.strip())
    units = tuple(rows[:SHOWN])
    return Found(units) if units else None


def _with_owners(found: Found, actor: Actor) -> tuple[FoundHome, ...]:
    ids = [unit.pk for unit in found.units]
    if not ids:
        return ()
    names: dict[UUID, list[str]] = {}
    for row in _owners(ids, actor):
        holder = mask_name(row.person.name) if row.person_id else row.organisation.name
        names.setdefault(row.unit_id, []).append(holder)
    return tuple(FoundHome(unit, "、".join(names.get(unit.pk, ()))) for unit in found.units)


def _owners(ids: list[UUID], actor: Actor) -> QuerySet[Ownership]:
    rows = Ownership.objects.of(actor.street_id).filter(unit_id__in=ids, valid_to__isnull=True)
    return rows.select_related("person", "organisation").order_by("id")


def _labels(words: str) -> set[str]:
    plain = half_width(words)
    parts = parts_of(plain)
    return {plain, unit_label(*parts)} if parts else {plain}
