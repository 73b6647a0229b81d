"""Many rows into one table in few statements: plain tuples, no model instances.

Django's ``bulk_create`` spends most of a large import on building objects and compiling SQL. Here
a table and its columns are named once; the driver gets tuples. On PostgreSQL rows go by COPY.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import connection

from mulin.ground.streets.models import StreetModel


class BulkInsert:
    """Inserts tuples of one model's columns, in the order of ``fields``; defaults fill the rest.

    ``fields`` are names of model fields (``unit`` stands for its key); ``constants`` are values
    that every row shares, the street first of all.
    """

    def __init__(
        self, model: type[StreetModel], fields: Sequence[str], constants: dict[str, Any]
    ) -> None:
        named = [*fields, *constants]
        concrete = {f.name: f for f in model._meta.local_concrete_fields}
        rest = [f for name, f in concrete.items() if name not in named]
        defaults = [f.get_default() for f in rest]
        self._tail = tuple(_plain(v) for v in (*constants.values(), *defaults))
        columns = [concrete[name].column for name in named] + [f.column for f in rest]
        self._table = connection.ops.quote_name(model._meta.db_table)
        self._columns = ", ".join(connection.ops.quote_name(str(c)) for c in columns)
        self._width = len(columns)

    def write(self, rows: Iterable[Sequence[Any]]) -> int:
        """Insert the rows; returns how many."""
        tail = self._tail
        ready = [tuple(map(_plain_of, row)) + tail for row in rows]
        if not ready:
            return 0
        if connection.vendor == "postgresql":
            self._copy(ready)
        else:
            marks = ", ".join(["%s"] * self._width)
            # Names come from the model, never from input.
            statement = f"INSERT INTO {self._table} ({self._columns}) VALUES ({marks})"  # noqa: S608
            with connection.cursor() as cursor:
                cursor.executemany(statement, ready)
        return len(ready)

    def _copy(self, rows: list[tuple[Any, ...]]) -> None:
        statement = f"COPY {self._table} ({self._columns}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


def _same(value: Any) -> Any:
    return value


_SQLITE: dict[type, Callable[[Any], Any]] = {UUID: lambda v: v.hex, date: lambda v: v.isoformat()}


def _plain(value: Any) -> Any:
    """A value as the driver of this database wants it."""
    if isinstance(value, Enum):
        value = value.value
    if connection.vendor == "postgresql":
        return value
    return _SQLITE.get(type(value), _same)(value)


def _plain_of(value: Any) -> Any:
    kind = type(value)
    if kind is UUID or kind is date:
        return _plain(value)
    return value
