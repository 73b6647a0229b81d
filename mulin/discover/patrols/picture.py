"""A compound's picture with its points: buildings as they stand, a round's way, what stands where.

Distances do not count: the picture shows which point is which and how far a round has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from mulin.discover.patrols.models import Point
from mulin.ground.estate.models import Building
from mulin.ground.estate.plans import Known, known_of
from mulin.ground.page.ground_plan import Ground, Named, laid_out

WIDTH, HEIGHT, EDGE = 360.0, 280.0, 22.0
INSIDE = 34.0
"""Units around the buildings in which points without one stand."""
CROWDED, MANY = 24, 40
"""Dots from which they are drawn small; buildings from which only those with a dot are named."""


@dataclass(frozen=True)
class Dot:
    """A point: its number or mark, whether it is done, bad, next or still to come."""

    x: str
    y: str
    radius: int
    text: str
    text_y: str
    look: str
    title: str
    href: str = ""
    tick: str = ""


@dataclass(frozen=True)
class Picture:
    ground: Ground
    dots: tuple[Dot, ...]
    walked: str = ""
    to_walk: str = ""


@dataclass(frozen=True)
class Mark:
    """What a point shows: ``look`` is done, bad, next, todo or hazard."""

    point: Point
    text: str
    look: str
    title: str
    href: str = ""


def drawn(buildings: Sequence[Building], marks: Sequence[Mark], *, way: bool = False) -> Picture:
    """The picture, each building where it was surveyed; with a ``way`` the dots are joined in order."""
    ground = _ground(buildings, {mark.point.building_id for mark in marks})
    places = _places([mark.point for mark in marks], ground.feet)
    small = len(marks) > CROWDED
    dots = [_dot(mark, places[at], small) for at, mark in enumerate(marks)]
    behind = [places[at] for at, mark in enumerate(marks) if mark.look in ("done", "bad")]
    ahead = [places[at] for at, mark in enumerate(marks) if mark.look not in ("done", "bad")]
    return Picture(
        ground,
        tuple(dots),
        _line(behind) if way else "",
        _line([*behind[-1:], *ahead]) if way else "",
    )


def _ground(buildings: Sequence[Building], marked: set[UUID | None]) -> Ground:
    """The compound from above; where there are many buildings only those with a dot are named."""
    known = Known()
    if buildings:
        known = known_of(buildings[0].street_id, buildings[0].compound_id)
    houses = [
        Named(
            str(one.pk),
            one.label,
            str(one),
            silent=len(buildings) > MANY and one.pk not in marked,
        )
        for one in buildings
    ]
    return laid_out(houses, known.buildings, known.roads, width=WIDTH, height=HEIGHT, edge=INSIDE)


def spot_of(point: Point) -> tuple[float, float] | None:
    """Where a point was put on the picture."""
    if point.right is None or point.down is None:
        return None
    return point.right * WIDTH / 1000, point.down * HEIGHT / 1000


def _places(
    points: Sequence[Point], feet: Mapping[str, tuple[float, float]]
) -> list[tuple[float, float]]:
    """Where each dot stands: as it was put, under its building, or around the edge."""
    inside: dict[str, int] = {}
    homes = [str(p.building_id or "") for p in points]
    around = [at for at, p in enumerate(points) if spot_of(p) is None and homes[at] not in feet]
    found = []
    for at, point in enumerate(points):
        put, home = spot_of(point), homes[at]
        if put is not None:
            found.append(put)
        elif home in feet:
            x, y = feet[home]
            nth = inside.get(home, 0)
            inside[home] = nth + 1
            found.append((min(x + nth * 22, WIDTH - EDGE), y + 8))
        else:
            found.append(_on_edge(around.index(at), len(around)))
    return found


def _on_edge(nth: int, count: int) -> tuple[float, float]:
    """Around the edge from the lower left, clockwise, evenly."""
    wide, high = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    along = (nth + 0.5) / count * 2 * (wide + high)
    if along < high:
        return EDGE, HEIGHT - EDGE - along
    if along < high + wide:
        return EDGE + along - high, EDGE
    if along < 2 * high + wide:
        return WIDTH - EDGE, EDGE + along - high - wide
    return WIDTH - EDGE - (along - 2 * high - wide), HEIGHT - EDGE


def _dot(mark: Mark, place: tuple[float, float], small: bool) -> Dot:
    x, y = place
    radius = 14 if mark.look == "next" else 11
    radius -= 4 if small else 0
    arm = radius * 0.42
    tick = (
        f"M{x - arm:.1f} {y:.1f}l{arm * 0.75:.1f} {arm * 0.8:.1f} {arm * 1.2:.1f} {-arm * 1.5:.1f}"
    )
    return Dot(
        f"{x:.1f}",
        f"{y:.1f}",
        radius,
        "" if mark.look == "done" else mark.text,
        f"{y + 5:.1f}",
        mark.look,
        mark.title,
        mark.href,
        tick if mark.look == "done" else "",
    )


def _line(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places) if len(places) > 1 else ""
