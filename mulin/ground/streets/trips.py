"""Few trips to the database, for verbs that hundreds call in the same minute.

Building a statement anew costs Django more than the database needs to run it, and every trip over
the wire costs two changes of process. So what the hottest verbs send is written once, and sent
together where PostgreSQL takes it: each statement of one message still sees what those before it
left, what a lock was waited for included. Everything else is better off with the ORM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from mulin.ground.streets.models import StreetModel

Statement = tuple[str, Sequence[Any]]
NEXT = ";\n"
"""Between the statements of one message."""
_Column = tuple[str, frozenset[type], Callable[..., Any]]
_NULL = frozenset({type(None)})
_PLAIN = _NULL | {str, int, bool, bytes}
_NATIVE = {UUID, date, datetime}


def answers(statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Run statements one after the other; the rows of each."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        if database.vendor != "postgresql":
            return [cursor.execute(*statement).fetchall() for statement in statements]
        cursor.execute(*_joined(statements))
        found = [cursor.fetchall()]
        while cursor.nextset():
            found.append(cursor.fetchall())
        return found


def write_new(*rows: StreetModel) -> None:
    """Write rows that are not there yet, in this order, in the caller's transaction."""
    database = connections[DEFAULT_DB_ALIAS]  # what ``connection`` looks up anew for every word
    statements = [_new(row, database) for row in rows]
    with database.cursor() as cursor:
        joined = database.vendor == "postgresql"
        for statement in [_joined(statements)] if joined else statements:
            cursor.execute(*statement)
    for row in rows:
        row._state.adding, row._state.db = False, database.alias


def write_once(row: StreetModel, *unique: str) -> UUID:
    """Write a row unless one stands there with the same values in the ``unique`` columns; its key.

    One statement: of two at the same moment the second waits for the first and finds its row.
    """
    database = connections[DEFAULT_DB_ALIAS]
    sql, values = _new(row, database)
    same = f"{unique[-1]} = excluded.{unique[-1]}"
    sql += f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {same} RETURNING id"
    with database.cursor() as cursor:
        known = as_uuid(cursor.execute(sql, values).fetchall()[0][0])
    if known == row.pk:
        row._state.adding, row._state.db = False, database.alias
    return known


def as_id(value: UUID) -> UUID | str:
    """An identifier as a parameter: SQLite keeps it as text."""
    return value if connection.features.has_native_uuid_field else value.hex


def as_uuid(value: UUID | str) -> UUID:
    """An identifier as a statement of one's own gives it back."""
    return value if isinstance(value, UUID) else UUID(value)


def _joined(statements: Iterable[Statement]) -> Statement:
    return NEXT.join(sql for sql, _ in statements), [p for _, some in statements for p in some]


def _new(row: models.Model, database: Any) -> Statement:
    sql, columns = _insert_into(type(row))
    held = row.__dict__
    return sql, [
        held[name] if type(held[name]) in plain else prepared(held[name], database)
        for name, plain, prepared in columns
    ]


@lru_cache(maxsize=64)
def _insert_into(model: type[models.Model]) -> tuple[str, list[_Column]]:
    """The statement, and for each column where its value stands, which types the driver takes as
    they are, and what makes a parameter of the others."""
    quote, fields = connection.ops.quote_name, model._meta.local_concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    plain = _PLAIN | _NATIVE if connection.vendor == "postgresql" else _PLAIN
    return sql, [
        (f.attname, _NULL if isinstance(f, models.JSONField) else plain, f.get_db_prep_save)
        for f in fields
    ]
