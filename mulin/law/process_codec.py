"""A process as JSON and back, so that an opened procedure keeps the steps of its opening day.

Questions of the law are kept by their code; everything else as it stands. What was written once can
be read for ever: the words of ``process.py`` gain fields with defaults, they never lose one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from mulin.law import process as words
from mulin.law import terms
from mulin.law.process import Process
from mulin.law.questions import BY_CODE, DecisionKind, Question

FORMAT = "mulin-process/1"
SHAPES: dict[str, type[Any]] = {
    "Period": terms.Period,
    "DecisionKind": DecisionKind,
    **{
        name: shape
        for name, shape in vars(words).items()
        if isinstance(shape, type) and shape.__module__ == words.__name__
    },
}


def written(process: Process) -> dict[str, Any]:
    """The process as canonical JSON holds it: words, integers, lists and objects."""
    found = _encode(process)
    return {"format": FORMAT, "process": found}


def read(document: Mapping[str, Any]) -> Process:
    """The process ``written`` was given. Raises ValueError for what it never wrote."""
    if document.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT}: {document.get('format')!r}")
    found = _decode(document["process"])
    if not isinstance(found, Process):
        raise ValueError(f"not a process: {type(found).__name__}")
    return found


def _encode(value: Any) -> Any:
    if isinstance(value, Question):
        return {"is": "Question", "code": value.code}
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "code": str(value.value)}
    if is_dataclass(value):
        kept = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        plain = {name: _encode(held) for name, held in kept.items() if held is not None}
        return {"is": type(value).__name__, **plain}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, bool):
        return {"is": "bool", "code": int(value)}
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    held = dict(value)
    name = str(held.pop("is", ""))
    if name == "Question":
        return BY_CODE[held["code"]]
    if name == "bool":
        return bool(held["code"])
    if name not in SHAPES:
        raise ValueError(f"a process with an unknown word {name!r}")
    shape = SHAPES[name]
    if issubclass(shape, Enum):
        return shape(held["code"])
    return shape(**{key: _decode(one) for key, one in held.items()})
