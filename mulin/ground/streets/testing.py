"""A guard for tests: fails a statement on a tenant table that does not name its street.

``tests/conftest.py`` switches it on around every test. It reads the SQL that Django sends, so it
sees what a planner of a sharded database would see: each tenant table in a statement must be held
to one street, by a parameter or by being joined to a table that is.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

from mulin.ground.streets.checks import tenant_tables
from mulin.ground.streets.trips import NEXT, written

_NAME = r'"?(\w+)"?'
_TABLE = re.compile(
    rf"\b(?:FROM|JOIN|UPDATE|INTO)\s+{_NAME}(?:\s+(?:AS\s+)?(?!(?:SET|WHERE|ON|INNER|LEFT|JOIN|ORDER"
    rf"|GROUP|LIMIT|USING|VALUES|SELECT|CROSS|UNION|HAVING|FOR)\b){_NAME})?",
    re.IGNORECASE,
)
_COLUMN = r'(?:"?(\w+)"?\.)?"?street_id"?'
_HELD = re.compile(rf"{_COLUMN}\)?\s*(?:=|IN)\s*\(?\s*(?:%s|'|:)", re.IGNORECASE)
_HELD_BY_QUERY = re.compile(rf"{_COLUMN}\)?\s*IN\s*\(\s*SELECT", re.IGNORECASE)
_JOINED = re.compile(rf"{_COLUMN}\)?\s*=\s*\(*\s*{_COLUMN}", re.IGNORECASE)
_INSERT = re.compile(rf"^\s*INSERT\s+(?:OR\s+\w+\s+)?INTO\s+{_NAME}\s*\(([^)]*)\)", re.IGNORECASE)
_BOUND = re.compile(r"[()]|\b(?:UNION(?:\s+ALL)?|EXCEPT|INTERSECT)\b", re.IGNORECASE)
_PART = re.compile(r"\bEXTRACT\s*\(\s*\w+\s+FROM\b", re.IGNORECASE)
"""PostgreSQL's part of a date: no table follows this FROM."""
_LOOKS = re.compile(r"^\s*\(*\s*(?:SELECT|UPDATE|DELETE|INSERT|WITH)\b", re.IGNORECASE)


class StreetMissing(AssertionError):  # noqa: N818 - names what is missing
    """A statement would search, lock or change rows of every street."""


def fault_of(sql: str) -> str:
    """The table that a statement, or one of several in a message, leaves without a street."""
    tenants = _tenants(len(apps.get_models(include_auto_created=True)))
    faults = (_fault(written(one), tenants) for one in sql.split(NEXT))
    return next((table for table in faults if table), "")


@lru_cache(maxsize=1)
def _tenants(models: int) -> frozenset[str]:
    """Looked for once for so many models: every statement of every test asks."""
    return tenant_tables()


@lru_cache(maxsize=4096)
def _fault(sql: str, tenants: frozenset[str]) -> str:
    if not _LOOKS.match(sql):
        return ""
    sql = _PART.sub("part(", sql)
    insert = _INSERT.match(sql)
    if insert is not None:
        if insert[1] in tenants and "street_id" not in insert[2]:
            return insert[1]
        sql = " " * insert.end() + sql[insert.end() :]
    scopes = _scopes(sql)
    tables = {
        (_inner(scopes, m.start()), m[2] or m[1]): m[1]
        for m in _TABLE.finditer(sql)
        if m[1] in tenants
    }
    held = _held(sql, scopes, set(tables))
    return next((table for key, table in tables.items() if key not in held), "")


_Scope = tuple[int, int]
_Key = tuple[_Scope, str]


def _scopes(sql: str) -> list[_Scope]:
    """Spans of the statement, its subqueries and the arms of its unions, outermost first."""
    spans, opened = [], [0]
    for mark in _BOUND.finditer(sql):
        sign = mark[0]
        if sign == "(":
            opened.append(mark.end())
        else:  # a closing bracket, or the next arm of a union
            spans.append((opened.pop(), mark.start()))
            if sign != ")":
                opened.append(mark.end())
        if not opened:
            opened.append(mark.end())
    spans += [(start, len(sql)) for start in opened]
    return sorted(spans, key=lambda span: span[0] - span[1])


def _inner(scopes: list[_Scope], at: int) -> _Scope:
    """The narrowest query around a place; plain brackets are no query."""
    return [s for s in scopes if s[0] <= at <= s[1]][-1]


def _held(sql: str, scopes: list[_Scope], tables: set[_Key]) -> set[_Key]:
    def keys(alias: str, at: int) -> set[_Key]:
        """Which table a column belongs to: the innermost of that alias around it."""
        around = [s for s in reversed(scopes) if s[0] <= at <= s[1]]
        if alias:
            found = [(s, alias) for s in around if (s, alias) in tables]
        else:
            found = [key for s in around for key in tables if key[0] == s]
        return set(found[:1])

    held: set[_Key] = set()
    for pattern in (_HELD, _HELD_BY_QUERY):
        for mark in pattern.finditer(sql):
            held |= keys(mark[1] or "", mark.start())
    pairs = [
        (keys(m[1] or "", m.start()), keys(m[2] or "", m.start())) for m in _JOINED.finditer(sql)
    ]
    grew = True
    while grew:
        more = {k for a, b in [*pairs, *((b, a) for a, b in pairs)] if a & held for k in b} - held
        held |= more
        grew = bool(more)
    return held


def _guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    table = fault_of(sql) if isinstance(sql, str) else ""
    if table and (place := _place()):
        raise StreetMissing(f"{place}: a statement on {table} names no street:\n{sql[:1500]}")
    return execute(sql, params, many, context)


def _place() -> str:
    """Which line of the house sent it; empty where a test or a framework's own code did."""
    for frame in reversed(traceback.extract_stack()):
        name = frame.filename.replace("\\", "/")
        if "/tests/" in name or name.endswith("streets/statistics.py"):  # it counts the streets
            return ""
        if "/mulin/" in name and not name.endswith(("streets/testing.py", "streets/models.py")):
            return f"{name[name.index('/mulin/') + 1 :]}:{frame.lineno}"
    return ""


@contextmanager
def street_guard() -> Iterator[None]:
    """While this lasts, statements of the house must name their street."""
    with connection.execute_wrapper(_guard):
        yield
