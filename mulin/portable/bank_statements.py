"""A bank's statement as its movements: the columns banks use, one row a movement.

The amount stands in one column with a sign, in two (income, expense), or in one beside a word for
the direction (借/贷 as the bank sees its own books: 贷 is what came in to us).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from typing import Any, NamedTuple

from mulin.ground.ledger.actions.banking import Movement
from mulin.kit import money
from mulin.kit.canonical import fingerprint
from mulin.kit.words import said
from mulin.portable import roster_cells as cells
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_columns import plain_header
from mulin.portable.roster_files import Sheet, open_workbook

DEPTH = 15
"""Banks put their name, the account and the period above the header: so many rows at most."""
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "day": ("交易日期", "记账日期", "入账日期", "交易时间", "日期", "发生日期"),
    "amount": ("交易金额", "发生额", "金额", "交易金额元"),
    "income": ("收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "存入金额"),
    "expense": ("支出", "支出金额", "借方发生额", "借方金额", "借方", "支取金额"),
    "direction": ("借贷标志", "借贷", "收支", "收支方向", "交易方向", "借贷方向"),
    "party": ("对方户名", "对方名称", "对方账户名称", "对手户名", "交易对方", "收付款人名称"),
    "text": ("摘要", "用途", "附言", "交易摘要", "备注", "交易用途"),
    "balance": ("余额", "账户余额", "当前余额", "本次余额", "交易后余额", "余额元"),
    "mark": ("流水号", "交易流水号", "凭证号", "核心流水号", "交易序号", "银行流水号"),
}
INWARDS = frozenset({"贷", "收", "收入", "进", "转入", "c", "cr", "+"})
OUTWARDS = frozenset({"借", "支", "支出", "出", "转出", "d", "dr", "-"})
TOTALS = ("合计", "总计", "小计", "本页")


@dataclass(frozen=True)
class StatementFault:
    """What is wrong in one cell."""

    sheet: str
    row: int
    column: str
    value: str
    rule: str


@dataclass
class Statement:
    """Everything a file says, and everything wrong in it."""

    movements: list[Movement] = field(default_factory=list)
    faults: list[StatementFault] = field(default_factory=list)
    breaks: list[StatementFault] = field(default_factory=list)
    """Where the bank's own running balance does not go on: a row is missing or was changed."""

    def stands(self, broken: bool) -> list[StatementFault]:
        """What stands against taking it; balances that do not go on only where ``broken`` is not let pass."""
        return self.faults or ([] if broken else self.breaks)

    @property
    def income(self) -> int:
        return sum(one.fen for one in self.movements if one.fen > 0)

    @property
    def expense(self) -> int:
        return -sum(one.fen for one in self.movements if one.fen < 0)


def read(data: bytes, today: date) -> Statement:
    """What a statement says. Raises Unreadable where no sheet has a day and an amount."""
    found, seen = Statement(), Counter[str]()
    tables = 0
    for sheet in open_workbook(io.BytesIO(data)).sheets:
        header = _header(sheet)
        if header is None:
            continue
        tables += 1
        number, columns = header
        taken = [
            _Row(row_number, one)
            for row_number, row in _rows(sheet, number, columns)
            if (one := _take(sheet.name, row_number, row, columns, today, found, seen))
        ]
        taken, breaks = in_order(taken)
        title = columns.get("balance", (0, ""))[1]
        found.breaks += [_break(sheet.name, title, one, expected) for one, expected in breaks]
        found.movements += [one.movement for one in taken]
    if not tables:
        raise Unreadable(
            said("没有找到表头：要有日期一列，和金额一列或者收入、支出两列。请用网银下载的明细。")
        )
    return found


class _Row(NamedTuple):
    number: int
    movement: Movement


def in_order(rows: Sequence[_Row]) -> tuple[list[_Row], list[tuple[_Row, int]]]:
    """The rows oldest first, and those whose balance is not the one before it and the amount.

    Banks write the newest row first or last: meant is the order in which the balances break less
    often, else the one in which days go on. Beside each broken row stands what its balance should
    be, in fen.
    """
    ways = [(way, _breaks(way)) for way in (list(rows), list(reversed(rows)))]
    return min(ways, key=lambda way: (len(way[1]), _goes_back(way[0])))


def _goes_back(rows: Sequence[_Row]) -> bool:
    return bool(rows) and rows[0].movement.day > rows[-1].movement.day


