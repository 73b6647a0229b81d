"""What is wrong with a roster, by sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from mulin.ground.estate.roster import RosterUnit
from mulin.kit.masking import mask_account
from mulin.kit.words import kept
from mulin.portable.roster_files import letter

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
    def stored(self) -> dict[str, Any]:
        """The fault as JSON keeps it: personal values masked, the rule ready for any language."""
        return {**self.masked._asdict(), "rule": kept(self.rule)}

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


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    plain = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    plain = " ".join(plain.split())
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 1] + "…"
