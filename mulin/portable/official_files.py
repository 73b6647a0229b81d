"""Result files of an official voting system: ``mulin-official-ballots/1`` (JSON), or a table.

Knows no database. A table has either one row for each motion (事项 and 意见), or one row for each
ballot with a column for each motion; rows of one 流水号 are one ballot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any

from mulin.decide.assembly.official_rows import OfficialFile, OfficialRow, RowFault
from mulin.kit.canonical import sm3
from mulin.kit.words import said
from mulin.portable import official_cells as cells
from mulin.portable.official_cells import Said
from mulin.portable.official_columns import Asked, Table, motion_of, numbered_plainly, table_of
from mulin.portable.official_json import read_json
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_columns import plain_header
from mulin.portable.roster_files import open_workbook
from mulin.portable.roster_rows import is_total

LOOKS_JSON = (b"{", b"\xef\xbb\xbf{")


@dataclass
class _Gathered:
    """Ballots in the making, by serial."""

    rows: dict[str, OfficialRow] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)
    spoilt: set[str] = field(default_factory=set)
    nameless: int = 0

    def add(self, row: OfficialRow) -> None:
        """A further row of a known serial adds a motion or a room, or says the same again."""
        known = self.rows.get(row.serial)
        if known is None:
            self.rows[row.serial] = row
            return
        if (known.owner, known.cast_at) != (row.owner, row.cast_at):
            rule = said("和第 {row} 行流水号相同，业主或时间却不同", row=known.row)
            self.spoil(row.fault("serial", row.serial, rule), row.serial)
            return
        for number, choice in row.choices.items():
            if known.choices.get(number, choice) != choice:
                rule = said("和第 {row} 行流水号相同，同一项的意见却不同", row=known.row)
                self.spoil(row.fault(f"choice{number}", cells.KEPT, rule), row.serial)
                return
        units = tuple(dict.fromkeys(known.units + row.units))
        both = {**known.choices, **row.choices}
        self.rows[row.serial] = OfficialRow(**{**vars(known), "units": units, "choices": both})

    def spoil(self, fault: RowFault, serial: str) -> None:
        self.faults.append(fault)
        if serial:
            self.spoilt.add(serial)
        else:
            self.nameless += 1

    def file(self, name: str, digest: str) -> OfficialFile:
        serials = {*self.rows, *self.spoilt}
        good = tuple(row for serial, row in self.rows.items() if serial not in self.spoilt)
        ballots = len(serials) + self.nameless
        return OfficialFile(name, digest, "", good, tuple(self.faults), ballots)


def read_file(data: bytes, name: str, motions: Sequence[Asked]) -> OfficialFile:
    """The ballots of a file, whatever its kind. Raises Unreadable."""
    digest = sm3(data)
    if data.lstrip()[:4].startswith(LOOKS_JSON):
        return read_json(data, name, digest, [asked.election for asked in motions])
    gathered = _Gathered()
    tables = [t for sheet in open_workbook(BytesIO(data)).sheets if (t := table_of(sheet, motions))]
    if not tables:
        raise Unreadable(
            said(
                "没有找到表头。表头应有流水号、房号、投票时间，和“事项、意见”两列或每项一列；"
                "可以下载模板对照。"
            )
        )
    for table in tables:
        _read_table(table, motions, gathered)
    return gathered.file(name, digest)


def _read_table(table: Table, motions: Sequence[Asked], gathered: _Gathered) -> None:
    rows = islice(table.sheet.rows(), table.header + 1, None)
    for number, row in enumerate(rows, start=table.sheet.first_row + table.header + 2):
        values = [row[c] if c < len(row) else "" for c in range(len(table.names))]
        filled = [v for v in values if str(v if v is not None else "").strip()]
        again = plain_header(values[table.at["serial"]]) == table.names[table.at["serial"]]
        if not filled or again or is_total(row):
            continue
        _read_row(table, motions, number, values, gathered)


def _read_row(
    table: Table, motions: Sequence[Asked], number: int, values: Sequence[Any], into: _Gathered
) -> None:
    found: dict[str, Any] = {}
    faults: list[RowFault] = []

    def take(name: str, parse: Any, *, personal: bool = False) -> None:
        column = table.at.get(name)
        cell = values[column] if column is not None else ""
        try:
            found[name] = parse(cell)
        except BadCell as bad:
            shown, title = cells.shown(cell), table.name(column) if column is not None else name
            faults.append(RowFault(table.sheet.name, number, title, shown, str(bad), personal))

    take("serial", cells.serial)
    take("unit", cells.units)
    take("owner", cells.owner, personal=True)
    take("cast_at", cells.instant)
    choices = _choices(table, motions, number, values, faults)
    serial = found.get("serial", "")
    if faults:
        for fault in faults[1:]:
            into.faults.append(fault)
        into.spoil(faults[0], serial)
        return
    cast_at: datetime = found["cast_at"]
    into.add(
        OfficialRow(
            table.sheet.name,
            number,
            serial,
            found["unit"],
            found["owner"],
            cast_at,
            choices,
            table.called(),
        )
    )


def _choices(
    table: Table,
    motions: Sequence[Asked],
    number: int,
    values: Sequence[Any],
    faults: list[RowFault],
) -> dict[int, Said]:
    """What the row says on each motion; a blank is left out."""
    choices: dict[int, Said] = {}
    pairs = [(asked, column) for column, asked in table.motions.items()]
    if "motion" in table.at and "opinion" in table.at:
        column = table.at["motion"]
        text = plain_header(values[column]) or cells.shown(values[column])
        asked = motion_of(text, motions) or numbered_plainly(text, motions)
        if asked is None:
            shown = cells.shown(values[column])
            rule = said("这次表决没有这一项，请写第几项或者事项的全名")
            faults.append(RowFault(table.sheet.name, number, table.name(column), shown, rule))
        else:
            pairs.append((asked, table.at["opinion"]))
    for asked, column in pairs:
        try:
            choice = cells.opinion(values[column], election=asked.election)
        except BadCell as bad:
            faults.append(
                RowFault(table.sheet.name, number, table.name(column), cells.KEPT, str(bad))
            )
        else:
            if choice is not None:
                choices[asked.number] = choice
    return choices
