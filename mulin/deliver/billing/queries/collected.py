"""Money that was taken: receipts, what is paid ahead, a teller's day, orders of channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from mulin.deliver.billing.models import Allocation, CashUp, FeeAccount, Payment, PayOrder
from mulin.deliver.billing.permissions import HIDDEN
from mulin.ground.estate.models import Compound, Unit
from mulin.kit.rights import Actor, Refused

Kind, Method = Payment.Kind, Payment.Method


def prepaid_of(unit: Unit) -> int:
    """What a home has paid ahead, in fen."""
    rows = FeeAccount.objects.of(unit.street_id).filter(unit=unit)
    return rows.values_list("prepaid", flat=True).first() or 0


def unit_of(street_id: UUID, unit_id: UUID) -> Unit:
    """One home; HIDDEN where the street has none."""
    rows = Unit.objects.of(street_id).select_related("compound", "building", "stairwell")
    found: Unit | None = rows.filter(pk=unit_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def payment_of(street_id: UUID, payment_id: UUID) -> Payment:
    """One payment; HIDDEN where the street has none."""
    rows = Payment.objects.of(street_id).select_related(
        "unit__building", "unit__stairwell", "compound", "books__keeper"
    )
    found: Payment | None = rows.filter(pk=payment_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def payments_of(unit: Unit) -> QuerySet[Payment]:
    """A home's receipts, the latest first."""
    rows: QuerySet[Payment] = Payment.objects.of(unit.street_id).filter(unit=unit)
    return rows.order_by("-at", "-id")


def payments_in(compound: Compound) -> QuerySet[Payment]:
    """A compound's receipts, the latest first."""
    rows: QuerySet[Payment] = Payment.objects.of(compound.street_id).filter(compound=compound)
    return rows.select_related("unit").order_by("-at", "-id")


def parts_of(payment: Payment) -> list[Allocation]:
    """Which bills it paid."""
    rows = Allocation.objects.of(payment.street_id).filter(payment=payment)
    return list(rows.select_related("bill__item").order_by("bill__period", "bill__item_id", "id"))


@dataclass(frozen=True)
class Till:
    """A teller's day by his receipts."""

    receipts: int
    cash: int
    other: int
    refunded: int
    done: CashUp | None


def till_of(compound: Compound, teller: int | None, day: date) -> Till:
    """What one teller took on a day; refunds in cash leave the till. Two statements."""
    rows = Payment.objects.of(compound.street_id).filter(compound=compound, day=day, teller=teller)
    mine = rows.exclude(kind=Kind.USED)
    cash = Q(method=Method.CASH)
    sums: dict[str, Any] = mine.aggregate(
        n=Count("pk"),
        taken=Sum("fen", filter=cash & Q(kind=Kind.TAKEN)),
        back=Sum("fen", filter=cash & Q(kind=Kind.REFUND)),
        other=Sum("fen", filter=~cash & Q(kind=Kind.TAKEN)),
        refunded=Sum("fen", filter=Q(kind=Kind.REFUND)),
    )
    ups = CashUp.objects.of(compound.street_id).filter(compound=compound, day=day, teller=teller)
    got = {name: value or 0 for name, value in sums.items()}
    return Till(got["n"], got["taken"] - got["back"], got["other"], got["refunded"], ups.first())


def cash_ups(compound: Compound) -> QuerySet[CashUp]:
    """Days that were cashed up, the latest first."""
    rows: QuerySet[CashUp] = CashUp.objects.of(compound.street_id).filter(compound=compound)
    return rows.order_by("-day", "-id")


def order_of(street_id: UUID, number: str) -> PayOrder:
    """One order of a channel; HIDDEN where the street has none."""
    rows = PayOrder.objects.of(street_id).select_related("unit__compound", "payment")
    found: PayOrder | None = rows.filter(number=number).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def own_homes(actor: Actor, today: date) -> list[Unit]:
    """Homes that the person owns today: a debt is shown to nobody else."""
    if actor.person_id is None or not actor.units:
        return []
    rows = Unit.objects.of(actor.street_id).filter(
        Q(ownerships__valid_from__isnull=True) | Q(ownerships__valid_from__lte=today),
        Q(ownerships__valid_to__isnull=True) | Q(ownerships__valid_to__gt=today),
        ownerships__person_id=actor.person_id,
        ownerships__street_id=actor.street_id,
    )
    rows = rows.select_related("compound", "building", "stairwell").distinct()
    return list(rows.order_by(*Unit.IN_ORDER))


def own_home(actor: Actor, unit_id: UUID, today: date) -> Unit:
    """One of them; HIDDEN where it is not."""
    found = next((unit for unit in own_homes(actor, today) if unit.pk == unit_id), None)
    if found is None:
        raise Refused(HIDDEN)
    return found
