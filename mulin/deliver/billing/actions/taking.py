"""Taking money at the counter, using what was paid ahead, giving back, voiding a bill.

Whoever moves money of a home holds its account first (:func:`held_account`): so two tellers cannot
both take one bill, and the second is told that it has just been paid.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from mulin.deliver.billing.actions.common import say
from mulin.deliver.billing.events import BillVoided, FeeRefunded, FeeTaken, PrepaidUsed
from mulin.deliver.billing.models import Allocation, Bill, FeeAccount, Payment
from mulin.deliver.billing.permissions import HIDDEN, may_keep
from mulin.deliver.billing.queries.bills import PUBLISHED, open_bills
from mulin.deliver.billing.queries.items import (
    AHEAD,
    BANK,
    CASH,
    CHANNEL,
    LET_GO,
    OWED,
    fee_books,
)
from mulin.ground.estate.models import Unit
from mulin.ground.ledger.actions.entering import Booking, book
from mulin.ground.ledger.models import Books
from mulin.ground.streets.actions import draw_number
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled, refuse
from mulin.kit.words import said
from mulin.law.books.voucher import Line

NUMBERS = "SJ"
"""Receipts are numbered SJ-2026-0001: 收据."""
LARGEST = 10**11
Method, Kind = Payment.Method, Payment.Kind
TITLES = {Method.CASH.value: CASH, Method.TRANSFER.value: BANK, Method.QR.value: CHANNEL}


@dataclass(frozen=True)
class Money:
    """What is handed over. ``bills``: only those, else the oldest first; ``ahead``: keep what is over."""

    fen: int
    method: str
    payer: str = ""
    note: str = ""
    bills: Collection[UUID] | None = None
    ahead: bool = False


def take(unit: Unit, given: Money, *, once: UUID, by: Actor, now: datetime) -> Payment:
    """Take money for a home's bills at the counter; the same ``once`` again gives the receipt back."""
    require(may_keep(by, unit.compound_id))
    if given.method not in TITLES:
        refuse(said("没有选怎么付的。"), said("请选现金、转账或扫码。"))
    with transaction.atomic():
        return settle(unit, given, once=once, by=by, now=now)


def settle(unit: Unit, given: Money, *, once: UUID, by: Actor, now: datetime) -> Payment:
    """The money meets the bills, inside the transaction of whoever took it; one fact."""
    if not 0 < given.fen < LARGEST:
        refuse(said("金额要大于零。"), said("请写成 1234.56 这样。"))
    account = held_account(unit, by)
    known: Payment | None = Payment.objects.of(by.street_id).filter(pk=once).first()
    if known is not None:
        return known
    books = fee_books(by.street_id, unit.compound_id)
    pairs, ahead = _matched(unit, books, given)
    payment = _payment(unit, books, given, Kind.TAKEN, once, by, now)
    payment.ahead = ahead
    payment.save(force_insert=True)
    _allocate(payment, pairs)
    if ahead:
        account.prepaid += ahead
        account.save(update_fields=["prepaid"])
    lines = [Line(TITLES[given.method], debit=given.fen)]
    paid = given.fen - ahead
    lines += [Line(OWED, credit=paid, unit=unit.pk)] if paid else []
    lines += [Line(AHEAD, credit=ahead, unit=unit.pk)] if ahead else []
    _book(payment, lines, by, now)
    words = money.digits(payment.fen), payment.get_method_display(), money.digits(ahead)
    say(FeeTaken(unit.label, payment.number, *words), None, payment.pk, by=by, now=now)
    return payment


