"""Reading a roster: from a file to units with their owners, and every fault by sheet and cell.

Knows no database. Rows are parsed once, packed small while the sheets are still in memory, and
unpacked afterwards as often as somebody asks for the units: a street's largest roster passes
through a few hundred megabytes.
"""

from __future__ import annotations

import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any, BinaryIO

from mulin.ground.estate.roster import RosterOwner, RosterUnit
from mulin.portable.roster_columns import (
    FIELDS,
    HEADER_DEPTH,
    Header,
    Proposal,
    find_header,
    missing_fields,
    plain_header,
    positions,
    propose,
)
from mulin.portable.roster_files import Sheet, Unreadable, Workbook, open_workbook
from mulin.portable.roster_lines import (
    Columns,
    Fault,
    Line,
    LineReader,
    ParkingReader,
    is_total,
)

PACKED = 4_000
"""Lines packed together."""
SAMPLES = 3

Report = Callable[[int, int], None]
"""Says how many of how many rows were read."""

Choose = Callable[[Proposal], Mapping[str, str]]
"""Decides the columns once the headers are known."""

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


@dataclass(frozen=True)
class Inspection:
    """A file before anybody said what its columns are."""

    kind: str
    headers: tuple[Header, ...]
    proposal: Proposal
    samples: Mapping[str, tuple[str, ...]]
    """Header text → a few values below it."""


@dataclass
class Reading:
    """A roster that was read: its units, its faults, and what was left out."""

    columns: Mapping[str, str]
    rows: int = 0
    totals: int = 0
    repeated: int = 0
    faults: list[Fault] = field(default_factory=list)
    units: int = 0
    area: int = 0
    unowned: int = 0
    unmeasured: int = 0
    buildings: Counter[str] = field(default_factory=Counter)
    _packed: list[bytes] = field(default_factory=list)
    _several: dict[str, int] = field(default_factory=dict)
    _where: dict[str, Columns] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """The rows as they were read, in the file's order."""
        for packed in self._packed:
            yield from _unpacked(packed)

    def clean_units(self) -> Iterator[RosterUnit]:
        """Units none of whose rows has a fault, each once, its rows put together."""
        for unit, clean in self._grouped(None):
            if clean:
                yield unit

    def settle(self) -> None:
        """Count units and areas, and gather the faults that only several rows together show."""
        found: list[Fault] = []
        seen: Counter[str] = Counter()
        for unit, _ in self._grouped(found):
            seen[unit.building] += 1
            self.area += unit.voting_area or 0
            self.units += 1
            self.unowned += not any(o.role == "owner" for o in unit.owners)
            self.unmeasured += unit.voting_area is None and unit.use != "parking"
        self.buildings = seen
        self.faults += found
        self.faults.sort(key=lambda f: (f.sheet, f.row))

    def _grouped(self, faults: list[Fault] | None) -> Iterator[tuple[RosterUnit, bool]]:
        waiting: dict[str, list[Line]] = {}
        for line in self.lines():
            label = line.unit.label
            if not label:
                continue
            wanted = self._several.get(label)
            if wanted is None:
                yield self._checked([line], faults)
                continue
            together = waiting.setdefault(label, [])
            together.append(line)
            if len(together) == wanted:
                yield self._checked(waiting.pop(label), faults)

    def _checked(self, lines: list[Line], faults: list[Fault] | None) -> tuple[RosterUnit, bool]:
        """The unit of some rows, and whether none of them has a fault."""
        found: list[Fault] = []
        unit = lines[0].unit
        for line in lines[1:]:
            unit = self._joined(unit, line.unit, found)
        if len(unit.owners) > 1 or (unit.owners and unit.owners[0].denominator):
            if len(lines) > 1 or len(unit.owners) > 1:
                unit = unit._replace(owners=self._distinct(unit, found))
            self._check_shares(unit, lines[-1].unit.row, found)
        if faults is not None:
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
                rule = f"与第 {unit.row} 行同一房号（{unit.label}）的内容不同"
                found.append(self._fault(more.sheet, name, more.row, _words(name, theirs), rule))
        return unit._replace(owners=unit.owners + more.owners, **changes)

    def _distinct(self, unit: RosterUnit, found: list[Fault]) -> tuple[RosterOwner, ...]:
        """Owners named twice for one unit are one; an identity number has one name."""
        kept: list[RosterOwner] = []
        for owner in unit.owners:
            at = next((i for i, other in enumerate(kept) if _same(owner, other)), None)
            if at is None:
                kept.append(owner)
            elif kept[at].name != owner.name:
                rule = f"{unit.label} 的两位业主证件号相同、姓名不同"
                found.append(self._fault(unit.sheet, "identity", unit.row, owner.id_number, rule))
            else:
                kept[at] = _together(kept[at], owner)
        return tuple(kept)

    def _check_shares(self, unit: RosterUnit, row: int, found: list[Fault]) -> None:
        shares = [(o.numerator, o.denominator) for o in unit.owners if o.role == "owner"]
        stated = [Fraction(n, d) for n, d in shares if d]
        if not stated or any(f.row == row for f in found):
            return
        shown = "、".join(f"{n}/{d}" if d else "空" for n, d in shares)
        if len(stated) < len(shares):
            rule = f"{unit.label} 的业主有的填了份额，有的没填"
            found.append(self._fault(unit.sheet, "share", row, shown, rule))
        elif sum(stated) != 1:
            rule = f"{unit.label} 的份额加起来是 {sum(stated)}，应当等于 1"
            found.append(self._fault(unit.sheet, "share", row, shown, rule))

    def _fault(self, sheet: str, wanted: str, row: int, value: str, rule: str) -> Fault:
        return self._where[sheet].fault(wanted, row, value, rule)

    def fault_at(self, sheet: str, wanted: str, row: int, value: str, rule: str) -> Fault:
        """A fault that was found later, against the register, in the cell of a field."""
        return self._fault(sheet, wanted, row, value, rule)


