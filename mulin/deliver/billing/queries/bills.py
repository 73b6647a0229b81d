"""Bills as they are listed, summed and owed. Drafts count nowhere; voided ones are only shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from mulin.deliver.billing.models import Bill, BillRun, FeeItem, RunItem
from mulin.deliver.billing.permissions import HIDDEN
from mulin.ground.estate.models import Compound, Unit
from mulin.kit.rights import Refused
from mulin.law.fees import month_before

PUBLISHED = Q(run__state=BillRun.State.PUBLISHED)
STANDS = PUBLISHED & Q(voided_on__isnull=True)
OWED = F("fen") - F("paid") - F("waived")


def standing(street_id: UUID) -> Any:
    """Every bill that counts."""
    return Bill.objects.of(street_id).filter(STANDS)


def bills_in(street_id: UUID, compound_id: UUID) -> Any:
    """Every published bill of a compound, the latest month first, homes in the register's order."""
    rows = Bill.objects.of(street_id).filter(PUBLISHED, run__compound_id=compound_id)
    return rows.select_related("unit", "item", "run").annotate(owed=OWED)


def bill_of(street_id: UUID, bill_id: UUID) -> Bill:
    """One published bill; HIDDEN where the street has none."""
    rows = Bill.objects.of(street_id).filter(PUBLISHED)
    found: Bill | None = (
        rows.select_related("unit__compound", "item", "run").filter(pk=bill_id).first()
    )
    if found is None:
        raise Refused(HIDDEN)
    return found


def open_bills(unit: Unit) -> QuerySet[Bill]:
    """What a home still owes, the oldest month first."""
    rows: QuerySet[Bill] = standing(unit.street_id).filter(
        unit=unit, fen__gt=F("paid") + F("waived")
    )
    return rows.select_related("item", "run").order_by("period", "item_id", "id")


def owed_by(unit: Unit) -> int:
    """The sum of it, in fen."""
    return int(open_bills(unit).order_by().aggregate(fen=Sum(OWED))["fen"] or 0)


@dataclass(frozen=True)
class ItemTotal:
    """One item of a run beside the month before, and the homes it passed over."""

    row: RunItem
    before_bills: int
    before_fen: int

    @property
    def more(self) -> int:
        return self.row.fen - self.before_fen

    @property
    def silent(self) -> bool:
        """Nothing was made though something was expected, and nothing stood before: look at it."""
        known = self.row.skipped.get("known", 0)
        return self.row.created == 0 and self.row.expected > known

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return sorted(self.row.skipped.items(), key=lambda pair: -pair[1])


def totals_of(run: BillRun) -> list[ItemTotal]:
    """What a run did, item by item, beside the month before; two statements."""
    rows = RunItem.objects.of(run.street_id).filter(run=run).select_related("item")
    before = standing(run.street_id).filter(
        run__compound_id=run.compound_id, period=month_before(run.period)
    )
    sums = {
        row["item_id"]: row
        for row in before.order_by().values("item_id").annotate(n=Count("pk"), sum=Sum("fen"))
    }
    none = {"n": 0, "sum": 0}
    return [
        ItemTotal(row, sums.get(row.item_id, none)["n"], sums.get(row.item_id, none)["sum"] or 0)
        for row in rows.order_by("id")
    ]


def runs_of(compound: Compound) -> QuerySet[BillRun]:
    """The runs of a compound, the latest month first."""
    rows: QuerySet[BillRun] = BillRun.objects.of(compound.street_id).filter(compound=compound)
    return rows.order_by("-period", "-made_at")


def missed_months(compound: Compound, today: date, back: int = 12) -> list[date]:
    """Months since the first item began for which no run was published, the oldest first."""
    first: date | None = (
        FeeItem.objects.of(compound.street_id)
        .filter(compound=compound)
        .order_by("starts_on")
        .values_list("starts_on", flat=True)
        .first()
    )
    if first is None:
        return []
    done = set(
        BillRun.objects.of(compound.street_id)
        .filter(compound=compound, state=BillRun.State.PUBLISHED)
        .values_list("period", flat=True)
    )
    month, found = today.replace(day=1), []
    for _ in range(back):
        if month < first:
            break
        if month not in done:
            found.append(month)
        month = month_before(month)
    return found[::-1]


@dataclass(frozen=True)
class Month:
    """All bills of a home for one month."""

    period: date
    bills: list[Bill]

    @property
    def standing(self) -> list[Bill]:
        return [bill for bill in self.bills if bill.voided_on is None]

    @property
    def fen(self) -> int:
        return sum(bill.fen for bill in self.standing)

    @property
    def paid(self) -> int:
        return sum(bill.paid for bill in self.standing)

    @property
    def left(self) -> int:
        return sum(bill.left for bill in self.bills)

    @property
    def due_on(self) -> date:
        return max(bill.due_on for bill in self.bills)


def months_of(unit: Unit, limit: int = 36) -> list[Month]:
    """A home's bills by month, the latest first; one statement."""
    rows = Bill.objects.of(unit.street_id).filter(PUBLISHED, unit=unit)
    found: dict[date, list[Bill]] = defaultdict(list)
    for bill in rows.select_related("item", "run").order_by("-period", "item_id", "id"):
        found[bill.period].append(bill)
    return [Month(period, bills) for period, bills in list(found.items())[:limit]]
