"""Tellings played in the order of their days.

A telling is a generator: it yields the moment of its next act, and acts when it is asked again. So
several votes of one street run beside each other, and what happened last stands last on record::

    def lifts(scene):
        yield at(day, 9)
        draft_poll(…, now=scene.now)
        yield at(day + timedelta(days=2), 15)
        lock_poll(…, now=scene.now)
"""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable
from datetime import datetime
from typing import Any

from mulin.demo.scene import Scene
from mulin.ground.record.sealer import drain
from mulin.kit.clock import day_of, end_of
from mulin.procedures.actions.carrying import read_on

Telling = Generator[datetime, None, Any]


def play(scene: Scene, tellings: Iterable[Telling], *, until: datetime) -> None:
    """Play all tellings up to ``until``; what would come later is left out. Each day is sealed
    and read for what carries procedures on.

    A telling begins others by putting them into ``scene.begun``.
    """
    waiting: list[tuple[datetime, int, Telling]] = []
    scene.begun += tellings
    begun = _begin(waiting, scene, 0)
    while waiting:
        when, order, telling = heapq.heappop(waiting)
        if when > until:
            continue
        if day_of(when) != day_of(scene.now):
            _seal(scene, min(end_of(day_of(scene.now)), when))
        scene.now = max(when, scene.now)
        _ask(waiting, order, telling)
        begun = _begin(waiting, scene, begun)
    scene.now = until
    _seal(scene, until)


def _seal(scene: Scene, now: datetime) -> None:
    """What the worker does within seconds: facts are linked, and carry procedures on."""
    drain(scene.street.pk, now=now)
    read_on(scene.street.pk, now=now)


def _begin(waiting: list[tuple[datetime, int, Telling]], scene: Scene, begun: int) -> int:
    """Start what was begun; those of one moment act in the order they were begun."""
    while scene.begun:
        _ask(waiting, begun, scene.begun.pop(0))
        begun += 1
    return begun


def _ask(waiting: list[tuple[datetime, int, Telling]], order: int, telling: Telling) -> None:
    """Let a telling act, and wait for the moment it names."""
    when = next(telling, None)
    if when is not None:
        heapq.heappush(waiting, (when, order, telling))
