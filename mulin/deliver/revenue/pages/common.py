"""What the screens share: the account set of an address, its period, its tabs and crumbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliver.revenue.actions.common import File
from mulin.deliver.revenue.permissions import may_see
from mulin.deliver.revenue.queries.flow import Flow
from mulin.deliver.revenue.queries.places import revenue_of
from mulin.deliver.revenue.queries.telling import rhythm_at
from mulin.ground.ledger.models import Books
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, acting, require
from mulin.law.common_income import Rhythm, Span

SPENDING_MARKS = {"waiting": "now", "paid": "done", "refused": "no"}


def books_here(request: HttpRequest, revenue_id: UUID) -> tuple[Actor, Books]:
    """Who asks, and the account set, where he works with it."""
    actor = acting(request)
    books = revenue_of(actor.street_id, revenue_id)
    require(may_see(actor, books))
    return actor, books


def crumbs(books: Books | None = None, *last: Crumb) -> tuple[Crumb, ...]:
    home = Crumb(_("公共收益"), reverse("revenue:list"))
    if books is None:
        return (home, *last)
    return (home, Crumb(books.name, reverse("revenue:home", args=[books.pk])), *last)


def span_asked(request: HttpRequest, books: Books, today: date) -> tuple[Rhythm, Span]:
    """The period that the address names by a day of it; else the one of today."""
    every = rhythm_at(books, today)
    try:
        day = date.fromisoformat(request.GET.get("of", ""))
    except ValueError:
        day = today
    day = min(max(day, books.opened_on), today)
    return every, every.period(day)


def seasons(every: Rhythm, books: Books, today: date, most: int = 5) -> list[Span]:
    """The last periods of the books, the oldest first."""
    found = [every.period(today)]
    while len(found) < most and found[-1].first > books.opened_on:
        found.append(every.before(found[-1].first))
    return found[::-1]


def linking(url: str, flow: Flow) -> Callable[[str], str]:
    """Title code → the lines behind it in this period."""

    def link(code: str) -> str:
        asked = {"title": code, "first": str(flow.first), "last": str(flow.last)}
        return f"{url}?{urlencode(asked)}"

    return link


def in_table(code: str) -> str:
    """Title code → its row in the statement on the same page."""
    return f"#r-{code}" if code else "#r-closing"


def dates_asked(request: HttpRequest, first: date, last: date) -> tuple[date, date]:
    """The days that the address names; else those given."""
    found = []
    for key, known in (("first", first), ("last", last)):
        try:
            found.append(date.fromisoformat(request.GET.get(key, "")))
        except ValueError:
            found.append(known)
    return min(found), max(found)


def files_of(typed: dict[str, Any]) -> tuple[File, ...]:
    """The file of a form as the verbs take it; taken out of what was typed."""
    paper = typed.pop("papers", None)
    return ((paper.name, paper),) if paper is not None else ()
