"""Work under way in a compound, told by the rooms above: a compound is not regrouped under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mulin.ground.estate.models import Compound

Teller = Callable[[Compound], Iterable[str]]
"""A compound → what is not finished there, each in a few words."""

_tellers: dict[str, Teller] = {}


def provide(room: str, teller: Teller) -> None:
    """Say what is under way in a room; each room does, once, when the site starts."""
    _tellers[room] = teller


def under_way(compound: Compound) -> list[str]:
    """Everything that is not finished in the compound."""
    return [what for tell in _tellers.values() for what in tell(compound)]
