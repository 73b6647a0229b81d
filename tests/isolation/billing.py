"""Fees of compound A: an item, a run, a bill, money taken and ordered for a home of it."""

from __future__ import annotations

from datetime import date, timedelta

from mulin.deliver.billing.models import (
    Bill,
    BillRun,
    FeeItem,
    HomeTerm,
    Payment,
    PayOrder,
    Waiver,
)
from mulin.ground.ledger.models import Books
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept

MONTH = date(2026, 2, 1)


def fee_books(cast: Cast) -> Books:
    """Kept by the property company of compound A."""
    found: Books = kept(
        Books(
            id=stable_id("fee books"),
            street=cast.yun,
            number="ZT-2025-0009",
            kind="fees_lump_sum",
            name="云栖苑物业费",
            compound=cast.a.compound,
            keeper=cast.company,
            opened_on=date(2025, 1, 1),
        )
    )
    return found


def item(cast: Cast) -> FeeItem:
    found: FeeItem = kept(
        FeeItem(
            id=stable_id("fee item"),
            street=cast.yun,
            compound=cast.a.compound,
            books=fee_books(cast),
            title_code="4001",
            name="云栖苑物业费",
            basis="area",
            agreed="云栖苑物业服务合同",
            starts_on=date(2026, 1, 1),
        )
    )
    return found


def term(cast: Cast) -> HomeTerm:
    found: HomeTerm = kept(
        HomeTerm(
            id=stable_id("fee term"),
            street=cast.yun,
            item=item(cast),
            unit=cast.a.units[1],
            kind="vacant",
            note="云栖苑空置",
            since=MONTH,
        )
    )
    return found


def run(cast: Cast) -> BillRun:
    found: BillRun = kept(
        BillRun(
            id=stable_id("bill run"),
            street=cast.yun,
            compound=cast.a.compound,
            number="CZ-2026-0099",
            period=MONTH,
            state=BillRun.State.PUBLISHED,
            bills=1,
            fen=25_376,
            made_by="云栖苑前台",
            made_at=AT,
            published_on=date(2026, 2, 3),
        )
    )
    return found


def bill(cast: Cast) -> Bill:
    """Of the owner's own home."""
    found: Bill = kept(
        Bill(
            id=stable_id("bill"),
            street=cast.yun,
            run=run(cast),
            item=item(cast),
            unit=cast.a.units[0],
            period=MONTH,
            due_on=date(2026, 2, 28),
            payer="owner",
            measure=9063,
            price=28_000,
            percent=100,
            words="云栖苑",
            fen=25_376,
        )
    )
    return found


def payment(cast: Cast) -> Payment:
    found: Payment = kept(
        Payment(
            id=stable_id("fee payment"),
            street=cast.yun,
            unit=cast.a.units[0],
            compound=cast.a.compound,
            books=fee_books(cast),
            number="SJ-2026-0099",
            kind="taken",
            method="cash",
            fen=100,
            ahead=100,
            day=MONTH,
            at=AT,
            payer="云栖苑业主",
            teller_name="云栖苑前台",
        )
    )
    return found


def order(cast: Cast) -> PayOrder:
    bill(cast)
    found: PayOrder = kept(
        PayOrder(
            id=stable_id("pay order"),
            street=cast.yun,
            unit=cast.a.units[0],
            number="ZF-2026-0099",
            channel="sandbox",
            fen=25_376,
            bills=[bill(cast).pk.hex],
            state="waiting",
            asked_at=AT,
            expires_at=AT + timedelta(minutes=15),
        )
    )
    return found


def waiver(cast: Cast) -> Waiver:
    found: Waiver = kept(
        Waiver(
            id=stable_id("waiver"),
            street=cast.yun,
            bill=bill(cast),
            fen=100,
            why="云栖苑协商",
            state="asked",
            asked_by="云栖苑前台",
            asked_at=AT,
        )
    )
    return found


EXAMPLES: Examples = {
    "fee_compound_id": lambda cast: cast.a.compound.pk,
    "fee_item_id": lambda cast: item(cast).pk,
    "fee_term_id": lambda cast: term(cast).pk,
    "bill_run_id": lambda cast: run(cast).pk,
    "bill_id": lambda cast: bill(cast).pk,
    "fee_unit_id": lambda cast: bill(cast).unit_id,
    "fee_step": lambda cast: "kind",
    "fee_payment_id": lambda cast: payment(cast).pk,
    "pay_number": lambda cast: order(cast).number,
    "pay_channel": lambda cast: "sandbox",
    "fee_waiver_id": lambda cast: waiver(cast).pk,
}
PUBLIC: Public = {
    "billing:callback": "a payment channel has no account; nothing is believed without its signature"
}
