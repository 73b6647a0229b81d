"""Figures of fees: a month of compounds, what is owed by age, and 收缴率 as it is defined.

收缴率 = what was received for the bills of a period within it ÷ what those bills ask. Money for older
bills is 清欠 and stands apart; what is paid ahead counts when a bill uses it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from mulin.deliver.billing.models import Allocation, Bill, BillRun, Reminder
from mulin.deliver.billing.queries.bills import OWED, standing
from mulin.ground.estate.models import Compound, Unit
from mulin.law.fees import AGES, age_of, rate_text

ALLOCATED = Q(bill__voided_on__isnull=True, bill__run__state=BillRun.State.PUBLISHED)


@dataclass(frozen=True)
class Sums:
    """What bills ask, what was paid of them in time, what was let go, in fen; and homes."""

    asked: int = 0
    received: int = 0
    waived: int = 0
    homes: int = 0
    paid_homes: int = 0

    @property
    def rate(self) -> str:
        return rate_text(self.received, self.asked)

    @property
    def homes_rate(self) -> str:
        return rate_text(self.paid_homes, self.homes)


def month_figures(street_id: UUID, compounds: Collection[UUID], month: date) -> dict[UUID, Sums]:
    """The bills of a month, compound by compound; one statement."""
    rows = standing(street_id).filter(period=month, run__compound_id__in=list(compounds))
    found = (
        rows.order_by()
        .values("run__compound_id")
        .annotate(
            asked=Sum("fen"), got=Sum("paid"), off=Sum("waived"), n=Count("unit_id", distinct=True)
        )
    )
    return {
        row["run__compound_id"]: Sums(row["asked"], row["got"], row["off"], row["n"])
        for row in found
    }


def owed_in(street_id: UUID, compounds: Collection[UUID]) -> dict[UUID, int]:
    """What compounds are owed altogether; one statement."""
    rows = standing(street_id).filter(
        run__compound_id__in=list(compounds), fen__gt=F("paid") + F("waived")
    )
    return dict(rows.order_by().values_list("run__compound_id").annotate(sum=Sum(OWED)))


DIMENSIONS = {
    "compound": "run__compound__name",
    "company": "item__books__keeper__name",
    "item": "item__name",
    "period": "month",
}


@dataclass(frozen=True)
class RateRow:
    """One line of 收缴率: years in order."""

    name: str
    years: tuple[Sums, ...]


def rates(
    street_id: UUID, compounds: Collection[UUID] | None, by: str, last_year: int, years: int = 3
) -> list[RateRow]:
    """收缴率 by a dimension, years side by side; two statements. The last line is all of them."""
    span = list(range(last_year - years + 1, last_year + 1))
    bills = standing(street_id).filter(
        period__gte=date(span[0], 1, 1), period__lte=date(span[-1], 12, 31)
    )
    money = Allocation.objects.of(street_id).filter(
        ALLOCATED, bill__period__gte=date(span[0], 1, 1)
    )
    if compounds is not None:
        bills = bills.filter(run__compound_id__in=list(compounds))
        money = money.filter(bill__run__compound_id__in=list(compounds))
    path = DIMENSIONS[by]
    asked = _grouped(bills.annotate(year=ExtractYear("period"), month=ExtractMonth("period")), path)
    inner = path if path == "month" else f"bill__{path}"
    money = money.annotate(
        year=ExtractYear("bill__period"),
        month=ExtractMonth("bill__period"),
        taken=ExtractYear("day"),
    ).filter(taken__lte=F("year"))
    got = money.order_by().values_list(inner, "year").annotate(sum=Sum("fen"))
    received = {(name, year): fen for name, year, fen in got}
    names = sorted({name for name, _ in asked}, key=str)
    rows = [
        RateRow(
            f"{name:02d}" if isinstance(name, int) else str(name),
            tuple(_sums(asked.get((name, year)), received.get((name, year), 0)) for year in span),
        )
        for name in names
    ]
    return [*rows, RateRow("", _total(rows, len(span)))] if len(rows) > 1 else rows


def _grouped(bills: Any, path: str) -> dict[tuple[Any, int], tuple[int, int]]:
    rows = bills.order_by().values_list(path, "year")
    return {
        (name, year): (asked, off)
        for name, year, asked, off in rows.annotate(asked=Sum("fen"), off=Sum("waived"))
    }


def _sums(pair: tuple[int, int] | None, received: int) -> Sums:
    asked, off = pair or (0, 0)
    return Sums(asked, received, off)


def _total(rows: Iterable[RateRow], years: int) -> tuple[Sums, ...]:
    whole = list(rows)
    return tuple(
        Sums(
            sum(row.years[n].asked for row in whole),
            sum(row.years[n].received for row in whole),
            sum(row.years[n].waived for row in whole),
        )
        for n in range(years)
    )


@dataclass(frozen=True)
class Arrears:
    """清欠: what was owed from earlier years when the year began, and what of it came in."""

    owed: int
    received: int

    @property
    def rate(self) -> str:
        return rate_text(self.received, self.owed)


def cleared(street_id: UUID, compounds: Collection[UUID] | None, year: int) -> Arrears:
    """清欠率 of a year; three statements."""
    first = date(year, 1, 1)
    old = standing(street_id).filter(period__lt=first)
    money = Allocation.objects.of(street_id).filter(ALLOCATED, bill__period__lt=first)
    if compounds is not None:
        old = old.filter(run__compound_id__in=list(compounds))
        money = money.filter(bill__run__compound_id__in=list(compounds))
    asked = old.aggregate(fen=Sum(F("fen") - F("waived")))["fen"] or 0
    before = money.filter(day__lt=first).aggregate(fen=Sum("fen"))["fen"] or 0
    within = money.filter(day__gte=first, day__lte=date(year, 12, 31)).aggregate(fen=Sum("fen"))
    return Arrears(asked - before, within["fen"] or 0)


@dataclass(frozen=True)
class AgeBand:
    """What is owed of one age."""

    code: str
    word: str
    fen: int
    homes: int


def ages(compound: Compound, today: date) -> list[AgeBand]:
    """What a compound is owed past its day, by age; one statement over months."""
    rows = _late(compound, today).order_by().values_list("period", "unit_id")
    fen: dict[str, int] = {}
    homes: dict[str, set[UUID]] = {}
    for period, unit, owed in rows.annotate(sum=Sum(OWED)):
        code = age_of(period, today)
        fen[code] = fen.get(code, 0) + owed
        homes.setdefault(code, set()).add(unit)
    return [AgeBand(c, word, fen.get(c, 0), len(homes.get(c, ()))) for c, _, word in AGES]


def _late(compound: Compound, today: date) -> Any:
    return standing(compound.street_id).filter(
        run__compound_id=compound.pk, due_on__lt=today, fen__gt=F("paid") + F("waived")
    )


def owing_homes(compound: Compound, today: date) -> Any:
    """Homes with bills past their day: what they owe, since when, for how many months, what was said."""
    late = (
        Bill.objects.filter(
            street_id=OuterRef("street_id"), unit_id=OuterRef("pk"), voided_on__isnull=True,
            run__state=BillRun.State.PUBLISHED, run__street_id=OuterRef("street_id"),
            due_on__lt=today, fen__gt=F("paid") + F("waived"),
        )
        .order_by()
        .values("unit_id")
    )  # fmt: skip
    told = Reminder.objects.filter(
        street_id=OuterRef("street_id"), unit_id=OuterRef("pk")
    ).order_by("-day", "-id")
    rows = (
        Unit.objects.of(compound.street_id)
        .filter(compound=compound)
        .annotate(
            owed=Coalesce(
                Subquery(late.annotate(n=Sum(OWED)).values("n"), output_field=BigIntegerField()), 0
            ),
            since=Subquery(late.annotate(n=Min("period")).values("n")),
            months=Coalesce(
                Subquery(
                    late.annotate(n=Count("period", distinct=True)).values("n"),
                    output_field=IntegerField(),
                ),
                0,
            ),
            last_step=Subquery(told.values("step")[:1]),
            last_reason=Subquery(told.values("reason")[:1]),
            last_told=Subquery(
                told.order_by().values("unit_id").annotate(n=Max("day")).values("n")
            ),
        )
    )
    return rows.filter(owed__gt=0).order_by("-owed", "order", "label")


def reasons(compound: Compound, today: date) -> list[tuple[str, int]]:
    """Why homes that owe have not paid, as they last said: word and how many; small sums of homes."""
    words = dict(Reminder.Reason.choices)
    counts: dict[str, int] = {}
    rows = owing_homes(compound, today).order_by().values_list("last_reason", flat=True)
    for reason in rows:
        word = str(words.get(reason or "", ""))
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])
