"""What falls due is booked, what comes is received: every part once, to the fen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.revenue.actions.common import held, say
from mulin.deliver.revenue.events import IncomeBooked, IncomeReceived
from mulin.deliver.revenue.models import IncomeDue, IncomeReceipt
from mulin.deliver.revenue.permissions import HIDDEN, may_keep
from mulin.deliver.revenue.queries.places import bank_under, leaf_under
from mulin.ground.ledger.actions.entering import Booking, book
from mulin.ground.ledger.models import Books, Title
from mulin.ground.ledger.queries.books import month_to_close, titles_of
from mulin.kit import money
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.books.voucher import Line
from mulin.law.common_income import TITLE_OF, IncomeKind

OWED, AHEAD = "1122", "2203"
"""Titles: what is owed to the owners, what came before it was due."""
TOGETHER = 150
"""So many parts go into one voucher."""


@dataclass(frozen=True)
class Booked:
    """What a run did: parts that were due, those it booked, those that were booked before."""

    expected: int
    booked: int
    known: int
    fen: int


def book_dues(books: Books, until: date, *, by: Actor, now: datetime) -> Booked:
    """Book every part that is due by a day and was not booked; again, it books nothing.

    A part whose month is closed is booked on ``until``: what is closed stays as it was told.
    """
    today = day_of(now)
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        until = min(until, today)
        rows = IncomeDue.objects.of(by.street_id).filter(
            books=fresh, due_on__lte=until, called_off=False
        )
        expected = rows.count()
        new = list(
            rows.filter(booked_on__isnull=True).select_related("contract").order_by("due_on", "id")
        )
        titles, open_from = titles_of(fresh), month_to_close(fresh)
        for day, some in _by_day(new, max(open_from, fresh.opened_on), until):
            booking = _booking(some, day, titles)
            book(fresh.pk, booking, by=by, now=now)
            rows.filter(pk__in=[due.pk for due in some]).update(booked_on=day)
        fen = sum(due.fen for due in new)
        done = Booked(expected, len(new), expected - len(new), fen)
        if new:
            digest = fingerprint([[due.pk.hex, due.fen] for due in new])
            event = IncomeBooked(
                fresh.name, expected, len(new), done.known, money.digits(fen), digest
            )
            say(event, fresh, fresh.pk, by=by, now=now)
        return done


def _by_day(
    dues: list[IncomeDue], open_from: date, until: date
) -> Iterator[tuple[date, list[IncomeDue]]]:
    days: dict[date, list[IncomeDue]] = {}
    for due in dues:
        day = due.due_on if due.due_on >= open_from else until
        days.setdefault(day, []).append(due)
    for day, some in sorted(days.items()):
        for start in range(0, len(some), TOGETHER):
            yield day, some[start : start + TOGETHER]


def _booking(dues: list[IncomeDue], day: date, titles: list[Title]) -> Booking:
    lines: list[Line] = []
    for due in dues:
        memo = f"{due.contract.party} {due.contract.number} {due.first:%Y-%m-%d}"[:100]
        if due.open:
            lines.append(Line(leaf_under(titles, OWED).code, debit=due.open, memo=memo))
        if due.received:
            lines.append(Line(leaf_under(titles, AHEAD).code, debit=due.received, memo=memo))
        income = leaf_under(titles, TITLE_OF[IncomeKind(due.contract.kind)])
        lines.append(Line(income.code, credit=due.fen, memo=memo))
    words = said("合同应收 {n} 期", n=len(dues))
    return Booking(day, words, tuple(lines), dues[0].pk)


def receive(
    due: IncomeDue, fen: int, day: date, *, once: UUID, by: Actor, now: datetime
) -> IncomeReceipt:
    """Take in money for one part, all of it or some; the same ``once`` again takes nothing more."""
    with transaction.atomic():
        books = held(due.books_id, by)
        require(may_keep(by, books))
        known: IncomeReceipt | None = IncomeReceipt.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        rows = IncomeDue.objects.of(by.street_id).select_related("contract")
        fresh: IncomeDue | None = rows.filter(pk=due.pk, books=books).first()
        if fresh is None:
            raise Refused(HIDDEN)
        _may_take(fresh, fen)
        contract, titles = fresh.contract, titles_of(books)
        memo = said("收{party} {number}", party=contract.party, number=contract.number)[:100]
        against = leaf_under(titles, OWED if fresh.booked_on else AHEAD)
        lines = (
            Line(bank_under(books, titles).code, debit=fen),
            Line(against.code, credit=fen),
        )
        voucher = book(books.pk, Booking(day, memo, lines, once), by=by, now=now)
        fresh.received += fen
        fresh.save(update_fields=["received"])
        receipt = IncomeReceipt(
            id=once,
            street_id=by.street_id,
            due=fresh,
            day=day,
            fen=fen,
            voucher_id=voucher.pk,
            by=by.name,
        )
        receipt.save(force_insert=True)
        event = IncomeReceived(
            contract.party, money.digits(fen), contract.number, fresh.first, voucher.word
        )
        say(event, books, contract.pk, by=by, now=now)
        return receipt


def _may_take(due: IncomeDue, fen: int) -> None:
    if due.called_off:
        refuse(said("这一期不再收。"), said("合同已提前终止；收到的其他钱请在账簿里记。"))
    if fen <= 0:
        refuse(said("金额应大于零。"), said("退款请在账簿里记一张凭证。"))
    if fen > due.open:
        refuse(
            said("收的比应收的多：这一期还差 {open} 元。", open=money.digits(due.open)),
            said("多收的请记到下一期，或者退给对方。"),
        )
