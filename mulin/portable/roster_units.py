"""What a roster says once it is read: its units, its rows put together, its faults.

Rows are packed small while the sheets are still in memory, and unpacked when somebody asks for
the units: a street's largest roster passes through a few hundred megabytes.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mulin.ground.estate.roster import RosterOwner, RosterUnit
from mulin.kit.words import said
from mulin.portable.roster_faults import Columns, Fault, Line

PACKED = 4_000
"""Lines packed together."""

MERGED_FIELDS = (
    "floor",
    "floors",
    "elevator",
    "use",
    "status",
    "voting_area",
    "gross_area",
    "layout",
    "delivered_on",
)
"""What several rows of one unit must agree on."""

Raw = tuple[Any, ...]
"""A line without its classes: the fields of its unit, its owners as tuples, whether it is clean."""
USE, VOTING, OWNERS, CLEAN = 7, 9, 13, -1


@dataclass
class Reading:
    """A roster that was read: its units, its faults, and what was left out."""

    columns: Mapping[str, str]
    rows: int = 0
    totals: int = 0
    repeated: int = 0
    """Rows put together with an earlier one of the same unit."""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was not read, and what does not add up: sentences for whoever brought the file."""
    units: int = 0
    area: int = 0
    row_area: int = 0
    """What the rows come to, an area repeated for each owner counted each time."""
    unowned: int = 0
    unmeasured: int = 0
    buildings: Counter[str] = field(default_factory=Counter)
    _packed: list[bytes] = field(default_factory=list)
    _open: list[Raw] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _several: dict[str, int] = field(default_factory=dict)
    _shared: bool = False
    _where: dict[str, Columns] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        """Take a line in: counted as a unit of its own until another row of it appears."""
        unit, clean = line
        label = unit.label
        self.rows += 1
        self.row_area += unit.voting_area or 0
        if label in self._seen:
            self._several[label] = self._several.get(label, 1) + 1
            self.repeated += 1
        elif label:
            self._seen.add(label)
            self._count(unit, 1)
        owners = unit.owners
        if owners and (len(owners) > 1 or owners[0].denominator):
            self._shared = True
        said = tuple(map(tuple, owners)) if owners else ()
        self._open.append((*unit[:OWNERS], said, *unit[OWNERS + 1 :], clean))
        if len(self._open) >= PACKED:
            self._pack()

    def add_block(self, raws: list[Raw]) -> bool:
        """Take many clean lines in, each with one owner or none; False where a room comes again."""
        labels = {raw[0] for raw in raws}
        if len(labels) < len(raws) or not self._seen.isdisjoint(labels):
            return False
        self._seen |= labels
        area = sum([raw[VOTING] or 0 for raw in raws])
        self.rows += len(raws)
        self.units += len(raws)
        self.row_area += area
        self.area += area
        self.buildings.update([raw[1] for raw in raws])
        self.unowned += sum([not raw[OWNERS] or raw[OWNERS][0][1] != "owner" for raw in raws])
        self.unmeasured += sum([raw[VOTING] is None and raw[USE] != "parking" for raw in raws])
        self._open += raws
        if len(self._open) >= PACKED:
            self._pack()
        return True

    def settle(self) -> None:
        """Put rows of one unit together and gather the faults that only show then."""
        self._pack()
        self._seen.clear()
        found: list[Fault] = []
        if self._several or self._shared:
            for lines in self._grouped():
                unit, _ = self._checked(lines, found)
                if len(lines) > 1:
                    self._count(lines[0].unit, -1)
                    self._count(unit, 1)
        self.faults += found
        sheets = {name: number for number, name in enumerate(self._where)}
        self.faults.sort(key=lambda f: (sheets.get(f.sheet, -1), f.row))

    def clean_units(self) -> Iterator[RosterUnit]:
        """Units none of whose rows has a fault, each once, its rows put together."""
        several = self._several
        if not several and not self._shared:
            for raw in self._raw():
                if raw[CLEAN]:
                    yield unit_of(raw)
            return
        for lines in self._grouped():
            unit, clean = self._checked(lines, [])
            if clean:
                yield unit

    def fault_at(self, sheet: str, wanted: str, row: int, value: str, rule: str) -> Fault:
        """A fault that was found later, against the register, in the cell of a field."""
        return self._where[sheet].fault(wanted, row, value, rule)

    def _count(self, unit: RosterUnit, times: int) -> None:
        self.units += times
        self.area += times * (unit.voting_area or 0)
        self.buildings[unit.building] += times
        if not unit.owners or not any(o.role == "owner" for o in unit.owners):
            self.unowned += times
        if unit.voting_area is None and unit.use != "parking":
            self.unmeasured += times

    def _pack(self) -> None:
        if self._open:
            self._packed.append(pickle.dumps(self._open, protocol=5))
            self._open = []

    def _raw(self) -> Iterator[Raw]:
        """The rows as they were read, in the file's order."""
        for packed in self._packed:
            # Only bytes that _pack made in this process are ever unpickled.
            yield from pickle.loads(packed)  # noqa: S301

    def _grouped(self) -> Iterator[list[Line]]:
        """The lines of each unit, once its last row is reached."""
        waiting: dict[str, list[Line]] = {}
        for raw in self._raw():
            label = raw[0]
            if not label:
                continue
            line = Line(unit_of(raw), raw[CLEAN])
            wanted = self._several.get(label)
            if wanted is None:
                yield [line]
                continue
            together = waiting.setdefault(label, [])
            together.append(line)
            if len(together) == wanted:
                yield waiting.pop(label)

    def _checked(self, lines: list[Line], faults: list[Fault]) -> tuple[RosterUnit, bool]:
        """The unit of some rows, and whether none of them has a fault."""
        found: list[Fault] = []
        unit = lines[0].unit
        for line in lines[1:]:
            unit = self._joined(unit, line.unit, found)
        if len(unit.owners) > 1 or (unit.owners and unit.owners[0].denominator):
            if len(unit.owners) > 1:
                unit = unit._replace(owners=self._distinct(unit, found))
            self._check_shares(unit, lines[-1].unit, found)
        faults += found
        return unit, not found and all(line.clean for line in lines)

    def _joined(self, unit: RosterUnit, more: RosterUnit, found: list[Fault]) -> RosterUnit:
        changes: dict[str, Any] = {}
        for name in MERGED_FIELDS:
            mine, theirs = getattr(unit, name), getattr(more, name)
            if theirs is None or theirs == mine:
                continue
            if mine is None:
                changes[name] = theirs
            else:
                rule = said(
                    "与第 {row} 行同一房号（{label}）的内容不同", row=unit.row, label=unit.label
                )
                found.append(self.fault_at(more.sheet, name, more.row, _words(name, theirs), rule))
        return unit._replace(owners=unit.owners + more.owners, **changes)

    def _distinct(self, unit: RosterUnit, found: list[Fault]) -> tuple[RosterOwner, ...]:
        """Owners named twice for one unit are one; an identity number has one name."""
        kept: list[RosterOwner] = []
        for owner in unit.owners:
            at = next((i for i, other in enumerate(kept) if _same(owner, other)), None)
            if at is None:
                kept.append(owner)
            elif kept[at].name != owner.name:
                rule = said("{label} 的两位业主证件号相同、姓名不同", label=unit.label)
                found.append(self.fault_at(unit.sheet, "identity", unit.row, owner.id_number, rule))
            else:
                kept[at] = _together(kept[at], owner)
        return tuple(kept)

    def _check_shares(self, unit: RosterUnit, last: RosterUnit, found: list[Fault]) -> None:
        shares = [(o.numerator, o.denominator) for o in unit.owners if o.role == "owner"]
        stated = [Fraction(n, d) for n, d in shares if d]
        if not stated or any(f.row == last.row for f in found):
            return
        shown = "、".join(f"{n}/{d}" if d else "空" for n, d in shares)
        if len(stated) < len(shares):
            rule = said("{label} 的业主有的填了份额，有的没填", label=unit.label)
            found.append(self.fault_at(last.sheet, "share", last.row, shown, rule))
        elif (whole := sum(stated, Fraction(0))) != 1:
            rule = said("{label} 的份额加起来是 {whole}，应当等于 1", label=unit.label, whole=whole)
            if abs(whole - 1) < Fraction(1, 50):
                rule += said("；除不尽的请写成 1/3 这样的分数")
            found.append(self.fault_at(last.sheet, "share", last.row, shown, rule))


def unit_of(raw: Raw) -> RosterUnit:
    """A line with its classes again."""
    if not raw[OWNERS]:
        return RosterUnit._make(raw[:CLEAN])
    owners = tuple([RosterOwner._make(owner) for owner in raw[OWNERS]])
    return RosterUnit._make((*raw[:OWNERS], owners, *raw[OWNERS + 1 : CLEAN]))


def _same(owner: RosterOwner, other: RosterOwner) -> bool:
    if owner.role != other.role:
        return False
    if owner.id_number and other.id_number:
        return owner.id_number == other.id_number
    if owner.phones and other.phones and not set(owner.phones) & set(other.phones):
        return False
    return owner.name == other.name


def _together(one: RosterOwner, other: RosterOwner) -> RosterOwner:
    named = one if one.id_number else other
    return named._replace(
        phones=tuple(dict.fromkeys(one.phones + other.phones)),
        credit_code=one.credit_code or other.credit_code,
        numerator=one.numerator or other.numerator,
        denominator=one.denominator or other.denominator,
    )


def _words(name: str, value: Any) -> str:
    if name.endswith("_area"):
        return f"{value // 100}.{value % 100:02d}"
    return str(value)
