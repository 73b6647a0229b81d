"""An account set of compound A's public revenue, kept by its committee, and who writes in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import Draft, enter_voucher, write_voucher
from mulin.ground.ledger.models import Books, Voucher
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.books.voucher import Line
from tests.cast import Cast

OPENED, TODAY = date(2026, 1, 1), date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LIMIT = 1_000_00


@dataclass
class World:
    cast: Cast
    books: Books
    keeper: Actor
    officer: Actor

    def write(self, day: date, *lines: Line, **more: Any) -> Voucher:
        """A draft of the keeper's."""
        draft = Draft(day, more.pop("memo", "收电梯广告费"), lines, **more)
        return write_voucher(self.books, draft, once=uuid7(), by=self.keeper, now=NOW)

    def enter(self, day: date, *lines: Line, **more: Any) -> Voucher:
        """Written by the keeper, entered by the officer."""
        voucher = self.write(day, *lines, **more)
        return enter_voucher(voucher, by=self.officer, now=NOW)


def lines(fen: int, debit: str = "1002", credit: str = "4002") -> tuple[Line, Line]:
    return Line(debit, debit=fen), Line(credit, credit=fen)


@pytest.fixture
def world(cast: Cast) -> World:
    officer = cast.actor("street_officer", TODAY)
    opening = Opening(
        "public_revenue", "云栖苑公共收益", cast.a.committee, cast.a.compound, OPENED, LIMIT
    )
    books = open_books(opening, once=uuid7(), by=officer, now=NOW)
    return World(cast, books, cast.actor("committee_chair", TODAY), officer)
