"""Finds every kind of conflict by looking into its folder, and those a text points to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from mulin.law import conflicts
from mulin.law.conflict import Conflict
from mulin.law.folder import modules_in
from mulin.law.questions import DecisionKind


@lru_cache(maxsize=1)
def all_conflicts() -> Mapping[str, Conflict]:
    """Every kind by code. Raises ValueError where a file holds another name's kind."""
    found: dict[str, Conflict] = {}
    for name, module in modules_in(conflicts):
        kind: Conflict = module.CONFLICT
        if kind.code != name:
            raise ValueError(f"{name}.py holds the conflict {kind.code}")
        found[kind.code] = kind
    return found


def conflicts_in(text: str, motions: Iterable[DecisionKind] = ()) -> tuple[Conflict, ...]:
    """The kinds that a title, a text and the kinds of its motions point to."""
    kinds = frozenset(motions)
    return tuple(one for one in all_conflicts().values() if one.points_to(text, kinds))
