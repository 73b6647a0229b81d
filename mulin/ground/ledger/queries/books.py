"""Which account sets somebody sees, their titles as rules, which months are closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.ground.ledger.models import Books, Month, Title
from mulin.ground.ledger.permissions import HIDDEN, committee_of, kept_by, reach
from mulin.kit.rights import Actor, Refused
from mulin.law.books.catalogue import all_charts
from mulin.law.books.chart import Nature
from mulin.law.books.voucher import Rules

BESIDE = ("compound", "keeper")


def visible(actor: Actor) -> QuerySet[Books]:
    """Every account set that the actor may see, as ``may_see`` judges one."""
    rows: QuerySet[Books] = Books.objects.of(actor.street_id).select_related(*BESIDE)
    places = reach(actor)
    if places is None:
        return rows
    owners = [chart.code for chart in all_charts().values() if chart.owners]
    return rows.filter(
        Q(compound__in=places)
        | Q(keeper__in=kept_by(actor))
        | Q(compound__in=committee_of(actor), kind__in=owners)
    )


def books_of(street_id: UUID, books_id: UUID) -> Books:
    """One account set with its keeper and place; HIDDEN where the street has none."""
    rows = Books.objects.of(street_id).select_related(*BESIDE)
    found: Books | None = rows.filter(pk=books_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def titles_of(books: Books) -> list[Title]:
    """Its titles in the order of their codes."""
    return list(Title.objects.of(books.street_id).filter(books=books).order_by("code"))


def rules_of(titles: list[Title], day: date) -> Rules:
    """What the titles ask of a line entered on a day."""
    leaves = [title for title in titles if title.leaf]
    return Rules(
        takes={title.code: Nature(title.nature) for title in leaves},
        by_unit=frozenset(title.code for title in leaves if title.by_unit),
        ended=frozenset(t.code for t in leaves if t.ended_on is not None and t.ended_on <= day),
    )


def closed_until(books: Books) -> date | None:
    """The first day of the last closed month; months close one after another."""
    rows = Month.objects.of(books.street_id).filter(books=books, closed_on__isnull=False)
    last: date | None = rows.order_by("-first").values_list("first", flat=True).first()
    return last


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_to_close(books: Books) -> date:
    """The first day of the month that closes next."""
    last = closed_until(books)
    return next_month(last) if last is not None else books.opened_on.replace(day=1)
