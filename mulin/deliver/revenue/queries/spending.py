"""Uses and what they rest on, with their papers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from mulin.deliver.revenue.models import RevenuePaper, Spending, UseAuthority
from mulin.deliver.revenue.permissions import HIDDEN
from mulin.ground.ledger.models import Books, Title
from mulin.ground.ledger.queries.books import titles_of
from mulin.ground.papers.models import Paper
from mulin.kit.rights import Refused
from mulin.law.books.chart import Nature
from mulin.law.common_income import TO_FUND

BESIDE = ("books__compound", "books__keeper", "books__street")


def spendings_of(books: Books) -> QuerySet[Spending]:
    """Payments of an account set, newest first."""
    rows: QuerySet[Spending] = Spending.objects.of(books.street_id).filter(books=books)
    return rows.select_related("authority").order_by("-proposed_on", "-id")


def spending_of(street_id: UUID, spending_id: UUID) -> Spending:
    """One payment with its books and what it rests on; HIDDEN where the street has none."""
    rows = Spending.objects.of(street_id).select_related(*BESIDE, "authority")
    found: Spending | None = rows.filter(pk=spending_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def behind(street_id: UUID, voucher_ids: Iterable[UUID]) -> dict[UUID, Spending]:
    """Voucher → the payment it books, with what that rests on: who agreed."""
    rows = Spending.objects.of(street_id).filter(voucher_id__in=list(voucher_ids))
    return {row.voucher_id: row for row in rows.select_related("authority") if row.voucher_id}


def authorities_of(books: Books) -> QuerySet[UseAuthority]:
    """What uses rest on, newest first, each with ``used``: waiting and paid."""
    spent = Spending.objects.filter(street_id=OuterRef("street_id"), authority=OuterRef("pk"))
    counted = spent.filter(~Q(state=Spending.State.REFUSED)).order_by().values("authority_id")
    sums = counted.annotate(sum=Sum("fen")).values("sum")
    rows: QuerySet[UseAuthority] = UseAuthority.objects.of(books.street_id).filter(books=books)
    return rows.annotate(used=Coalesce(Subquery(sums), Value(0))).order_by("-valid_from", "-id")


def authority_of(street_id: UUID, authority_id: UUID) -> UseAuthority:
    """One authority with its books; HIDDEN where the street has none."""
    rows = UseAuthority.objects.of(street_id).select_related(*BESIDE)
    found: UseAuthority | None = rows.filter(pk=authority_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def spend_titles(books: Books) -> list[Title]:
    """Titles that a payment may stand under: expenses, and what goes to the maintenance fund."""
    return [
        title
        for title in titles_of(books)
        if title.leaf
        and title.ended_on is None
        and (title.nature == Nature.EXPENSE or title.code.startswith(TO_FUND))
    ]


def papers_of(street_id: UUID, subjects: Iterable[UUID]) -> dict[UUID, list[Paper]]:
    """Row → what was kept with it."""
    rows = RevenuePaper.objects.of(street_id).filter(subject_id__in=list(subjects))
    found: dict[UUID, list[Paper]] = {}
    for row in rows.select_related("paper").order_by("id"):
        found.setdefault(row.subject_id, []).append(row.paper)
    return found
