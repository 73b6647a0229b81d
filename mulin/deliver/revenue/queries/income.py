"""Contracts and what falls due under them; what waits to be booked or received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from mulin.deliver.revenue.models import IncomeContract, IncomeDue, IncomeReceipt
from mulin.deliver.revenue.permissions import HIDDEN
from mulin.ground.ledger.models import Books
from mulin.kit.rights import Refused

OPEN = F("fen") - F("received")


def contracts_of(books: Books) -> QuerySet[IncomeContract]:
    """The contracts of an account set with ``asked`` and ``came``: all parts, and what was received."""
    dues = IncomeDue.objects.filter(
        street_id=OuterRef("street_id"), contract=OuterRef("pk"), called_off=False
    )
    sums = dues.order_by().values("contract_id")
    asked = sums.annotate(sum=Sum("fen")).values("sum")
    came = sums.annotate(sum=Sum("received")).values("sum")
    rows: QuerySet[IncomeContract] = IncomeContract.objects.of(books.street_id).filter(books=books)
    nothing = Value(0)
    return rows.annotate(
        asked=Coalesce(Subquery(asked), nothing), came=Coalesce(Subquery(came), nothing)
    ).order_by("-begins_on")


def running(rows: QuerySet[IncomeContract], today: date) -> QuerySet[IncomeContract]:
    """Contracts in force on a day."""
    return rows.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today), begins_on__lte=today, ends_on__gte=today
    )


def contract_of(street_id: UUID, contract_id: UUID) -> IncomeContract:
    """One contract with its books; HIDDEN where the street has none."""
    rows = IncomeContract.objects.of(street_id)
    rows = rows.select_related("books__compound", "books__keeper", "books__street")
    found: IncomeContract | None = rows.filter(pk=contract_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def due_of(street_id: UUID, due_id: UUID) -> IncomeDue:
    """One part with its contract and books; HIDDEN where the street has none."""
    rows = IncomeDue.objects.of(street_id)
    rows = rows.select_related("contract", "books__compound", "books__keeper", "books__street")
    found: IncomeDue | None = rows.filter(pk=due_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def dues_of(contract: IncomeContract) -> QuerySet[IncomeDue]:
    """The parts of a contract in their order."""
    rows: QuerySet[IncomeDue] = IncomeDue.objects.of(contract.street_id)
    return rows.filter(contract=contract).order_by("first")


def asked_of(books: Books) -> QuerySet[IncomeDue]:
    """Every part of every contract that is still asked for, the earliest first."""
    rows: QuerySet[IncomeDue] = IncomeDue.objects.of(books.street_id)
    rows = rows.filter(books=books, called_off=False)
    return rows.select_related("contract").order_by("due_on", "id")


def receipts_of(contract: IncomeContract) -> QuerySet[IncomeReceipt]:
    """What was received under a contract, newest first."""
    rows: QuerySet[IncomeReceipt] = IncomeReceipt.objects.of(contract.street_id)
    return rows.filter(due__contract=contract).select_related("due").order_by("-day", "-id")


@dataclass(frozen=True)
class Standing:
    """What waits in an account set: parts due and not booked, and what is late, in fen."""

    unbooked: int
    late: int
    late_fen: int


def standing(books: Books, today: date) -> Standing:
    """What waits today, in one statement."""
    dues = IncomeDue.objects.of(books.street_id).filter(
        books=books, called_off=False, due_on__lte=today
    )
    late = dues.filter(received__lt=F("fen"))
    found = late.aggregate(sum=Sum(OPEN))["sum"] or 0
    return Standing(dues.filter(booked_on__isnull=True).count(), late.count(), found)
