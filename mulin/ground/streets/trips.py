"""Few trips to the database, for verbs that hundreds call in the same minute.

Building a statement anew costs Django more than the database needs to run it, and every trip over
the wire costs two changes of process. So what the hottest verbs send is written once, and sent
together where PostgreSQL takes it: each statement of one message still sees what those before it
left, what a lock was waited for included. PostgreSQL plans each of them once a connection
(``PREPARE``), as SQLite's driver does by itself. Everything else is better off with the ORM.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from mulin.ground.streets.models import StreetModel

Row = TypeVar("Row", bound=models.Model)
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
        cursor.execute(*_joined(statements, database))
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
        for statement in [_joined(statements, database)] if joined else statements:
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


def columns(model: type[models.Model], alias: str) -> str:
    """A table's columns for a statement of one's own, in the order that :func:`made` takes."""
    return ", ".join(f"{alias}.{column}" for column in _read_as(model)[1])


def made(model: type[Row], values: Sequence[Any]) -> Row:
    """The instance of a row that was read with :func:`columns`."""
    names, _, readers = _read_as(model)
    held = [
        value if reads is None else reads(value)
        for value, reads in zip(values, readers, strict=True)
    ]
    return model.from_db(DEFAULT_DB_ALIAS, names, held)


def as_id(value: UUID) -> UUID | str:
    """An identifier as a parameter: SQLite keeps it as text."""
    return value if _keeps_identifiers() else value.hex


@lru_cache(maxsize=1)
def _keeps_identifiers() -> bool:
    return bool(connection.features.has_native_uuid_field)


def as_day(value: date) -> date | str:
    """A day as a parameter, the same."""
    return value if _keeps_identifiers() else value.isoformat()


def as_uuid(value: UUID | str) -> UUID:
    """An identifier as a statement of one's own gives it back."""
    return value if isinstance(value, UUID) else UUID(value)


def written(sql: str) -> str:
    """A statement of a message as it was written, where the message only calls it by its name."""
    called = _CALL.match(sql)
    return _written[int(called[1])] if called else sql


def _joined(statements: Sequence[Statement], database: Any) -> Statement:
    """One message that calls each statement by the name it has on this connection."""
    calls = NEXT.join(_call(sql, len(given), database) for sql, given in statements)
    return calls, [value for _, given in statements for value in given]


def _call(sql: str, values: int, database: Any) -> str:
    """The call of a statement, which this connection has planned by then."""
    number = _numbers.get(sql)
    if number is None:
        with _naming:
            number = _numbers.setdefault(sql, len(_written))
            if number == len(_written):
                _written.append(sql)
    known = _prepared.setdefault(database.connection, set())
    if number not in known:
        marks = [f"${at}" for at in range(1, values + 1)]
        with database.wrap_database_errors:
            database.connection.execute(f"PREPARE trip_{number} AS {sql % tuple(marks)}")
        known.add(number)
    return f"EXECUTE trip_{number}" + (f"({', '.join(['%s'] * values)})" if values else "")


_CALL = re.compile(r"EXECUTE trip_(\d+)\b")
_naming = Lock()
_numbers: dict[str, int] = {}
_written: list[str] = []
_prepared: WeakKeyDictionary[Any, set[int]] = WeakKeyDictionary()


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
        (f.attname, _NULL if isinstance(f, models.JSONField) else plain, _preparing(f))
        for f in fields
    ]


def _preparing(field: Any) -> Callable[[Any, Any], Any]:
    """What makes a parameter of a value: for JSON and identifiers without the field's detours."""
    if isinstance(field, models.JSONField):
        return lambda value, database: database.ops.adapt_json_value(value, field.encoder)
    identifies = isinstance(getattr(field, "target_field", field), models.UUIDField)
    if identifies and not connection.features.has_native_uuid_field:
        return lambda value, database: value.hex
    prepare: Callable[[Any, Any], Any] = field.get_db_prep_save
    if isinstance(field, models.DateTimeField):
        return lambda value, database: (
            database.ops.adapt_datetimefield_value(value)
            if isinstance(value, datetime)
            else prepare(value, database)
        )
    if isinstance(field, models.CharField):  # a choice is text of a kind of its own
        return lambda value, database: (
            value.value if isinstance(value, models.TextChoices) else prepare(value, database)
        )
    return prepare


@lru_cache(maxsize=64)
def _read_as(
    model: type[models.Model],
) -> tuple[list[str], list[str], list[Callable[[Any], Any] | None]]:
    """Attributes and columns of a table, and what makes a value of what the driver gives."""
    fields = model._meta.local_concrete_fields
    quoted = [connection.ops.quote_name(field.column) for field in fields]
    return [field.attname for field in fields], quoted, [_reader(field) for field in fields]


def _reader(field: Any) -> Callable[[Any], Any] | None:
    column = field.get_col(field.model._meta.db_table)
    steps = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    if not steps:
        return None

    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return read
