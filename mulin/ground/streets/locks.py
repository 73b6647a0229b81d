"""Locks on one thing of one street, held until the transaction ends.

Casters of a ballot share the poll; who closes it holds it alone. On SQLite every writing
transaction is alone already (BEGIN IMMEDIATE), so nothing more is needed there.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from mulin.ground.streets.trips import Statement

_MASK = (1 << 63) - 1


def share(thing_id: UUID) -> None:
    """Wait until nobody holds ``thing_id`` alone; others may share it with us."""
    _run(sharing(thing_id))


def sharing(thing_id: UUID) -> list[Statement]:
    """The same as a statement to send ahead of others in one trip; none on SQLite."""
    return _lock("pg_advisory_xact_lock_shared", thing_id)


def hold(thing_id: UUID) -> None:
    """Wait until nobody else holds or shares ``thing_id``."""
    _run(_lock("pg_advisory_xact_lock", thing_id))


def _lock(function: str, thing_id: UUID) -> list[Statement]:
    if not connection.in_atomic_block:
        raise RuntimeError("a lock is held until its transaction ends: open one first")
    if connection.vendor != "postgresql":
        return []
    return [(f"SELECT {function}(%s)", [thing_id.int & _MASK])]


def _run(statements: list[Statement]) -> None:
    for statement in statements:
        with connection.cursor() as cursor:
            cursor.execute(*statement)
