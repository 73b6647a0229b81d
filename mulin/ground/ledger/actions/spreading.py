"""Entering what concerns many homes at once: a line for each home, their sum on the other side.

Balanced by construction: the other side is the sum of the very rows that are entered, taken under
the lock on the account set. One statement writes all lines; none of them passes through Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    F,
    Max,
    Sum,
    TextField,
    UUIDField,
    Value,
    Window,
)
from django.db.models.functions import RowNumber

from mulin.ground.ledger.actions.common import held, open_day
from mulin.ground.ledger.models import Books, Entry, Title, Voucher
from mulin.ground.ledger.queries.books import titles_of
from mulin.ground.ledger.queries.vouchers import packed
from mulin.ground.streets.bulk import insert_from
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said
from mulin.law.books.voucher import Line

MOST = 30_000
"""Lines of one voucher are numbered in two bytes."""


@dataclass(frozen=True)
class Spread:
    """What is booked home by home. ``rows`` have a column ``unit_id`` and one named by ``fen``.

    ``homes`` is the title that takes a line for each row, on the debit side where ``debit``;
    ``whole`` takes their sum on the other. ``origin``: the row of another room that it books, once.
    """

    day: date
    memo: str
    homes: str
    whole: str
    debit: bool
    rows: Any
    origin: UUID
    fen: str = "fen"


def book_spread(books_id: UUID, spread: Spread, *, by: Actor, now: datetime) -> Voucher | None:
    """Book it inside the calling verb's transaction; again, it gives the voucher back; None for no rows.

    Like ``book`` it puts no fact on record: the calling verb does, with the voucher's word.
    """
    with transaction.atomic():
        books = held(books_id, by)
        rows = Voucher.objects.of(by.street_id).filter(books=books, origin=spread.origin)
        known: Voucher | None = rows.first()
        if known is not None:
            return known
        open_day(books, spread.day, day_of(now))
        sums = spread.rows.order_by().aggregate(n=Count("pk"), fen=Sum(spread.fen))
        if not sums["n"]:
            return None
        if sums["n"] > MOST:
            raise Refused(
                Refusal(said("一张凭证最多 {n} 户。", n=MOST), said("请分小区、分费用项记账。"))
            )
        voucher = _voucher(books, spread, sums["fen"], by=by, now=now)
        voucher.save(force_insert=True)
        _enter(voucher, spread, _titles(books, spread))
        return voucher


def _titles(books: Books, spread: Spread) -> tuple[Title, Title]:
    """Both titles, where they take lines; the one for homes is kept by home."""
    leaves = {t.code: t for t in titles_of(books) if t.leaf and t.ended_on is None}
    homes, whole = leaves.get(spread.homes), leaves.get(spread.whole)
    if homes is None or whole is None or not homes.by_unit or whole.by_unit:
        raise Refused(
            Refusal(
                said(
                    "账套“{name}”没有能用的科目 {codes}。",
                    name=books.name,
                    codes=f"{spread.homes}, {spread.whole}",
                ),
                said("请在账簿的“科目”里核对。"),
            )
        )
    return homes, whole


def _voucher(books: Books, spread: Spread, fen: int, *, by: Actor, now: datetime) -> Voucher:
    """Its row: the two sums are its lines in short; every home's line is an entry."""
    first = Line(spread.homes, debit=fen) if spread.debit else Line(spread.homes, credit=fen)
    other = Line(spread.whole, credit=fen) if spread.debit else Line(spread.whole, debit=fen)
    month = spread.day.replace(day=1)
    numbered = Voucher.objects.of(books.street_id).filter(books=books, month=month)
    return Voucher(
        street_id=books.street_id,
        books=books,
        state=Voucher.State.ENTERED,
        day=spread.day,
        month=month,
        number=(numbered.aggregate(last=Max("number"))["last"] or 0) + 1,
        memo=spread.memo[:100],
        fen=fen,
        lines=[packed(first), packed(other)],
        origin=spread.origin,
        made_by=by.name,
        maker=by.account_id,
        made_at=now,
        entered_by=by.name,
        entered_at=now,
    )


def _enter(voucher: Voucher, spread: Spread, titles: tuple[Title, Title]) -> None:
    homes, whole = titles
    amount, nothing = F(spread.fen), Value(0, BigIntegerField())
    numbers = Window(RowNumber(), order_by=F("pk").asc())
    insert_from(
        Entry,
        spread.rows.order_by(),
        {
            "books_id": Value(voucher.books_id, UUIDField()),
            "voucher_id": Value(voucher.pk, UUIDField()),
            "title_id": Value(homes.pk, UUIDField()),
            "line": numbers,
            "day": Value(voucher.day, DateField()),
            "memo": Value(voucher.memo, TextField()),
            "debit": amount if spread.debit else nothing,
            "credit": nothing if spread.debit else amount,
            "unit_id": F("unit_id"),
        },
        once=False,
    )
    Entry(
        street_id=voucher.street_id,
        books_id=voucher.books_id,
        voucher=voucher,
        title=whole,
        line=MOST + 1,
        day=voucher.day,
        memo=voucher.memo,
        debit=0 if spread.debit else voucher.fen,
        credit=voucher.fen if spread.debit else 0,
    ).save(force_insert=True)
