"""A list of households cut into as many runs as there are teams: each household in exactly one.

Runs follow the list, so that a team walks on without turning back, and are cut between stairwells
or, where that would be too uneven, between floors.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

TOLERATED = 5
"""Stairwells stay whole while no team has a fifth more doors than its even share."""


def split(
    doors: Sequence[T], teams: int, by_stairwell: Sequence[Hashable], by_floor: Sequence[Hashable]
) -> list[list[T]]:
    """``teams`` runs of ``doors``; the keys name each door's stairwell and its floor in it."""
    if teams < 1:
        raise ValueError("nobody to give the doors to")
    whole = _runs(doors, teams, by_stairwell)
    fair = -(-len(doors) // teams)
    if max(map(len, whole)) * TOLERATED <= fair * (TOLERATED + 1):
        return whole
    return _runs(doors, teams, by_floor)


def _runs(doors: Sequence[T], teams: int, keys: Sequence[Hashable]) -> list[list[T]]:
    """Each group goes to the team in whose even share of the list its middle lies."""
    runs: list[list[T]] = [[] for _ in range(teams)]
    at = 0
    for _key, group in groupby(range(len(doors)), key=keys.__getitem__):
        members = list(group)
        middle = 2 * at + len(members)
        team = min(middle * teams // (2 * len(doors)), teams - 1)
        runs[team] += [doors[i] for i in members]
        at += len(members)
    return runs
