"""A month is closed and, by two people, opened again; a year's result is carried forward."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.ground.ledger.actions.common import held, open_day, say
from mulin.ground.ledger.actions.entering import draft_row
from mulin.ground.ledger.actions.writing import place_or_send
from mulin.ground.ledger.events import MonthClosed, MonthReopened, ReopeningAsked
from mulin.ground.ledger.models import Books, Month, Voucher
from mulin.ground.ledger.permissions import HIDDEN, may_close, may_keep, may_reopen
from mulin.ground.ledger.queries.balances import trial_balance, year_balances
from mulin.ground.ledger.queries.books import (
    closed_until,
    month_to_close,
    next_month,
    rules_of,
    titles_of,
)
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled
from mulin.kit.words import said
from mulin.law.books.voucher import carry_forward


def close_month(books: Books, first: date, *, by: Actor, now: datetime) -> Month:
    """Close the next month: it is over, every voucher is entered, both sides agree."""
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_close(by, fresh))
        rows = Month.objects.of(by.street_id).filter(books=fresh, first=first)
        known: Month | None = rows.first()
        if known is not None and known.closed_on is not None:
            return known
        last = next_month(first) - timedelta(days=1)
        _closable(fresh, first, last, day_of(now))
        balance = trial_balance(fresh, first, last)
        if not balance.agrees:
            raise RuntimeError(f"{fresh.number} {first:%Y-%m}: entries do not balance")
        month = known or Month(street_id=by.street_id, books=fresh, first=first)
        month.closed_on, month.closed_by, month.closer = day_of(now), by.name, by.account_id
        month.why, month.asked_by = "", None
        month.save()
        event = MonthClosed(fresh.number, f"{first:%Y-%m}", money.digits(balance.debit))
        say(event, fresh, fresh.pk, by=by, now=now)
        return month


def _closable(books: Books, first: date, last: date, today: date) -> None:
    due = month_to_close(books)
    if first != due:
        raise Refused(
            Refusal(
                said("结账要一个月接一个月。"),
                said("下一个要结的是 {month}。", month=f"{due:%Y-%m}"),
            )
        )
    if last >= today:
        raise Refused(
            Refusal(
                said("{month} 还没有过完。", month=f"{first:%Y-%m}"),
                said("请在 {day} 以后结账。", day=last),
            )
        )
    rows = Voucher.objects.of(books.street_id).filter(books=books, day__lte=last)
    left = rows.filter(state__in=(Voucher.State.DRAFT, Voucher.State.WAITING)).count()
    if left:
        raise Refused(
            Refusal(
                said("还有 {n} 张凭证没有记账。", n=left), said("请先记账，或者作废草稿，再结账。")
            )
        )


def ask_to_reopen(month: Month, why: str, *, by: Actor, now: datetime) -> Month:
    """Ask for the last closed month to be opened again, and say what is wrong in it."""
    reason = filled(why, 200, said("没有写为什么要反结账。"), said("例如“漏记 9 月电费发票”。"))
    with transaction.atomic():
        books, fresh = _last_closed(month, by)
        require(may_keep(by, books))
        fresh.why, fresh.asked_by = reason, by.account_id
        fresh.save(update_fields=["why", "asked_by"])
        event = ReopeningAsked(books.number, f"{fresh.first:%Y-%m}", reason)
        say(event, books, books.pk, by=by, now=now)
        return fresh


def reopen_month(month: Month, *, by: Actor, now: datetime) -> Month:
    """Open it again: somebody else than who asked."""
    with transaction.atomic():
        books, fresh = _last_closed(month, by)
        if not fresh.why:
            raise Refused(Refusal(said("还没有人申请打开这个月。"), said("请先写明理由申请。")))
        require(may_reopen(by, books, fresh))
        fresh.closed_on, fresh.closed_by, fresh.closer = None, "", None
        fresh.asked_by = None
        fresh.save(update_fields=["closed_on", "closed_by", "closer", "asked_by"])
        event = MonthReopened(books.number, f"{fresh.first:%Y-%m}", fresh.why)
        say(event, books, books.pk, by=by, now=now)
        return fresh


def _last_closed(month: Month, by: Actor) -> tuple[Books, Month]:
    books = held(month.books_id, by)
    rows = Month.objects.of(by.street_id).filter(pk=month.pk, books=books)
    fresh: Month | None = rows.first()
    if fresh is None:
        raise Refused(HIDDEN)
    if fresh.closed_on is None or fresh.first != closed_until(books):
        raise Refused(
            Refusal(said("只有最后一个结了账的月份可以打开。"), said("请从最近的月份开始。"))
        )
    return books, fresh


def carry_year(books: Books, year: int, *, once: UUID, by: Actor, now: datetime) -> Voucher:
    """Take the year's income and expense to nothing and their difference to the funds, on 31 December."""
    last = date(year, 12, 31)
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        known: Voucher | None = Voucher.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        open_day(fresh, last, day_of(now))
        rows = Voucher.objects.of(by.street_id).filter(books=fresh, day__year=year)
        if rows.filter(state__in=(Voucher.State.DRAFT, Voucher.State.WAITING)).exists():
            raise Refused(
                Refusal(said("这一年还有凭证没有记账。"), said("请先记账，再做年终结转。"))
            )
        rules = rules_of(titles_of(fresh), last)
        lines = carry_forward(year_balances(fresh, year), rules, fresh.chart.carried_to)
        if not lines:
            raise Refused(
                Refusal(said("{year} 年没有要结转的收支。", year=year), said("不用再做。"))
            )
        memo = said("{year} 年终结转", year=year)
        voucher = draft_row(fresh, last, memo, lines, by=by, now=now)
        voucher.id, voucher.kind = once, Voucher.Kind.CARRY
        place_or_send(voucher, fresh, by=by, now=now)
        return voucher
