"""Answers as JSON and back: integers, strings, lists and objects only, so that hashes are stable.

A value that is neither a number nor a word says what it ``is``; a field that is None is left out;
truth is 1 or 0. What was written once can be read for ever: shapes gain fields with defaults, they
never lose or rename one.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from mulin.law import cases, shapes, terms

SHAPES: dict[str, type[Any]] = {
    name: shape
    for module in (terms, shapes, cases)
    for name, shape in vars(module).items()
    if isinstance(shape, type) and shape.__module__ == module.__name__
}


def encode(value: Any) -> Any:
    """A JSON value for an answer. Raises TypeError where its shape is not one of the law's."""
    if isinstance(value, bool):
        return {"is": "bool", "value": int(value)}
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "value": str(value.value)}
    if isinstance(value, int | str):
        return value
    if isinstance(value, date):
        return {"is": "date", "value": value.isoformat()}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value) and type(value).__name__ in SHAPES:
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        plain = {k: _plain(v) for k, v in held.items() if v is not None}
        return {"is": type(value).__name__, **plain}
    raise TypeError(f"{value!r} is no shape of an answer")


def decode(value: Any) -> Any:
    """What ``encode`` was given. Raises ValueError for what it never wrote."""
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    held = dict(value)
    name = str(held.pop("is", ""))
    if name == "bool":
        return bool(held["value"])
    if name == "date":
        return date.fromisoformat(held["value"])
    if name not in SHAPES:
        raise ValueError(f"an answer of unknown shape {name!r}")
    shape = SHAPES[name]
    if issubclass(shape, Enum):
        return shape(held["value"])
    truths = {field.name for field in fields(shape) if field.type == "bool"}
    return shape(**{k: bool(v) if k in truths else decode(v) for k, v in held.items()})


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else encode(value)
