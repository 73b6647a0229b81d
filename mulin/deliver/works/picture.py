"""The map as a picture: shapes, glyphs and names with their coordinates, drawn by the template.

A compound shows every stairwell as a link. A street shows whole compounds: all stairwells of one
verdict in a compound are one shape, so that a thousand buildings stay light.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import radians, tan

from mulin.kit.plane import Box, Point
from mulin.kit.site_plan import House, Plan, plan_of
from mulin.law.lifts.feasibility import Verdict

WIDTH, TILE = 860, 1.35
"""Pixels a compound is drawn wide; pixels of a metre in the street's picture."""
LETTER, TITLE, BETWEEN = 11, 24, 22
LIFTED, PHOTO = "lifted", "photo"
"""What a stairwell shows that has a lift already; the glyph of a photo."""
KINDS = (*(verdict.value for verdict in Verdict), LIFTED)


@dataclass(frozen=True)
class Stair:
    """One stairwell: what it shows, what is under way, where it leads."""

    kind: str
    title: str
    glyph: str = ""
    href: str = ""
    picked: bool = False


@dataclass(frozen=True)
class Block:
    """One building with its stairwells from the left."""

    key: str
    name: str
    stairs: tuple[Stair, ...]
    photos: tuple[tuple[int, int], ...] = ()
    """Where photos were taken, in decimetres from the middle."""


@dataclass(frozen=True)
class Site:
    """One compound: its buildings and what is known of where they stand."""

    name: str
    blocks: tuple[Block, ...]
    known: dict[str, Sequence[float]]
    roads: Sequence[Sequence[object]] = ()
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shape:
    kind: str
    path: str
    cross: str = ""
    title: str = ""
    href: str = ""
    picked: bool = False


@dataclass(frozen=True)
class Glyph:
    x: str
    y: str
    name: str


@dataclass(frozen=True)
class Name:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Line:
    x1: str
    y1: str
    x2: str
    y2: str
    width: str
    name: str = ""
    at_x: str = ""
    at_y: str = ""


@dataclass(frozen=True)
class Tile:
    """One compound within the picture."""

    ground: str
    shapes: tuple[Shape, ...]
    glyphs: tuple[Glyph, ...]
    names: tuple[Name, ...]
    roads: tuple[Line, ...] = ()
    title: Name | None = None
    note: Name | None = None
    href: str = ""
    label: str = ""


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    tiles: tuple[Tile, ...]
    bar: int
    """Pixels of fifty metres."""
    generated: bool


@dataclass(frozen=True)
class _Frame:
    """Metres into pixels."""

    scale: float
    right: float
    down: float

    def at(self, point: Point) -> Point:
        return point[0] * self.scale + self.right, point[1] * self.scale + self.down

    def path(self, points: Iterable[Point]) -> str:
        found = [self.at(point) for point in points]
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in found) + "Z"

    def line(self, one: Point, other: Point) -> str:
        (x1, y1), (x2, y2) = self.at(one), self.at(other)
        return f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"


def compound(site: Site) -> Picture:
    """One compound, each stairwell a link."""
    plan = _plan(site)
    scale = min(WIDTH / plan.ground.width, 9.0)
    frame = _Frame(scale, -plan.ground.left * scale, -plan.ground.top * scale + 6)
    shapes, glyphs, names = [], [], []
    for block, box in _placed(site, plan):
        for stair, part in zip(block.stairs, box.strips(len(block.stairs)), strict=True):
            shapes.append(_shape(frame, stair, part))
            if stair.glyph:
                x, y = frame.at((part.x, part.y))
                glyphs.append(Glyph(f"{x:.1f}", f"{y:.1f}", stair.glyph))
        for along, across in block.photos:
            x, y = frame.at(box.at(along / 10, across / 10))
            glyphs.append(Glyph(f"{x:.1f}", f"{y:.1f}", PHOTO))
        x, y = frame.at(box.at(-box.length / 2, -box.depth / 2))
        rise = max(-tan(radians(box.angle)), 0) * LETTER * len(block.name)
        names.append(Name(f"{x + 1:.1f}", f"{y - 5 - rise:.1f}", block.name))
    tile = Tile(
        _ground(frame, plan), tuple(shapes), tuple(glyphs), tuple(names), tuple(_roads(frame, plan))
    )
    width, height = plan.ground.width * scale, plan.ground.height * scale + 12
    return Picture(round(width), round(height), (tile,), round(50 * scale), plan.generated)


