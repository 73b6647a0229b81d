"""What the screens share: the account set of an address, its tabs, the period asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.ledger.forms import PeriodForm
from mulin.ground.ledger.models import Books, Title
from mulin.ground.ledger.permissions import HIDDEN, may_see
from mulin.ground.ledger.queries.books import books_of, titles_of
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

MARKS = {"draft": "idle", "waiting": "now", "entered": "done"}


@dataclass(frozen=True)
class Shown:
    """From which day to which."""

    first: date
    last: date


def books_here(request: HttpRequest, books_id: UUID) -> tuple[Actor, Books]:
    """Who asks, and the account set, where he may see it."""
    actor = acting(request)
    books = books_of(actor.street_id, books_id)
    require(may_see(actor, books))
    return actor, books


def crumbs(books: Books | None = None, *last: Crumb) -> tuple[Crumb, ...]:
    home = Crumb(_("账簿"), reverse("ledger:list"))
    if books is None:
        return (home, *last)
    return (home, Crumb(books.name, reverse("ledger:books", args=[books.pk])), *last)


def period(request: HttpRequest, books: Books) -> Shown:
    """The days asked for; else the year so far."""
    form = PeriodForm(request.GET)
    form.is_valid()
    typed = getattr(form, "cleaned_data", {})
    last = typed.get("last") or clock.today()
    first = typed.get("first") or max(books.opened_on, date(last.year, 1, 1))
    return Shown(min(first, last), last)


def title_here(books: Books, code: str) -> Title:
    """The title of that code; HIDDEN where the account set has none."""
    found = next((title for title in titles_of(books) if title.code == code), None)
    if found is None:
        raise Refused(HIDDEN)
    return found
