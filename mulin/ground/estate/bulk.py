"""Many rows into one table in few statements: plain tuples, no model instances.

Django's ``bulk_create`` spends most of a large import on building objects and compiling SQL. Here
a table and its columns are named once; the driver gets tuples. On PostgreSQL rows go by COPY.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import connection

from mulin.ground.streets.models import StreetModel
from mulin.kit.ids import uuid7

KEYS = 1_000
"""Keys drawn together."""


class Keys:
    """Keys of version 7 as 32 hexadecimal digits, drawn many at a time: a fifth of the cost."""

    def __init__(self) -> None:
        self._drawn: list[str] = []

    def __call__(self) -> str:
        """The next key."""
        if not self._drawn:
            self._drawn = self._draw()
        return self._drawn.pop()

    def _draw(self) -> list[str]:
        first = uuid7().hex[:16]
        tails = struct.unpack(f">{KEYS}Q", os.urandom(8 * KEYS))
        mask, variant = (1 << 62) - 1, 1 << 63
        # Drawn from the end, so that keys grow and indexes of them are appended to.
        return sorted([f"{first}{(tail & mask) | variant:016x}" for tail in tails], reverse=True)


def key_of(value: UUID | str | None) -> str | None:
    """A key as the bulk statements take it."""
    return value.hex if isinstance(value, UUID) else value


class BulkInsert:
    """Inserts tuples of one model's columns, in the order of ``fields``; defaults fill the rest.

    ``fields`` are names of model fields (``unit`` stands for its key); ``constants`` are values
    that every row shares, the street first of all. In rows, keys are 32 hexadecimal digits and
    days ISO text: what both databases take as it is.
    """

    def __init__(
        self, model: type[StreetModel], fields: Sequence[str], constants: dict[str, Any]
    ) -> None:
        named = [*fields, *constants]
        concrete = {f.name: f for f in model._meta.local_concrete_fields}
        rest = [f for name, f in concrete.items() if name not in named]
        values = (*constants.values(), *(f.get_default() for f in rest))
        self._tail = tuple(map(_plain, values))
        columns = [concrete[name].column for name in named] + [f.column for f in rest]
        self._table = connection.ops.quote_name(model._meta.db_table)
        self._columns = ", ".join(connection.ops.quote_name(str(c)) for c in columns)
        self._marks = ", ".join(["%s"] * len(columns))

    def write(self, rows: Iterable[tuple[Any, ...]]) -> int:
        """Insert the rows; returns how many."""
        tail = self._tail
        ready = [row + tail for row in rows]
        if not ready:
            return 0
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._table} ({self._columns}) FROM STDIN") as copy:
                    for row in ready:
                        copy.write_row(row)
            else:
                # Names come from the model, never from input.
                cursor.executemany(
                    f"INSERT INTO {self._table} ({self._columns}) VALUES ({self._marks})",  # noqa: S608
                    ready,
                )
        return len(ready)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, date) else value
