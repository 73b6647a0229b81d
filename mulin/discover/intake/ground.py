"""The compound from above: a resident taps his building, a ticket shows which one it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mulin.ground.estate.models import Building
from mulin.ground.estate.plans import Known, known_of
from mulin.ground.page.ground_plan import Ground, Named, laid_out

WIDTH, HEIGHT, EDGE = 360.0, 280.0, 4.0
FEWEST = 2
"""A single building needs no picture of where it stands."""


def ground_of(
    buildings: Sequence[Building],
    picked: Building | None,
    leads: Callable[[Building], str] | None = None,
) -> Ground | None:
    """Every building where it was surveyed, the one in question filled; ``leads`` makes them links."""
    if len(buildings) < FEWEST:
        return None
    known: Known = known_of(buildings[0].street_id, buildings[0].compound_id)
    houses = [
        Named(
            str(one.pk),
            one.label,
            str(one),
            href=leads(one) if leads is not None else "",
            picked=picked is not None and one.pk == picked.pk,
        )
        for one in buildings
    ]
    return laid_out(
        houses, known.buildings, known.roads, width=WIDTH, height=HEIGHT, edge=EDGE, snug=True
    )
