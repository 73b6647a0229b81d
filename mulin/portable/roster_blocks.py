"""Rows of a roster many at a time, column by column, where nothing is odd about any of them.

A block that holds a total, a fault, a shop with a name for a number or two owners in one cell is
left to :class:`LineReader`, which reads row by row and says what is wrong. Both use the same
parsers, so a block says of its rows what the other would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, repeat
from typing import Any

from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_holders import holder
from mulin.portable.roster_lines import UNLIKE, LineReader
from mulin.portable.roster_rows import Skipper
from mulin.portable.roster_units import Raw

ROWS = 500
"""Rows read together: one odd row costs the speed of so many."""
BLANK = ("", None)
TOLD = (
    *("floor", "floors", "elevator", "use", "status"),
    *("voting_area", "gross_area", "layout", "delivered_on"),
)
"""Fields of a unit that stand in one cell each, in the order of :class:`RosterUnit`."""
OWNED = ("owner", "phone", "identity", "role", "gender", "hold", "since", "until")
Values = Mapping[str, Sequence[Any]]


class BlockReader:
    """Reads blocks of one sheet; ``reader`` and ``skipper`` are those that read its odd rows."""

    def __init__(self, reader: LineReader, skipper: Skipper) -> None:
        self._reader = reader
        self._skipper = skipper
        fields = {field for field, *_ in reader.cells}
        named = "building" in fields or bool(reader.building)
        self._usable = reader.blocks and named and "room" in fields and "location" not in fields

    def read(self, rows: Sequence[Sequence[Any]], number: int) -> list[Raw] | None:
        """The lines of some rows, the first of which is ``number``; None where one is odd."""
        if not self._usable:
            return None
        try:
            columns = list(zip(*rows, strict=True))
            if not self._skipper.all_data(columns):
                return None
            values = self._values(columns)
        except (BadCell, ValueError):  # a fault, or rows of different lengths
            return None
        size = len(rows)
        places = self._places(values, size)
        owners = _owners(values, size)
        if places is None or owners is None:
            return None
        if 0 in values.get("voting_area", ()) or 0 in values.get("gross_area", ()):
            return None
        told = [values.get(field, repeat(None)) for field in TOLD]
        sheet = repeat(self._reader.columns.sheet)
        return list(zip(*places, *told, owners, sheet, count(number), repeat(True)))

    def _values(self, columns: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
        """Field → its values; fields that stand blank in every row are left out."""
        found = {}
        for field, column, parse in self._reader.cells:
            cells = columns[column] if column < len(columns) else ()
            if all(cell in BLANK for cell in cells):
                continue
            if field not in UNLIKE:
                found[field] = list(map(parse, cells))  # what was parsed before knows blank cells
            else:
                found[field] = [parse(cell) if cell not in BLANK else None for cell in cells]
        return found

    def _places(self, values: Values, size: int) -> list[Sequence[str]] | None:
        """Labels, buildings, stairwells and rooms; None where one of them wants a second look."""
        buildings = values.get("building", [self._reader.building] * size)
        stairwells = [found or "" for found in values.get("stairwell", repeat(None, size))]
        rooms = values["room"]
        labels = [
            f"{building}-{stairwell or '0'}-{room}"
            for building, stairwell, room in zip(buildings, stairwells, rooms, strict=True)
        ]
        if not all(buildings) or not all(rooms) or max(map(len, labels)) > 40:
            return None
        if any(map(_wants_a_look, set(rooms))) or max(map(len, set(buildings))) > 20:
            return None
        return [labels, buildings, stairwells, rooms]


def _wants_a_look(room: str) -> bool:
    return not room.isascii() or "-" in room or "#" in room or len(room) > 20


def _owners(values: Values, size: int) -> list[tuple[Any, ...]] | None:
    """Owners of each row as tuples, where each names one or nobody; else None."""
    if "share" in values or ("owner" not in values and values.keys() & {"phone", "identity"}):
        return None
    if "owner" not in values:
        return [()] * size
    found: list[tuple[Any, ...]] = []
    for names, phones, documents, *rest in zip(
        *(values.get(field, repeat(None, size)) for field in OWNED), strict=True
    ):
        if not names:
            if phones or documents:
                return None
            found.append(())
            continue
        document = documents[0] if documents else None
        owner = holder(names[0], phones or (), document, *rest)
        if len(names) > 1 or (documents and len(documents) > 1) or owner.misnumbered:
            return None
        found.append((tuple(owner),))
    return found
