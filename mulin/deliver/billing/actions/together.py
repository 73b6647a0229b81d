"""Many homes' payments at once, as a bank's list of debits brings them: one statement a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, F, OuterRef, Subquery, Sum, Value

from mulin.deliver.billing.actions.common import say
from mulin.deliver.billing.actions.taking import NUMBERS, TITLES, Kind
from mulin.deliver.billing.events import FeesTakenTogether
from mulin.deliver.billing.models import Allocation, Bill, FeeAccount, Payment
from mulin.deliver.billing.permissions import may_keep
from mulin.deliver.billing.queries.bills import OWED as STILL
from mulin.deliver.billing.queries.bills import standing
from mulin.deliver.billing.queries.items import OWED, fee_books
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.ledger.actions.spreading import Spread, book_spread
from mulin.ground.ledger.models import Books
from mulin.ground.streets.actions import draw_numbers
from mulin.ground.streets.bulk import insert_from
from mulin.kit import money
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

SHOWN, MOST = 5, 5000


def take_many(
    compound: Compound,
    given: Mapping[UUID, int],
    method: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> int:
    """Take from each home exactly what it owes; all of the list or nothing. How many homes paid.

    A line that differs from what is owed is named and nothing is taken. The same ``once`` again
    takes nothing more.
    """
    require(may_keep(by, compound.pk))
    if method not in TITLES or not 0 < len(given) <= MOST:
        refuse(said("名单是空的，或者超过 {n} 户。", n=MOST), said("请分几次入账。"))
    with transaction.atomic():
        books = fee_books(by.street_id, compound.pk)
        _hold(compound, list(given), by)
        known = Payment.objects.of(by.street_id).filter(batch=once).count()
        if known:
            return known
        bills = standing(by.street_id).filter(
            item__books=books, unit_id__in=list(given), fen__gt=F("paid") + F("waived")
        )
        _agree(bills, given, by)
        _write(compound, books, given, method, once, by, now)
        word = _settle(bills, books, method, once, by, now)
        total = sum(given.values())
        pairs = [[unit.hex, fen] for unit, fen in sorted(given.items())]
        words = Payment.Method(method).label, word, fingerprint(pairs)
        event = FeesTakenTogether(len(given), money.digits(total), *words)
        say(event, compound.pk, once, by=by, now=now)
        return len(given)


def _hold(compound: Compound, units: list[UUID], by: Actor) -> None:
    """Every home's account is held, in one order, as a single teller holds one."""
    rows = Unit.objects.of(by.street_id).filter(compound=compound, pk__in=units)
    insert_from(FeeAccount, rows.order_by(), {"unit_id": F("pk"), "prepaid": Value(0)})
    accounts = FeeAccount.objects.of(by.street_id).select_for_update(of=("self",))
    list(accounts.filter(unit_id__in=units).order_by("unit_id").values_list("pk"))


def _agree(bills: Any, given: Mapping[UUID, int], by: Actor) -> None:
    """What the list says is what each home owes, to the fen. Refused with the lines that differ."""
    owed = dict(bills.order_by().values_list("unit_id").annotate(sum=Sum(STILL)))
    wrong = [unit for unit, fen in given.items() if owed.get(unit, 0) != fen]
    if not wrong:
        return
    units = Unit.objects.of(by.street_id).filter(pk__in=wrong[:SHOWN])
    told = [
        said(
            "{label}：名单 {given}，欠 {owed}",
            label=unit.label,
            given=money.digits(given[unit.pk]),
            owed=money.digits(owed.get(unit.pk, 0)),
        )
        for unit in units.order_by("order", "label")
    ]
    refuse(
        said("有 {n} 户的金额和欠费不一样：{told}。", n=len(wrong), told="；".join(told)),
        said("请把这些户拿出来，在柜台逐户办理，其余的再提交。"),
    )


def _write(
    compound: Compound,
    books: Books,
    given: Mapping[UUID, int],
    method: str,
    once: UUID,
    by: Actor,
    now: datetime,
) -> None:
    """A receipt for each home."""
    numbers = draw_numbers(by.street_id, NUMBERS, day_of(now).year, len(given))
    Payment.objects.bulk_create(
        [
            Payment(
                street_id=by.street_id,
                unit_id=unit,
                compound=compound,
                books=books,
                number=number,
                kind=Kind.TAKEN,
                method=method,
                fen=fen,
                day=day_of(now),
                at=now,
                teller=by.account_id,
                teller_name=by.name,
                batch=once,
            )
            for (unit, fen), number in zip(given.items(), numbers, strict=True)
        ],
        batch_size=1000,
    )


def _settle(bills: Any, books: Books, method: str, once: UUID, by: Actor, now: datetime) -> str:
    """Each open bill of the homes is paid by its home's receipt, and the books say the same."""
    street = by.street_id
    mine = Payment.objects.filter(
        street_id=OuterRef("street_id"), unit_id=OuterRef("unit_id"), batch=once
    )
    insert_from(
        Allocation,
        bills.order_by(),
        {
            "payment_id": Subquery(mine.values("pk")[:1]),
            "bill_id": F("pk"),
            "fen": STILL,
            "day": Value(day_of(now), DateField()),
        },
        once=False,
    )
    found = Bill.objects.of(street).filter(pk__in=bills.order_by().values("pk"))
    found.update(paid=F("fen") - F("waived"))
    rows = Payment.objects.of(street).filter(batch=once)
    memo = said("批量入账（{method}）", method=Payment.Method(method).label)
    spread = Spread(day_of(now), memo, OWED, TITLES[method], False, rows, once)
    voucher = book_spread(books.pk, spread, by=by, now=now)
    return voucher.word if voucher else ""
