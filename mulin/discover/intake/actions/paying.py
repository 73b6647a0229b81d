"""Who pays: decided on the ticket; what a resident is to pay himself is his to confirm."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.discover.intake.actions.answering import tell_raiser
from mulin.discover.intake.actions.common import alone, in_state, say, words
from mulin.discover.intake.actions.pausing import start_clock, stop_clock
from mulin.discover.intake.events import QuoteAnswered, TicketPaidBy, TicketQuoted
from mulin.discover.intake.models import UNDONE, Pause, Ticket
from mulin.discover.intake.permissions import is_mine, may_oversee, may_work
from mulin.discover.intake.queries.tickets import pause_now
from mulin.kit import money
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

State, Payer = Ticket.State, Ticket.Payer
MOST_FEN = 100_000_000_00


def decide_payer(
    ticket: Ticket, payer: str, fen: int, why: str, *, by: Actor, now: datetime
) -> Ticket:
    """Fee, public revenue or maintenance fund, and how much; booked there later."""
    reason = words(why, 200, said("没有写依据。"), said("例如“物业合同第十二条，公共部位小修”。"))
    if payer not in Payer.values or payer == Payer.RESIDENT:
        raise Refused(Refusal(said("请选由哪一项出钱。"), said("居民自付的，请用“请居民确认”。")))
    _check(fen, least=0)
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        require(in_state(fresh, *UNDONE, State.DONE, State.REPLIED))
        if pause_now(fresh) is not None and fresh.payer == Payer.RESIDENT:
            start_clock(fresh, now=now)
        fresh.payer, fresh.fen = payer, fen
        fresh.save(update_fields=["payer", "fen"])
        event = TicketPaidBy(fresh.number, Payer(payer).label, money.digits(fen), reason)
        say(event, fresh, by=by, now=now)
        return fresh


def quote(ticket: Ticket, fen: int, why: str, *, by: Actor, now: datetime) -> Ticket:
    """Ask the resident whether he wants it done for this price; the clock stands until he says."""
    reason = words(why, 200, said("没有写收什么钱。"), said("例如“户内换角阀一个，材料和人工”。"))
    _check(fen, least=1)
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_work(by, fresh))
        require(in_state(fresh, State.SENT, State.WORKING))
        if fresh.raiser_id is None and not fresh.caller_masked:
            raise Refused(Refusal(said("没有留名，不能收费。"), said("请由社区定由谁出钱。")))
        fresh.payer, fresh.fen = Payer.RESIDENT, fen
        fresh.save(update_fields=["payer", "fen"])
        stop_clock(fresh, Pause.Kind.PAYMENT, reason, None, now=now)
        text = said(
            "{number}“{title}”要您自付 {money} 元：{why}。同意再修，请在手机上确认，或打电话告诉我们。",
            number=fresh.number,
            title=fresh.title,
            money=money.digits(fen),
            why=reason,
        )
        tell_raiser(fresh, text, f"quote{fresh.round}-{fen}", now=now)
        say(TicketQuoted(fresh.number, money.digits(fen), reason), fresh, by=by, now=now)
        return fresh


def answer_quote(ticket: Ticket, *, agreed: bool, by: Actor, now: datetime) -> Ticket:
    """The resident agrees or not; the office may write down what he said on the telephone."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        if not is_mine(by, fresh):
            require(may_oversee(by, fresh))
        require(in_state(fresh, State.PAUSED))
        lasting = pause_now(fresh)
        if lasting is None or lasting.kind != Pause.Kind.PAYMENT:
            raise Refused(Refusal(said("没有要确认的费用。"), said("请刷新页面。")))
        if not agreed:
            fresh.payer = Payer.UNDECIDED
        start_clock(fresh, now=now)
        fresh.save(update_fields=["payer"])
        word = said("同意") if agreed else said("不同意")
        event = QuoteAnswered(fresh.number, money.digits(fresh.fen), word)
        if not agreed:
            Ticket.objects.of(by.street_id).filter(pk=fresh.pk).update(fen=0)
            fresh.fen = 0
        say(event, fresh, by=by, now=now)
        return fresh


def _check(fen: int, *, least: int) -> None:
    if not least <= fen <= MOST_FEN:
        raise Refused(Refusal(said("金额不对。"), said("请填元，最多两位小数。")))
