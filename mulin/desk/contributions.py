"""What the rooms contribute to the desk's screens.

``MULIN_ROOMS`` in the settings names the modules; without it every installed app of the house that
has a module ``contributions`` is asked. The functions and their values stand in
:mod:`mulin.kit.contributions`. A room that is installed and fails, fails the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings

from mulin.kit.contributions import Hit, Panel, Task, Verb
from mulin.kit.rights import Actor

RANK = {"late": 0, "soon": 1, "now": 2}


def rooms() -> tuple[ModuleType, ...]:
    """The contributing modules, in the order of the setting or of the installed apps."""
    named: Sequence[str] | None = getattr(settings, "MULIN_ROOMS", None)
    return _modules(_installed() if named is None else tuple(named))


def my_turn(actor: Actor, today: date) -> list[Task]:
    """What waits for this person in every room, the most pressing first."""
    tasks = [task for each in _ask("my_turn") for task in each(actor, today)]
    return sorted(tasks, key=lambda t: (RANK.get(t.state, 3), t.due or date.max, t.title))


def waits_for(actor: Actor, today: date) -> list[Task]:
    """What waits for this resident in every room, what ends first on top."""
    tasks = [task for each in _ask("waits_for") for task in each(actor, today)]
    return sorted(tasks, key=lambda t: (t.due or date.max, t.title))


def about_unit(unit: Any, actor: Actor, today: date) -> list[Panel]:
    """What every room knows about a home, in the rooms' order."""
    return [panel for each in _ask("about_unit") for panel in each(unit, actor, today)]


def verbs(unit: Any, actor: Actor, today: date) -> list[Verb]:
    """What can be done about a home, in the rooms' order; refused verbs carry their sentence."""
    return [verb for each in _ask("verbs") for verb in each(unit, actor, today)]


def about_person(person: Any, actor: Actor, today: date) -> list[Panel]:
    """What every room knows about a person, in the rooms' order."""
    return [panel for each in _ask("about_person") for panel in each(person, actor, today)]


def person_verbs(person: Any, actor: Actor, today: date) -> list[Verb]:
    """What can be done for a person, in the rooms' order."""
    return [verb for each in _ask("person_verbs") for verb in each(person, actor, today)]


def found(words: str, actor: Actor) -> list[Hit]:
    """What every room finds."""
    return [hit for each in _ask("found") for hit in each(words, actor)]


def _ask(name: str) -> Iterator[Any]:
    for room in rooms():
        if function := getattr(room, name, None):
            yield function


@cache
def _installed() -> tuple[str, ...]:
    ours = (c.name for c in apps.get_app_configs() if c.name.startswith("mulin."))
    names = (f"{app}.contributions" for app in ours)
    return tuple(n for n in names if n != __name__ and find_spec(n) is not None)


@cache
def _modules(names: tuple[str, ...]) -> tuple[ModuleType, ...]:
    return tuple(import_module(name) for name in names)
