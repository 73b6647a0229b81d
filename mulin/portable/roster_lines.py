"""One row of a roster as one line: cells parsed, faults gathered, owners told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from mulin.ground.estate.labels import (
    building_label,
    parts_of,
    room_label,
    stairwell_label,
    unit_label,
)
from mulin.ground.estate.numbers import Identity, credit_code, gender_of, is_credit_code
from mulin.ground.estate.roster import RosterOwner, RosterUnit
from mulin.kit.masking import mask_account
from mulin.portable import roster_cells as cells
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_files import letter

TOTALS = re.compile(r"(?:本页|本栋|本楼|本幢|.{0,10})(?:小计|合计|总计|共计|大计|累计)[:：]?.{0,6}")
COMPANY = re.compile(r"公司|集团|中心|委员会|管理局|办事处|银行|学校|医院|合作社|厂$|局$|事务所")
LONGEST_VALUE = 60


class Fault(NamedTuple):
    """A value that cannot be taken: ``sheet``, ``cell`` (C12), the value as it stood, the rule."""

    sheet: str
    cell: str
    value: str
    rule: str
    row: int
    """Counted from 1, as spreadsheets do."""
    personal: bool = False
    """A telephone or identity number: shown to whoever brought the file, stored masked."""

    @property
    def masked(self) -> Fault:
        """The same fault as it may be stored."""
        return self._replace(value=mask_account(self.value)) if self.personal else self

    @property
    def sentence(self) -> str:
        """``sheet!cell: value: rule``."""
        return f"{self.sheet}!{self.cell}: {self.value}: {self.rule}"


class Line(NamedTuple):
    """A row that was read: its unit (``None`` where the label itself is faulty) and its state."""

    unit: RosterUnit
    clean: bool


@dataclass
class Columns:
    """The columns of one sheet, ready for reading rows: field → number, and its letter."""

    sheet: str
    at: Mapping[str, int]
    letters: Mapping[str, str]

    @classmethod
    def of(cls, sheet: str, at: Mapping[str, int], first_column: int) -> Columns:
        return cls(sheet, at, {f: letter(number + first_column) for f, number in at.items()})

    def fault(self, wanted: str, row: int, value: Any, rule: str) -> Fault:
        """A fault in the cell of a field."""
        where = self.letters.get(wanted) or next(iter(self.letters.values()), "A")
        personal = wanted in ("phone", "identity")
        return Fault(self.sheet, f"{where}{row}", _shown(value), rule, row, personal)


class LineReader:
    """Reads the rows of one sheet, remembering the unit above for rows that continue it."""

    def __init__(self, columns: Columns, faults: list[Fault]) -> None:
        self.columns = columns
        self.faults = faults
        self._above: RosterUnit | None = None
        at = columns.at
        self._plain: list[tuple[str, int, Callable[[Any], Any]]] = [
            (f, at[f], parse) for f, parse in PARSERS.items() if f in at
        ]

    def read(self, row: Sequence[Any], number: int) -> Line | None:
        """The line of a row (``number`` from 1); None where it is a blank one."""
        before = len(self.faults)
        values = self._values(row, number)
        unit = self._place(values, number)
        if unit is None:
            if len(self.faults) > before:
                return Line(RosterUnit("", "", "", "", sheet=self.columns.sheet, row=number), False)
            return None
        owners = self._owners(values, number)
        unit = unit._replace(owners=owners)
        self._above = unit
        return Line(unit, len(self.faults) == before)

    def _values(self, row: Sequence[Any], number: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        width = len(row)
        for wanted, column, parse in self._plain:
            value = row[column] if column < width else ""
            if value == "" or value is None:
                continue
            try:
                found[wanted] = parse(value)
            except BadCell as error:
                self._fault(wanted, number, value, str(error))
        if "share" in self.columns.at and (column := self.columns.at["share"]) < width:
            found["each"] = cells.is_each(row[column])
        return found

    def _place(self, values: dict[str, Any], number: int) -> RosterUnit | None:
        before = len(self.faults)
        building, stairwell, room = self._spot(values, number)
        if len(self.faults) > before:
            return None
        if not room:
            return self._continued(values, number, bool(building))
        label = unit_label(building, stairwell, room)
        if len(label) > 40 or len(room) > 20 or len(building) > 20:
            self._fault("room", number, label, "房号太长，房间最多 20 个字")
            return None
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
            values.get("gross_area"),
            values.get("layout"),
            values.get("delivered_on"),
            sheet=self.columns.sheet,
            row=number,
        )

    def _spot(self, values: dict[str, Any], number: int) -> tuple[str, str, str]:
        """Building, stairwell and room; a fault where a room stands without its building."""
        if "location" in values:
            found = parts_of(values["location"])
            if found is None:
                rule = "房号请写成 楼-单元-房间，例如 1-1-1001，没有单元写 0"
                self._fault("location", number, values["location"], rule)
                return "", "", ""
            return found
        room = room_label(values.get("room", ""))
        building = building_label(values.get("building", ""))
        if room and not building and (found := parts_of(values["room"])):
            return found
        if room and not building and "building" in self.columns.at:
            self._fault("building", number, "", "楼号为空；与上一行相同也请填上")
            return "", "", ""
        return building, stairwell_label(values.get("stairwell", "")), room

    def _continued(self, values: dict[str, Any], number: int, building: bool) -> RosterUnit | None:
        """A row with an owner but no room belongs to the unit above it."""
        if values.get("owner") and self._above is not None and not building:
            above = self._above
            return RosterUnit(
                above.label,
                above.building,
                above.stairwell,
                above.room,
                sheet=above.sheet,
                row=number,
            )
        if values.get("owner") or values.get("voting_area") or building:
            self._fault("room", number, "", "房间为空，不知道是哪一套")
        return None

    def _positive(self, wanted: str, values: dict[str, Any], number: int) -> int | None:
        found: int | None = values.get(wanted)
        if found == 0 and values.get("use") != "parking":
            self._fault(wanted, number, "0", "专有部分面积应大于 0；还不知道就留空")
        return found

    def _owners(self, values: dict[str, Any], number: int) -> tuple[RosterOwner, ...]:
        names: tuple[str, ...] = values.get("owner", ())
        phones: tuple[str, ...] = values.get("phone", ())
        identities: tuple[Identity | str, ...] = values.get("identity", ())
        if not names:
            if phones or identities:
                self._fault("owner", number, "", "有电话或证件号，但没有业主姓名")
            return ()
        by_phone = self._shared_out("phone", "电话", names, phones, number)
        by_identity = self._identities(names, identities, number)
        by_share = self._shares(names, values, number)
        role, kind = values.get("role") or ("owner", "")
        return tuple(
            _owner(name, role, kind, numbers, document, share, values)
            for name, numbers, document, share in zip(
                names, by_phone, by_identity, by_share, strict=True
            )
        )

    def _shared_out(
        self, wanted: str, word: str, names: Sequence[str], found: Sequence[str], number: int
    ) -> list[tuple[str, ...]]:
        """Telephones by owner: all to a single one, one each, or one to the first."""
        if len(names) == 1:
            return [tuple(found)]
        if len(found) == len(names):
            return [(value,) for value in found]
        if len(found) <= 1:
            return [tuple(found), *[()] * (len(names) - 1)]
        rule = f"有 {len(names)} 位业主、{len(found)} 个{word}，分不清是谁的；请一人一行"
        self._fault(wanted, number, "、".join(found), rule)
        return [()] * len(names)

    def _identities(
        self, names: Sequence[str], found: Sequence[Identity | str], number: int
    ) -> list[Identity | str | None]:
        if not found:
            return [None] * len(names)
        if len(found) != len(names):
            rule = f"有 {len(names)} 位业主、{len(found)} 个证件号，对不上；请一人一行"
            shown = "、".join(f if isinstance(f, str) else f.number for f in found)
            self._fault("identity", number, shown, rule)
            return [None] * len(names)
        return list(found)

    def _shares(
        self, names: Sequence[str], values: dict[str, Any], number: int
    ) -> list[tuple[int, int]]:
        found: tuple[tuple[int, int], ...] = values.get("share", ())
        if not found:
            return [(0, 0)] * len(names)
        if len(found) == len(names):
            return list(found)
        if len(found) == 1 and values.get("each"):
            return list(found) * len(names)
        rule = f"有 {len(names)} 位业主、{len(found)} 个份额，对不上；可写 1/2、1/2 或 各1/2"
        self._fault("share", number, "、".join(f"{n}/{d}" for n, d in found), rule)
        return [(0, 0)] * len(names)

    def _fault(self, wanted: str, number: int, value: Any, rule: str) -> None:
        self.faults.append(self.columns.fault(wanted, number, value, rule))


class ParkingReader(LineReader):
    """Reads the rows of a sheet of parking spaces (车位信息)."""

    def _place(self, values: dict[str, Any], number: int) -> RosterUnit | None:
        space = values.get("space", "")
        if not space:
            if values.get("owner") or values.get("voting_area"):
                self._fault("space", number, "", "车位编码为空")
            return None
        label = "-".join(p for p in ("车位", values.get("lot", ""), space) if p)
        if len(label) > 40 or len(space) > 20:
            self._fault("space", number, label, "车位编码太长，最多 20 个字")
            return None
        return RosterUnit(
            label,
            "",
            "",
            space,
            use="parking",
            voting_area=values.get("voting_area"),
            layout=values.get("space_kind"),
            sheet=self.columns.sheet,
            row=number,
        )


def is_total(row: Iterable[Any]) -> bool:
    """小计, 合计 and the like in the first cells of a row that hold anything."""
    seen = 0
    for cell in row:
        if isinstance(cell, str) and (plain := cell.strip()):
            if TOTALS.fullmatch(plain):
                return True
            seen += 1
        elif cell not in ("", None):
            seen += 1
        if seen == 2:
            return False
    return False


def _owner(
    name: str,
    role: str,
    kind: str,
    phones: tuple[str, ...],
    document: Identity | str | None,
    share: tuple[int, int],
    values: Mapping[str, Any],
) -> RosterOwner:
    code = document if isinstance(document, str) else ""
    found = document if isinstance(document, Identity) else None
    if not kind:
        kind = "company" if code or (found is None and COMPANY.search(name)) else "person"
    hold = values.get("hold")
    return RosterOwner(
        name,
        hold or role,
        kind,
        phones,
        found.kind.value if found else "",
        found.number if found else "",
        code,
        share[0],
        share[1],
        values.get("gender", "") or (gender_of(found.number) if found else ""),
        values.get("since"),
        values.get("until"),
    )


def _documents(value: Any) -> tuple[Identity | str, ...]:
    """Identity numbers, or the credit code of an organisation that owns."""
    plain = value.strip().upper() if isinstance(value, str) else ""
    if len(plain) == 18 and not plain[:17].isdigit() and is_credit_code(plain):
        return (credit_code(plain),)
    if len(plain) == 18 and plain[:2] in ("91", "92", "51", "52", "53", "54", "11", "12"):
        try:
            return cells.identities(value)
        except BadCell:
            if is_credit_code(plain):
                return (credit_code(plain),)
            raise
    return cells.identities(value)


HOLDS = {"出租": "tenant", "租赁": "tenant", "租用": "tenant", "月租": "tenant", "出售": "owner"}
HOLDS |= {"已售": "owner", "购买": "owner", "自有": "owner", "已出租": "tenant", "产权": "owner"}


def _hold(value: Any) -> str | None:
    plain = cells.text(value)
    if not plain:
        return None
    if plain in HOLDS:
        return HOLDS[plain]
    if plain in ("空置", "空闲", "未售", "未租"):
        return None
    raise BadCell("请填出租或出售")


PARSERS: dict[str, Callable[[Any], Any]] = {
    "location": cells.text,
    "building": cells.text,
    "stairwell": cells.text,
    "room": cells.text,
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
    "owner": cells.names,
    "share": cells.shares,
    "phone": cells.phones,
    "identity": _documents,
    "role": cells.role,
    "gender": cells.gender,
    "hold": _hold,
    "since": cells.day,
    "until": cells.day,
}
"""Field → how its cells are read."""


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    plain = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    plain = " ".join(plain.split())
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 1] + "…"
