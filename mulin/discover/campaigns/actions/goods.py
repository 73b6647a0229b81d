"""The stock book: in, out, from one compound to another; and disinfection, which uses some of it.

Every line is written while the stock's own row is held, so two who take the last sandbag at once
do not both get it; that it never falls below zero the database says again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.campaigns.actions.common import running, say
from mulin.discover.campaigns.events import CampaignDisinfected, CampaignGoodsBooked
from mulin.discover.campaigns.models import (
    Campaign,
    Disinfection,
    Entry,
    Goods,
    Stock,
)
from mulin.discover.campaigns.permissions import CARRIERS, HELPERS, HIDDEN
from mulin.discover.campaigns.quantity import amount as shown_amount
from mulin.discover.campaigns.queries.campaigns import my_memberships, places_of
from mulin.ground.estate.models import Building, Compound
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.streets.locks import hold
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

PROOF = "campaigns.disinfection"
MOST = 10**11
TYPED = (Entry.Kind.RECEIVED, Entry.Kind.USED, Entry.Kind.MOVED_OUT, Entry.Kind.LOST)
"""What people book; the other side of a move is written with it."""


@dataclass(frozen=True)
class Booking:
    """One line to write. ``to``: the compound that material is moved to."""

    kind: str
    amount: int
    whom: str
    to: Compound | None = None


def book(
    campaign: Campaign,
    compound: Compound,
    name: str,
    unit: str,
    booking: Booking,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Entry:
    """Write a line of the stock book; a material that is not on the list yet is put there."""
    named = words(name, 40, said("没有写物资名称。"), said("例如“沙袋”。"))
    whom = words(booking.whom, 80, said("没有写来源或去向。"), said("例如“街道配发”“一队领用”。"))
    if not 0 < booking.amount <= MOST or booking.kind not in TYPED:
        refuse(said("数量要大于零。"), said("最多两位小数，例如 2.5。"))
    with transaction.atomic():
        fresh = _here(campaign, compound, by)
        known: Entry | None = Entry.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        goods = _goods(fresh, named, unit)
        if booking.kind == Entry.Kind.MOVED_OUT:
            hold(goods.pk)  # two moves in opposite directions would wait for each other
        entry = _line(goods, compound, booking.kind, booking.amount, whom, once, by=by, now=now)
        if booking.kind == Entry.Kind.MOVED_OUT:
            _arrives(fresh, goods, compound, booking, by=by, now=now)
        event = CampaignGoodsBooked(
            fresh.number,
            compound.name,
            goods.name,
            entry.get_kind_display(),
            shown_amount(entry.amount),
            goods.unit,
            whom,
        )
        say(event, fresh.pk, compound.pk, by=by, now=now)
        return entry


@dataclass(frozen=True)
class Spray:
    """What was disinfected with what; ``used`` is taken out of the stock where ``goods`` is named."""

    place: str
    agent: str
    strength: str = ""
    building: Building | None = None
    goods: Goods | None = None
    used: int = 0


def disinfect(
    campaign: Campaign,
    compound: Compound,
    spray: Spray,
    *,
    photo: bytes | Readable | None = None,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Disinfection:
    """Note a disinfection, with what it took out of the stock."""
    place = words(spray.place, 80, said("没有写消杀的地方。"), said("例如“电梯轿厢和按钮”。"))
    agent = words(spray.agent, 40, said("没有写药剂。"), said("例如“含氯消毒液”。"))
    with transaction.atomic():
        fresh = _here(campaign, compound, by)
        known: Disinfection | None = Disinfection.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        entry = _taken(fresh, compound, spray, place, by=by, now=now)
        row = Disinfection(
            id=once,
            street_id=by.street_id,
            campaign=fresh,
            compound=compound,
            building=spray.building,
            place=place,
            agent=agent,
            strength=spray.strength.strip()[:40],
            entry=entry,
            paper=_photo(by.street_id, photo, place, by=by, now=now) if photo else None,
            at=now,
            by=by.post or by.name,
        )
        row.save(force_insert=True)
        used = f" {shown_amount(entry.amount)}{entry.goods.unit}" if entry else ""
        where = f"{compound.name} {spray.building or ''} {place}"
        event = CampaignDisinfected(fresh.number, " ".join(where.split()), agent, used)
        say(event, fresh.pk, compound.pk, by=by, now=now)
        return row


def may_book(actor: Actor, campaign: Campaign, compound_id: UUID) -> Refusal | None:
    """Whoever runs the campaign there, the company on the spot, and its teams."""
    if actor.has(*CARRIERS, *HELPERS, compound_id=compound_id):
        return None
    teams = my_memberships(actor, campaign)
    near = any(one.team.compound_id in (None, compound_id) for one in teams)
    return None if near else HIDDEN


def _here(campaign: Campaign, compound: Compound, by: Actor) -> Campaign:
    """The campaign as it stands, for somebody who keeps its book there."""
    found = Campaign.objects.of(by.street_id).filter(pk=campaign.pk).first()
    if found is None or compound.pk not in places_of(found):
        raise Refused(HIDDEN)
    require(may_book(by, found, compound.pk) or running(found))
    fresh: Campaign = found
    return fresh


def _goods(campaign: Campaign, name: str, unit: str) -> Goods:
    rows = Goods.objects.of(campaign.street_id).filter(campaign=campaign)
    known: Goods | None = rows.filter(name=name).first()
    if known is not None:
        return known
    told = words(unit, 10, said("没有写单位。"), said("例如“只”“瓶”“公斤”。"))
    Goods.objects.bulk_create(
        [
            Goods(
                street_id=campaign.street_id,
                campaign=campaign,
                order=rows.count() + 1,
                name=name,
                unit=told,
            )
        ],
        ignore_conflicts=True,
    )
    found: Goods = rows.get(name=name)
    return found


def _line(
    goods: Goods,
    compound: Compound,
    kind: str,
    many: int,
    whom: str,
    once: UUID,
    *,
    by: Actor,
    now: datetime,
) -> Entry:
    """Change the stock, which is held, and write the line with what is left."""
    stock = _held(goods, compound)
    entry = Entry(
        id=once,
        street_id=by.street_id,
        campaign_id=goods.campaign_id,
        goods=goods,
        compound=compound,
        kind=kind,
        amount=many,
        whom=whom,
        at=now,
        by=by.post or by.name,
    )
    entry.balance = stock.balance + entry.signed
    if entry.balance < 0:
        _refuse_short(goods, compound, stock.balance, many)
    stock.balance = entry.balance
    stock.save(update_fields=["balance"])
    entry.save(force_insert=True)
    return entry


def _held(goods: Goods, compound: Compound) -> Stock:
    """The stock, held until the verb ends; nobody else changes it meanwhile."""
    street = goods.street_id
    Stock.objects.bulk_create(
        [Stock(street_id=street, goods=goods, compound=compound)], ignore_conflicts=True
    )
    rows = Stock.objects.of(street).filter(goods=goods, compound=compound)
    found: Stock = rows.select_for_update().get()
    return found


def _refuse_short(goods: Goods, compound: Compound, left: int, want: int) -> None:
    refuse(
        said(
            "{place}的{goods}只剩 {left}{unit}，不够 {want}{unit}。",
            place=compound.name,
            goods=goods.name,
            left=shown_amount(left),
            want=shown_amount(want),
            unit=goods.unit,
        ),
        said("请先登记入库，或者从别的小区调入。"),
    )


def _arrives(
    campaign: Campaign,
    goods: Goods,
    source: Compound,
    booking: Booking,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """The other side of a move."""
    to = booking.to
    if to is None or to.pk == source.pk or to.pk not in places_of(campaign):
        refuse(said("没有选调到哪个小区。"), said("请选这次行动里的另一个小区。"))
        return
    whom = said("从{place}调入", place=source.name)
    _line(goods, to, Entry.Kind.MOVED_IN, booking.amount, whom, uuid7(), by=by, now=now)


def _taken(
    campaign: Campaign, compound: Compound, spray: Spray, place: str, *, by: Actor, now: datetime
) -> Entry | None:
    if spray.goods is None:
        return None
    if spray.goods.campaign_id != campaign.pk:
        raise Refused(HIDDEN)
    if not 0 < spray.used <= MOST:
        refuse(said("选了物资，没有写用了多少。"), said("最多两位小数，例如 0.5。"))
    whom = said("消杀：{place}", place=place)[:80]
    return _line(spray.goods, compound, Entry.Kind.USED, spray.used, whom, uuid7(), by=by, now=now)


def _photo(
    street_id: UUID, photo: bytes | Readable, place: str, *, by: Actor, now: datetime
) -> Paper:
    paper = store(
        street_id,
        photo,
        kind=PROOF,
        title=said("消杀照片 {place}", place=place)[:200],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
    if not paper.is_image:
        refuse(said("这不是照片。"), said("请拍照，或者选一张图片。"))
    return paper
