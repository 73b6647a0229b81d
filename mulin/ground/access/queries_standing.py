"""Memberships, posts and homes of whoever asks: every page of everybody signed in reads them first.

Written once as statements, posts and homes in one trip: building them anew cost Django several
times what the database takes (``ground/streets/trips.py``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mulin.ground.access.models import Account, Deputy, Membership
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Tenancy,
    Unit,
)
from mulin.ground.streets.models import Street
from mulin.ground.streets.trips import answers, as_day, as_id, as_uuid, columns, made
from mulin.kit.rights import EMPLOYED, Role

Home = tuple[str, UUID, UUID]
"""Role, unit and compound."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post somebody holds today, with what its organisation and building say of its place."""

    street_id: UUID
    person_id: UUID
    organisation_id: UUID
    role: str
    title: str
    community_id: UUID | None
    compound_id: UUID | None
    building_id: UUID | None
    building_compound_id: UUID | None
    organisation_name: str
    organisation_community_id: UUID | None
    organisation_compound_id: UUID | None


def memberships_of(account: Account, today: date) -> list[Membership]:
    """The account's memberships in force, in every street: which one acts, and the switcher's."""
    day = as_day(today)
    sizes = [len(model._meta.local_concrete_fields) for model in (Membership, Street)]
    (rows,) = answers([(_memberships_sql(), (account.pk, day, day))])
    found = []
    for row in rows:
        rest = row[sizes[0] :]
        membership = made(Membership, row[: sizes[0]])
        membership.street = made(Street, rest[: sizes[1]])
        membership.person = made(Person, rest[sizes[1] :])
        found.append(membership)
    return found


def posts_and_homes(person: Person, today: date) -> tuple[list[Post], list[Home]]:
    """Own posts first, then those of colleagues whom the person stands in for today; every home,
    owned or rented.

    Only employed posts are lent, and only inside an organisation in which he works himself.
    """
    street, pk, day = as_id(person.street_id), as_id(person.pk), as_day(today)
    held, homes = answers(
        [
            (_POSTS, (street, day, day, pk, street, pk, day, day, day)),
            (_HOMES, (street, pk, day, day, street, pk, day, day)),
        ]
    )
    rows = [_post(row) for row in held]
    own = [post for post in rows if post.person_id == person.pk]
    colleagues = {post.organisation_id for post in own if post.role in EMPLOYED}
    borrowed = [p for p in rows if p.person_id != person.pk and p.organisation_id in colleagues]
    return [*own, *borrowed], [(role, as_uuid(u), as_uuid(c)) for role, u, c in homes]


def compounds_of(street_id: UUID, communities: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The compounds of some communities that have not ended."""
    return _gathered(_COMPOUNDS, street_id, communities) if communities else {}


def managed_by(
    street_id: UUID, companies: Collection[UUID], today: date
) -> dict[UUID, frozenset[UUID]]:
    """What companies manage on a day: named compounds, or all of a named community."""
    day = as_day(today)
    return _gathered(_MANAGED, street_id, companies, day, day) if companies else {}


def _gathered(
    sql: str, street_id: UUID, keys: Collection[UUID], *days: date | str
) -> dict[UUID, frozenset[UUID]]:
    """The compounds of each key; the statement has a place for every key, in their order."""
    marks = ", ".join(["%s"] * len(keys))
    given = (as_id(street_id), *map(as_id, sorted(keys)), *days)
    found: dict[UUID, set[UUID]] = {}
    (rows,) = answers([(sql.replace("KEYS", marks), given)])
    for key, compound in rows:
        if compound is not None:
            found.setdefault(as_uuid(key), set()).add(as_uuid(compound))
    return {key: frozenset(compounds) for key, compounds in found.items()}


def _post(row: tuple[Any, ...]) -> Post:
    street, person, organisation, role, title, community, compound, building, *rest = row
    of_building, name, *places = rest
    return Post(
        as_uuid(street),
        as_uuid(person),
        as_uuid(organisation),
        role,
        title,
        _place(community),
        _place(compound),
        _place(building),
        _place(of_building),
        name,
        *map(_place, places),
    )


def _place(value: UUID | str | None) -> UUID | None:
    return None if value is None else as_uuid(value)


def _memberships_sql() -> str:
    """Read by whoever signed in, whichever street it is in: the streets are named by their table."""
    parts = ((Membership, "m"), (Street, "s"), (Person, "p"))
    return f"""
SELECT {", ".join(columns(model, alias) for model, alias in parts)}
FROM {Membership._meta.db_table} m
JOIN {Street._meta.db_table} s ON s.id = m.street_id
JOIN {Person._meta.db_table} p ON p.street_id = m.street_id AND p.id = m.person_id
WHERE m.street_id IN (SELECT id FROM {Street._meta.db_table}) AND m.account_id = %s
  AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to > %s)
ORDER BY s.name, m.id"""  # noqa: S608 - names of our own tables


_LENT = ", ".join(f"'{role.value}'" for role in sorted(EMPLOYED))
_POSTS = f"""
SELECT a.street_id, a.person_id, a.organisation_id, a.role, a.title,
  a.community_id, a.compound_id, a.building_id, b.compound_id,
  o.name, o.community_id, o.compound_id
FROM {Appointment._meta.db_table} a
JOIN {Organisation._meta.db_table} o ON o.street_id = a.street_id AND o.id = a.organisation_id
LEFT JOIN {Building._meta.db_table} b ON b.street_id = a.street_id AND b.id = a.building_id
WHERE a.street_id = %s AND a.valid_from <= %s AND (a.valid_to IS NULL OR a.valid_to >= %s)
  AND o.ended_on IS NULL
  AND (a.person_id = %s OR a.role IN ({_LENT}) AND a.person_id IN (
    SELECT d.away_id FROM {Deputy._meta.db_table} d
    WHERE d.street_id = %s AND d.deputy_id = %s AND d.valid_from <= %s AND d.valid_to >= %s
      AND (d.ended_on IS NULL OR d.ended_on > %s)))
ORDER BY a.valid_from, a.id"""  # noqa: S608 - names of our own tables
_COMPOUNDS = f"""
SELECT community_id, id FROM {Compound._meta.db_table}
WHERE street_id = %s AND community_id IN (KEYS) AND ended_on IS NULL"""  # noqa: S608
_MANAGED = f"""
SELECT e.organisation_id, COALESCE(e.compound_id, c.id)
FROM {Engagement._meta.db_table} e
LEFT JOIN {Compound._meta.db_table} c
  ON c.street_id = e.street_id AND c.community_id = e.community_id
WHERE e.street_id = %s AND e.organisation_id IN (KEYS) AND e.kind = '{Engagement.Kind.MANAGES.value}'
  AND e.valid_from <= %s AND (e.valid_to IS NULL OR e.valid_to >= %s)"""  # noqa: S608
_HOMES = " UNION ALL ".join(
    f"""
SELECT '{role.value}', h.unit_id, u.compound_id
FROM {model._meta.db_table} h
JOIN {Unit._meta.db_table} u ON u.street_id = h.street_id AND u.id = h.unit_id
WHERE h.street_id = %s AND h.person_id = %s AND (h.valid_from IS NULL OR h.valid_from <= %s)
  AND (h.valid_to IS NULL OR h.valid_to > %s) AND u.ended_on IS NULL"""  # noqa: S608
    for model, role in ((Ownership, Role.OWNER), (Tenancy, Role.TENANT))
)