def _breaks(rows: Sequence[_Row]) -> list[tuple[_Row, int]]:
    return [
        (row, expected)
        for before, row in pairwise(rows)
        if before.movement.balance is not None
        and row.movement.balance is not None
        and (expected := before.movement.balance + row.movement.fen) != row.movement.balance
    ]


def _break(sheet: str, title: str, row: _Row, expected: int) -> StatementFault:
    rule = said(
        "余额接不上：照上一笔算应当是 {yuan}，中间可能缺了一笔", yuan=money.digits(expected)
    )
    return StatementFault(sheet, row.number, title, money.digits(row.movement.balance or 0), rule)


def _header(sheet: Sheet) -> tuple[int, dict[str, tuple[int, str]]] | None:
    """The header's row, and for each thing we ask the column it stands in and its title."""
    for number, row in enumerate(islice(sheet.rows(), DEPTH)):
        names = [plain_header(cell) for cell in row]
        columns = {
            key: (names.index(name), name)
            for key, known in SYNONYMS.items()
            if (name := next((one for one in known if one in names), None)) is not None
        }
        if "day" in columns and ("amount" in columns or {"income", "expense"} & set(columns)):
            return number, columns
    return None


def _rows(
    sheet: Sheet, header: int, columns: Mapping[str, tuple[int, str]]
) -> Iterator[tuple[int, Sequence[Any]]]:
    for number, row in enumerate(islice(sheet.rows(), header + 1, None), start=header + 2):
        filled = [
            str(cell).strip() for cell in row if str(cell if cell is not None else "").strip()
        ]
        if filled and not filled[0].startswith(TOTALS):
            yield sheet.first_row + number, row


def _take(
    sheet: str,
    number: int,
    row: Sequence[Any],
    columns: Mapping[str, tuple[int, str]],
    today: date,
    found: Statement,
    seen: Counter[str],
) -> Movement | None:
    """One movement. Where the bank gives no number of its own, one is made of what it says."""

    def cell(key: str) -> Any:
        place = columns.get(key)
        return row[place[0]] if place is not None and place[0] < len(row) else ""

    def fault(key: str, rule: str) -> None:
        value, title = cell(key), columns[key][1] if key in columns else ""
        shown = str(value if value is not None else "")[:40]
        found.faults.append(StatementFault(sheet, number, title, shown, rule))

    try:
        day = cells.day(cell("day"))
    except BadCell as bad:
        fault("day", str(bad))
        return None
    if day is None or day > today:
        fault("day", said("没有日期") if day is None else said("日期在今天以后"))
        return None
    try:
        fen = _fen(cell, columns)
    except BadCell as bad:
        fault("amount" if "amount" in columns else "income", str(bad))
        return None
    if fen == 0:
        return None
    party, text = cells.text(cell("party")), cells.text(cell("text"))
    mark = cells.text(cell("mark")) or _own_mark([str(day), fen, party, text], seen)
    return Movement(day, fen, party, text, mark, _balance(cell("balance")))


def _balance(value: Any) -> int | None:
    """The bank's own balance after a row; None where it gives none, or no number."""
    try:
        return _money(value) if cells.text(value) not in ("", "-", "—") else None
    except BadCell:
        return None


def _own_mark(said_of_it: list[object], seen: Counter[str]) -> str:
    """A number made of what the row says; of equal rows each has its own."""
    told = fingerprint(said_of_it)[:40]
    seen[told] += 1
    return f"{told}-{seen[told]}"


def _fen(cell: Any, columns: Mapping[str, tuple[int, str]]) -> int:
    """The amount with our sign: positive where money came in."""
    if "amount" not in columns:
        return _money(cell("income")) - _money(cell("expense"))
    amount = _money(cell("amount"))
    if "direction" not in columns:
        return amount
    word = cells.text(cell("direction")).strip().lower()
    if word in INWARDS:
        return abs(amount)
    if word in OUTWARDS:
        return -abs(amount)
    raise BadCell(said("收支方向要写“借”或“贷”，“收”或“支”"))


def _money(value: Any) -> int:
    """Fen; binary noise of a spreadsheet's number is rounded away, a third real decimal is not."""
    if isinstance(value, float):
        fen = round(value * 100)
        if abs(value * 100 - fen) > 0.001:
            raise BadCell(said("金额有三位小数"))
        return fen
    typed = cells.text(value).lstrip("+")
    if typed in ("", "-", "—"):
        return 0
    fen_typed = money.parse(typed)
    if fen_typed is None:
        raise BadCell(said("不是金额，请写成 1234.56 这样"))
    return fen_typed
