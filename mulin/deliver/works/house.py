"""One building from above, drawn in decimetres: its stairwells, and where photos were taken.

The middle of the building is the origin, its front below: what a finger points at on the picture
is what is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mulin.kit.site_plan import DEPTH, STAIR

AROUND, ROOM = 70, 30
"""Decimetres of ground drawn around the house at least, and around a photo."""
FARTHEST = 500
"""Photos are taken at most so many decimetres from the walls."""


@dataclass(frozen=True)
class Mark:
    """A photo's number and its place."""

    number: int
    along: int
    across: int


@dataclass(frozen=True)
class Room:
    """A stairwell's part of the house."""

    x: int
    width: int
    middle: int
    name: str
    kind: str


@dataclass(frozen=True)
class House:
    """Everything in decimetres; ``to_scale`` where length and depth are known."""

    length: int
    depth: int
    rooms: tuple[Room, ...]
    marks: tuple[Mark, ...]
    to_scale: bool

    @property
    def around(self) -> int:
        """As much ground as every photo needs to be seen."""
        far = [abs(m.along) - self.length // 2 + ROOM for m in self.marks]
        far += [abs(m.across) - self.depth // 2 + ROOM for m in self.marks]
        return max([AROUND, *far])

    @property
    def left(self) -> int:
        return -self.length // 2 - self.around

    @property
    def top(self) -> int:
        return -self.depth // 2 - self.around

    @property
    def width(self) -> int:
        return self.length + 2 * self.around

    @property
    def height(self) -> int:
        return self.depth + 2 * self.around

    @property
    def long(self) -> str:
        """Metres with one decimal."""
        return f"{self.length / 10:g}"

    @property
    def deep(self) -> str:
        return f"{self.depth / 10:g}"

    @property
    def wall_y(self) -> int:
        return -self.depth // 2

    @property
    def below(self) -> int:
        """Where the words of the front stand."""
        return self.depth // 2 + self.around - 12

    @property
    def above(self) -> int:
        return self.top + 32

    def holds(self, along: int, across: int) -> bool:
        """Whether a spot lies near enough to be of this house."""
        return (
            abs(along) <= self.length // 2 + FARTHEST and abs(across) <= self.depth // 2 + FARTHEST
        )

    def spot(self, room: int, side: str) -> tuple[int, int]:
        """A spot for who cannot point: before or behind a stairwell, or in it."""
        away = {"front": self.depth // 2 + 20, "back": -self.depth // 2 - 20}.get(side, 0)
        return self.rooms[room].middle, away


def house_of(
    stairs: Sequence[tuple[str, str]],
    known: Sequence[float] | None,
    marks: Sequence[Mark] = (),
) -> House:
    """``stairs``: name and verdict from the left; ``known``: as the compound's plan keeps it."""
    count = max(len(stairs), 1)
    to_scale = known is not None and len(known) == 5 and known[2] > 0 and known[3] > 0
    length = round(known[2] * 10) if to_scale and known else round(count * STAIR * 10)
    depth = round(known[3] * 10) if to_scale and known else round(DEPTH * 10)
    rooms = []
    for number, (name, kind) in enumerate(stairs):
        x = -length // 2 + length * number // count
        wide = -length // 2 + length * (number + 1) // count - x
        rooms.append(Room(x, wide, x + wide // 2, name, kind))
    return House(length, depth, tuple(rooms), tuple(marks), to_scale)
