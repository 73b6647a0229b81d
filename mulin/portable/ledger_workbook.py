"""The books as accountants take them: a workbook of balances, accounts and vouchers; Beancount text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet

from mulin.ground.ledger.models import Books, Entry
from mulin.ground.ledger.queries.balances import entries_of, trial_balance, turnover
from mulin.ground.ledger.queries.books import titles_of
from mulin.kit import money
from mulin.kit.words import said
from mulin.law.books.chart import Nature

BALANCE = (
    "科目编码",
    "科目名称",
    "期初借方",
    "期初贷方",
    "本期借方",
    "本期贷方",
    "期末借方",
    "期末贷方",
)
ACCOUNT = ("科目编码", "科目名称", "日期", "凭证号", "摘要", "房号", "借方", "贷方", "方向", "余额")
VOUCHERS = (
    "日期",
    "凭证号",
    "摘要",
    "科目编码",
    "科目名称",
    "房号",
    "借方",
    "贷方",
    "制单",
    "复核",
)
ROOTS = {
    Nature.ASSET: "Assets",
    Nature.LIABILITY: "Liabilities",
    Nature.FUND: "Equity",
    Nature.INCOME: "Income",
    Nature.EXPENSE: "Expenses",
}
"""Beancount's five roots."""


def workbook(books: Books, first: date, last: date) -> IO[bytes]:
    """A temporary .xlsx with 科目余额表, 明细账 and 凭证 of a period, in constant memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True})
    formats = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for name, titles, rows in (
        ("科目余额表", BALANCE, _balances(books, first, last)),
        ("明细账", ACCOUNT, _accounts(books, first, last)),
        ("凭证", VOUCHERS, _vouchers(books, first, last)),
    ):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(titles) - 1, 14)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(rows, start=1):
            _write(sheet, line, row, formats)
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, line: int, row: tuple[object, ...], formats: dict[str, Any]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(line, column, Decimal(value) / 100, formats["money"])
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, formats["day"])
        elif value:
            sheet.write_string(line, column, str(value))


def _balances(books: Books, first: date, last: date) -> Iterator[tuple[object, ...]]:
    balance = trial_balance(books, first, last)
    for row in balance.rows:
        if row.moved:
            yield (row.title.code, row.title.name, *_columns(row))
    yield ("", said("合计"), *_columns(balance))


def _columns(row: Any) -> tuple[int, ...]:
    return (
        row.opening_debit,
        row.opening_credit,
        row.debit,
        row.credit,
        row.closing_debit,
        row.closing_credit,
    )


def _accounts(books: Books, first: date, last: date) -> Iterator[tuple[object, ...]]:
    """Title by title what it began with, then line by line: one walk over the entries."""
    rows = _beside(turnover(books, first, last))
    rows = rows.order_by("title__code", "day", "voucher_id", "line")
    runs = groupby(rows.iterator(chunk_size=2000), key=lambda entry: entry.title_id)
    at, run = next(runs, (None, ()))
    for row in trial_balance(books, first, last).leaves:
        if not row.moved:
            continue
        head = (row.title.code, row.title.name)
        yield (*head, first, "", said("期初余额"), "", "", "", *_side(row.opening))
        if at == row.title.pk:
            yield from _run(row.opening, run)
            at, run = next(runs, (None, ()))


def _run(balance: int, entries: Iterable[Entry]) -> Iterator[tuple[object, ...]]:
    """The lines of one title, each with the balance after it."""
    for entry in entries:
        balance += entry.signed
        yield (
            entry.title.code,
            entry.title.name,
            entry.day,
            entry.voucher.word,
            entry.memo,
            entry.unit.label if entry.unit else "",
            entry.debit or "",
            entry.credit or "",
            *_side(balance),
        )


def _side(balance: int) -> tuple[object, int]:
    word = said("借") if balance > 0 else said("贷") if balance < 0 else said("平")
    return word, abs(balance)


def _vouchers(books: Books, first: date, last: date) -> Iterator[tuple[object, ...]]:
    rows = _beside(entries_of(books).filter(day__gte=first, day__lte=last))
    rows = rows.order_by("day", "voucher__number", "line")
    for entry in rows.iterator(chunk_size=2000):
        yield (
            entry.day,
            entry.voucher.word,
            entry.memo,
            entry.title.code,
            entry.title.name,
            entry.unit.label if entry.unit else "",
            entry.debit or "",
            entry.credit or "",
            entry.voucher.made_by,
            entry.voucher.entered_by,
        )


def _beside(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.select_related("title", "voucher", "unit")


def beancount(books: Books, first: date, last: date) -> Iterator[str]:
    """The same as plain text that Beancount reads: accounts, opening balances, transactions."""
    titles = titles_of(books)
    names = {title.pk: f"{ROOTS[Nature(title.nature)]}:T{title.code}" for title in titles}
    yield 'option "operating_currency" "CNY"\n'
    yield f'option "title" "{_quoted(books.name)}"\n\n'
    for title in titles:
        if title.leaf:
            yield f"{books.opened_on} open {names[title.pk]} CNY ; {title.name}\n"
    balance = trial_balance(books, first, last)
    carried = [row for row in balance.leaves if row.opening]
    if carried:
        yield f'\n{first} * "{said("期初余额")}"\n'
        for row in carried:
            yield f"  {names[row.title.pk]}  {_plain(row.opening)} CNY\n"
    at = None
    rows = _beside(turnover(books, first, last)).order_by("day", "voucher__number", "line")
    for entry in rows.iterator(chunk_size=2000):
        if entry.voucher_id != at:
            at = entry.voucher_id
            yield f'\n{entry.day} * "{entry.voucher.word}" "{_quoted(entry.voucher.memo)}"\n'
        yield _posting(entry, names[entry.title_id])


def _posting(entry: Entry, name: str) -> str:
    home = f" ; {entry.unit.label}" if entry.unit else ""
    return f"  {name}  {_plain(entry.signed)} CNY{home}\n"


def _plain(fen: int) -> str:
    return money.digits(fen).replace(",", "")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
