"""What a month measured: a meter read or swapped, a cost shared to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.billing.actions.common import month_of, say
from mulin.deliver.billing.actions.items import held_item
from mulin.deliver.billing.events import CostShared, MeterRead
from mulin.deliver.billing.models import Bill, FeeItem, Reading, SharedCost, SharedPart
from mulin.deliver.billing.queries.reckoning import homes_of
from mulin.ground.estate.models import Building, Unit
from mulin.kit import money
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.typed import filled, refuse
from mulin.kit.words import plain, said
from mulin.law.fees import Basis, hundredths
from mulin.law.shares import allocate

BATCH = 500


@dataclass(frozen=True)
class Read:
    """What a meter showed, in 0.01; both of the swap where it was swapped in this month."""

    now: int
    old_last: int | None = None
    new_first: int | None = None


def read_meter(
    item: FeeItem, unit: Unit, month: date, read: Read, *, by: Actor, now: datetime
) -> Reading:
    """Note a reading; written anew until its month is billed. The first of a home bills nothing."""
    with transaction.atomic():
        fresh = held_item(item.pk, by)
        period = month_of(month, day_of(now))
        if fresh.basis != Basis.METER or unit.compound_id != fresh.compound_id:
            refuse(said("这个费用项不抄表。"), said("请从按用量收的费用项里抄表。"))
        rows = Reading.objects.of(by.street_id).filter(item=fresh, unit=unit)
        if rows.filter(period__gt=period).exists() or _billed(fresh, unit, period):
            refuse(said("这个月之后已经抄过表，或者已经出账。"), said("请核对月份。"))
        rows.filter(period=period).erase()
        last: Reading | None = rows.order_by("-period").first()
        made = _reading(fresh, unit, period, read, last, by)
        made.save(force_insert=True)
        month_word = f"{period:%Y-%m}"
        event = MeterRead(unit.label, fresh.name, month_word, hundredths(made.used))
        say(event, None, unit.pk, by=by, now=now)
        return made


def _billed(item: FeeItem, unit: Unit, period: date) -> bool:
    rows = Bill.objects.of(item.street_id).filter(item=item, unit=unit, voided_on__isnull=True)
    return bool(rows.filter(period__gte=period).exists())


def _reading(
    item: FeeItem, unit: Unit, period: date, read: Read, last: Reading | None, by: Actor
) -> Reading:
    """What was used: of a swapped meter the end of the old and the whole of the new one."""
    before = last.now if last else read.now
    used, words, swapped = (
        read.now - before,
        f"{hundredths(before)} → {hundredths(read.now)}",
        False,
    )
    if read.old_last is not None and read.new_first is not None and last is not None:
        used, words = _swapped(before, read.old_last, read.new_first, read.now)
        swapped = True
    elif used < 0:
        refuse(
            said(
                "本期 {now} 小于上期 {before}。",
                now=hundredths(read.now),
                before=hundredths(before),
            ),
            said("请核对读数；换了表的，请填旧表止码和新表起码。"),
        )
    return Reading(
        street_id=item.street_id,
        item=item,
        unit=unit,
        period=period,
        before=before,
        now=read.now,
        old_last=read.old_last if swapped else None,
        new_first=read.new_first if swapped else None,
        first=last is None,
        used=used,
        words=words,
        read_by=by.name,
    )


def _swapped(before: int, old_last: int, new_first: int, now: int) -> tuple[int, str]:
    """What both meters counted, and the words that say so."""
    if old_last < before or now < new_first:
        refuse(said("换表的止码或起码不对。"), said("止码不小于上期，本期不小于新表起码。"))
    words = said(
        "换表：{a} → {b}，新表 {c} → {d}",
        a=hundredths(before),
        b=hundredths(old_last),
        c=hundredths(new_first),
        d=hundredths(now),
    )
    return old_last - before + now - new_first, plain(words)


@dataclass(frozen=True)
class Cost:
    """A cost to be shared: of the compound, or of one building."""

    month: date
    fen: int
    what: str
    weight: str = SharedCost.Weight.EQUAL
    building: Building | None = None


def share_cost(item: FeeItem, cost: Cost, *, once: UUID, by: Actor, now: datetime) -> SharedCost:
    """Share a month's cost over the homes, exactly; written anew it would be another ``once``."""
    what = filled(cost.what, 40, said("没有写什么费用。"), said("例如“2 号楼楼道用电”。"))
    with transaction.atomic():
        fresh = held_item(item.pk, by)
        known: SharedCost | None = SharedCost.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        period = month_of(cost.month, day_of(now))
        if fresh.basis != Basis.SHARED:
            refuse(said("这个费用项不是公摊。"), said("请先设一个公摊的费用项。"))
        if not 0 < cost.fen < 10**12:
            refuse(said("金额要大于零。"), said("请写发票上的金额。"))
        homes = _homes(fresh, period, cost.building)
        parts = allocate(cost.fen, _weights(homes, cost.weight))
        made = SharedCost(
            id=once,
            street_id=by.street_id,
            item=fresh,
            building=cost.building,
            period=period,
            fen=cost.fen,
            weight=SharedCost.Weight(cost.weight).value,
            what=what,
            homes=len(homes),
            entered_by=by.name,
        )
        made.save(force_insert=True)
        _write_parts(made, homes, parts)
        digest = fingerprint([[h.pk.hex, p] for h, p in zip(homes, parts, strict=True)])
        amount, weight = money.digits(cost.fen), made.get_weight_display()
        month = f"{period:%Y-%m}"
        event = CostShared(fresh.name, month, what, amount, len(homes), weight, digest)
        say(event, fresh.compound_id, fresh.pk, by=by, now=now)
        return made


def _homes(item: FeeItem, period: date, building: Building | None) -> list[Unit]:
    """Those who share: every home of the item's uses, none that has a part of this month already."""
    rows = homes_of(item, period)
    rows = rows.filter(building=building) if building else rows
    homes = list(rows.only("street", "id", "gross_area", "label").order_by("order", "label", "id"))
    taken = SharedPart.objects.of(item.street_id).filter(item=item, period=period)
    if taken.filter(unit__in=rows.order_by().values("pk")).exists():
        refuse(
            said("这些户里已经有人分摊过这个月的这项费用。"), said("一项费用一户一个月只分一次。")
        )
    if not homes:
        refuse(said("没有可以分摊的户。"), said("请核对费用项收哪些用途。"))
    return homes


def _weights(homes: list[Unit], weight: str) -> list[int]:
    if weight == SharedCost.Weight.EQUAL:
        return [1] * len(homes)
    areas = [home.gross_area for home in homes]
    if not all(areas):
        missing = next(home.label for home in homes if not home.gross_area)
        refuse(said("{label} 没有建筑面积，不能按面积分。", label=missing), said("请先补底册。"))
    return areas


def _write_parts(cost: SharedCost, homes: list[Unit], parts: list[int]) -> None:
    how = said("÷ {n} 户", n=len(homes)) if cost.weight == "equal" else said("按建筑面积分")
    words = plain(
        said("{what} {total} 元 {how}", what=cost.what, total=money.digits(cost.fen), how=how)
    )[:120]
    SharedPart.objects.bulk_create(
        [
            SharedPart(
                street_id=cost.street_id,
                cost=cost,
                item_id=cost.item_id,
                unit=home,
                period=cost.period,
                fen=part,
                words=words,
            )
            for home, part in zip(homes, parts, strict=True)
        ],
        batch_size=BATCH,
    )
