"""Orders at a payment channel: made by a phone, settled by the channel's signed word, once.

The word may come twice, late, with another amount, or never: a repeat changes nothing, what is late
is kept as paid ahead, another amount waits for a person, and what never comes is asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.deliver.billing.actions.common import say
from mulin.deliver.billing.actions.taking import Money, held_account, settle
from mulin.deliver.billing.channels.base import Channel, Paid
from mulin.deliver.billing.events import PayOrderClosed, PayOrderMade, PayOrderSettled
from mulin.deliver.billing.models import Payment, PayOrder, SandboxTrade
from mulin.deliver.billing.permissions import HIDDEN, may_keep
from mulin.deliver.billing.queries.bills import open_bills
from mulin.deliver.billing.queries.collected import own_homes
from mulin.deliver.billing.queries.items import fee_books
from mulin.ground.estate.models import Person, Unit
from mulin.ground.streets.actions import draw_number
from mulin.ground.streets.models import Street
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require, system_actor
from mulin.kit.typed import refuse
from mulin.kit.words import said

NUMBERS = "ZF"
"""Orders are numbered ZF-2026-0001: 支付."""
LIVES = timedelta(minutes=15)
ASK_AFTER = timedelta(seconds=20)
State = PayOrder.State


def make_order(
    unit: Unit,
    bills: Collection[UUID],
    channel: Channel,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> PayOrder:
    """An owner orders to pay bills of his home; while one waits for the same bills, it is that one."""
    with transaction.atomic():
        _own(unit, by, day_of(now))
        held_account(unit, by)
        known: PayOrder | None = PayOrder.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        books = fee_books(by.street_id, unit.compound_id)
        rows = list(open_bills(unit).filter(item__books=books, pk__in=list(bills)))
        fen, chosen = sum(bill.left for bill in rows), sorted(bill.pk.hex for bill in rows)
        if not fen:
            refuse(said("这些账单已经缴清了。"), said("不用再付。"))
        waiting = PayOrder.objects.of(by.street_id).filter(
            unit=unit, state=State.WAITING, channel=channel.code, fen=fen, expires_at__gt=now
        )
        same = next((one for one in waiting if one.bills == chosen), None)
        if same is not None:
            return same
        order = _order(unit, fen, chosen, channel, once, by, now)
        order.save(force_insert=True)
        event = PayOrderMade(unit.label, order.number, money.digits(fen), channel.name)
        say(event, None, order.pk, by=by, now=now)
        return order


def _order(
    unit: Unit, fen: int, bills: list[str], channel: Channel, once: UUID, by: Actor, now: datetime
) -> PayOrder:
    return PayOrder(
        id=once,
        street_id=by.street_id,
        unit=unit,
        number=draw_number(by.street_id, NUMBERS, day_of(now).year),
        channel=channel.code,
        fen=fen,
        bills=bills,
        state=State.WAITING,
        person=Person.objects.of(by.street_id).get(pk=by.person_id),
        asked_at=now,
        expires_at=now + LIVES,
    )


def _own(unit: Unit, by: Actor, today: date) -> None:
    if unit.pk not in {home.pk for home in own_homes(by, today)}:
        raise Refused(HIDDEN)


def settle_order(street: Street, channel: Channel, paid: Paid, *, now: datetime) -> PayOrder:
    """The channel says that an order was paid. Said again, it changes nothing."""
    by = system_actor(street.pk, channel.name)
    with transaction.atomic():
        order = _held(street.pk, paid.number, channel.code)
        if order.state in (State.PAID, State.WRONG):
            return order
        order.trade, order.paid_fen = paid.trade, paid.fen
        if paid.fen != order.fen:
            order.state = State.WRONG
            order.save(update_fields=["state", "trade", "paid_fen"])
            words = order.number, order.get_state_display(), money.digits(paid.fen)
            event = PayOrderSettled(*words)
            say(event, None, order.pk, by=by, now=now)
            return order
        order.payment = _taken(order, paid.fen, by, now)
        order.state = State.PAID
        order.save(update_fields=["state", "trade", "paid_fen", "payment"])
        return order


def _taken(order: PayOrder, fen: int, by: Actor, now: datetime) -> Payment:
    """Its money, on the bills that were ordered; what another window took meanwhile is kept ahead."""
    note = f"{order.number} {order.trade}"[:100]
    bills = [UUID(one) for one in order.bills]
    given = Money(fen, Payment.Method.QR, note=note, bills=bills, ahead=True)
    return settle(order.unit, given, once=order.pk, by=by, now=now)


def accept_order(order: PayOrder, *, by: Actor, now: datetime) -> PayOrder:
    """Somebody looked at an amount that differs: the money is taken as it came, the rest is kept ahead."""
    with transaction.atomic():
        fresh = _held(by.street_id, order.number, order.channel)
        require(may_keep(by, fresh.unit.compound_id))
        if fresh.state == State.PAID:
            return fresh
        if fresh.state != State.WRONG or not fresh.paid_fen:
            refuse(said("这个订单没有要核对的金额。"), said("请刷新看看。"))
        fresh.payment = _taken(fresh, fresh.paid_fen or 0, by, now)
        fresh.state = State.PAID
        fresh.save(update_fields=["state", "payment"])
        return fresh


def look_after(street: Street, channel: Channel, *, now: datetime) -> int:
    """Ask for orders whose word did not come; close those that ran out unpaid. How many moved."""
    moved = 0
    rows = PayOrder.objects.of(street).filter(
        state=State.WAITING, channel=channel.code, asked_at__lt=now - ASK_AFTER
    )
    for order in rows.order_by("asked_at")[:200]:
        paid = channel.ask(street.pk, order.number)
        if paid is not None:
            settle_order(street, channel, paid, now=now)
            moved += 1
        elif order.expires_at <= now:
            moved += close_order(street, channel, order, now=now)
    return moved


def close_order(street: Street, channel: Channel, order: PayOrder, *, now: datetime) -> bool:
    """It ran out; money that still comes for it is taken all the same."""
    by = system_actor(street.pk, channel.name)
    with transaction.atomic():
        fresh = _held(street.pk, order.number, channel.code)
        if fresh.state != State.WAITING:
            return False
        fresh.state = State.CLOSED
        fresh.save(update_fields=["state"])
        event = PayOrderClosed(fresh.number)
        say(event, None, fresh.pk, by=by, now=now)
        return True


def _held(street_id: UUID, number: str, code: str) -> PayOrder:
    rows = PayOrder.objects.of(street_id).select_for_update(of=("self",))
    rows = rows.select_related("unit").filter(number=number, channel=code)
    found: PayOrder | None = rows.first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def pay_in_sandbox(order: PayOrder, fen: int, *, now: datetime) -> Paid:
    """The sandbox's own side: somebody paid there. Our books learn of it by its word only."""
    with transaction.atomic():
        known = SandboxTrade.objects.of(order.street_id).filter(number=order.number).first()
        if known is None:
            trade = f"SBX{uuid7().hex}"
            known = SandboxTrade(
                street_id=order.street_id, number=order.number, fen=fen, paid_at=now, trade=trade
            )
            known.save(force_insert=True)
        return Paid(known.number, known.trade, known.fen)