def inspect(file: BinaryIO) -> Inspection:
    """What a file looks like: its headers, a proposal for its columns, a few values of each."""
    workbook = open_workbook(file)
    headed = _headed(workbook)
    samples: dict[str, list[str]] = {}
    for sheet, header in headed:
        for row in islice(sheet.rows(), header.row + 1, header.row + 40):
            if is_total(row):
                continue
            for name, cell in zip(header.names, row, strict=False):
                shown = samples.setdefault(name, []) if name else None
                text = (
                    str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
                )
                if shown is not None and text.strip() and len(shown) < SAMPLES:
                    shown.append(text.strip()[:40])
    headers = tuple(header for _, header in headed)
    return Inspection(
        workbook.kind, headers, propose(headers), {k: tuple(v) for k, v in samples.items()}
    )


def read(
    file: BinaryIO,
    columns: Mapping[str, str] | Choose | None = None,
    *,
    kind: str | None = None,
    report: Report | None = None,
) -> Reading:
    """Every row of every sheet that has a header. Raises Unreadable where none can be understood.

    ``columns`` maps fields to header texts, or decides them from the proposal; None takes it.
    """
    workbook = open_workbook(file)
    headed = _headed(workbook)
    proposal = propose([header for _, header in headed], kind)
    chosen = dict(columns(proposal) if callable(columns) else columns or proposal.columns)
    if missing := missing_fields(proposal.kind, chosen):
        raise Unreadable(f"没有找到这些列：{'、'.join(missing)}。请检查表头，或下载模板对照。")
    reading = Reading(chosen)
    packer = _Packer(reading)
    total = sum(sheet.height for sheet, _ in headed)
    make = ParkingReader if proposal.kind == "parking" else LineReader
    for sheet, header in headed:
        at = positions(header, {f: h for f, h in chosen.items() if f in FIELDS[proposal.kind]})
        if missing_fields(proposal.kind, at):  # type: ignore[arg-type]
            continue
        where = Columns.of(sheet.name, at, sheet.first_column)
        reading._where[sheet.name] = where
        _read_sheet(sheet, header, make(where, reading.faults), packer, report, total)
    packer.flush()
    del workbook, headed
    reading.settle()
    return reading


def _read_sheet(
    sheet: Sheet,
    header: Header,
    reader: LineReader,
    packer: _Packer,
    report: Report | None,
    total: int,
) -> None:
    reading = packer.reading
    titles = [name.partition("#")[0] for name in header.names]
    first = next(iter(reader.columns.at.values()))
    rows = islice(sheet.rows(), header.row + 1, None)
    for number, row in enumerate(rows, start=sheet.first_row + header.row + 2):
        if is_total(row):
            reading.totals += 1
            continue
        cell = row[first] if first < len(row) else ""
        if isinstance(cell, str) and cell and plain_header(cell) == titles[first]:
            continue  # the header again, as printed pages repeat it
        line = reader.read(row, number)
        if line is not None:
            packer.add(line)
        if report is not None and number % 5_000 == 0:
            report(number, total)


class _Packer:
    """Keeps lines small in memory, and remembers which units have several rows."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._lines: list[tuple[Any, ...]] = []
        self._seen: set[str] = set()

    def add(self, line: Line) -> None:
        label = line.unit.label
        if label in self._seen:
            several = self.reading._several
            several[label] = several.get(label, 1) + 1
        elif label:
            self._seen.add(label)
        self.reading.rows += 1
        unit = line.unit
        self._lines.append((*unit[:13], tuple(map(tuple, unit.owners)), *unit[14:], line.clean))
        if len(self._lines) >= PACKED:
            self._pack()

    def flush(self) -> None:
        """Pack the rest; the labels seen are no longer needed."""
        self._pack()
        self._seen.clear()

    def _pack(self) -> None:
        if self._lines:
            packed = zlib.compress(pickle.dumps(self._lines, protocol=5), level=1)
            self.reading._packed.append(packed)
            self._lines = []


def _unpacked(packed: bytes) -> Iterator[Line]:
    # Only bytes that _Packer made in this process are ever unpickled.
    for values in pickle.loads(zlib.decompress(packed)):  # noqa: S301
        *fields, clean = values
        fields[13] = tuple(RosterOwner(*owner) for owner in fields[13])
        yield Line(RosterUnit(*fields), clean)


def _headed(workbook: Workbook) -> list[tuple[Sheet, Header]]:
    found = []
    for sheet in workbook.sheets:
        header = find_header(sheet.name, list(islice(sheet.rows(), HEADER_DEPTH)))
        if header is not None:
            found.append((sheet, header))
    if not found:
        raise Unreadable(
            "没有找到表头。表头应有楼号、房间、建筑面积、业主姓名等列；可以下载模板对照。"
        )
    return found


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


__all__ = ["Inspection", "Reading", "Unreadable", "Workbook", "inspect", "read"]


def shown_columns(columns: Mapping[str, str], kind: str) -> Sequence[tuple[str, str]]:
    """The choice of columns as pairs of title and header, in the template's order."""
    return [(FIELDS[kind][f][0], columns[f]) for f in FIELDS[kind] if f in columns]
