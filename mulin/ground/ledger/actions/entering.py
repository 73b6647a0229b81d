"""Entering: entries are written here, and for many homes at once in ``spreading``; nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from mulin.ground.ledger.actions.common import held, open_day
from mulin.ground.ledger.models import Books, Entry, Title, Voucher, VoucherPaper
from mulin.ground.ledger.queries.books import rules_of, titles_of
from mulin.ground.ledger.queries.vouchers import lines_of, packed
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import joined, said
from mulin.law.books.voucher import Fault, Line, faults, total

SHOWN = 5
"""So many faults are told at once."""


@dataclass(frozen=True)
class Booking:
    """What another room books: its day, words and lines, and the row it books (``origin``).

    ``papers`` are what it rests on; the room that keeps them judges who reads them.
    ``red``: it takes back what the room booked before; its amounts are negative.
    """

    day: date
    memo: str
    lines: tuple[Line, ...]
    origin: UUID
    papers: tuple[UUID, ...] = ()
    red: bool = False


def sound(books: Books, lines: Sequence[Line], day: date, *, red: bool = False) -> list[Title]:
    """The titles of the account set, where the lines may be entered; raises Refused with each fault."""
    titles = titles_of(books)
    found = faults(lines, rules_of(titles, day), red=red)
    if found:
        raise Refused(Refusal(_told(found), said("请改正后再提交，填好的内容都还在。")))
    return titles


def _told(found: Sequence[Fault]) -> str:
    shown = [str(fault) for fault in found[:SHOWN]]
    if len(found) > SHOWN:
        shown.append(said("还有 {n} 处。", n=len(found) - SHOWN))
    return joined("", shown)


def enter(voucher: Voucher, books: Books, *, by: Actor, now: datetime) -> tuple[Line, ...]:
    """Give a voucher its number and write its entries; ``books`` is held by the verb that calls.

    Numbers of a month run without gaps: they are drawn under the lock on the account set.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("entries are written inside the verb's own transaction")
    open_day(books, voucher.day, day_of(now))
    lines = lines_of(voucher)
    red = voucher.kind == Voucher.Kind.REVERSAL
    titles = {title.code: title for title in sound(books, lines, voucher.day, red=red)}
    last = (
        Voucher.objects.of(books.street_id)
        .filter(books=books, month=voucher.month)
        .aggregate(last=Max("number"))["last"]
    )
    voucher.number, voucher.state = (last or 0) + 1, Voucher.State.ENTERED
    voucher.entered_by, voucher.entered_at = by.name, now
    voucher.save(update_fields=["number", "state", "entered_by", "entered_at"])
    Entry.objects.bulk_create(
        [
            Entry(
                street_id=books.street_id,
                books=books,
                voucher=voucher,
                title=titles[line.title],
                line=n,
                day=voucher.day,
                memo=line.memo or voucher.memo,
                debit=line.debit,
                credit=line.credit,
                unit_id=line.unit,
            )
            for n, line in enumerate(lines, 1)
        ],
        batch_size=200,
    )
    return lines


def draft_row(
    books: Books, day: date, memo: str, lines: Sequence[Line], *, by: Actor, now: datetime
) -> Voucher:
    """A voucher that is not saved yet: its words, its lines, who wrote it."""
    return Voucher(
        street_id=books.street_id,
        books=books,
        day=day,
        month=day.replace(day=1),
        memo=memo,
        fen=total(lines),
        lines=[packed(line) for line in lines],
        made_by=by.name,
        maker=by.account_id,
        made_at=now,
    )


def book(books_id: UUID, booking: Booking, *, by: Actor, now: datetime) -> Voucher:
    """Book what a verb of another room did, inside its transaction; again, it gives the voucher back.

    The calling verb judges who may and puts its own fact on record, with the voucher's word: so
    this one puts none. Raises Refused where the lines do not balance or the month is closed.
    """
    with transaction.atomic():
        books = held(books_id, by)
        rows = Voucher.objects.of(by.street_id).filter(books=books, origin=booking.origin)
        known: Voucher | None = rows.first()
        if known is not None:
            return known
        sound(books, booking.lines, booking.day, red=booking.red)
        voucher = draft_row(books, booking.day, booking.memo, booking.lines, by=by, now=now)
        voucher.origin = booking.origin
        if booking.red:
            voucher.kind = Voucher.Kind.REVERSAL
        voucher.save(force_insert=True)
        VoucherPaper.objects.bulk_create(
            [
                VoucherPaper(street_id=by.street_id, voucher=voucher, paper_id=paper)
                for paper in booking.papers
            ]
        )
        enter(voucher, books, by=by, now=now)
        return voucher