def _matched(unit: Unit, books: Books, given: Money) -> tuple[list[tuple[Bill, int]], int]:
    """Which bill gets how much, the oldest first, and what is over."""
    rows = open_bills(unit).filter(item__books=books)
    if given.bills is not None:
        rows = rows.filter(pk__in=given.bills)
    left, pairs = given.fen, []
    for bill in rows:
        part = min(left, bill.left)
        if part:
            pairs.append((bill, part))
            left -= part
    if left and not given.ahead:
        refuse(
            said(
                "这些账单现在只欠 {owed} 元，多出 {over} 元。",
                owed=money.digits(given.fen - left),
                over=money.digits(left),
            ),
            said("可能刚由别的窗口收过：请刷新核对；要存起来抵以后的账，请勾选“多的存入预存”。"),
        )
    return pairs, left


def use_prepaid(unit: Unit, *, once: UUID, by: Actor, now: datetime) -> Payment | None:
    """Pay open bills from what the home has paid ahead; None where there is nothing to pay or use."""
    require(may_keep(by, unit.compound_id))
    with transaction.atomic():
        account = held_account(unit, by)
        known: Payment | None = Payment.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        books = fee_books(by.street_id, unit.compound_id)
        given = Money(account.prepaid, Method.PREPAID, ahead=True)
        pairs, over = _matched(unit, books, given)
        fen = account.prepaid - over
        if not fen:
            return None
        used = Money(fen, Method.PREPAID)
        payment = _payment(unit, books, used, Kind.USED, once, by, now)
        payment.save(force_insert=True)
        _allocate(payment, pairs)
        account.prepaid -= fen
        account.save(update_fields=["prepaid"])
        lines = [Line(AHEAD, debit=fen, unit=unit.pk), Line(OWED, credit=fen, unit=unit.pk)]
        _book(payment, lines, by, now)
        event = PrepaidUsed(unit.label, payment.number, money.digits(fen))
        say(event, None, payment.pk, by=by, now=now)
        return payment


def refund(
    unit: Unit, fen: int, method: str, why: str, *, once: UUID, by: Actor, now: datetime
) -> Payment:
    """Give back of what a home has paid ahead; a paid bill is voided first, which puts it there."""
    require(may_keep(by, unit.compound_id))
    reason = filled(why, 100, said("没有写为什么退。"), said("例如“已售房，退预存”。"))
    if method not in (Method.CASH, Method.TRANSFER):
        refuse(said("没有选怎么退。"), said("请选现金或转账。"))
    with transaction.atomic():
        account = held_account(unit, by)
        known: Payment | None = Payment.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if not 0 < fen <= account.prepaid:
            refuse(
                said("预存只有 {fen} 元。", fen=money.digits(account.prepaid)),
                said("已缴的账单有错，先作废账单，钱会回到预存里，再退。"),
            )
        books = fee_books(by.street_id, unit.compound_id)
        given = Money(fen, method, note=reason)
        payment = _payment(unit, books, given, Kind.REFUND, once, by, now)
        payment.save(force_insert=True)
        account.prepaid -= fen
        account.save(update_fields=["prepaid"])
        lines = [Line(AHEAD, debit=fen, unit=unit.pk), Line(TITLES[method], credit=fen)]
        _book(payment, lines, by, now)
        words = money.digits(fen), payment.get_method_display(), payment.number, reason
        say(FeeRefunded(unit.label, *words), None, payment.pk, by=by, now=now)
        return payment


def void_bill(bill: Bill, why: str, *, by: Actor, now: datetime) -> Bill:
    """A wrong bill counts no more: red in the books; what was paid of it is paid ahead."""
    reason = filled(why, 100, said("没有写为什么作废。"), said("例如“面积登记错误，改后补出”。"))
    with transaction.atomic():
        account = held_account(bill.unit, by)
        rows = Bill.objects.of(by.street_id).filter(PUBLISHED, pk=bill.pk)
        fresh: Bill | None = rows.select_related("item__books", "unit", "run").first()
        if fresh is None:
            raise Refused(HIDDEN)
        require(may_keep(by, fresh.unit.compound_id))
        if fresh.voided_on is not None:
            return fresh
        paid = fresh.paid
        _release(fresh, now)
        fresh.voided_on, fresh.why_voided, fresh.paid = day_of(now), reason, 0
        fresh.save(update_fields=["voided_on", "why_voided", "paid"])
        account.prepaid += paid
        account.save(update_fields=["prepaid"])
        _book_void(fresh, paid, by, now)
        words = f"{fresh.period:%Y-%m}", fresh.item.name, money.digits(fresh.fen), reason
        event = BillVoided(fresh.unit.label, *words)
        say(event, None, fresh.pk, by=by, now=now)
        return fresh


