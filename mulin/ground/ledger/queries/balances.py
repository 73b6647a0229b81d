"""What stands under each title: the trial balance, the detailed account, the homes' accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import Coalesce

from mulin.ground.estate.models import Unit
from mulin.ground.ledger.models import Books, Entry, Title, Voucher
from mulin.ground.ledger.queries.books import titles_of

_NOTHING = Value(0)


@dataclass(frozen=True)
class Row:
    """One title over a period, in fen. Balances are debit minus credit."""

    title: Title
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        return self.opening + self.debit - self.credit

    @property
    def opening_debit(self) -> int:
        return max(self.opening, 0)

    @property
    def opening_credit(self) -> int:
        return max(-self.opening, 0)

    @property
    def closing_debit(self) -> int:
        return max(self.closing, 0)

    @property
    def closing_credit(self) -> int:
        return max(-self.closing, 0)

    @property
    def moved(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.opening or self.debit or self.credit)

    @property
    def level(self) -> int:
        """0 for a title of the first level, 1 for one under it."""
        return (len(self.title.code) - 4) // 2


@dataclass(frozen=True)
class TrialBalance:
    """科目余额表 of a period. The sums are of the leaves; every column pair agrees to the fen."""

    rows: tuple[Row, ...]

    @property
    def leaves(self) -> list[Row]:
        return [row for row in self.rows if row.title.leaf]

    @property
    def debit(self) -> int:
        return sum(row.debit for row in self.leaves)

    @property
    def credit(self) -> int:
        return sum(row.credit for row in self.leaves)

    @property
    def opening_debit(self) -> int:
        return sum(row.opening_debit for row in self.leaves)

    @property
    def opening_credit(self) -> int:
        return sum(row.opening_credit for row in self.leaves)

    @property
    def closing_debit(self) -> int:
        return sum(row.closing_debit for row in self.leaves)

    @property
    def closing_credit(self) -> int:
        return sum(row.closing_credit for row in self.leaves)

    @property
    def agrees(self) -> bool:
        """Debit is credit in all three pairs of columns."""
        return (
            self.debit == self.credit
            and self.opening_debit == self.opening_credit
            and self.closing_debit == self.closing_credit
        )


def entries_of(books: Books) -> QuerySet[Entry]:
    """Everything that was entered in an account set."""
    rows: QuerySet[Entry] = Entry.objects.of(books.street_id).filter(books=books)
    return rows


def turnover(books: Books, first: date, last: date) -> QuerySet[Entry]:
    """What moved from ``first`` to ``last``; what the books began with is none of it."""
    inside = _inside(books.street_id, books.pk, first)
    return entries_of(books).filter(inside, day__lte=last)


def _inside(street_id: UUID, books_id: UUID, first: date) -> Q:
    """From ``first`` on, without the opening vouchers: those stand in the opening balance."""
    rows = Voucher.objects.of(street_id).filter(books=books_id, kind=Voucher.Kind.OPENING)
    return Q(day__gte=first) & ~Q(voucher__in=rows.values("pk"))


def trial_balance(books: Books, first: date, last: date) -> TrialBalance:
    """Opening, turnover and closing of every title from ``first`` to ``last``: two statements."""
    inside = _inside(books.street_id, books.pk, first)
    sums = entries_of(books).filter(day__lte=last).values("title_id").order_by()
    found = {
        row["title_id"]: (row["opening"], row["debits"], row["credits"])
        for row in sums.annotate(
            opening=Coalesce(Sum(Entry.SIGNED, filter=~inside), _NOTHING),
            debits=Coalesce(Sum("debit", filter=inside), _NOTHING),
            credits=Coalesce(Sum("credit", filter=inside), _NOTHING),
        )
    }
    titles = titles_of(books)
    own = {title.code: found.get(title.pk, (0, 0, 0)) for title in titles}
    return TrialBalance(
        tuple(
            Row(title, *_under(title, own)) if not title.leaf else Row(title, *own[title.code])
            for title in titles
        )
    )


def _under(title: Title, own: dict[str, tuple[int, int, int]]) -> Iterable[int]:
    """A title that has others below it is their sum, and what it took itself before they came."""
    below = [sums for code, sums in own.items() if code.startswith(title.code)]
    return (sum(column) for column in zip(*below, strict=True))


def year_balances(books: Books, year: int) -> dict[str, int]:
    """Code → debit minus credit of a year, for the titles that took lines in it."""
    rows = entries_of(books).filter(day__year=year).values("title__code").order_by()
    return {row["title__code"]: row["sum"] for row in rows.annotate(sum=Sum(Entry.SIGNED))}


def detail(title: Title, first: date, last: date) -> QuerySet[Entry]:
    """明细账: the lines of a title and those under it, each with the balance after it (``after``)."""
    running = Window(
        Sum(Entry.SIGNED), order_by=[F("day").asc(), F("voucher_id").asc(), F("line").asc()]
    )
    return (
        _under_title(title)
        .filter(_inside(title.street_id, title.books_id, first), day__lte=last)
        .annotate(after=Value(opening_of(title, first, last)) + running)
        .select_related("voucher", "title", "unit__building")
        .order_by("day", "voucher_id", "line")
    )


def _under_title(title: Title) -> QuerySet[Entry]:
    rows: QuerySet[Entry] = Entry.objects.of(title.street_id)
    return rows.filter(books=title.books_id, title__code__startswith=title.code)


def opening_of(title: Title, first: date, last: date) -> int:
    """Debit minus credit that a title begins a period with."""
    inside = _inside(title.street_id, title.books_id, first)
    rows = _under_title(title).filter(~inside, day__lte=last)
    found: int | None = rows.aggregate(sum=Sum(Entry.SIGNED))["sum"]
    return found or 0


def homes_of(title: Title) -> QuerySet[Unit]:
    """分户账: every home with a line under a title: ``debits``, ``credits``, what ``stands``."""
    mine = Q(ledger_entries__title=title)
    debits = Sum("ledger_entries__debit", filter=mine)
    paid = Sum("ledger_entries__credit", filter=mine)
    rows: QuerySet[Unit] = Unit.objects.of(title.street_id).filter(mine)
    rows = rows.annotate(debits=debits, credits=paid, stands=debits - paid)
    return rows.order_by("order", "label")
