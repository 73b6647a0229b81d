"""The bank's statement is read in and held against the books, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.ledger.actions.common import held, say
from mulin.ground.ledger.events import BankLineLoosed, BankLineMatched, StatementTaken
from mulin.ground.ledger.models import BankLine, Books, Entry, Title
from mulin.ground.ledger.permissions import HIDDEN, may_keep
from mulin.ground.ledger.queries.bank import APART, unseen
from mulin.kit.canonical import fingerprint
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


@dataclass(frozen=True)
class Movement:
    """One line of a statement; ``fen`` is positive where money came in, ``balance`` the bank's own."""

    day: date
    fen: int
    party: str
    text: str
    mark: str
    balance: int | None = None


@dataclass(frozen=True)
class Taken:
    """What became of a statement."""

    rows: int
    known: int
    matched: int


def take_statement(
    title: Title, movements: Sequence[Movement], *, by: Actor, now: datetime
) -> Taken:
    """Keep the lines that are new and match those of which only one entry can be meant.

    The same statement again adds nothing: a line is known by the bank's number of it.
    """
    with transaction.atomic():
        books = held(title.books_id, by)
        require(may_keep(by, books))
        fresh = _bank_title(title, by)
        rows = [
            BankLine(
                id=uuid7(),
                street_id=by.street_id,
                books=books,
                title=fresh,
                day=one.day,
                fen=one.fen,
                party=one.party[:100],
                text=one.text[:200],
                mark=one.mark[:64],
                balance=one.balance,
            )
            for one in movements
        ]
        marks = [row.mark for row in rows]
        lines = BankLine.objects.of(by.street_id).filter(title=fresh)
        known = set(lines.filter(mark__in=marks).values_list("mark", flat=True))
        new = list({row.mark: row for row in rows if row.mark not in known}.values())
        matched = _pair(fresh, new, by)
        BankLine.objects.bulk_create(new, batch_size=200)
        digest = fingerprint([[str(row.day), row.fen, row.mark] for row in new])
        taken = Taken(len(new), len(rows) - len(new), matched)
        event = StatementTaken(books.number, taken.rows, taken.known, matched, digest)
        say(event, books, fresh.pk, by=by, now=now)
        return taken


def _pair(title: Title, lines: list[BankLine], by: Actor) -> int:
    """Match lines whose amount stands once on either side within a week; how many were."""
    if not lines:
        return 0
    first, last = min(row.day for row in lines), max(row.day for row in lines)
    free = unseen(title).filter(day__gte=first - APART, day__lte=last + APART)
    by_amount: dict[int, list[Entry]] = {}
    for entry in free:
        by_amount.setdefault(entry.debit - entry.credit, []).append(entry)
    wanting: dict[int, list[BankLine]] = {}
    for row in lines:
        wanting.setdefault(row.fen, []).append(row)
    matched = 0
    for fen, rows in wanting.items():
        found = by_amount.get(fen, [])
        if len(rows) == len(found) == 1 and abs(rows[0].day - found[0].day) <= APART:
            rows[0].entry, rows[0].matched_by = found[0], said("自动")
            matched += 1
    return matched


def match(line: BankLine, entry_id: UUID, *, by: Actor, now: datetime) -> BankLine:
    """Say that a line of the bank and one of the books are the same money: to the fen."""
    with transaction.atomic():
        books, fresh = _held(line, by)
        entry: Entry | None = unseen(fresh.title).filter(pk=entry_id).first()
        if fresh.entry_id is not None and fresh.entry_id == entry_id:
            return fresh
        if entry is None or fresh.entry_id is not None:
            raise Refused(
                Refusal(said("这一行已经核对过了。"), said("请刷新页面，看还没有核对的。"))
            )
        if entry.debit - entry.credit != fresh.fen:
            raise Refused(Refusal(said("两边的金额不一样。"), said("金额完全相同才能核对上。")))
        fresh.entry, fresh.matched_by = entry, by.name
        fresh.save(update_fields=["entry", "matched_by"])
        event = BankLineMatched(books.number, fresh.mark, entry.voucher.word)
        say(event, books, fresh.pk, by=by, now=now)
        return fresh


def loose(line: BankLine, *, by: Actor, now: datetime) -> BankLine:
    """Take a match back."""
    with transaction.atomic():
        books, fresh = _held(line, by)
        if fresh.entry_id is None:
            return fresh
        fresh.entry, fresh.matched_by = None, ""
        fresh.save(update_fields=["entry", "matched_by"])
        say(BankLineLoosed(books.number, fresh.mark), books, fresh.pk, by=by, now=now)
        return fresh


def _bank_title(title: Title, by: Actor) -> Title:
    rows = Title.objects.of(by.street_id).filter(pk=title.pk, bank=True, leaf=True)
    found: Title | None = rows.first()
    if found is None:
        raise Refused(Refusal(said("这个科目不与银行对账。"), said("请选“银行存款”下的科目。")))
    return found


def _held(line: BankLine, by: Actor) -> tuple[Books, BankLine]:
    books = held(line.books_id, by)
    require(may_keep(by, books))
    rows = BankLine.objects.of(by.street_id).select_related("title")
    fresh: BankLine | None = rows.filter(pk=line.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    return books, fresh
