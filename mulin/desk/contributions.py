"""The rooms that contribute to the desk's screens, named by the setting ``MULIN_ROOMS``.

Each name is a module with any of ``my_turn(actor, today)``, ``about_unit(unit, actor, today)`` and
``found(words, actor)``; the values are those of :mod:`mulin.kit.contributions`. A room that is not
installed contributes nothing; one that is installed and fails, fails the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings

from mulin.kit.contributions import Hit, Panel, Task
from mulin.kit.rights import Actor

ROOMS = ("mulin.ground.estate.contributions", "mulin.decide.assembly.contributions")


def rooms() -> Iterator[ModuleType]:
    """The modules of the rooms that stand, in the order of the setting."""
    for name in getattr(settings, "MULIN_ROOMS", ROOMS):
        if _stands(name):
            yield import_module(name)


def my_turn(actor: Actor, today: date) -> list[Task]:
    """What waits for this person in every room, the most pressing first."""
    tasks = [task for each in _ask("my_turn") for task in each(actor, today)]
    rank = {"late": 0, "soon": 1, "now": 2}
    return sorted(tasks, key=lambda t: (rank.get(t.state, 3), t.due or date.max, t.title))


def about_unit(unit: Any, actor: Actor, today: date) -> list[Panel]:
    """What every room knows about a home, in the rooms' order."""
    return [panel for each in _ask("about_unit") for panel in each(unit, actor, today)]


def found(words: str, actor: Actor) -> list[Hit]:
    """What every room finds."""
    return [hit for each in _ask("found") for hit in each(words, actor)]


def _ask(name: str) -> Iterator[Any]:
    for room in rooms():
        if function := getattr(room, name, None):
            yield function


def _stands(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
