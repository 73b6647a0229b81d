"""Vouchers: lines that balance, what is wrong with those that do not, how one is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from mulin.kit import money
from mulin.kit.words import said
from mulin.law.books.chart import Nature

LARGEST = 10**15
"""No amount of one line reaches this many fen (ten trillion yuan): a slip of the finger, not money."""
MOST_LINES = 500


@dataclass(frozen=True)
class Line:
    """One line (分录): a title, an amount in fen on one side, and the home it concerns."""

    title: str
    debit: int = 0
    credit: int = 0
    memo: str = ""
    unit: UUID | None = None

    @property
    def signed(self) -> int:
        """Positive on the debit side, negative on the credit side."""
        return self.debit - self.credit


@dataclass(frozen=True)
class Rules:
    """What the titles of one account set ask of a line: those that take lines, those by home."""

    takes: Mapping[str, Nature]
    by_unit: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fault:
    """What is wrong; ``line`` counts from 1, 0 is the voucher as a whole."""

    line: int
    why: str

    def __str__(self) -> str:
        return said("第 {n} 行：{why}", n=self.line, why=self.why) if self.line else self.why


def total(lines: Iterable[Line]) -> int:
    """The amount of a voucher in fen: its debit side."""
    return sum(line.debit for line in lines)


def faults(lines: Sequence[Line], rules: Rules, *, red: bool = False) -> tuple[Fault, ...]:
    """Everything that keeps a voucher from being entered; empty where it may be.

    Amounts are positive, in a reversal (``red``) negative. Both sides must be equal to the fen.
    """
    found = [Fault(n, why) for n, line in enumerate(lines, 1) for why in _wrong(line, rules, red)]
    if len(lines) < 2:
        found.append(Fault(0, said("一张凭证至少有一借一贷两行。")))
    if len(lines) > MOST_LINES:
        found.append(Fault(0, said("一张凭证最多 {n} 行，请分成几张。", n=MOST_LINES)))
    debit, credit = total(lines), sum(line.credit for line in lines)
    if debit != credit:
        found.append(
            Fault(
                0,
                said(
                    "借贷不平：借方合计 {debit}，贷方合计 {credit}，差 {gap}。",
                    debit=money.digits(debit),
                    credit=money.digits(credit),
                    gap=money.digits(abs(debit - credit)),
                ),
            )
        )
    return tuple(found)


def _wrong(line: Line, rules: Rules, red: bool) -> Iterable[str]:
    if line.title not in rules.takes:
        yield said("科目 {code} 不存在，或者它有下级科目，不能直接记账。", code=line.title or "—")
    elif line.title in rules.ended and not red:
        yield said("科目 {code} 已经停用。", code=line.title)
    if (line.debit == 0) == (line.credit == 0):
        yield said("借方和贷方只填一边，且不能都空着。")
    elif (line.debit + line.credit < 0) is not red:
        yield said("金额要大于零；写错的凭证用“冲销”。") if not red else said("冲销的金额是红字。")
    if abs(line.debit) >= LARGEST or abs(line.credit) >= LARGEST:
        yield said("金额大得不像真的，请核对小数点。")
    if line.title in rules.by_unit and line.unit is None:
        yield said("科目 {code} 按户核算，请写明是哪一户。", code=line.title)


def reversal(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The same lines in red: together with the first they come to nothing on either side."""
    return tuple(replace(line, debit=-line.debit, credit=-line.credit) for line in lines)


def carry_forward(balances: Mapping[str, int], rules: Rules, target: str) -> tuple[Line, ...]:
    """What takes a year's income and expense to nothing and their difference to ``target``.

    ``balances``: title → debit minus credit of the year, in fen. Nothing to carry gives no lines.
    """
    lines = []
    for code in sorted(balances):
        amount = balances[code]
        if amount and rules.takes[code].of_year:
            lines.append(Line(code, credit=amount) if amount > 0 else Line(code, debit=-amount))
    result = sum(line.signed for line in lines)
    if result > 0:
        lines.append(Line(target, credit=result))
    elif result < 0:
        lines.append(Line(target, debit=-result))
    return tuple(lines)
