"""Ballots of the official system as plain values, between whoever reads a file and the verbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from mulin.kit.masking import mask_name

COLUMNS = {
    "serial": "流水号",
    "unit": "房号",
    "owner": "业主",
    "cast_at": "投票时间",
    "choice": "意见",
}
"""The fields of a row by the words a fault calls their column where the file has none."""


class RowFault(NamedTuple):
    """A value that cannot be taken: where it stands, the value, the rule. Rows count from 1."""

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    personal: bool = False

    @property
    def masked(self) -> RowFault:
        """The same fault as it may be stored."""
        return self._replace(value=mask_name(self.value)) if self.personal else self

    @property
    def sentence(self) -> str:
        """``sheet!row column: value: rule``."""
        return f"{self.sheet}!{self.row} {self.column}: {self.value}: {self.rule}"


@dataclass(frozen=True)
class OfficialRow:
    """One ballot as the file has it.

    ``choices`` maps a motion's number (from 1) to ``agree``, ``against``, ``abstain``, or to names
    of candidates; a motion left out is blank. ``columns`` says what the file calls each field.
    """

    sheet: str
    row: int
    serial: str
    units: tuple[str, ...]
    owner: str
    cast_at: datetime
    choices: Mapping[int, str | tuple[str, ...]]
    columns: Mapping[str, str] = field(default_factory=dict)

    def fault(self, name: str, value: str, rule: str, *, personal: bool = False) -> RowFault:
        """A fault in one of this row's fields."""
        column = self.columns.get(name) or COLUMNS.get(name, name)
        return RowFault(self.sheet, self.row, column, value, rule, personal)


@dataclass(frozen=True)
class OfficialFile:
    """A file that was read: its ballots, its faults, and what fixes it.

    ``ballots`` counts different serials, those with faults included; ``faulty`` those that cannot
    be taken as they stand.
    """

    name: str
    digest: str
    system: str
    rows: tuple[OfficialRow, ...]
    faults: tuple[RowFault, ...]
    ballots: int
    poll: str = ""
    """The vote's number where the file names it."""
