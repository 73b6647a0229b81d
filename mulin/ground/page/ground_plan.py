"""A compound seen from above: its buildings as they stand, fitted into a picture. One for all rooms.

Who draws more (points, hazards, the way of a round) asks where a building's foot is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mulin.kit.plane import Point, bounds
from mulin.kit.site_plan import House, Plan, plan_of

NARROW = 58.0
"""Pixels under which a building shows its number only."""


@dataclass(frozen=True)
class Shape:
    """A building: its outline, where its name stands, where it leads."""

    key: str
    path: str
    at_x: str
    at_y: str
    name: str = ""
    title: str = ""
    href: str = ""
    picked: bool = False


@dataclass(frozen=True)
class Lane:
    """A road."""

    x1: str
    y1: str
    x2: str
    y2: str
    width: str


@dataclass(frozen=True)
class Ground:
    """The picture, and for each building the place under its foot."""

    width: int
    height: int
    houses: tuple[Shape, ...]
    lanes: tuple[Lane, ...]
    feet: Mapping[str, Point]
    generated: bool


@dataclass(frozen=True)
class Named:
    """A building to draw: its key, its short and its whole name, its stairwells, what it leads to."""

    key: str
    short: str
    name: str
    stairs: int = 2
    href: str = ""
    picked: bool = False
    silent: bool = False


def laid_out(
    houses: Sequence[Named],
    known: Mapping[str, Sequence[float]],
    roads: Sequence[Sequence[object]] = (),
    *,
    width: float,
    height: float,
    edge: float,
    snug: bool = False,
) -> Ground:
    """Fit a compound into a box, ``edge`` pixels free around; unknown buildings stand in rows.

    ``snug``: no higher than it needs; not where places are kept as parts of the picture.
    """
    plan = plan_of([House(h.key, h.name, h.stairs) for h in houses], known, roads)
    if snug:
        needed = plan.ground.height * (width - 2 * edge) / plan.ground.width + 2 * edge
        height = min(height, needed)
    frame = _Frame.around(plan, width, height, edge)
    shapes = tuple(_shape(one, plan, frame) for one in houses)
    feet = {one.key: _foot(plan, frame, one.key) for one in houses}
    lanes = tuple(_lanes(plan, frame))
    return Ground(round(width), round(height), shapes, lanes, feet, plan.generated)


@dataclass(frozen=True)
class _Frame:
    scale: float
    right: float
    down: float

    @classmethod
    def around(cls, plan: Plan, width: float, height: float, edge: float) -> _Frame:
        ground = plan.ground
        scale = min((width - 2 * edge) / ground.width, (height - 2 * edge) / ground.height)
        right = (width - ground.width * scale) / 2 - ground.left * scale
        down = (height - ground.height * scale) / 2 - ground.top * scale
        return cls(scale, right, down)

    def at(self, point: Point) -> Point:
        return point[0] * self.scale + self.right, point[1] * self.scale + self.down


def _shape(one: Named, plan: Plan, frame: _Frame) -> Shape:
    box = plan.boxes[one.key]
    corners = [frame.at(corner) for corner in box.corners]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
    x, y = frame.at((box.x, box.y))
    name = one.short if box.length * frame.scale < NARROW else one.name
    shown = "" if one.silent else name
    return Shape(one.key, path, f"{x:.1f}", f"{y + 5:.1f}", shown, one.name, one.href, one.picked)


def _foot(plan: Plan, frame: _Frame, key: str) -> Point:
    """The middle of the lower edge, as it is seen."""
    around = bounds(frame.at(corner) for corner in plan.boxes[key].corners)
    return (around.left + around.right) / 2, around.bottom


def _lanes(plan: Plan, frame: _Frame) -> Iterator[Lane]:
    for road in plan.roads:
        (x1, y1), (x2, y2) = frame.at((road.x1, road.y1)), frame.at((road.x2, road.y2))
        width = max(road.width * frame.scale, 1.5)
        yield Lane(f"{x1:.1f}", f"{y1:.1f}", f"{x2:.1f}", f"{y2:.1f}", f"{width:.1f}")
