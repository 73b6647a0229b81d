"""Geometry of the server's pictures: coordinates are worked out here, so that no template holds one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

CELL_W, CELL_H, GAP, STAIR_GAP, BLOCK_GAP = 9, 15, 2, 5, 14
STEP_X, STEP_Y = CELL_W + GAP, CELL_H + GAP
AXIS_W = 36
UNDER = 66
"""Pixels under a row of buildings: stairwells, name, note."""

PATTERNS = frozenset({"full", "lines", "empty", "cross", "dot", "hatch", "gone"})
"""What a cell may look like; each differs in fill and in pattern."""


@dataclass(frozen=True)
class Spot:
    """One unit as the caller knows it. ``title`` is read aloud and shown under the pointer."""

    building: str
    stairwell: str
    floor: int
    pattern: str
    title: str = ""
    href: str = ""
    picked: bool = False


@dataclass(frozen=True)
class Cell:
    x: int
    y: int
    pattern: str
    title: str
    href: str = ""
    picked: bool = False


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Block:
    """One building: its cells above a base line, stairwell labels, name and note below."""

    name: str
    x: int
    base: int
    width: int
    cells: tuple[Cell, ...]
    stairs: tuple[Label, ...]
    note: str = ""
    low: bool = False

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def name_y(self) -> int:
        return self.base + 38

    @property
    def note_y(self) -> int:
        return self.base + 58


@dataclass(frozen=True)
class Picture:
    """What ``<c-cells>`` draws, and the size of its canvas in pixels."""

    width: int
    height: int
    blocks: tuple[Block, ...]
    axes: tuple[Label, ...]
    percent: int = 100
    """How large it is drawn; the coordinates stay."""

    @property
    def drawn_width(self) -> int:
        return self.width * self.percent // 100

    @property
    def drawn_height(self) -> int:
        return self.height * self.percent // 100

    def grown(self, width: int, height: int) -> Picture:
        """As large as fits into the box, but no more than double and never smaller."""
        fits = min(width * 100 // self.width, height * 100 // self.height, 200)
        return replace(self, percent=max(fits, 100))

    @property
    def linked(self) -> bool:
        return any(cell.href for block in self.blocks for cell in block.cells)


@dataclass(frozen=True)
class Key:
    """One line of the legend: a pattern, its meaning, and how many cells carry it."""

    pattern: str
    label: str
    count: int


def buildings(
    spots: Iterable[Spot], *, notes: Mapping[str, tuple[str, bool]] | None = None, width: int = 834
) -> Picture:
    """Lay units out by building, stairwell and floor, in the order given; rows wrap at ``width``.

    ``notes`` gives a line under a building and whether it asks for attention.
    """
    grouped: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.pattern not in PATTERNS:
            raise ValueError(f"no pattern {spot.pattern!r}; choose from {sorted(PATTERNS)}")
        grouped[spot.building].append(spot)
    blocks: list[Block] = []
    axes: list[Label] = []
    top = right = 0
    for row in _rows(grouped, width):
        floors = sorted({spot.floor for name in row for spot in grouped[name]})
        base = top + len(floors) * STEP_Y + 6
        x = AXIS_W
        for name in row:
            note, low = (notes or {}).get(name, ("", False))
            block = replace(_block(name, grouped[name], floors, x, base), note=note, low=low)
            blocks.append(block)
            x += _drawn_width(block.name, block.width) + BLOCK_GAP
        axes += [Label(AXIS_W - 8, _y(i, base) + 12, str(f)) for i, f in _ticks(floors)]
        right = max(right, x - BLOCK_GAP)
        top = base + UNDER
    return Picture(max(right + 2, 120), max(top, 40), tuple(blocks), tuple(axes))


def _rows(grouped: Mapping[str, Sequence[Spot]], width: int) -> list[list[str]]:
    """Building names row by row, filled from the left."""
    rows: list[list[str]] = [[]]
    used = AXIS_W
    for name, spots in grouped.items():
        need = _drawn_width(name, _width(spots)) + BLOCK_GAP
        if rows[-1] and used + need - BLOCK_GAP > width:
            rows.append([])
            used = AXIS_W
        rows[-1].append(name)
        used += need
    return rows if rows[0] else []


def _block(name: str, spots: Sequence[Spot], floors: Sequence[int], x: int, base: int) -> Block:
    cells: list[Cell] = []
    stairs: list[Label] = []
    left = x
    index = {floor: i for i, floor in enumerate(floors)}
    for stair, columns in _stairwells(spots).items():
        seen: dict[int, int] = defaultdict(int)
        for spot in (s for s in spots if s.stairwell == stair):
            cells.append(
                Cell(
                    left + seen[spot.floor] * STEP_X,
                    _y(index[spot.floor], base),
                    spot.pattern,
                    spot.title,
                    spot.href,
                    spot.picked,
                )
            )
            seen[spot.floor] += 1
        stairs.append(Label(left + (columns * STEP_X - GAP) // 2, base + 17, stair))
        left += columns * STEP_X + STAIR_GAP
    return Block(name, x, base, left - x - STAIR_GAP - GAP, tuple(cells), tuple(stairs))


def _stairwells(spots: Sequence[Spot]) -> dict[str, int]:
    """Stairwell → its widest landing, in units."""
    landing: dict[tuple[str, int], int] = defaultdict(int)
    for spot in spots:
        landing[spot.stairwell, spot.floor] += 1
    widest: dict[str, int] = {}
    for (stair, _), count in landing.items():
        widest[stair] = max(widest.get(stair, 0), count)
    return widest


def _width(spots: Sequence[Spot]) -> int:
    stairs = _stairwells(spots)
    return sum(stairs.values()) * STEP_X + (len(stairs) - 1) * STAIR_GAP - GAP


def _drawn_width(name: str, cells: int) -> int:
    """Room for the cells and for the name under them (12 px type, wide characters)."""
    return max(cells, sum(12 if ord(c) > 0x2E80 else 7 for c in name))


def _y(level: int, base: int) -> int:
    return base - (level + 1) * STEP_Y


def _ticks(floors: Sequence[int]) -> list[tuple[int, int]]:
    """The floors that are named beside a row: the lowest, every fifth level, the highest."""
    last = len(floors) - 1
    return [(i, f) for i, f in enumerate(floors) if i in (0, last) or (i % 5 == 0 and last - i > 1)]


@dataclass(frozen=True)
class Spark:
    """A small trend for ``<c-spark>``: a path in a box of 96 × 28, its last point, its target."""

    path: str
    dot_x: str
    dot_y: str
    need: str = ""


def spark(values: Sequence[int], *, target: int | None = None) -> Spark:
    """A trend of integers, oldest first; the target is a dashed line. Needs two values or more."""
    if len(values) < 2:
        raise ValueError("a trend needs at least two values")
    known = [*values, *([target] if target is not None else [])]
    low, span = min(known), max(max(known) - min(known), 1)

    def at(value: int) -> str:
        return f"{(25 - 22 * (value - low) / span):.1f}"

    points = [(f"{3 + 90 * i / (len(values) - 1):.1f}", at(v)) for i, v in enumerate(values)]
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    return Spark(path, *points[-1], need=at(target) if target is not None else "")
