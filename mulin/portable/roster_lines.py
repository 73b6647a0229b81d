"""One row of a roster as one line: cells parsed, faults gathered, owners told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from mulin.ground.estate.labels import (
    building_label,
    parts_of,
    room_label,
    stairwell_label,
    unit_label,
)
from mulin.ground.estate.roster import RosterUnit
from mulin.kit.words import said
from mulin.portable import roster_cells as cells
from mulin.portable import roster_owner_cells as people
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_faults import Columns, Fault, Line
from mulin.portable.roster_holders import Holders
from mulin.portable.roster_owner_cells import is_each

REMEMBERED = 20_000


class LineReader:
    """Reads the rows of one sheet, remembering the unit above for rows that continue it.

    ``building`` is what the sheet's name says where no column does. ``joined`` are cells, by row
    and column as the sheet counts them, that were merged with the one above.
    """

    def __init__(
        self,
        columns: Columns,
        faults: list[Fault],
        building: str = "",
        joined: AbstractSet[tuple[int, int]] = frozenset(),
    ) -> None:
        self.columns = columns
        self.faults = faults
        self._above: RosterUnit | None = None
        self.building = building
        self._joined = joined
        at = columns.at
        self.cells = [
            (f, at[f], _Parsed(parse).__getitem__) for f, parse in PARSERS.items() if f in at
        ]
        self.cells += [(f, at[f], parse) for f, parse in UNLIKE.items() if f in at]
        self._owners = Holders(self._fault)

    @property
    def blocks(self) -> bool:
        """Whether rows may be read many at a time: cells merged over rows say something else."""
        return not self._joined

    def follow(self, unit: RosterUnit) -> None:
        """The unit above was read by somebody else."""
        self._above = unit

    def read(self, row: Sequence[Any], number: int) -> Line | None:
        """The line of a row (``number`` from 1); None where it is a blank one."""
        before = len(self.faults)
        values = self._values(row, number)
        unit = self._place(values, row, number)
        if unit is None:
            if len(self.faults) > before:
                return Line(RosterUnit("", "", "", "", sheet=self.columns.sheet, row=number), False)
            return None
        self._above = unit
        return Line(unit, len(self.faults) == before)

    def _values(self, row: Sequence[Any], number: int) -> dict[str, Any]:
        """Field → value of the cells that hold anything; ``faulty`` names those that are wrong."""
        found: dict[str, Any] = {}
        width = len(row)
        for wanted, column, parse in self.cells:
            value = row[column] if column < width else ""
            if value == "" or value is None:
                continue
            try:
                found[wanted] = parse(value)
            except BadCell as error:
                self._fault(wanted, number, value, str(error))
                found.setdefault("faulty", []).append(wanted)
        if "share" in found:
            found["each"] = is_each(row[self.columns.at["share"]])
        return found

    def _place(self, values: dict[str, Any], row: Sequence[Any], number: int) -> RosterUnit | None:
        spot = self._spot(values, row, number)
        if spot is None:
            return None
        building, stairwell, room = spot
        if not room:
            return self._continued(values, number, bool(values.get("building")))
        label = unit_label(building, stairwell, room)
        if len(label) > 40 or len(room) > 20 or len(building) > 20:
            self._fault(self._where_room, number, label, said("房号太长，楼号和房间各最多 20 个字"))
            return None
        if self._joined and (self._above is None or self._above.label != label):
            self._refuse_joined(number)
        return RosterUnit(
            label,
            building,
            stairwell,
            room,
            values.get("floor"),
            values.get("floors"),
            values.get("elevator"),
            values.get("use"),
            values.get("status"),
            self._positive("voting_area", values, number),
            self._positive("gross_area", values, number),
            values.get("layout"),
            values.get("delivered_on"),
            self._owners.of(values, number),
            self.columns.sheet,
            number,
        )

    @property
    def _where_room(self) -> str:
        return "room" if "room" in self.columns.at else "location"

    def _spot(
        self, values: dict[str, Any], row: Sequence[Any], number: int
    ) -> tuple[str, str, str] | None:
        """Building, stairwell and room; None and a fault where they cannot be told."""
        if "location" in values:
            found = parts_of(values["location"])
            if found is None:
                rule = said("房号请写成 楼-单元-房间，例如 1-1-1001，没有单元写 0")
                self._fault("location", number, values["location"], rule)
            return found
        if "faulty" in values and not _PLACES.isdisjoint(values["faulty"]):
            return None
        room = values.get("room", "")
        building = values.get("building", "") or (self.building if room else "")
        stairwell = values.get("stairwell", "")
        if (room and not room.isascii()) or "-" in room or "#" in room:
            building, stairwell, room = _untangled(building, stairwell, room)
        if room and not building and "building" in self.columns.at:
            self._fault("building", number, "", said("楼号为空；与上一行相同也请填上"))
            return None
        return building, stairwell, room

    def _continued(self, values: dict[str, Any], number: int, building: bool) -> RosterUnit | None:
        """A row with an owner but no room belongs to the unit above it."""
        if values.get("owner") and self._above is not None and not building:
            above = self._above
            return RosterUnit(
                above.label,
                above.building,
                above.stairwell,
                above.room,
                owners=self._owners.of(values, number),
                sheet=above.sheet,
                row=number,
            )
        if any(value for wanted, value in values.items() if wanted != "faulty"):
            self._fault(self._where_room, number, "", said("房间为空，不知道是哪一套"))
        return None

    def _positive(self, wanted: str, values: dict[str, Any], number: int) -> int | None:
        found: int | None = values.get(wanted)
        if found == 0 and values.get("use") != "parking":
            title = said("专有部分面积") if wanted == "voting_area" else said("建筑面积")
            self._fault(wanted, number, "0", said("{title}应大于 0；还不知道就留空", title=title))
        return found

    def _refuse_joined(self, number: int) -> None:
        """An area merged over two rooms is no room's area."""
        for wanted in AREAS:
            column = self.columns.at.get(wanted, -1)
            if (number - 1, column) in self._joined:
                rule = said("面积格与上面另一套合并了，不知道各是多少；请取消合并，分别填写")
                self._fault(wanted, number, "", rule)

    def _fault(self, wanted: str, number: int, value: Any, rule: str) -> None:
        self.faults.append(self.columns.fault(wanted, number, value, rule))


