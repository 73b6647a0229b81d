"""Money leaves: proposed with what it rests on, settled by a second person, booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from mulin.deliver.revenue.actions.common import File, held, keep, say
from mulin.deliver.revenue.events import SpendingPaid, SpendingProposed, SpendingRefused
from mulin.deliver.revenue.models import RevenuePaper, Spending, UseAuthority
from mulin.deliver.revenue.permissions import HIDDEN, may_keep, may_settle
from mulin.deliver.revenue.queries.places import bank_under, fund_beside, law_at
from mulin.ground.ledger.actions.entering import Booking, book
from mulin.ground.ledger.models import Books, Title
from mulin.ground.ledger.queries.balances import trial_balance
from mulin.ground.ledger.queries.books import titles_of
from mulin.ground.streets.actions import draw_number
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import line, refuse
from mulin.kit.words import said
from mulin.law.books.chart import Nature
from mulin.law.books.voucher import Line
from mulin.law.common_income import COSTS, TO_FUND, to_fund

NUMBERS = "ZC"
"""Payments are numbered ZC-2026-0001: 支出."""
Kind = Spending.Kind
State = Spending.State


@dataclass(frozen=True)
class Wanted:
    """What is to be paid, to whom, under which title, by what."""

    title: str
    what: str
    payee: str
    fen: int
    authority: UUID | None = None


def propose(
    books: Books, wanted: Wanted, papers: Sequence[File], *, once: UUID, by: Actor, now: datetime
) -> Spending:
    """Ask for a payment. A cost brings its bill; a use rests on what the owners decided.

    What goes to the maintenance fund may rest on the law alone.
    """
    today = day_of(now)
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        known: Spending | None = Spending.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        title = _title(fresh, wanted.title)
        kind = _kind_of(title)
        plain = _judged(wanted, kind, papers)
        authority = _standing(fresh, plain, title, kind, today)
        row = Spending(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, today.year),
            books=fresh,
            kind=kind,
            title_code=title.code,
            title_name=title.name,
            what=plain.what,
            payee=plain.payee,
            fen=plain.fen,
            authority=authority,
            proposed_on=today,
            proposed_by=by.name,
            proposer=by.account_id,
        )
        row.save(force_insert=True)
        keep(fresh, row.pk, papers, by=by, now=now)
        fen = money.digits(row.fen)
        event = SpendingProposed(row.number, row.what, fen, row.payee, basis_of(row))
        say(event, fresh, row.pk, by=by, now=now)
        return row


def basis_of(row: Spending) -> str:
    """What a payment rests on, in words."""
    if row.authority is not None:
        return str(row.authority)
    if row.kind == Kind.TRANSFER:
        return str(to_fund(law_at(row.books), row.proposed_on, 0, 0).source)
    return said("合理成本，凭票据")


def _title(books: Books, code: str) -> Title:
    found = next((title for title in titles_of(books) if title.code == code), None)
    if found is None or not found.leaf or found.ended_on is not None:
        refuse(said("没有选支出科目。"), said("请在列出的科目里选一个。"))
    if found.nature != Nature.EXPENSE and not code.startswith(TO_FUND):
        refuse(said("“{title}”不是支出科目。", title=found.name), said("请在列出的科目里选一个。"))
    return found


def _kind_of(title: Title) -> str:
    if title.code.startswith(TO_FUND):
        return Kind.TRANSFER.value
    return Kind.COST.value if title.code.startswith(COSTS) else Kind.USE.value


def _judged(wanted: Wanted, kind: str, papers: Sequence[File]) -> Wanted:
    if wanted.fen <= 0:
        refuse(said("金额应大于零。"), said("请按票据填写。"))
    if kind != Kind.TRANSFER and not papers:
        refuse(
            said("没有附票据。"),
            said("成本和使用都要有发票、收据或合同；成本合理由经办方证明。"),
        )
    return replace(
        wanted,
        what=line(wanted.what, 100, said("用在哪里")),
        payee=line(wanted.payee, 80, said("付给谁")),
    )


def _standing(
    books: Books, wanted: Wanted, title: Title, kind: str, today: date
) -> UseAuthority | None:
    """What the use rests on, judged today; None where none is needed. Raises Refused."""
    if wanted.authority is None:
        if kind == Kind.USE:
            refuse(
                said("使用公共收益要有依据。"),
                said("请先登记业主表决、以前的决定或者授权，再选它。"),
            )
        return None
    rows = UseAuthority.objects.of(books.street_id)
    found: UseAuthority | None = rows.filter(pk=wanted.authority, books=books).first()
    if found is None:
        raise Refused(HIDDEN)
    over = found.ended_on is not None or (found.valid_to is not None and found.valid_to < today)
    if over or found.valid_from > today:
        refuse(said("这个依据今天不在有效期内。"), said("请另选，或者重新提交表决。"))
    if not any(title.code.startswith(code) for code in found.titles):
        refuse(
            said("“{decision}”没有包括“{title}”。", decision=found.decision, title=title.name),
            said("请选包括这一项的依据，或者提交业主表决。"),
        )
    left = left_of(found)
    if left is not None and wanted.fen > left:
        refuse(
            said("超过了决定的总额：还剩 {left} 元。", left=money.digits(left)),
            said("超出的部分要另行表决。"),
        )
    return found


def left_of(authority: UseAuthority) -> int | None:
    """What may still be spent by it; None where no limit was decided. Waiting ones count."""
    if authority.cap is None:
        return None
    rows = Spending.objects.of(authority.street_id).filter(authority=authority)
    used = rows.exclude(state=State.REFUSED).aggregate(sum=Sum("fen"))["sum"] or 0
    return authority.cap - used


def settle(row: Spending, paid_on: date, *, by: Actor, now: datetime) -> Spending:
    """Agree and book it: two people from the limit on, never more than the bank holds."""
    with transaction.atomic():
        books, fresh = _held(row, by)
        require(may_settle(by, fresh))
        if fresh.state == State.PAID:
            return fresh
        _waiting(fresh)
        titles = titles_of(books)
        bank = bank_under(books, titles)
        _covered(books, bank, fresh, paid_on)
        lines = (Line(fresh.title_code, debit=fresh.fen), Line(bank.code, credit=fresh.fen))
        memo = f"{fresh.what} {fresh.payee}"[:100]
        papers = RevenuePaper.objects.of(by.street_id).filter(subject_id=fresh.pk)
        kept = tuple(papers.values_list("paper_id", flat=True))
        voucher = book(books.pk, Booking(paid_on, memo, lines, fresh.pk, kept), by=by, now=now)
        if fresh.kind == Kind.TRANSFER:
            _into_fund(books, fresh, paid_on, by=by, now=now)
        fresh.state, fresh.settled_by, fresh.paid_on = State.PAID, by.name, paid_on
        fresh.voucher_id = voucher.pk
        fresh.save(update_fields=["state", "settled_by", "paid_on", "voucher_id"])
        event = SpendingPaid(
            fresh.number, fresh.what, money.digits(fresh.fen), fresh.payee, voucher.word
        )
        say(event, books, fresh.pk, by=by, now=now)
        return fresh


def _covered(books: Books, bank: Title, row: Spending, day: date) -> None:
    balance = trial_balance(books, day, day)
    there = next((one.closing for one in balance.rows if one.title.pk == bank.pk), 0)
    if there < row.fen:
        refuse(
            said("银行存款只有 {there} 元，不够付。", there=money.digits(there)),
            said("请核对付款日期和金额。"),
        )


def _into_fund(books: Books, row: Spending, day: date, *, by: Actor, now: datetime) -> None:
    """The same money arrives in the maintenance fund's books, where they are kept here."""
    fund = fund_beside(books)
    if fund is None:
        return
    titles = titles_of(fund)
    bank = next(t for t in titles if t.bank and t.leaf)
    lines = (Line(bank.code, debit=row.fen), Line("4003", credit=row.fen))
    memo = said("公共收益转入 {number}", number=row.number)
    book(fund.pk, Booking(day, memo, lines, row.pk), by=by, now=now)


def turn_down(row: Spending, why: str, *, by: Actor, now: datetime) -> Spending:
    """Not agreed to; the reason stays."""
    reason = line(why, 200, said("没有同意的理由"), said("例如“缺三家比价”。"))
    with transaction.atomic():
        books, fresh = _held(row, by)
        require(may_settle(by, fresh))
        if fresh.state == State.REFUSED:
            return fresh
        _waiting(fresh)
        fresh.state, fresh.settled_by, fresh.why = State.REFUSED, by.name, reason
        fresh.save(update_fields=["state", "settled_by", "why"])
        say(SpendingRefused(fresh.number, fresh.what, reason), books, fresh.pk, by=by, now=now)
        return fresh


def _waiting(row: Spending) -> None:
    if row.state != State.WAITING:
        refuse(
            said("这笔支出现在是“{state}”。", state=row.get_state_display()),
            said("请刷新页面再看。"),
        )


def _held(row: Spending, by: Actor) -> tuple[Books, Spending]:
    books = held(row.books_id, by)
    rows = Spending.objects.of(by.street_id).select_related("authority")
    fresh: Spending | None = rows.filter(pk=row.pk, books=books).first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.books = books
    return books, fresh
