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

from django.db import connection, models

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
        self._copies = connection.vendor == "postgresql"
        values = (*constants.values(), *(f.get_default() for f in rest))
        self._tail = tuple(map(self._plain, values))
        self._converted = [] if self._copies else _converted([concrete[name] for name in fields])
        columns = [concrete[name].column for name in named] + [f.column for f in rest]
        self._table = connection.ops.quote_name(model._meta.db_table)
        self._columns = ", ".join(connection.ops.quote_name(str(c)) for c in columns)
        self._width = len(columns)

    def write(self, rows: Iterable[Sequence[Any]]) -> int:
        """Insert the rows; returns how many."""
        tail, converted = self._tail, self._converted
        ready = []
        for row in rows:
            values = list(row)
            for index, convert in converted:
                if values[index] is not None:
                    values[index] = convert(values[index])
            values += tail
            ready.append(values)
        if not ready:
            return 0
        if self._copies:
            self._copy(ready)
        else:
            marks = ", ".join(["%s"] * self._width)
            # Names come from the model, never from input.
            statement = f"INSERT INTO {self._table} ({self._columns}) VALUES ({marks})"  # noqa: S608
            with connection.cursor() as cursor:
                cursor.executemany(statement, ready)
        return len(ready)

    def _copy(self, rows: list[list[Any]]) -> None:
        statement = f"COPY {self._table} ({self._columns}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def _plain(self, value: Any) -> Any:
        """A value that every row shares, as the driver of this database wants it."""
        if isinstance(value, Enum):
            value = value.value
        if self._copies:
            return value
        if isinstance(value, UUID):
            return value.hex
        return value.isoformat() if isinstance(value, date) else value


def _converted(fields: Sequence[Any]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Which columns SQLite keeps in another form than Python: keys as hex, days as text."""
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for index, field in enumerate(fields):
        kind = field.target_field if field.is_relation else field
        if isinstance(kind, models.UUIDField):
            found.append((index, lambda value: value.hex))
        elif isinstance(kind, models.DateField):
            found.append((index, lambda value: value.isoformat()))
    return found
