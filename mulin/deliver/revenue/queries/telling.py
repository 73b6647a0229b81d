"""Periods, statements and questions: what was told, what is due to be told, what holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.deliver.revenue.models import BooksQuestion, Statement
from mulin.deliver.revenue.permissions import HIDDEN
from mulin.deliver.revenue.queries.flow import Flow, flow_of
from mulin.deliver.revenue.queries.places import law_at
from mulin.ground.ledger.models import Books
from mulin.ground.ledger.queries.bank import reconciliation
from mulin.ground.ledger.queries.books import month_to_close, next_month, titles_of
from mulin.kit.rights import Refused
from mulin.law.common_income import GRACE, Rhythm, Span, ToFund, rhythm, to_fund


@dataclass(frozen=True)
class Checks:
    """What anybody would hold against a statement: sums, the bank, months, the fund's share."""

    adds_up: bool
    bank_gap: int
    closed: bool
    fund: ToFund


def rhythm_at(books: Books, today: date) -> Rhythm:
    """How often the books are published there."""
    return rhythm(law_at(books), today)


def closed_through(books: Books, last: date) -> bool:
    """Whether every month up to a day is closed: what is told then cannot change."""
    return next_month(last.replace(day=1)) <= month_to_close(books)


def checks_of(books: Books, flow: Flow, today: date) -> Checks:
    """Hold a period against its sums, the bank, the months and the law."""
    banks = [t for t in titles_of(books) if t.bank and t.leaf and t.ended_on is None]
    gap = sum(abs(reconciliation(title, flow.last).gap) for title in banks)
    fund = to_fund(law_at(books), today, flow.net, flow.to_fund)
    return Checks(flow.adds_up, gap, closed_through(books, flow.last), fund)


def statements_of(books: Books) -> QuerySet[Statement]:
    """What was published, newest first."""
    rows: QuerySet[Statement] = Statement.objects.of(books.street_id).filter(books=books)
    return rows.order_by("-last", "-version")


def newest(books: Books) -> list[Statement]:
    """The last version of every period, newest first."""
    found: dict[tuple[date, date], Statement] = {}
    for row in statements_of(books):
        found.setdefault((row.first, row.last), row)
    return list(found.values())


def statement_of(street_id: UUID, statement_id: UUID) -> Statement:
    """One statement with its books; HIDDEN where the street has none."""
    rows = Statement.objects.of(street_id)
    rows = rows.select_related("books__compound", "books__keeper", "books__street")
    found: Statement | None = rows.filter(pk=statement_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def version_next(books: Books, span: Span) -> int:
    """The version that a statement of this period would be."""
    rows = statements_of(books).filter(first=span.first, last=span.last)
    return rows.count() + 1


def told_of(many: Sequence[Books]) -> dict[UUID, set[tuple[date, date]]]:
    """Account set → the periods that were published, in one statement."""
    found: dict[UUID, set[tuple[date, date]]] = {books.pk: set() for books in many}
    if many:
        rows = Statement.objects.of(many[0].street_id).filter(books__in=[b.pk for b in many])
        for books_id, first, last in rows.values_list("books_id", "first", "last"):
            found[books_id].add((first, last))
    return found


def due_to_tell(
    books: Books, today: date, told: set[tuple[date, date]] | None = None
) -> tuple[Span, date] | None:
    """The oldest period of the last year that is over and was not published, and by when it is due."""
    every = rhythm_at(books, today)
    if told is None:
        told = told_of([books])[books.pk]
    span, open_ones = every.before(today), []
    for _n in range(12 // every.months):
        if span.last < books.opened_on or (span.first, span.last) in told:
            break
        open_ones.append(span)
        span = every.before(span.first)
    if not open_ones:
        return None
    oldest = open_ones[-1]
    return oldest, oldest.last + GRACE


def questions_of(books: Books) -> QuerySet[BooksQuestion]:
    """What owners asked, those that wait first."""
    rows: QuerySet[BooksQuestion] = BooksQuestion.objects.of(books.street_id).filter(books=books)
    return rows.order_by("-asked_at")


def question_of(street_id: UUID, question_id: UUID) -> BooksQuestion:
    """One question with its books; HIDDEN where the street has none."""
    rows = BooksQuestion.objects.of(street_id)
    rows = rows.select_related("books__compound", "books__keeper", "books__street")
    found: BooksQuestion | None = rows.filter(pk=question_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def answered(rows: QuerySet[BooksQuestion]) -> QuerySet[BooksQuestion]:
    """Those that anybody reads."""
    return rows.filter(~Q(answer=""))


def flow_now(books: Books, today: date) -> Flow:
    """The running period up to today."""
    span = rhythm_at(books, today).period(today)
    return flow_of(books, span.first, today)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