class ParkingReader(LineReader):
    """Reads the rows of a sheet of parking spaces (车位信息), which are few."""

    blocks = False

    def _place(self, values: dict[str, Any], row: Sequence[Any], number: int) -> RosterUnit | None:
        space = values.get("space", "")
        if not space:
            if "space" not in values.get("faulty", ()) and any(
                value for wanted, value in values.items() if wanted != "faulty"
            ):
                self._fault("space", number, "", said("车位编码为空"))
            return None
        label = "-".join(p for p in ("车位", values.get("lot", ""), space) if p)
        if len(label) > 40 or len(space) > 20:
            self._fault("space", number, label, said("车位编码太长，最多 20 个字"))
            return None
        return RosterUnit(
            label,
            "",
            "",
            space,
            use="parking",
            voting_area=values.get("voting_area"),
            layout=values.get("space_kind"),
            owners=self._owners.of(values, number),
            sheet=self.columns.sheet,
            row=number,
        )


class _Parsed(dict[Any, Any]):
    """Cells of one column that were parsed before: rosters say the same thing again and again."""

    def __init__(self, parse: Callable[[Any], Any]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, value: Any) -> Any:
        if len(self) >= REMEMBERED:
            self.clear()
        self[value] = found = None if value in ("", None) else self._parse(value)
        return found


def _untangled(building: str, stairwell: str, room: str) -> tuple[str, str, str]:
    """A room's column may repeat the building (1-1-101 of building 1) or the stairwell."""
    found = parts_of(room)
    if found is None:
        return building, stairwell, room
    if not building:
        return found
    if found[0] == building and (found[1] or "栋" in room or "幢" in room or "楼" in room):
        return building, found[1] or stairwell, found[2]
    if stairwell and not found[1] and found[0] == stairwell:
        return building, stairwell, found[2]
    return building, stairwell, room


def _building(value: Any) -> str:
    return building_label(cells.text(value))


def _stairwell(value: Any) -> str:
    return stairwell_label(cells.text(value))


def _room(value: Any) -> str:
    return room_label(cells.text(value))


AREAS = ("voting_area", "gross_area")
_PLACES = frozenset({"building", "stairwell", "room", "location"})
PARSERS: dict[str, Callable[[Any], Any]] = {
    "location": cells.text,
    "building": _building,
    "stairwell": _stairwell,
    "room": _room,
    "lot": cells.text,
    "space": cells.text,
    "space_kind": cells.text,
    "floor": cells.floor,
    "floors": cells.floor,
    "elevator": cells.yes,
    "use": cells.use,
    "status": cells.status,
    "voting_area": cells.area,
    "gross_area": cells.area,
    "layout": cells.layout,
    "delivered_on": cells.day,
    "owner": people.names,
    "role": people.role,
    "share": people.shares,
    "gender": people.gender,
    "hold": people.hold,
    "since": cells.day,
    "until": cells.day,
}
"""Field → how its cells are read; what was read once is remembered."""
UNLIKE: dict[str, Callable[[Any], Any]] = {
    "phone": people.phones,
    "identity": people.documents,
}
"""The same for cells of which hardly two are alike."""