def _release(bill: Bill, now: datetime) -> None:
    """What payments gave to it goes back to them, in negative rows of today."""
    rows = Allocation.objects.of(bill.street_id).filter(bill=bill)
    for row in rows.order_by().values("payment_id").annotate(sum=Sum("fen")):
        if row["sum"]:
            Allocation(
                street_id=bill.street_id,
                payment_id=row["payment_id"],
                bill=bill,
                fen=-row["sum"],
                day=day_of(now),
            ).save(force_insert=True)


def _book_void(bill: Bill, paid: int, by: Actor, now: datetime) -> None:
    """The income in red, what was let go in red, and what was paid moved to what is paid ahead."""
    home, item = bill.unit_id, bill.item
    memo = said("作废 {label} {month} {name}", label=bill.unit.label,
                month=f"{bill.period:%Y-%m}", name=item.name)  # fmt: skip
    day = day_of(now)
    red = [Line(OWED, debit=-bill.fen, unit=home), Line(item.title_code, credit=-bill.fen)]
    if bill.waived:
        let_go = LET_GO[item.books.kind]
        red += [Line(let_go, debit=-bill.waived), Line(OWED, credit=-bill.waived, unit=home)]
    book(item.books_id, Booking(day, memo, tuple(red), bill.pk, red=True), by=by, now=now)
    if paid:
        moved = (Line(OWED, debit=paid, unit=home), Line(AHEAD, credit=paid, unit=home))
        book(item.books_id, Booking(day, memo, moved, uuid7()), by=by, now=now)


def held_account(unit: Unit, by: Actor) -> FeeAccount:
    """The home's account, held until the verb ends: its bills and what it paid ahead are ours alone."""
    if unit.street_id != by.street_id:
        raise Refused(HIDDEN)
    FeeAccount.objects.bulk_create(
        [FeeAccount(street_id=by.street_id, unit=unit)], ignore_conflicts=True
    )
    rows = FeeAccount.objects.of(by.street_id).select_for_update(of=("self",))
    found: FeeAccount = rows.get(unit=unit)
    return found


def _payment(
    unit: Unit, books: Books, given: Money, kind: str, once: UUID, by: Actor, now: datetime
) -> Payment:
    return Payment(
        id=once,
        street_id=by.street_id,
        unit=unit,
        compound_id=unit.compound_id,
        books=books,
        number=draw_number(by.street_id, NUMBERS, day_of(now).year),
        kind=kind,
        method=given.method,
        fen=given.fen,
        day=day_of(now),
        at=now,
        payer=" ".join(given.payer.split())[:80],
        note=" ".join(given.note.split())[:100],
        teller=by.account_id,
        teller_name=by.name,
    )


def _allocate(payment: Payment, pairs: list[tuple[Bill, int]]) -> None:
    street = payment.street_id
    for bill, part in pairs:
        Bill.objects.of(street).filter(pk=bill.pk).update(paid=F("paid") + part)
    Allocation.objects.bulk_create(
        [
            Allocation(street_id=street, payment=payment, bill=bill, fen=part, day=payment.day)
            for bill, part in pairs
        ]
    )


def _book(payment: Payment, lines: list[Line], by: Actor, now: datetime) -> None:
    memo = said("{label} {kind} {number}", label=payment.unit.label,
                kind=payment.get_kind_display(), number=payment.number)  # fmt: skip
    booking = Booking(payment.day, memo, tuple(lines), payment.pk)
    book(payment.books_id, booking, by=by, now=now)
