"""A period is published with its paper; an owner asks and is answered, before everybody."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.revenue.actions.common import held, say
from mulin.deliver.revenue.documents import statement_sheet
from mulin.deliver.revenue.events import (
    BooksQuestionAnswered,
    BooksQuestioned,
    RevenueStatementPublished,
)
from mulin.deliver.revenue.models import BooksQuestion, Statement
from mulin.deliver.revenue.permissions import HIDDEN, may_answer, may_ask, may_publish
from mulin.deliver.revenue.queries.flow import Flow, flow_of, packed
from mulin.deliver.revenue.queries.telling import (
    Checks,
    checks_of,
    closed_through,
    rhythm_at,
    version_next,
)
from mulin.deliver.revenue.readers import SHEET
from mulin.ground.estate.models import Unit
from mulin.ground.ledger.models import Books
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.ground.record.queries import newest_head
from mulin.ground.streets.actions import draw_number
from mulin.ground.texts.printing import as_pdf
from mulin.kit import money
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import line, refuse, words
from mulin.kit.words import said
from mulin.law.common_income import ANSWER_WITHIN, Span

NUMBERS = "GS"
"""Statements are numbered GS-2026-0001: 公示."""
PURPOSE = "revenue_statement"
ASKED_A_DAY = 5
"""Questions that one person may put in a day."""


def publish_period(
    books: Books, first: date, note: str, *, once: UUID, by: Actor, now: datetime
) -> Statement:
    """Publish the period that holds ``first``: over, its months closed, its sums adding up.

    Where the fund's share is not reached, the note says why. A second version says what changed.
    """
    today = day_of(now)
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_publish(by, fresh))
        known: Statement | None = Statement.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        span = rhythm_at(fresh, today).period(first)
        _ripe(fresh, span, today)
        flow = flow_of(fresh, span.first, span.last)
        checks = checks_of(fresh, flow, today)
        version = version_next(fresh, span)
        plain = _worded(note, checks, version)
        row = Statement(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, today.year),
            books=fresh,
            first=span.first,
            last=span.last,
            version=version,
            figures=_figures(flow, checks),
            words=plain,
            published_on=today,
            published_by=(by.post or by.name)[:80],
        )
        row.notice_id = _notice(fresh, row, flow, by=by, now=now).pk
        row.save(force_insert=True)
        say(_told(fresh, row, flow), fresh, row.pk, by=by, now=now)
        return row


def _ripe(books: Books, span: Span, today: date) -> None:
    if span.last >= today:
        refuse(said("这一期还没有过完。"), said("请在 {day} 以后公示。", day=span.last))
    if span.last < books.opened_on:
        refuse(said("账套启用以前没有账。"), said("请选 {day} 以后的一期。", day=books.opened_on))
    if not closed_through(books, span.last):
        refuse(
            said("这一期的账还没有结完。"),
            said(
                "请在账簿里把 {month} 及以前的月份结账，公示以后数字不再变。",
                month=f"{span.last:%Y-%m}",
            ),
        )


def _worded(note: str, checks: Checks, version: int) -> str:
    plain = " ".join(note.split())
    if not checks.fund.met and not plain:
        refuse(
            said(
                "补充维修资金 {moved} 元，没有达到 {bound}（应为 {needed} 元）。",
                moved=money.digits(checks.fund.moved),
                bound=checks.fund.share.bound if checks.fund.share else "",
                needed=money.digits(checks.fund.needed),
            ),
            said("请先补充，或者在说明里写明原因，一并公示。"),
        )
    if version > 1 and not plain:
        refuse(said("这一期已经公示过。"), said("更正的，请在说明里写明改了什么。"))
    return line(plain, 500, said("说明")) if plain else ""


def _figures(flow: Flow, checks: Checks) -> dict[str, object]:
    fund = checks.fund
    return {
        **packed(flow),
        "bank_gap": checks.bank_gap,
        "fund_needed": fund.needed,
        "fund_bound": fund.share.bound if fund.share else "",
        "fund_source": str(fund.source),
    }


def _notice(books: Books, row: Statement, flow: Flow, *, by: Actor, now: datetime) -> PublicNotice:
    """The sheet, and the notice it hangs as; it hangs until the next period is told."""
    today = day_of(now)
    paper = store(
        books.street_id,
        as_pdf(statement_sheet(books, row, flow), today),
        kind=SHEET,
        title=said("{books}收支公示 {number}", books=books.name, number=row.number)[:200],
        klass=Klass.PUBLIC,
        by=by,
        today=today,
        now=now,
    )
    head = newest_head(books.street_id)
    draft = NoticeDraft(
        kind=PublicNotice.Kind.ANNOUNCEMENT,
        purpose=PURPOSE,
        title=said(
            "{books} {first} 至 {last} 收支公示", books=books.name, first=row.first, last=row.last
        )[:160],
        starts_on=today,
        body=_body(row, flow),
        basis=str(rhythm_at(books, today).source)[:120],
        subject_id=row.pk,
        paper_id=paper.pk,
        chain_head=head.hash if head else "",
    )
    if books.compound is None:
        raise Refused(HIDDEN)
    return publish(books.compound, draft)


def _body(row: Statement, flow: Flow) -> str:
    said_so = said(
        "期初结余 {opening} 元，收入 {income} 元，合理成本 {cost} 元，使用 {used} 元，"
        "补充维修资金 {fund} 元，期末结余 {closing} 元。逐笔明细和票据，本小区业主登录后可以查看、提问。",
        opening=money.digits(flow.opening),
        income=money.digits(flow.income),
        cost=money.digits(flow.cost),
        used=money.digits(flow.used),
        fund=money.digits(flow.to_fund),
        closing=money.digits(flow.closing),
    )
    listed = [
        said(
            "{side}：{parts}。",
            side=side,
            parts="，".join(f"{p.name} {money.digits(p.fen)} 元" for p in parts),
        )
        for side, parts in (
            (said("收入"), flow.incomes),
            (said("合理成本"), flow.costs),
            (said("使用"), flow.uses),
        )
        if parts
    ]
    return "\n".join(line for line in (said_so, *listed, row.words) if line)


def _told(books: Books, row: Statement, flow: Flow) -> RevenueStatementPublished:
    return RevenueStatementPublished(
        books.name,
        row.first,
        row.last,
        row.number,
        row.version,
        money.digits(flow.income),
        money.digits(flow.spent),
        money.digits(flow.closing),
        fingerprint(row.figures),
    )


def ask(
    books: Books, text: str, about: str, *, once: UUID, by: Actor, now: datetime
) -> BooksQuestion:
    """An owner asks; everybody will read question and answer, nobody who asked."""
    require(may_ask(by, books))
    typed = words(text, 300, said("问题"))
    if by.person_id is None:
        raise Refused(HIDDEN)
    today = day_of(now)
    with transaction.atomic():
        rows = BooksQuestion.objects.of(by.street_id)
        known: BooksQuestion | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        recent = rows.filter(person_id=by.person_id, asked_at__gte=now - ANSWER_WITHIN / 5)
        if recent.count() >= ASKED_A_DAY:
            refuse(
                said("今天已经提了 {n} 个问题。", n=ASKED_A_DAY),
                said("请明天再提，或者到业主接待时当面问。"),
            )
        row = BooksQuestion(
            id=once,
            street_id=by.street_id,
            books=books,
            text=typed,
            about=" ".join(about.split())[:60],
            person_id=by.person_id,
            home=_home(books, by),
            asked_at=now,
            due_on=today + ANSWER_WITHIN,
        )
        row.save(force_insert=True)
        say(BooksQuestioned(books.name, row.due_on), books, row.pk, by=by, now=now)
        return row


def _home(books: Books, by: Actor) -> str:
    """The building of the asker's home here: enough to know an owner by, not who."""
    rows = Unit.objects.of(by.street_id).filter(pk__in=by.units, compound=books.compound_id)
    unit = rows.select_related("building").first()
    label = str(unit.building) if unit is not None and unit.building else ""
    return said("{building}业主", building=label)[:30]


def answer(question: BooksQuestion, text: str, *, by: Actor, now: datetime) -> BooksQuestion:
    """Answer a question; it may be written anew, what it said stays on record as a fact."""
    typed = words(text, 1000, said("答复"))
    with transaction.atomic():
        books = held(question.books_id, by)
        rows = BooksQuestion.objects.of(by.street_id).select_for_update()
        fresh: BooksQuestion | None = rows.filter(pk=question.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        fresh.books = books
        require(may_answer(by, fresh))
        if fresh.answer == typed:
            return fresh
        fresh.answer, fresh.answered_by, fresh.answered_at = typed, by.post or by.name, now
        fresh.save(update_fields=["answer", "answered_by", "answered_at"])
        say(BooksQuestionAnswered(books.name), books, fresh.pk, by=by, now=now)
        return fresh