def street(sites: Sequence[Site], width: int = 1180) -> Picture:
    """Every compound of a street side by side, each one link; rows are filled from the left."""
    tiles: list[Tile] = []
    x = y = row = 0.0
    for site in sites:
        plan = _plan(site)
        wide = max(plan.ground.width * TILE, 12.5 * len(site.name) + 8)
        high = plan.ground.height * TILE + TITLE
        if x and x + wide > width:
            x, y, row = 0.0, y + row + BETWEEN, 0.0
        tiles.append(_tile(site, plan, x, y))
        x, row = x + wide + BETWEEN, max(row, high)
    return Picture(width, round(y + row + 4), tuple(tiles), round(50 * TILE), generated=False)


def _plan(site: Site) -> Plan:
    houses = [House(block.key, block.name, len(block.stairs)) for block in site.blocks]
    return plan_of(houses, site.known, site.roads)


def _placed(site: Site, plan: Plan) -> Iterator[tuple[Block, Box]]:
    return ((block, plan.boxes[block.key]) for block in site.blocks)


def _tile(site: Site, plan: Plan, x: float, y: float) -> Tile:
    """A compound as one link: one shape for each verdict."""
    frame = _Frame(TILE, x - plan.ground.left * TILE, y + TITLE - plan.ground.top * TILE)
    paths: dict[str, list[str]] = {}
    crosses: list[str] = []
    glyphs = []
    for block, box in _placed(site, plan):
        for stair, part in zip(block.stairs, box.strips(len(block.stairs)), strict=True):
            paths.setdefault(stair.kind, []).append(frame.path(part.corners))
            if stair.kind == Verdict.NOT_FEASIBLE:
                crosses.append(_cross(frame, part))
            if stair.glyph:
                gx, gy = frame.at((part.x, part.y))
                glyphs.append(Glyph(f"{gx:.1f}", f"{gy:.1f}", stair.glyph))
    shapes = tuple(
        Shape(kind, "".join(paths[kind]), "".join(crosses) if kind == Verdict.NOT_FEASIBLE else "")
        for kind in KINDS
        if kind in paths
    )
    return Tile(
        _ground(frame, plan),
        shapes,
        tuple(glyphs),
        (),
        tuple(_roads(frame, plan)),
        Name(f"{x:.1f}", f"{y + 15:.1f}", site.name),
        href=site.href,
        label=f"{site.name} {site.note}".strip(),
    )


def _shape(frame: _Frame, stair: Stair, part: Box) -> Shape:
    cross = _cross(frame, part) if stair.kind == Verdict.NOT_FEASIBLE and not stair.glyph else ""
    return Shape(stair.kind, frame.path(part.corners), cross, stair.title, stair.href, stair.picked)


def _cross(frame: _Frame, part: Box) -> str:
    arm = min(part.length, part.depth) * 0.2
    return frame.line(part.at(-arm, -arm), part.at(arm, arm)) + frame.line(
        part.at(-arm, arm), part.at(arm, -arm)
    )


def _ground(frame: _Frame, plan: Plan) -> str:
    g = plan.ground
    return frame.path([(g.left, g.top), (g.right, g.top), (g.right, g.bottom), (g.left, g.bottom)])


def _roads(frame: _Frame, plan: Plan) -> Iterator[Line]:
    for road in plan.roads:
        (x1, y1), (x2, y2) = frame.at((road.x1, road.y1)), frame.at((road.x2, road.y2))
        yield Line(
            f"{x1:.1f}",
            f"{y1:.1f}",
            f"{x2:.1f}",
            f"{y2:.1f}",
            f"{road.width * frame.scale:.1f}",
            road.name,
            f"{(x1 + x2) / 2:.1f}",
            f"{(y1 + y2) / 2 + 4:.1f}",
        )
