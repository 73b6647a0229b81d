"""Where something is, as narrow as is known."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.discover.intake.models import PlacePoint
from mulin.ground.estate.models import Building, Compound, Stairwell, Unit


@dataclass(frozen=True)
class Place:
    """Compound first; each narrower thing lies in the wider one."""

    compound: Compound | None
    building: Building | None = None
    stairwell: Stairwell | None = None
    unit: Unit | None = None
    point: PlacePoint | None = None
    spot: str = ""
