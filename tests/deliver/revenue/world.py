"""Compound A's public revenue in a quarter that is over: opened with 10,000 yuan, kept by its committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from PIL import Image

from mulin.decide.assembly.events import PollFinal, PollJudged
from mulin.deliver.revenue.actions.authorities import Ground, note_authority
from mulin.deliver.revenue.actions.contracts import Terms, sign_contract
from mulin.deliver.revenue.actions.spending import Wanted, propose, settle
from mulin.deliver.revenue.models import IncomeContract, Spending, UseAuthority
from mulin.ground.ledger.actions.closing import close_month
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import Draft, enter_voucher, write_voucher
from mulin.ground.ledger.models import Books, Voucher
from mulin.ground.record.actions import record
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.books.voucher import Line
from tests.cast import Cast

OPENED, TODAY = date(2026, 1, 1), date(2026, 4, 10)
NOW = datetime(2026, 4, 10, 1, 30, tzinfo=UTC)


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


BILL = (("发票.png", _png()),)
NUMBER = "BJ-2026-0001"


@dataclass
class World:
    cast: Cast
    books: Books
    keeper: Actor
    officer: Actor
    owner: Actor

    def enter(self, day: date, fen: int, debit: str, credit: str, **more: Any) -> Voucher:
        """A voucher by hand, written by the keeper and entered by the officer."""
        lines = (Line(debit, debit=fen), Line(credit, credit=fen))
        draft = Draft(day, more.pop("memo", "手工凭证"), lines, **more)
        voucher = write_voucher(self.books, draft, once=uuid7(), by=self.keeper, now=NOW)
        return enter_voucher(voucher, by=self.officer, now=NOW)

    def contract(self, **more: Any) -> IncomeContract:
        """Lift advertising: a quarter 3,000 yuan, from January to December."""
        terms: dict[str, Any] = {
            "kind": "advertising",
            "party": "演示传媒",
            "what": "电梯轿厢广告",
            "place": "4 部电梯",
            "fen": 300_000,
            "every": 3,
            "begins_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "decided": "2025 年业主大会决议",
        }
        return sign_contract(
            self.books, Terms(**{**terms, **more}), BILL, once=uuid7(), by=self.keeper, now=NOW
        )

    def vote(self, verdict: str, *, final: bool = True, number: str = NUMBER) -> None:
        """A vote of the compound as its room puts it on record."""
        poll, place = uuid7(), self.cast.a.compound
        with transaction.atomic():
            judged = PollJudged("业主大会会议", verdict, number, place.name, "0", "0", "0")
            facts = [judged, PollFinal("业主大会会议")] if final else [judged]
            for fact in facts:
                record(
                    fact, by=self.officer, at=NOW, on=TODAY, subject_id=poll, compound_id=place.pk
                )

    def authority(self, **more: Any) -> UseAuthority:
        """An earlier decision: repairs of up to 2,000 yuan."""
        ground: dict[str, Any] = {
            "basis": "earlier",
            "reference": "2025 年业主大会决议第 3 项",
            "decision": "公共收益用于共用部位维修",
            "titles": ("5002",),
            "cap": 200_000,
            "valid_from": OPENED,
        }
        papers = more.pop("papers", BILL)
        return note_authority(
            self.books, Ground(**{**ground, **more}), papers, once=uuid7(), by=self.keeper, now=NOW
        )

    def spend(self, title: str, fen: int, authority: UseAuthority | None = None) -> Spending:
        """Proposed by the keeper."""
        wanted = Wanted(title, "门厅灯具", "演示维修队", fen, authority.pk if authority else None)
        return propose(self.books, wanted, BILL, once=uuid7(), by=self.keeper, now=NOW)

    def paid(
        self, title: str, fen: int, day: date, authority: UseAuthority | None = None
    ) -> Spending:
        """Proposed by the keeper, settled by the officer."""
        return settle(self.spend(title, fen, authority), day, by=self.officer, now=NOW)

    def close_quarter(self) -> None:
        """January, February and March are closed."""
        for month in (1, 2, 3):
            close_month(self.books, date(2026, month, 1), by=self.keeper, now=NOW)


@pytest.fixture
def world(cast: Cast) -> World:
    officer = cast.actor("street_officer", TODAY)
    opening = Opening(
        "public_revenue", "云栖苑公共收益", cast.a.committee, cast.a.compound, OPENED, 100_000
    )
    books = open_books(opening, once=uuid7(), by=officer, now=NOW)
    made = World(
        cast, books, cast.actor("committee_chair", TODAY), officer, cast.actor("owner", TODAY)
    )
    made.enter(OPENED, 1_000_000, "1002", "3101", memo="期初", kind=Voucher.Kind.OPENING)
    return made
