"""Plane geometry of a compound's buildings, in metres: for pictures only, nothing is judged by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle by its centre, length and depth, turned ``angle`` degrees; y grows downwards."""

    x: float
    y: float
    length: float
    depth: float
    angle: float = 0.0

    def at(self, along: float, across: float) -> Point:
        """A point by its distance from the centre along the length and across it."""
        turn = radians(self.angle)
        return (
            self.x + along * cos(turn) - across * sin(turn),
            self.y + along * sin(turn) + across * cos(turn),
        )

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        long, deep = self.length / 2, self.depth / 2
        return (
            self.at(-long, -deep),
            self.at(long, -deep),
            self.at(long, deep),
            self.at(-long, deep),
        )

    def strips(self, count: int) -> list[Box]:
        """Cut across the length into ``count`` equal parts, from the left."""
        part = self.length / max(count, 1)
        middles = (self.at((index + 0.5) * part - self.length / 2, 0) for index in range(count))
        return [Box(x, y, part, self.depth, self.angle) for x, y in middles]

    def moved(self, right: float, down: float) -> Box:
        return Box(self.x + right, self.y + down, self.length, self.depth, self.angle)


@dataclass(frozen=True)
class Bounds:
    """The upright rectangle around points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Bounds:
        return Bounds(self.left - by, self.top - by, self.right + by, self.bottom + by)


def bounds(points: Iterable[Point]) -> Bounds:
    """Around at least one point. Raises ValueError for none."""
    found = list(points)
    if not found:
        raise ValueError("nothing has no bounds")
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return Bounds(min(xs), min(ys), max(xs), max(ys))
