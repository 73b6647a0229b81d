"""The fees of compound A: an account set of its property company, a fee by area, who works at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mulin.deliver.billing.actions.items import NewItem, Price, set_item
from mulin.deliver.billing.actions.running import draft_run, publish_run
from mulin.deliver.billing.actions.taking import Money, take
from mulin.deliver.billing.models import Bill, BillRun, FeeAccount, FeeItem, Payment
from mulin.deliver.billing.queries.bills import open_bills, owed_by
from mulin.ground.estate.models import Unit
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.models import Books, Entry
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast

TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@dataclass
class World:
    cast: Cast
    books: Books
    desk: Actor
    officer: Actor
    item: FeeItem
    units: list[Unit] = field(default_factory=list)

    def set(self, name: str, basis: str, price: int = 0, since: date = JAN, **more: Any) -> FeeItem:
        """A fee item beside the first."""
        new = NewItem(
            name, basis, more.pop("title", "4001"), "合同第 12 条", Price(price, since), **more
        )
        return set_item(self.cast.a.compound, new, once=uuid7(), by=self.desk, now=NOW)

    def draft(self, month: date = FEB) -> BillRun:
        return draft_run(self.cast.a.compound, month, once=uuid7(), by=self.desk, now=NOW)

    def bill(self, month: date = FEB) -> BillRun:
        """A month drafted and published."""
        return publish_run(self.draft(month), by=self.desk, now=NOW)

    def of(self, unit: Unit) -> list[Bill]:
        return list(open_bills(unit))

    def pay(self, unit: Unit, fen: int | None = None, method: str = "cash", **more: Any) -> Payment:
        """At the counter: all it owes, or so much."""
        given = Money(owed_by(unit) if fen is None else fen, method, **more)
        return take(unit, given, once=uuid7(), by=self.desk, now=NOW)

    def stands(self, code: str, unit: Unit | None = None) -> int:
        """Debit minus credit under a title, of one home or of all."""
        rows = Entry.objects.of(self.cast.yun).filter(books=self.books, title__code=code)
        rows = rows.filter(unit=unit) if unit else rows
        return sum(row.debit - row.credit for row in rows)

    def agrees(self) -> None:
        """The books say of every home what its bills and its account say; both sides are equal."""
        for unit in self.units:
            assert self.stands("1122", unit) == owed_by(unit), unit.label
            ahead = FeeAccount.objects.of(self.cast.yun).filter(unit=unit).first()
            assert -self.stands("2203", unit) == (ahead.prepaid if ahead else 0), unit.label
        rows = Entry.objects.of(self.cast.yun).filter(books=self.books)
        assert sum(row.debit - row.credit for row in rows) == 0


def made(cast: Cast) -> World:
    officer, desk = cast.actor("street_officer", TODAY), cast.actor("property_manager", TODAY)
    opening = Opening(
        "fees_lump_sum", "云栖苑物业费", cast.company, cast.a.compound, date(2025, 1, 1), 0
    )
    books = open_books(opening, once=uuid7(), by=officer, now=NOW)
    found = World(cast, books, desk, officer, FeeItem(), cast.a.units)
    found.item = found.set("物业费", "area", 28_000, uses=("home",))
    return found


@pytest.fixture
def world(cast: Cast) -> World:
    return made(cast)
