"""Budget and actual, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Sum

from mulin.ground.ledger.models import Books, Budget, Entry, Title
from mulin.ground.ledger.queries.balances import entries_of
from mulin.ground.ledger.queries.books import titles_of
from mulin.law.books.chart import Nature


@dataclass(frozen=True)
class Kept:
    """One title of income or expense in a year: planned and real, in fen, both positive."""

    title: Title
    planned: int | None
    real: int

    @property
    def over(self) -> bool:
        """More was spent than planned; more income is no fault."""
        spent = self.title.nature == Nature.EXPENSE
        return spent and self.planned is not None and self.real > self.planned

    @property
    def left(self) -> int | None:
        return None if self.planned is None else self.planned - self.real


def budget_of(books: Books, year: int) -> list[Kept]:
    """Every leaf of income and expense with its plan and what was entered, without the year's end."""
    plans = Budget.objects.of(books.street_id).filter(books=books, year=year)
    planned = dict(plans.values_list("title_id", "fen"))
    rows = entries_of(books).filter(day__year=year).filter(~Q(voucher__kind="carry"))
    sums = rows.values("title_id").order_by().annotate(sum=Sum(Entry.SIGNED))
    real = {row["title_id"]: row["sum"] for row in sums}
    return [
        Kept(title, planned.get(title.pk), _shown(title, real.get(title.pk, 0)))
        for title in titles_of(books)
        if title.leaf and Nature(title.nature).of_year
    ]


def _shown(title: Title, signed: int) -> int:
    return signed if Nature(title.nature).debit else -signed
