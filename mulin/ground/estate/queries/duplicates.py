"""Likely duplicate persons, with reasons: offered for decision, never merged by themselves.

Three grounds, each found by one grouped statement: the same identity number; the same name and
telephone; the same name in one unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from mulin.ground.estate.models import DistinctPersons, Ownership, Person
from mulin.kit.words import said

LARGEST_GROUP = 12
"""A telephone that more persons share is a company's or a neighbour's, and says nothing."""
LONGEST = 500
EVERY = 20_000
"""More pairs than any compound has: a roll asks for all of them."""

SAME_IDENTITY, SAME_PHONE, SAME_UNIT = (
    said("证件号相同"),
    said("姓名、电话都相同"),
    said("同名，登记在同一套房屋"),
)


@dataclass
class Pair:
    """Two rows that may be one person. ``first`` is the older row."""

    first: Person
    second: Person
    reasons: list[str] = field(default_factory=list)
    units: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    def tells(self, words: str) -> bool:
        """Whether a name or a home of the pair has these words in it."""
        told = (self.first.name, self.second.name, *self.units[0], *self.units[1])
        return not words or any(words in text for text in told)

    @property
    def certain(self) -> bool:
        """Whether an identity number says so."""
        return SAME_IDENTITY in self.reasons


def likely_duplicates(
    street_id: UUID, compounds: Iterable[UUID] | None = None, *, limit: int = LONGEST
) -> list[Pair]:
    """Undecided pairs, the surest first; ``compounds`` narrows to persons who own there.

    A fixed number of statements, whatever the size.
    """
    people = Person.objects.of(street_id)
    if compounds is not None:
        owned = Ownership.objects.of(street_id).filter(unit__compound_id__in=list(compounds))
        people = people.filter(id__in=owned.values("person_id"))
    reasons: dict[tuple[UUID, UUID], list[str]] = {}
    for ids in _groups(people, "id_blind"):
        _note(reasons, ids, SAME_IDENTITY)
    for ids in _groups(people, "phone_blind", "name"):
        _note(reasons, ids, SAME_PHONE)
    for ids in _same_unit(street_id, compounds):
        _note(reasons, ids, SAME_UNIT)
    _drop_decided(street_id, reasons)
    return _pairs(street_id, reasons, limit)


def count_duplicates(street_id: UUID, compounds: Iterable[UUID] | None = None) -> int:
    """How many pairs wait for a decision."""
    return len(likely_duplicates(street_id, compounds))


def undecided_in(compound_id: UUID, street_id: UUID) -> list[Pair]:
    """Pairs among the owners of one compound: a roll should not be locked over them."""
    return likely_duplicates(street_id, [compound_id], limit=EVERY)


def _groups(people: Any, *columns: str) -> list[list[UUID]]:
    """Identifiers of persons who agree in all columns; an empty first column says nothing.

    The first statement is written so that SQLite and PostgreSQL read an index and no rows where
    one column is asked: that is most of the work at a street's size.
    """
    told = people.filter(**{f"{columns[0]}__gt": b""})
    shared = told.order_by().values(*columns).annotate(n=Count("*"))
    wanted = list(shared.filter(n__gt=1).values_list(*columns)[:2_000])
    if not wanted:
        return []
    keys = {tuple(_plain(v) for v in row) for row in wanted}
    rows = people.filter(**{f"{columns[0]}__in": [row[0] for row in wanted]})
    found: dict[tuple[Any, ...], list[UUID]] = {}
    standing = rows.filter(merged_into__isnull=True).order_by("id")
    for person_id, *values in standing.values_list("id", *columns):
        key = tuple(_plain(v) for v in values)
        if key in keys:
            found.setdefault(key, []).append(person_id)
    return [ids for ids in found.values() if 1 < len(ids) <= LARGEST_GROUP]


def _same_unit(street_id: UUID, compounds: Iterable[UUID] | None) -> list[list[UUID]]:
    """Persons of equal name who own, or owned, the same unit."""
    rows = Ownership.objects.of(street_id).filter(person__merged_into__isnull=True)
    if compounds is not None:
        rows = rows.filter(unit__compound_id__in=list(compounds))
    shared = rows.order_by().values("unit_id", "person__name")
    shared = shared.annotate(n=Count("person_id", distinct=True)).filter(n__gt=1)
    keys = set(shared.values_list("unit_id", "person__name")[:2_000])
    if not keys:
        return []
    found: dict[tuple[UUID, str], list[UUID]] = {}
    owners = rows.filter(unit_id__in=[unit_id for unit_id, _ in keys])
    for unit_id, name, person_id in owners.values_list("unit_id", "person__name", "person_id"):
        if (unit_id, name) in keys:
            found.setdefault((unit_id, name), []).append(person_id)
    return [sorted(set(ids)) for ids in found.values()]


def _note(reasons: dict[tuple[UUID, UUID], list[str]], ids: Iterable[UUID], reason: str) -> None:
    for pair in combinations(sorted(ids), 2):
        reasons.setdefault((pair[0], pair[1]), []).append(reason)


def _drop_decided(street_id: UUID, reasons: dict[tuple[UUID, UUID], list[str]]) -> None:
    if not reasons:
        return
    decided = DistinctPersons.objects.of(street_id).values_list("first_id", "second_id")
    for pair in decided:
        reasons.pop(tuple(sorted(pair)), None)


def _pairs(street_id: UUID, reasons: dict[tuple[UUID, UUID], list[str]], limit: int) -> list[Pair]:
    order = sorted(reasons, key=lambda p: (SAME_IDENTITY not in reasons[p], -len(reasons[p]), p))
    shown = order[:limit]
    ids = {person_id for pair in shown for person_id in pair}
    people = {p.pk: p for p in Person.objects.of(street_id).filter(id__in=list(ids))}
    labels: dict[UUID, list[str]] = {}
    owned = Ownership.objects.of(street_id).filter(
        Q(valid_to__isnull=True), person_id__in=list(ids)
    )
    rows = owned.order_by("unit__label").values_list(
        "person_id", "unit__compound__name", "unit__label"
    )
    for person_id, compound, label in rows:
        labels.setdefault(person_id, []).append(f"{compound} {label}")
    return [
        Pair(
            people[a],
            people[b],
            reasons[a, b],
            (labels.get(a, []), labels.get(b, [])),
        )
        for a, b in shown
    ]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, bytes | memoryview) else value
