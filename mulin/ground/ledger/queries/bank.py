"""The bank against the books: what is on one side only, and what the difference comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from mulin.ground.ledger.models import BankLine, Entry, Title, Voucher

APART = timedelta(days=7)
"""A line of the bank and one of the books may lie this far apart and still be the same money."""

_BROUGHT = Q(voucher__kind=Voucher.Kind.OPENING) | Q(voucher__reverses__kind=Voucher.Kind.OPENING)
"""What stood at the bank before its first statement, and what takes a mistake in that back."""


@dataclass(frozen=True)
class Reconciliation:
    """银行存款余额调节表 at the end of a day, in fen.

    Both sides, each with what the other has not seen yet, must come to the same.
    """

    day: date
    books: int
    bank: int
    bank_in: int
    bank_out: int
    books_in: int
    books_out: int
    stated: int | None
    """What the bank itself says was left, on the last line that says so; None where none does."""

    @property
    def books_adjusted(self) -> int:
        return self.books + self.bank_in - self.bank_out

    @property
    def bank_adjusted(self) -> int:
        return self.bank + self.books_in - self.books_out

    @property
    def agrees(self) -> bool:
        return self.books_adjusted == self.bank_adjusted

    @property
    def gap(self) -> int:
        return self.books_adjusted - self.bank_adjusted

    @property
    def lacking(self) -> int:
        """What the bank states beyond the lines that were read in: some are missing where not 0."""
        return 0 if self.stated is None else self.stated - self.bank


def bank_lines(title: Title) -> QuerySet[BankLine]:
    """The statement's lines under a bank title, newest first."""
    rows: QuerySet[BankLine] = BankLine.objects.of(title.street_id).filter(title=title)
    return rows.select_related("entry__voucher").order_by("-day", "-id")


def unseen(title: Title) -> QuerySet[Entry]:
    """Lines of the books that no line of the bank was held against, newest first.

    What the books began with is at the bank already: no line of a statement will come for it.
    """
    seen = BankLine.objects.of(title.street_id).filter(
        entry_id=OuterRef("pk"), street_id=OuterRef("street_id")
    )
    rows: QuerySet[Entry] = Entry.objects.of(title.street_id).filter(title=title)
    rows = rows.filter(~Exists(seen)).exclude(_BROUGHT)
    return rows.select_related("voucher").order_by("-day", "-id")


def candidates(line: BankLine) -> QuerySet[Entry]:
    """Lines of the books with the same amount, about the same days, that are still free."""
    near = unseen(line.title).filter(day__gte=line.day - APART, day__lte=line.day + APART)
    same = {"debit": line.fen} if line.fen > 0 else {"credit": -line.fen}
    return near.filter(**same)


def reconciliation(title: Title, day: date) -> Reconciliation:
    """Both balances at the end of a day, and what each side has not seen.

    The bank's balance is what it was brought in with and every line of its statements since.
    """
    entries = Entry.objects.of(title.street_id).filter(title=title, day__lte=day)
    lines = BankLine.objects.of(title.street_id).filter(title=title, day__lte=day)
    loose = lines.filter(entry__isnull=True)
    free = unseen(title).filter(day__lte=day).order_by()
    return Reconciliation(
        day=day,
        books=_sum(entries, Entry.SIGNED),
        bank=_sum(entries.filter(_BROUGHT), Entry.SIGNED) + _sum(lines, "fen"),
        bank_in=_sum(loose.filter(fen__gt=0), "fen"),
        bank_out=-_sum(loose.filter(fen__lt=0), "fen"),
        books_in=_sum(free, "debit"),
        books_out=_sum(free, "credit"),
        stated=_stated(lines),
    )


def _stated(lines: QuerySet[BankLine]) -> int | None:
    """The bank's own balance after the last line; None where that line says nothing of it."""
    last = lines.order_by("-day", "-id").values_list("balance", flat=True)[:1]
    return next(iter(last), None)


def _sum(rows: QuerySet[Entry] | QuerySet[BankLine], what: object) -> int:
    found: int | None = rows.aggregate(sum=Sum(what))["sum"]
    return found or 0
