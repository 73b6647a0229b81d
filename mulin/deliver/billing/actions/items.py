"""Setting what is charged: items, prices, what differs for a home. Nothing re-prices the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.billing.actions.common import month_of, say
from mulin.deliver.billing.events import (
    FeeItemEnded,
    FeeItemSet,
    HomeTermEnded,
    HomeTermSet,
    TariffSet,
)
from mulin.deliver.billing.models import FeeItem, HomeTerm, Tariff
from mulin.deliver.billing.permissions import HIDDEN, may_keep
from mulin.deliver.billing.queries.items import fee_books, income_titles, last_billed
from mulin.ground.estate.models import Compound, Unit
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled, refuse
from mulin.kit.words import said
from mulin.law.fees import Basis, price_digits

DEAREST = 10**9
"""No price reaches a hundred thousand yuan: a slip of the finger."""


@dataclass(frozen=True)
class Price:
    """A price from a month on: in 0.01 fen, for one use or (empty) all others."""

    price: int
    since: date
    use: str = ""
    vacant_percent: int = 100
    why: str = ""


@dataclass(frozen=True)
class NewItem:
    """What somebody sets: the item and the price it begins with."""

    name: str
    basis: str
    title_code: str
    agreed: str
    price: Price
    uses: tuple[str, ...] = ()
    due_day: int = 28


def set_item(compound: Compound, new: NewItem, *, once: UUID, by: Actor, now: datetime) -> FeeItem:
    """Set a fee item with its first price; the same ``once`` again gives it back."""
    require(may_keep(by, compound.pk))
    name = filled(new.name, 40, said("没有写费用项的名称。"), said("例如“物业费”。"))
    agreed = filled(
        new.agreed, 80, said("没有写依据。"), said("例如“物业服务合同第 12 条”，账单上会写明。")
    )
    since = month_of(new.price.since, day_of(now))
    with transaction.atomic():
        known: FeeItem | None = FeeItem.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        books = fee_books(by.street_id, compound.pk)
        _judged(compound, new, name, {code for code, _ in income_titles(books)})
        item = FeeItem(
            id=once,
            street_id=by.street_id,
            compound=compound,
            books=books,
            title_code=new.title_code,
            name=name,
            basis=Basis(new.basis).value,
            uses=sorted(set(new.uses)),
            agreed=agreed,
            due_day=new.due_day,
            starts_on=since,
        )
        item.save(force_insert=True)
        if item.basis != Basis.SHARED:
            _priced(item, new.price, since).save(force_insert=True)
        event = FeeItemSet(name, item.get_basis_display(), f"{since:%Y-%m}", agreed)
        say(event, compound.pk, item.pk, by=by, now=now)
        return item


def _judged(compound: Compound, new: NewItem, name: str, titles: set[str]) -> None:
    rows = FeeItem.objects.of(compound.street_id).filter(compound=compound, name=name)
    if rows.filter(ended_on__isnull=True).exists():
        refuse(said("已经有费用项“{name}”。", name=name), said("要改价请打开它，加一条收费标准。"))
    if new.title_code not in titles:
        refuse(said("没有选收入记到哪个科目。"), said("请从账套的收入科目里选一个。"))
    if not 1 <= new.due_day <= 28:
        refuse(said("缴费期限请写 1 到 28 号。"), said("每个月都有的日子。"))
    if set(new.uses) - set(Unit.Use.values):
        refuse(said("没有这种用途。"), said("请从列表里选。"))
    if new.basis not in set(Basis):
        refuse(said("没有这种算法。"), said("请从列表里选。"))


def _priced(item: FeeItem, price: Price, since: date) -> Tariff:
    if not 0 < price.price < DEAREST:
        refuse(said("单价要大于零。"), said("请写成 2.80 这样，最多四位小数。"))
    if not 0 <= price.vacant_percent <= 100:
        refuse(said("空置按百分之几收，请写 0 到 100。"), said("不打折写 100。"))
    return Tariff(
        street_id=item.street_id,
        item=item,
        use=price.use,
        price=price.price,
        vacant_percent=price.vacant_percent,
        since=since,
        why=" ".join(price.why.split())[:80],
    )


def set_price(item: FeeItem, price: Price, *, by: Actor, now: datetime) -> Tariff:
    """A new price from a month on. Months that were billed keep theirs."""
    with transaction.atomic():
        fresh = held_item(item.pk, by)
        since = month_of(price.since, day_of(now))
        if fresh.basis == Basis.SHARED:
            refuse(said("公摊没有单价。"), said("每个月录入实际费用，由系统分到各户。"))
        last = last_billed(fresh, use=price.use or None)
        if last is not None and since <= last:
            refuse(
                said("{month} 已经按原价出账。", month=f"{last:%Y-%m}"),
                said("新价格只能从还没有出账的月份起；要改已出的账单，先作废再补出。"),
            )
        rows = Tariff.objects.of(by.street_id).filter(item=fresh, use=price.use, since=since)
        rows.erase()  # nothing was billed by it yet
        made = _priced(fresh, price, since)
        made.save(force_insert=True)
        use = made.get_use_display()
        words = price_digits(made.price)
        event = TariffSet(fresh.name, f"{since:%Y-%m}", use, words, made.vacant_percent)
        say(event, fresh.compound_id, fresh.pk, by=by, now=now)
        return made


def end_item(item: FeeItem, month: date, *, by: Actor, now: datetime) -> FeeItem:
    """No more bills of it from a month on."""
    with transaction.atomic():
        fresh = held_item(item.pk, by)
        first = month_of(month, day_of(now))
        last = last_billed(fresh)
        if last is not None and first <= last:
            refuse(said("{month} 已经出账。", month=f"{last:%Y-%m}"), said("停收请从下一个月起。"))
        fresh.ended_on = first
        fresh.save(update_fields=["ended_on"])
        say(FeeItemEnded(fresh.name, f"{first:%Y-%m}"), fresh.compound_id, fresh.pk, by=by, now=now)
        return fresh


@dataclass(frozen=True)
class Term:
    """What differs for a home from a month on."""

    kind: str
    since: date
    note: str
    spaces: int = 0


def set_term(
    item: FeeItem, unit: Unit, term: Term, *, once: UUID, by: Actor, now: datetime
) -> HomeTerm:
    """A home is vacant, is not charged, or has so many spaces, from a month on."""
    note = filled(term.note, 80, said("没有写说明。"), said("例如“空置证明 2026-11”、车位号。"))
    with transaction.atomic():
        fresh = held_item(item.pk, by)
        known: HomeTerm | None = HomeTerm.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        since = month_of(term.since, day_of(now))
        _fits(fresh, unit, term, since)
        made = HomeTerm(
            id=once,
            street_id=by.street_id,
            item=fresh,
            unit=unit,
            kind=HomeTerm.Kind(term.kind).value,
            spaces=term.spaces if term.kind == HomeTerm.Kind.SPACES else 0,
            note=note,
            since=since,
        )
        made.save(force_insert=True)
        month, kind = f"{since:%Y-%m}", made.get_kind_display()
        event = HomeTermSet(unit.label, fresh.name, kind, month, note)
        say(event, None, unit.pk, by=by, now=now)
        return made


def _fits(item: FeeItem, unit: Unit, term: Term, since: date) -> None:
    if unit.compound_id != item.compound_id:
        raise Refused(HIDDEN)
    spaces = term.kind == HomeTerm.Kind.SPACES
    if spaces is not (item.basis == Basis.PARKING) and term.kind != HomeTerm.Kind.EXEMPT:
        refuse(
            said("车位只登记在按车位收的费用项里，空置只登记在别的费用项里。"),
            said("请换一种情况。"),
        )
    if spaces and not 1 <= term.spaces <= 20:
        refuse(said("车位数请写 1 到 20。"), said("一户的几个车位可以分几条登记。"))
    last = last_billed(item, unit.pk)
    if last is not None and since <= last:
        refuse(
            said("{label} 的 {month} 已经出账。", label=unit.label, month=f"{last:%Y-%m}"),
            said("请从还没有出账的月份起；以前的账单可以作废后补出。"),
        )


def end_term(term: HomeTerm, month: date, *, by: Actor, now: datetime) -> HomeTerm:
    """It no longer holds from a month on."""
    with transaction.atomic():
        item = held_item(term.item_id, by)
        rows = HomeTerm.objects.of(by.street_id).select_related("unit").filter(pk=term.pk)
        fresh: HomeTerm = rows.get()
        until = month_of(month, day_of(now))
        last = last_billed(item, fresh.unit_id)
        if (last is not None and until <= last) or until <= fresh.since:
            refuse(said("这个月已经按它出账，或者还没有开始。"), said("请写还没有出账的月份。"))
        fresh.until = until
        fresh.save(update_fields=["until"])
        kind, month_word = fresh.get_kind_display(), f"{until:%Y-%m}"
        event = HomeTermEnded(fresh.unit.label, item.name, kind, month_word)
        say(event, None, fresh.unit_id, by=by, now=now)
        return fresh


def held_item(item_id: UUID, by: Actor) -> FeeItem:
    """The item as it stands, held until the verb ends, where the actor may change it."""
    rows = FeeItem.objects.of(by.street_id).select_for_update(of=("self",))
    found: FeeItem | None = rows.select_related("books", "compound").filter(pk=item_id).first()
    if found is None:
        raise Refused(HIDDEN)
    require(may_keep(by, found.compound_id))
    return found
