"""Figures over a whole register, kept for a while: counting them takes seconds at a street's size.

What is kept carries the register's *edition*, which every verb of the register renews (see
``actions/saying.py``). Another edition is counted again at once; over the whole street, where that
takes longest, the worker does it (``jobs.py``) and pages show the last count meanwhile, for some
minutes at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID, uuid4

from django.core.cache import BaseCache, caches
from django.db.models import Count, Q

from mulin.ground.estate.models import Unit
from mulin.ground.estate.permissions import reach
from mulin.ground.estate.queries.duplicates import count_duplicates
from mulin.ground.estate.queries.places import compounds_readable
from mulin.ground.estate.queries.search import persons_readable, units_readable
from mulin.kit.canonical import sm3
from mulin.kit.rights import Actor, Grant, Role, Scope

T = TypeVar("T")

KEPT_SECONDS = 900
"""A figure is counted again after this long, whatever happened: rows can change beside verbs."""
REST = 20
"""The worker counts at most a twentieth of the time."""
STALE_SECONDS = 300
"""How long a page may show a figure of the edition before, while a worker is about to count."""


def _store() -> BaseCache:
    found: BaseCache = caches["figures"]
    return found


@dataclass(frozen=True)
class RegisterFigures:
    """How much stands in what one reads; ``unreachable`` are persons without a telephone."""

    compounds: int
    units: int
    homes: int
    unreachable: int


def register_figures(actor: Actor) -> RegisterFigures:
    """The figures of what this actor may read."""
    return _kept(actor.street_id, "figures", _extent(actor), lambda: count_figures(actor))


def pairs_waiting(actor: Actor) -> int:
    """How many likely duplicates wait for a decision where the actor may read."""
    compounds = reach(actor)

    def count() -> int:
        return count_duplicates(actor.street_id, compounds)

    return _kept(actor.street_id, "pairs", _extent(actor), count)


def new_edition(street_id: UUID) -> None:
    """The register changed: what was counted before is no longer right."""
    _store().set(_key(street_id, "edition"), uuid4().hex, None)


def count_street(street_id: UUID) -> bool:
    """Count what stands over the whole street where that is due; for the worker."""
    _store().set(_key(street_id, "watched"), True, 60)
    edition = _edition(street_id)
    clerk = _whole_street(street_id)
    counted = False
    for name, count in (
        ("figures", lambda: count_figures(clerk)),
        ("pairs", lambda: count_duplicates(street_id, None)),
    ):
        if _due(street_id, name, edition):
            _count(street_id, name, "", edition, count)
            counted = True
    return counted


def count_figures(actor: Actor) -> RegisterFigures:
    """The figures, counted here and now; three statements."""
    numbers = units_readable(actor).aggregate(
        units=Count("id"), homes=Count("id", filter=Q(use=Unit.Use.HOME))
    )
    return RegisterFigures(
        compounds=compounds_readable(actor).count(),
        units=numbers["units"],
        homes=numbers["homes"],
        unreachable=persons_readable(actor).filter(phone_masked="").count(),
    )


def _kept(street_id: UUID, name: str, extent: str, count: Callable[[], T]) -> T:
    kept: tuple[str, T] | None = _store().get(_key(street_id, name, extent))
    edition = _edition(street_id)
    if kept is not None and (kept[0] == edition or (not extent and _soon(street_id, name))):
        return kept[1]
    return _count(street_id, name, extent, edition, count)


def _soon(street_id: UUID, name: str) -> bool:
    """Whether a worker is about to count what a page shows of the edition before."""
    there = _store().get_many([_key(street_id, "watched"), _key(street_id, name, "recent")])
    return len(there) == 2


def _count(street_id: UUID, name: str, extent: str, edition: str, count: Callable[[], T]) -> T:
    begun = time.monotonic()
    value = count()
    rest = REST * (time.monotonic() - begun)
    _store().set(_key(street_id, name, extent), (edition, value), KEPT_SECONDS)
    if not extent:
        _store().set(_key(street_id, name, "recent"), True, STALE_SECONDS)
        _store().set(_key(street_id, name, "resting"), True, rest)
    return value


def _due(street_id: UUID, name: str, edition: str) -> bool:
    """Another edition, or an old count; never so often that counting is all the worker does."""
    kept = _store().get(_key(street_id, name, ""))
    if kept is not None and kept[0] == edition:
        return not _store().get(_key(street_id, name, "recent"))
    return not _store().get(_key(street_id, name, "resting"))


def _extent(actor: Actor) -> str:
    """What an actor reads, as part of a key; empty for the whole street."""
    compounds = reach(actor)
    if compounds is None:
        return ""
    return sm3(_joined(compounds) + b"/" + _joined(actor.units))[:32]


def _joined(ids: Iterable[UUID]) -> bytes:
    return b"".join(sorted(i.bytes for i in ids))


def _whole_street(street_id: UUID) -> Actor:
    grant = Grant(Role.SYSTEM, Scope.STREET, street_id)
    return Actor(street_id, account_id=None, person_id=None, name="", grants=(grant,))


def _edition(street_id: UUID) -> str:
    return str(_store().get(_key(street_id, "edition"), ""))


def _key(street_id: UUID, name: str, extent: str = "") -> str:
    return f"{street_id.hex}/{name}/{extent}"
