"""A compound's picture with its points: buildings in rows, a round's way, what stands where.

Distances do not count: the picture shows which point is which and how far a round has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from uuid import UUID

from mulin.discover.patrols.models import Point
from mulin.ground.estate.models import Building

WIDTH, HEIGHT, EDGE = 360.0, 280.0, 22.0
INSIDE = 46.0
"""Units around the buildings in which points without one stand."""
CROWDED, MANY = 24, 12
"""Dots from which they are drawn small; buildings from which only those with a dot are named."""


@dataclass(frozen=True)
class House:
    x: str
    y: str
    width: str
    height: str
    at_x: str
    at_y: str
    name: str


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
    width: int
    height: int
    houses: tuple[House, ...]
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
    """The picture; with a ``way`` the dots are joined in their order."""
    boxes = _boxes(buildings)
    places = _places([mark.point for mark in marks], boxes)
    small = len(marks) > CROWDED
    named = {mark.point.building_id for mark in marks} if len(buildings) > MANY else set(boxes)
    dots = [_dot(mark, places[at], small) for at, mark in enumerate(marks)]
    behind = [places[at] for at, mark in enumerate(marks) if mark.look in ("done", "bad")]
    ahead = [places[at] for at, mark in enumerate(marks) if mark.look not in ("done", "bad")]
    return Picture(
        round(WIDTH),
        round(HEIGHT),
        tuple(_house(one, boxes[one.pk], named=one.pk in named) for one in buildings),
        tuple(dots),
        _line(behind) if way else "",
        _line([*behind[-1:], *ahead]) if way else "",
    )


def spot_of(point: Point) -> tuple[float, float] | None:
    """Where a point was put on the picture."""
    if point.right is None or point.down is None:
        return None
    return point.right * WIDTH / 1000, point.down * HEIGHT / 1000


def _boxes(buildings: Sequence[Building]) -> Mapping[UUID, tuple[float, float, float, float]]:
    """Rows of boxes inside the ring of points: x, y, width and height."""
    count = max(len(buildings), 1)
    columns = ceil(sqrt(count * 1.4))
    rows = ceil(count / columns)
    wide, high = (WIDTH - 2 * INSIDE) / columns, (HEIGHT - 2 * INSIDE) / rows
    return {
        building.pk: (
            INSIDE + (at % columns + 0.13) * wide,
            INSIDE + (at // columns + 0.14) * high,
            wide * 0.74,
            min(high * 0.56, 46.0),
        )
        for at, building in enumerate(buildings)
    }


def _places(
    points: Sequence[Point], boxes: Mapping[UUID, tuple[float, float, float, float]]
) -> list[tuple[float, float]]:
    """Where each dot stands: as it was put, under its building, or around the edge."""
    inside: dict[UUID, int] = {}
    around = [p for p in points if spot_of(p) is None and p.building_id not in boxes]
    found = []
    for point in points:
        put = spot_of(point)
        if put is not None:
            found.append(put)
        elif (home := point.building_id) is not None and home in boxes:
            x, y, wide, high = boxes[home]
            nth = inside.get(home, 0)
            inside[home] = nth + 1
            found.append((min(x + wide + nth * 22, WIDTH - EDGE), y + high + 2))
        else:
            found.append(_on_edge(around.index(point), len(around)))
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


def _house(building: Building, box: tuple[float, float, float, float], *, named: bool) -> House:
    x, y, wide, high = box
    return House(
        f"{x:.1f}",
        f"{y:.1f}",
        f"{wide:.1f}",
        f"{high:.1f}",
        f"{x + wide / 2:.1f}",
        f"{y + high / 2 + 5:.1f}",
        "" if not named else building.label if wide < 58 else str(building),
    )


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
