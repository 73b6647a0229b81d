"""The owner's phone: what the home owes, why this amount, paid by QR, the receipt."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.billing.actions.ordering import (
    make_order,
    pay_in_sandbox,
    settle_order,
)
from mulin.deliver.billing.channels.offered import channel_of, channels_of
from mulin.deliver.billing.channels.sandbox import SIGNATURE, message, sign
from mulin.deliver.billing.models import PayOrder
from mulin.deliver.billing.pages.bars import bars_of
from mulin.deliver.billing.permissions import HIDDEN
from mulin.deliver.billing.queries import collected
from mulin.deliver.billing.queries.bills import Month, months_of, open_bills
from mulin.ground.page.trying import once_of, told
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting
from mulin.kit.rights import Role as Roles

WRONG = 100
"""The sandbox's wrong amount is one yuan short."""


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The homes of an owner; with one home, its bills at once."""
    actor = acting(request)
    if not any(grant.role in (Roles.OWNER, Roles.TENANT) for grant in actor.grants):
        raise Refused(HIDDEN)
    homes = collected.own_homes(actor, clock.today())
    if len(homes) == 1:
        return redirect("fees:home", homes[0].pk)
    rows = [(home, sum(bill.left for bill in open_bills(home))) for home in homes]
    return render(request, "billing/phone/mine.html", {"rows": rows})


@require_safe
def home(request: HttpRequest, fee_unit_id: UUID) -> HttpResponse:
    """One home: what is to be paid, how it came about, three years of months, receipts."""
    actor = acting(request)
    unit = collected.own_home(actor, fee_unit_id, clock.today())
    months = months_of(unit)
    chosen = _chosen(request, months)
    owed = list(open_bills(unit))
    before = next((m for m in months if chosen and m.period < chosen.period), None)
    context = {
        "unit": unit,
        "months": months,
        "chosen": chosen,
        "before": before,
        "more": chosen.fen - before.fen if chosen and before else 0,
        "owed": owed,
        "due": sum(bill.left for bill in owed),
        "other": [bill for bill in owed if not chosen or bill.period != chosen.period],
        "prepaid": collected.prepaid_of(unit),
        "payments": collected.payments_of(unit)[:12],
        "channels": channels_of(unit.street),
        "bars": bars_of(months),
        "today": clock.today(),
    }
    return render(request, "billing/phone/home.html", context)


def _chosen(request: HttpRequest, months: list[Month]) -> Month | None:
    """The month asked for, else the latest."""
    asked = request.GET.get("month", "")
    found = next((m for m in months if f"{m.period:%Y-%m}" == asked), None)
    return found or next(iter(months), None)


@require_POST
def pay(request: HttpRequest, fee_unit_id: UUID) -> HttpResponse:
    """Order to pay everything that is owed, or the bills of one month."""
    actor = acting(request)
    unit = collected.own_home(actor, fee_unit_id, clock.today())
    channel = channel_of(unit.street, request.POST.get("channel", ""))
    if channel is None:
        messages.error(request, _("这个支付渠道现在不能用，请到物业前台缴。"))
        return redirect("fees:home", unit.pk)
    rows = open_bills(unit)
    month = request.POST.get("month", "")
    bills = [b.pk for b in rows if not month or f"{b.period:%Y-%m}" == month]
    once = once_of(request)
    made = told(
        request,
        lambda: make_order(unit, bills, channel, once=once, by=actor, now=clock.now()),
        _("订单已生成，请在 15 分钟内支付。"),
    )
    return redirect("fees:order", made.number) if made else redirect("fees:home", unit.pk)


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, pay_number: str) -> HttpResponse:
    """One order: pay it, or ask again where the channel's word has not come."""
    actor, found = _order(request, pay_number)
    channel = channel_of(found.unit.street, found.channel)
    if request.method == "POST" and channel is not None:
        paid = channel.ask(actor.street_id, found.number)
        if paid is None:
            messages.info(request, _("渠道还没有收到这笔钱。付过的，过一会儿再查；不会重复扣。"))
        else:
            settle_order(found.unit.street, channel, paid, now=clock.now())
        return redirect(request.path)
    context = {
        "order": found,
        "unit": found.unit,
        "channel": channel,
        "address": channel.address(found.number) if channel else "",
        "ended": found.state == PayOrder.State.CLOSED or found.expires_at <= clock.now(),
    }
    return render(request, "billing/phone/order.html", context)


@require_http_methods(["GET", "POST"])
def sandbox(request: HttpRequest, pay_number: str) -> HttpResponse:
    """The sandbox's own page: a payment that is nobody's money, and the ways a channel can fail."""
    _actor, found = _order(request, pay_number)
    street = found.unit.street
    channel = channel_of(street, "sandbox")
    if channel is None or found.channel != "sandbox":
        raise Refused(HIDDEN)
    if request.method == "POST":
        way, now = request.POST.get("way", ""), clock.now()
        fen = found.fen - WRONG if way == "wrong" and found.fen > WRONG else found.fen
        body = message(pay_in_sandbox(found, fen, now=now))
        for _again in range({"lost": 0, "twice": 2}.get(way, 1)):
            settle_order(street, channel, channel.read(body, {SIGNATURE: sign(body)}), now=now)
        return redirect("fees:order", found.number)
    return render(request, "billing/phone/sandbox.html", {"order": found, "unit": found.unit})


def _order(request: HttpRequest, number: str) -> tuple[Actor, PayOrder]:
    actor = acting(request)
    found = collected.order_of(actor.street_id, number)
    collected.own_home(actor, found.unit_id, clock.today())
    return actor, found
