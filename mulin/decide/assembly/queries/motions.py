"""Which motions a ballot holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from uuid import UUID

from mulin.decide.assembly.models import Motion, Poll, RollEntry, RollUnit

KEPT = 64
_frozen: OrderedDict[UUID, list[Motion]] = OrderedDict()
"""Motions of votes that have begun: nothing changes them, and papers are entered by the hundred."""


def motions_of(poll: Poll, entry: RollEntry) -> list[Motion]:
    """The motions on this entry's ballot: those whose scope holds one of its counting units."""
    return asked_of(all_motions(poll), poll.street_id, entry.pk)


def all_motions(poll: Poll) -> list[Motion]:
    """Every motion of the vote with its candidates, in their order.

    Frozen when the vote is locked, so each process keeps them from the first ballot to the count.
    """
    held = _frozen.get(poll.pk)
    if held is None:
        rows = Motion.objects.of(poll.street_id).filter(poll=poll)
        held = list(rows.prefetch_related("candidates"))
        if poll.state in {Poll.State.VOTING, Poll.State.CLOSED}:
            _frozen[poll.pk] = held
            while len(_frozen) > KEPT:
                _frozen.popitem(last=False)
    return held


def asked_of(motions: Sequence[Motion], street_id: UUID, entry_id: UUID) -> list[Motion]:
    """Those of a vote's motions that an entry is asked; its places are read only where they decide."""
    if all(m.scope == Motion.Scope.COMPOUND for m in motions):
        return list(motions)
    units = RollUnit.objects.of(street_id).filter(entry_id=entry_id, counts=True)
    places = list(units.values_list("building_id", "stairwell_id"))
    buildings = {b.hex for b, _ in places if b}
    stairwells = {s.hex for _, s in places if s}
    return [m for m in motions if decides(m, buildings, stairwells)]


def decides(motion: Motion, buildings: set[str], stairwells: set[str]) -> bool:
    """Whether somebody with units in those places votes on the motion."""
    if motion.scope == Motion.Scope.COMPOUND:
        return True
    places = buildings if motion.scope == Motion.Scope.BUILDINGS else stairwells
    return bool(places & set(motion.scope_ids))
