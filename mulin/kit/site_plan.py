"""Where buildings are drawn: where the compound's plan says, and in neat rows where it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from mulin.kit.plane import Bounds, Box, bounds

STAIR, DEPTH = 12.0, 11.0
"""Metres of one stairwell along the street, and of a slab across."""
GAP, ROW = 9.0, 23.0
"""Metres between buildings of a row, and from one row to the next."""
WIDER = 2.1
"""A generated plan is about so many times wider than high."""
MARGIN = 9.0


@dataclass(frozen=True)
class House:
    """A building to draw: its key, its name and how many stairwells it has."""

    key: str
    name: str
    stairs: int


@dataclass(frozen=True)
class Road:
    """A road's centre line in metres, and how wide it is; the name may be empty."""

    name: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Plan:
    """Every building as a box, the roads, and the ground they lie on."""

    boxes: Mapping[str, Box]
    roads: tuple[Road, ...]
    ground: Bounds
    generated: bool


def plan_of(
    houses: Sequence[House],
    known: Mapping[str, Sequence[float]],
    roads: Sequence[Sequence[object]] = (),
) -> Plan:
    """Lay a compound out. What is not known stands in rows below what is."""
    boxes = {h.key: Box(*known[h.key]) for h in houses if _usable(known.get(h.key))}
    missing = [house for house in houses if house.key not in boxes]
    lines = tuple(_roads(roads)) if boxes else ()
    top = left = 0.0
    if boxes:
        around = bounds([corner for box in boxes.values() for corner in box.corners])
        top, left = around.bottom + ROW - DEPTH, around.left
    for house, box in _rows(missing):
        boxes[house.key] = box.moved(left, top)
    corners = [corner for box in boxes.values() for corner in box.corners]
    corners += [point for r in lines for point in ((r.x1, r.y1), (r.x2, r.y2))]
    return Plan(boxes, lines, bounds(corners or [(0, 0), (80, 40)]).grown(MARGIN), not known)


def _usable(numbers: Sequence[float] | None) -> bool:
    return numbers is not None and len(numbers) == 5 and numbers[2] > 0 and numbers[3] > 0


def _roads(roads: Sequence[Sequence[object]]) -> Iterator[Road]:
    for name, *numbers in roads:
        if len(numbers) == 5:
            yield Road(str(name), *(float(n) for n in numbers))  # type: ignore[arg-type]


def _rows(houses: Sequence[House]) -> Iterator[tuple[House, Box]]:
    """Rows from the left, wide enough for a picture that fits a screen."""
    lengths = [max(house.stairs, 1) * STAIR for house in houses]
    total = sum(lengths) + GAP * len(lengths)
    wide = max(sqrt(total * ROW * WIDER), max(lengths, default=0))
    x = y = 0.0
    for house, length in zip(houses, lengths, strict=True):
        if x and x + length > wide:
            x, y = 0.0, y + ROW
        yield house, Box(x + length / 2, y + DEPTH / 2, length, DEPTH)
        x += length + GAP
