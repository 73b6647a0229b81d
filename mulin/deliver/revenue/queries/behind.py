"""What stands behind a line: the voucher, the decision, the papers; and what comes to one home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from mulin.deliver.revenue.models import IncomeContract, IncomeDue, IncomeReceipt, Spending
from mulin.deliver.revenue.queries.spending import behind, papers_of
from mulin.ground.estate.models import Unit
from mulin.ground.ledger.models import Books, Entry, VoucherPaper
from mulin.ground.ledger.queries.balances import entries_of
from mulin.ground.papers.models import Paper
from mulin.law.common_income import IncomeKind
from mulin.law.shares import allocate


@dataclass(frozen=True)
class Behind:
    """A line with everything that an owner may ask about it."""

    entry: Entry
    spending: Spending | None
    contracts: tuple[IncomeContract, ...]
    papers: tuple[Paper, ...]


def line_behind(books: Books, entry_id: UUID) -> Behind | None:
    """One line of these books; None where they have none of that name."""
    rows = entries_of(books).select_related("title", "voucher__reverses")
    entry = rows.filter(pk=entry_id).first()
    if entry is None:
        return None
    voucher, street = entry.voucher, books.street_id
    spending = behind(street, [voucher.pk]).get(voucher.pk)
    contracts = _contracts(books, voucher.pk, voucher.origin)
    subjects = [one.pk for one in contracts] + ([spending.authority_id] if spending else [])
    kept = papers_of(street, [pk for pk in subjects if pk])
    own = VoucherPaper.objects.of(street).filter(voucher=voucher).select_related("paper")
    papers = {row.paper_id: row.paper for row in own}
    papers |= {paper.pk: paper for some in kept.values() for paper in some}
    return Behind(entry, spending, contracts, tuple(papers.values()))


def _contracts(books: Books, voucher_id: UUID, origin: UUID | None) -> tuple[IncomeContract, ...]:
    """Contracts whose parts a voucher books or whose money it takes in."""
    street = books.street_id
    paid = IncomeReceipt.objects.of(street).filter(voucher_id=voucher_id).values("due_id")
    dues = IncomeDue.objects.of(street).filter(books=books)
    first = dues.filter(pk=origin).first() if origin else None
    hit = Q(pk__in=paid)
    if first is not None and first.booked_on is not None:
        hit |= Q(booked_on=first.booked_on)
    rows = IncomeContract.objects.of(street).filter(pk__in=dues.filter(hit).values("contract_id"))
    return tuple(rows.order_by("number")[:50])


def tidal_income(books: Books, first: date, last: date) -> int:
    """What the tidal parking places earned in a period: it stands in for property fees."""
    rows = IncomeDue.objects.of(books.street_id).filter(
        books=books, contract__kind=IncomeKind.TIDAL, booked_on__gte=first, booked_on__lte=last
    )
    found: int | None = rows.aggregate(sum=Sum("fen"))["sum"]
    return found or 0


def own_part(books: Books, units: Iterable[UUID], fen: int) -> int | None:
    """What of a sum comes to these homes by their area of all homes; None where nothing is known."""
    if not fen or books.compound_id is None:
        return None
    rows = Unit.objects.of(books.street_id).filter(compound=books.compound_id)
    areas = dict(rows.order_by("order", "pk").values_list("pk", "voting_area"))
    mine = set(units) & set(areas)
    if not mine or not any(areas.values()):
        return None
    parts = dict(zip(areas, allocate(fen, [area or 0 for area in areas.values()]), strict=True))
    return sum(parts[pk] for pk in mine)
