"""Which motions a ballot holds."""

from __future__ import annotations

from mulin.decide.assembly.models import Motion, Poll, RollEntry


def motions_of(poll: Poll, entry: RollEntry) -> list[Motion]:
    """The motions on this entry's ballot: those whose scope holds one of its counting units."""
    motions = list(
        Motion.objects.of(poll.street_id).filter(poll=poll).prefetch_related("candidates")
    )
    if all(m.scope == Motion.Scope.COMPOUND for m in motions):
        return motions
    units = entry.unit_rows.of(poll.street_id).filter(counts=True)
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
