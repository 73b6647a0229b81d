"""A building made of buttons: roof, floors by stairwell, lobbies, the ground line, basements, front
and back. Each cell names a place a resident can point at without knowing what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mulin.ground.estate.models import Building, Stairwell, Unit
from mulin.kit.words import said

MOST_COLUMNS = 4
BANDS = 4
"""So many bands of floors at most, the lobby apart."""


@dataclass(frozen=True)
class Cell:
    """One button: what is sent, what it says, whether the reporter lives there."""

    value: str
    label: str
    spot: str
    home: bool = False


@dataclass(frozen=True)
class House:
    """The picture from above to below: roof, rows of cells, basements; front and back beside them."""

    building: Building
    roof: Cell
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[tuple[Cell, ...], ...]
    front: Cell
    back: Cell
    columns: int


def house(building: Building, stairs: Sequence[Stairwell], home: Unit | None) -> House:
    """Draw a building; more than four stairwells share one column, and the caller lists them."""
    shown = list(stairs)[:MOST_COLUMNS] if len(stairs) <= MOST_COLUMNS else []
    columns: list[Stairwell | None] = [*shown] if shown else [None]
    rows = [
        tuple(_floor_cell(building, stair, first, last, home) for stair in columns)
        for first, last in _bands(building.floors)
    ]
    rows.append(tuple(_lobby(building, stair, home) for stair in columns))
    below = [
        tuple(_below(building, stair, said("地下一层")) for stair in columns),
        tuple(_below(building, stair, said("地下二层")) for stair in columns),
    ]
    if not building.has_elevator:
        below = below[:1]
    return House(
        building,
        _cell(building, None, said("楼顶")),
        tuple(rows),
        tuple(below),
        _cell(building, None, said("楼前")),
        _cell(building, None, said("楼后")),
        len(columns),
    )


def _bands(floors: int) -> list[tuple[int, int]]:
    """Floors from the second up, in bands from the top: 8–11, 4–7, 2–3."""
    top = max(floors, 2)
    count = top - 1
    size = max(1, -(-count // BANDS))
    found = []
    last = top
    while last >= 2:
        first = max(2, last - size + 1)
        found.append((first, last))
        last = first - 1
    return found


def _floor_cell(
    building: Building, stair: Stairwell | None, first: int, last: int, home: Unit | None
) -> Cell:
    floors = said("{n} 层", n=first) if first == last else said("{a}—{b} 层", a=first, b=last)
    return _cell(building, stair, floors, home=_lives(building, stair, home, first, last))


def _lobby(building: Building, stair: Stairwell | None, home: Unit | None) -> Cell:
    mine = _lives(building, stair, home, 0, 1)
    return _cell(building, stair, said("大堂"), home=mine, named=stair)


def _lives(
    building: Building, stair: Stairwell | None, home: Unit | None, first: int, last: int
) -> bool:
    if home is None or home.building_id != building.pk or not first <= home.floor <= last:
        return False
    return stair is None or home.stairwell_id == stair.pk


def _below(building: Building, stair: Stairwell | None, level: str) -> Cell:
    return _cell(building, stair, level, named=stair)


def _cell(
    building: Building,
    stair: Stairwell | None,
    spot: str,
    *,
    home: bool = False,
    named: Stairwell | None = None,
) -> Cell:
    stair_id = stair.pk.hex if stair is not None else ""
    label = said("{stair}{spot}", stair=str(named), spot=spot) if named is not None else spot
    return Cell(f"{building.pk.hex}:{stair_id}:{spot}", label, spot, home)
