"""What a month costs each home, item by item: one question each, answered by the database alone.

A home's row carries ``measure``, ``price``, ``percent`` and the ``fen`` they make, so that a bill
keeps how it came about. Nothing passes through Python but a handful of prices.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from mulin.deliver.billing.models import Bill, FeeItem, HomeTerm, Reading, SharedPart, Tariff
from mulin.ground.estate.models import Unit
from mulin.law.fees import SCALE, WHOLE, Basis, next_month

Kind = HomeTerm.Kind
NONE = Value(0, BigIntegerField())


def homes_of(item: FeeItem, period: date) -> Any:
    """The units of an item's uses that stand in that month."""
    rows = Unit.objects.of(item.street_id).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=period),
        Q(started_on__isnull=True) | Q(started_on__lt=next_month(period)),
        compound_id=item.compound_id,
    )
    return rows.filter(use__in=item.uses) if item.uses else rows


def prices_on(item: FeeItem, period: date) -> dict[str, Tariff]:
    """The price of each use in that month: the latest that had begun."""
    rows = Tariff.objects.of(item.street_id).filter(item=item, since__lte=period)
    return {row.use: row for row in rows.order_by("since")}


def terms_of(item: FeeItem, period: date, kind: str) -> Any:
    """Whether a home has a term of that kind in that month; correlated to the unit around it."""
    return HomeTerm.objects.filter(
        Q(until__isnull=True) | Q(until__gt=period),
        street_id=OuterRef("street_id"),
        unit_id=OuterRef("pk"),
        item_id=item.pk,
        kind=kind,
        since__lte=period,
    )


def reckoned(item: FeeItem, period: date) -> Any:
    """Every home of an item with what its month costs; ``why`` says why it costs nothing.

    ``why`` is '' where there is a bill to make.
    """
    prices, kinds = prices_on(item, period), _kinds(item, period)
    vacant = Kind.VACANT in kinds and _any_discount(prices)
    rows = _measured(item, period).annotate(
        exempt=Exists(terms_of(item, period, Kind.EXEMPT)) if Kind.EXEMPT in kinds else _no(),
        vacant=Exists(terms_of(item, period, Kind.VACANT)) if vacant else _no(),
    )
    rows = rows.annotate(price=_by_use(prices, "price"), percent=_percent(prices))
    if item.basis == Basis.SHARED:
        rows = rows.annotate(fen=F("measure"))
    else:
        wide = Cast("measure", BigIntegerField())  # an area is a small integer, its product is not
        product = wide * F("price") * F("percent") + Value(SCALE // 2, BigIntegerField())
        rows = rows.annotate(fen=product / Value(SCALE, BigIntegerField()))
    return rows.annotate(payer_is=_payer(period), why=_why(item))


def _kinds(item: FeeItem, period: date) -> set[str]:
    """Which kinds of terms any home has: what none has is not asked of every home."""
    rows = HomeTerm.objects.of(item.street_id).filter(item=item, since__lte=period)
    return set(rows.order_by().values_list("kind", flat=True).distinct())


def _measured(item: FeeItem, period: date) -> Any:
    """The homes with what is multiplied by the price, and what the bill has to add in words."""
    rows = homes_of(item, period)
    empty = Value("", TextField())
    if item.basis == Basis.AREA:
        return rows.annotate(measure=F("gross_area"), said_of=empty)
    if item.basis == Basis.PARKING:
        spaces = terms_of(item, period, Kind.SPACES).order_by().values("unit_id")
        found = Subquery(
            spaces.annotate(n=Sum("spaces", output_field=BigIntegerField())).values("n")
        )
        return rows.annotate(
            measure=Coalesce(found, NONE, output_field=BigIntegerField())
            * Value(WHOLE, BigIntegerField()),
            said_of=empty,
        )
    if item.basis == Basis.METER:
        return _beside(rows, Reading, item, period, "used")
    if item.basis == Basis.SHARED:
        return _beside(rows, SharedPart, item, period, "fen")
    return rows.annotate(measure=Value(WHOLE, BigIntegerField()), said_of=empty)


def _beside(rows: Any, model: Any, item: FeeItem, period: date, column: str) -> Any:
    """A measure that stands in a row of its own for each home and month; -1 where there is none."""
    found = model.objects.filter(
        street_id=OuterRef("street_id"), unit_id=OuterRef("pk"), item_id=item.pk, period=period
    )
    none = Value(-1, BigIntegerField())
    extra = {"is_first": Exists(found.filter(first=True))} if model is Reading else {}
    return rows.annotate(
        measure=Coalesce(Subquery(found.values(column)[:1]), none, output_field=BigIntegerField()),
        said_of=Coalesce(Subquery(found.values("words")[:1]), Value(""), output_field=TextField()),
        **extra,
    )


def _any_discount(prices: dict[str, Tariff]) -> bool:
    return any(price.vacant_percent != WHOLE for price in prices.values())


def _no() -> Any:
    return Value(False, BooleanField())


def _by_use(prices: dict[str, Tariff], column: str) -> Any:
    """The price of the unit's use; that of all others where it has none of its own."""
    whens = [When(use=use, then=Value(getattr(one, column))) for use, one in prices.items() if use]
    rest = Value(getattr(prices[""], column) if "" in prices else 0, BigIntegerField())
    return Case(*whens, default=rest, output_field=BigIntegerField()) if whens else rest


def _percent(prices: dict[str, Tariff]) -> Any:
    whole = Value(WHOLE, BigIntegerField())
    if not _any_discount(prices):
        return whole
    vacant = _by_use(prices, "vacant_percent")
    return Case(When(vacant=True, then=vacant), default=whole, output_field=BigIntegerField())


def _payer(period: date) -> Any:
    """The owner from the month after handing over; until then, and unsold, the developer (4.3.2)."""
    own = Q(status=Unit.Status.DELIVERED) & (
        Q(delivered_on__isnull=True) | Q(delivered_on__lt=period)
    )
    owner, developer = Value(Bill.Payer.OWNER.value), Value(Bill.Payer.DEVELOPER.value)
    return Case(When(own, then=owner), default=developer, output_field=TextField())


def _why(item: FeeItem) -> Any:
    """Why a home gets no bill, the first that holds; '' where it gets one."""
    whens: list[Any] = [When(exempt=True, then=Value("exempt"))]
    if item.basis == Basis.AREA:
        whens.append(When(measure=0, then=Value("no_area")))
    if item.basis == Basis.PARKING:
        whens.append(When(measure=0, then=Value("no_space")))
    if item.basis == Basis.METER:
        whens.append(When(measure=-1, then=Value("not_read")))
        whens.append(When(is_first=True, then=Value("first")))
    if item.basis == Basis.SHARED:
        whens.append(When(measure=-1, then=Value("no_share")))
    else:
        whens.append(When(price=0, then=Value("no_price")))
    whens.append(When(fen=0, then=Value("nothing")))
    return Case(*whens, default=Value(""), output_field=TextField())


def live_items(street_id: Any, compound_id: Any, period: date) -> QuerySet[FeeItem]:
    """The items charged in that month, in the order they were set."""
    rows: QuerySet[FeeItem] = FeeItem.objects.of(street_id).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=period),
        compound_id=compound_id,
        starts_on__lte=period,
    )
    return rows.select_related("books").order_by("id")


def summed(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Reasons with how many homes they held back; '' is no reason."""
    return {why: n for why, n in counts if why and n}
