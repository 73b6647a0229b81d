"""What public revenue tells the desk: payments to settle, periods to publish, questions to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliver.revenue.models import BooksQuestion, IncomeContract, Spending
from mulin.deliver.revenue.permissions import may_publish, may_settle
from mulin.deliver.revenue.queries.places import books_for
from mulin.deliver.revenue.queries.telling import due_to_tell, told_of
from mulin.ground.ledger.models import Books
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor, Role

SHOWN, PLACES, FEWEST_LETTERS = 20, 5, 3
AHEAD = timedelta(days=14)
ROLES = (Role.COMMITTEE_MEMBER, Role.COMMUNITY_WORKER, Role.PROPERTY_MANAGER)


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """For who works below the street; the street reads the room's list."""
    if not any(grant.role in ROLES for grant in actor.grants):
        return
    mine = books_for(actor).filter(ended_on__isnull=True)
    yield from _to_settle(actor, mine.order_by().values("pk"))
    yield from _to_answer(actor, mine.order_by().values("pk"), today)
    some = list(mine[:PLACES])
    told = told_of(some)
    for books in some:
        yield from _to_publish(actor, books, told[books.pk], today)


def _to_settle(actor: Actor, mine: object) -> Iterable[Task]:
    rows = Spending.objects.of(actor.street_id).filter(books__in=mine, state="waiting")
    for row in rows.select_related("books__compound", "books__keeper").order_by("id")[:SHOWN]:
        if may_settle(actor, row) is None:
            words = _("复核支出：%(what)s") % {"what": row.what}
            yield Task(words, reverse("revenue:spending", args=[row.pk]), note=row.number)


def _to_answer(actor: Actor, mine: object, today: date) -> Iterable[Task]:
    rows = BooksQuestion.objects.of(actor.street_id).filter(books__in=mine, answer="")
    for row in rows.order_by("due_on", "id")[:SHOWN]:
        state = "late" if row.due_on < today else "soon"
        words = _("答复业主：%(text)s") % {"text": row.text[:40]}
        yield Task(words, reverse("revenue:question", args=[row.pk]), row.due_on, state)


def _to_publish(
    actor: Actor, books: Books, told: set[tuple[date, date]], today: date
) -> Iterable[Task]:
    if may_publish(actor, books) is not None:
        return
    due = due_to_tell(books, today, told)
    if due is not None:
        state = "late" if due[1] < today else "soon" if due[1] - AHEAD <= today else "now"
        words = _("公示收支：%(name)s") % {"name": books.name}
        yield Task(words, reverse("revenue:publish", args=[books.pk]), due[1], state)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Contracts and payments by number."""
    plain = words.strip().upper()
    if len(plain) < FEWEST_LETTERS or plain[:2] not in ("SY", "ZC"):
        return
    mine = books_for(actor).order_by().values("pk")
    hit = Q(books__in=mine, number__istartswith=plain)
    for one in IncomeContract.objects.of(actor.street_id).filter(hit).order_by("number")[:SHOWN]:
        url = reverse("revenue:contract", args=[one.pk])
        yield Hit(_("收益合同"), one.number, url, one.what)
    for row in Spending.objects.of(actor.street_id).filter(hit).order_by("number")[:SHOWN]:
        yield Hit(_("支出"), row.number, reverse("revenue:spending", args=[row.pk]), row.what)
