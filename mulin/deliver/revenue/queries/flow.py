"""From where the money came and where it went, over some days: always adding up, from the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from mulin.ground.ledger.models import Books, Entry, Title, Voucher
from mulin.ground.ledger.queries.balances import entries_of
from mulin.ground.ledger.queries.books import titles_of
from mulin.law.books.chart import Nature
from mulin.law.common_income import COSTS, FEES, TO_FUND

_NOTHING = Value(0)
OWN = (Nature.FUND, Nature.INCOME, Nature.EXPENSE)
"""Natures whose balances together are what belongs to the owners."""


@dataclass(frozen=True)
class Part:
    """One title over a period: what it brought or took, in fen, and in how many lines."""

    code: str
    name: str
    fen: int
    rows: int


@dataclass(frozen=True)
class Flow:
    """A period: opening + incomes - costs - uses - moved + others = closing.

    ``closing`` is summed from all entries by itself, so that :attr:`adds_up` can fail.
    """

    first: date
    last: date
    opening: int
    incomes: tuple[Part, ...]
    costs: tuple[Part, ...]
    uses: tuple[Part, ...]
    moved: tuple[Part, ...]
    others: tuple[Part, ...]
    closing: int

    income = property(lambda self: total(self.incomes))
    cost = property(lambda self: total(self.costs))
    used = property(lambda self: total(self.uses))
    to_fund = property(lambda self: total(self.moved))
    other = property(lambda self: total(self.others))
    net = property(lambda self: self.income - self.cost)
    spent = property(lambda self: self.cost + self.used + self.to_fund)
    for_fees = property(lambda self: total(p for p in self.uses if p.code.startswith(FEES)))
    rows = property(lambda self: sum(part.rows for part in self.parts))

    @property
    def parts(self) -> tuple[Part, ...]:
        return (*self.incomes, *self.costs, *self.uses, *self.moved, *self.others)

    @property
    def adds_up(self) -> bool:
        reckoned: int = self.opening + self.income - self.spent + self.other
        return reckoned == self.closing


def total(parts: Iterable[Part]) -> int:
    """The sum of some parts."""
    return sum(part.fen for part in parts)


def kept_in(books: Books, first: date) -> tuple[Q, Q]:
    """What lies inside a period beginning on ``first``, and of that what really moved.

    Opening vouchers are what the books began with; what carries a year forward moves nothing.
    """
    vouchers = Voucher.objects.of(books.street_id).filter(books=books)
    opening = vouchers.filter(kind=Voucher.Kind.OPENING).values("pk")
    carry = Q(kind=Voucher.Kind.CARRY) | Q(reverses__kind=Voucher.Kind.CARRY)
    inside = Q(day__gte=first) & ~Q(voucher__in=opening)
    return inside, inside & ~Q(voucher__in=vouchers.filter(carry).values("pk"))


def flow_of(books: Books, first: date, last: date) -> Flow:
    """The flow of some days, in two statements however many entries there are."""
    titles = {t.pk: t for t in titles_of(books) if t.nature in OWN}
    inside, really = kept_in(books, first)
    rows = entries_of(books).filter(day__lte=last, title__in=list(titles)).values("title_id")
    sums = rows.order_by().annotate(
        opening=Coalesce(Sum(Entry.SIGNED, filter=~inside), _NOTHING),
        moved=Coalesce(Sum(Entry.SIGNED, filter=really), _NOTHING),
        lines=Count("pk", filter=really),
        all=Coalesce(Sum(Entry.SIGNED), _NOTHING),
    )
    found = {row["title_id"]: row for row in sums}
    parts: dict[str, list[Part]] = {side: [] for side in SIDES}
    for title in titles.values():
        row = found.get(title.pk)
        if row is not None and row["lines"]:
            side = side_of(title)
            sign = 1 if side in ("costs", "uses", "moved") else -1
            part = Part(title.code, title.name, sign * row["moved"], row["lines"])
            parts[side].append(part)
    return Flow(
        first,
        last,
        -sum(row["opening"] for row in found.values()),
        **{side: tuple(some) for side, some in parts.items()},
        closing=-sum(row["all"] for row in found.values()),
    )


SIDES = ("incomes", "costs", "uses", "moved", "others")


def side_of(title: Title) -> str:
    """On which side of the statement a title stands."""
    if title.nature == Nature.INCOME:
        return "incomes"
    if title.nature == Nature.EXPENSE:
        return "costs" if title.code.startswith(COSTS) else "uses"
    return "moved" if title.code.startswith(TO_FUND) else "others"


def lines_behind(books: Books, code: str, first: date, last: date) -> QuerySet[Entry]:
    """The lines behind one figure; of all figures where no title is named. Newest first."""
    _inside, really = kept_in(books, first)
    rows = entries_of(books).filter(
        really, day__lte=last, title__nature__in=[nature.value for nature in OWN]
    )
    if code:
        rows = rows.filter(title__code=code)
    return rows.select_related("title", "voucher").order_by("-day", "-voucher_id", "line")


def packed(flow: Flow) -> dict[str, Any]:
    """A flow as a statement keeps it."""
    sides = {side: [[p.code, p.name, p.fen, p.rows] for p in getattr(flow, side)] for side in SIDES}
    return {"opening": flow.opening, "closing": flow.closing, **sides}


def unpacked(first: date, last: date, figures: Mapping[str, Any]) -> Flow:
    """The flow that a statement kept."""
    sides = {side: tuple(Part(*row) for row in figures[side]) for side in SIDES}
    return Flow(first, last, figures["opening"], **sides, closing=figures["closing"])
