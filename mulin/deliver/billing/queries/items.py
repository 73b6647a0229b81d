"""Fee items as they are set and read: of a compound, with the price of today, the books they go to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from mulin.deliver.billing.models import Bill, BillRun, FeeItem, HomeTerm, Tariff
from mulin.deliver.billing.permissions import HIDDEN, reach
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.ledger.models import Books, Title
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said
from mulin.law.fees import price_digits

CHARTS = ("fees_lump_sum", "fees_at_cost", "fees_in_trust")
"""Account sets that hold property fees."""
CASH, BANK, CHANNEL, OWED, AHEAD = "1001", "1002", "1012", "1122", "2203"
"""Titles that all of them share: money by where it lies, what homes owe, what they paid ahead."""
LET_GO = {"fees_lump_sum": "5001", "fees_at_cost": "5009", "fees_in_trust": "5009"}
NO_BOOKS = Refusal(
    said("这个小区还没有启用物业费账套。"), said("请社区或街道先在“账簿”里启用，再设费用项。")
)


@dataclass(frozen=True)
class Shown:
    """An item with its prices of a month, in words."""

    item: FeeItem
    prices: tuple[Tariff, ...]

    @property
    def words(self) -> str:
        """``其余各类 2.80 元``."""
        many = len(self.prices) > 1
        return "，".join(
            f"{p.get_use_display()} {price_digits(p.price)}"
            if many or p.use
            else price_digits(p.price)
            for p in self.prices
        )


def compounds_for(actor: Actor) -> QuerySet[Compound]:
    """Compounds whose fees the actor reads."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    places = reach(actor)
    found: QuerySet[Compound] = rows if places is None else rows.filter(pk__in=places)
    return found.select_related("community")


def compound_of(street_id: UUID, compound_id: UUID) -> Compound:
    """One compound; HIDDEN where the street has none."""
    found: Compound | None = Compound.objects.of(street_id).filter(pk=compound_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def fee_books(street_id: UUID, compound_id: UUID) -> Books:
    """The account set that holds a compound's fees; Refused where none is open."""
    rows = Books.objects.of(street_id).filter(
        compound_id=compound_id, kind__in=CHARTS, ended_on__isnull=True
    )
    found: Books | None = rows.order_by("-opened_on", "-id").first()
    if found is None:
        raise Refused(NO_BOOKS)
    return found


def income_titles(books: Books) -> list[tuple[str, str]]:
    """Income titles of the account set that take lines."""
    rows = Title.objects.of(books.street_id).filter(
        books=books, nature="income", leaf=True, ended_on__isnull=True
    )
    return [(row.code, str(row)) for row in rows.order_by("code")]


def item_of(street_id: UUID, item_id: UUID) -> FeeItem:
    """One item with its compound and books; HIDDEN where the street has none."""
    rows = FeeItem.objects.of(street_id).select_related("compound", "books")
    found: FeeItem | None = rows.filter(pk=item_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def items_of(street_id: UUID, compound_id: UUID, month: date) -> list[Shown]:
    """Every item of a compound that has not ended, with the prices of the month; two statements."""
    items = list(
        FeeItem.objects.of(street_id)
        .filter(compound_id=compound_id)
        .exclude(ended_on__lte=month)
        .select_related("books")
        .order_by("id")
    )
    rows = Tariff.objects.of(street_id).filter(item__in=[one.pk for one in items])
    prices: dict[tuple[UUID, str], Tariff] = {}
    for row in rows.order_by("since"):
        if row.since <= month or (row.item_id, row.use) not in prices:
            prices[row.item_id, row.use] = row
    return [
        Shown(one, tuple(p for (item, _), p in sorted(prices.items()) if item == one.pk))
        for one in items
    ]


def tariffs_of(item: FeeItem) -> QuerySet[Tariff]:
    """Every price an item had, the latest first."""
    rows: QuerySet[Tariff] = Tariff.objects.of(item.street_id).filter(item=item)
    return rows.order_by("-since", "use")


def terms_listed(item: FeeItem) -> QuerySet[HomeTerm]:
    """What differs for single homes, the latest first."""
    rows: QuerySet[HomeTerm] = HomeTerm.objects.of(item.street_id).filter(item=item)
    return rows.select_related("unit").order_by("-since", "-id")


def last_billed(item: FeeItem, unit_id: UUID | None = None, use: str | None = None) -> date | None:
    """The last month for which a bill of it stands: for one home, for one use of homes, for any."""
    rows = Bill.objects.of(item.street_id).filter(item=item, voided_on__isnull=True)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if use:
        rows = rows.filter(unit__use=use)
    last: date | None = rows.aggregate(last=Max("period"))["last"]
    return last


def unit_labelled(compound: Compound, label: str) -> Unit:
    """The home of that number. Refused where the register has none."""
    rows = Unit.objects.of(compound.street_id).filter(
        compound=compound, label=" ".join(label.split()), ended_on__isnull=True
    )
    found: Unit | None = rows.select_related("building", "stairwell").first()
    if found is None:
        raise Refused(
            Refusal(
                said("底册里没有“{label}”这一户。", label=label), said("房号写成 1-1-101 这样。")
            )
        )
    return found


def run_of(street_id: UUID, run_id: UUID) -> BillRun:
    """One run with its compound; HIDDEN where the street has none."""
    rows = BillRun.objects.of(street_id).select_related("compound")
    found: BillRun | None = rows.filter(pk=run_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found
