"""Bill runs: a draft by one statement an item, looked at, dropped or published into the books."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    F,
    Sum,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from mulin.deliver.billing.actions.common import FARTHEST, month_of, say
from mulin.deliver.billing.events import BillsDrafted, BillsDropped, BillsPublished
from mulin.deliver.billing.models import Bill, BillRun, FeeItem, RunItem
from mulin.deliver.billing.permissions import HIDDEN, may_keep
from mulin.deliver.billing.queries.items import OWED
from mulin.deliver.billing.queries.reckoning import live_items, reckoned, summed
from mulin.ground.estate.models import Compound
from mulin.ground.ledger.actions.spreading import Spread, book_spread
from mulin.ground.streets.actions import draw_number
from mulin.ground.streets.bulk import insert_from
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.fees import months_between

NUMBERS = "CZ"
"""Runs are numbered CZ-2026-0001: 出账."""
State = BillRun.State


def draft_run(compound: Compound, month: date, *, once: UUID, by: Actor, now: datetime) -> BillRun:
    """Bill a month as a draft. What stands billed already is passed over: run again, it adds nothing."""
    require(may_keep(by, compound.pk))
    today = day_of(now)
    period = month_of(month, today)
    if not -1 <= months_between(period, today) <= FARTHEST:
        refuse(
            said("{month} 不能出账。", month=f"{period:%Y-%m}"),
            said("可以出下个月、本月和以前 {n} 个月里漏出的。", n=FARTHEST),
        )
    with transaction.atomic():
        _one_at_a_time(compound, by)
        known: BillRun | None = BillRun.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        run = _begun(compound, period, once, by, now)
        items = list(live_items(by.street_id, compound.pk, period))
        if not items:
            refuse(said("这个月没有要收的费用项。"), said("请先设费用项和收费标准。"))
        did = [_billed(run, item) for item in items]
        RunItem.objects.bulk_create(did)
        run.bills, run.fen = sum(r.created for r in did), sum(r.fen for r in did)
        run.save(update_fields=["bills", "fen"])
        words = money.digits(run.fen)
        event = BillsDrafted(run.number, f"{period:%Y-%m}", run.bills, words)
        say(event, compound.pk, run.pk, by=by, now=now)
        return run


def _one_at_a_time(compound: Compound, by: Actor) -> None:
    """Two runs of one compound wait for each other."""
    rows = Compound.objects.of(by.street_id).select_for_update(of=("self",))
    if rows.filter(pk=compound.pk).first() is None:
        raise Refused(HIDDEN)


def _begun(compound: Compound, period: date, once: UUID, by: Actor, now: datetime) -> BillRun:
    drafts = BillRun.objects.of(by.street_id).filter(compound=compound, state=State.DRAFT)
    draft = drafts.filter(period=period).first()
    if draft is not None:
        refuse(
            said("{month} 已经有一份草稿 {number}。", month=f"{period:%Y-%m}", number=draft.number),
            said("请先出账，或者作废它再生成。"),
        )
    run = BillRun(
        id=once,
        street_id=by.street_id,
        compound=compound,
        number=draw_number(by.street_id, NUMBERS, day_of(now).year),
        period=period,
        made_by=by.name,
        made_at=now,
    )
    run.save(force_insert=True)
    return run


def _billed(run: BillRun, item: FeeItem) -> RunItem:
    """One item: its bills by one statement, then how many homes were passed over, and why."""
    homes = reckoned(item, run.period)
    last = calendar.monthrange(run.period.year, run.period.month)[1]
    due = run.period.replace(day=min(item.due_day, last))
    created = insert_from(
        Bill,
        homes.filter(why=""),
        {
            "run_id": Value(run.pk, UUIDField()),
            "item_id": Value(item.pk, UUIDField()),
            "unit_id": F("pk"),
            "period": Value(run.period, DateField()),
            "due_on": Value(due, DateField()),
            "payer": Cast("payer_is", TextField()),
            "measure": F("measure"),
            "price": F("price"),
            "percent": F("percent"),
            "words": F("said_of"),
            "fen": F("fen"),
        },
    )
    counts = dict(homes.order_by().values_list("why").annotate(n=Count("pk")))
    skipped = summed(counts.items())
    if known := counts.get("", 0) - created:
        skipped["known"] = known
    made = Bill.objects.of(run.street_id).filter(run=run, item=item) if created else None
    fen = made.aggregate(fen=Sum("fen", output_field=BigIntegerField()))["fen"] if made else 0
    return RunItem(
        street_id=run.street_id,
        run=run,
        item=item,
        expected=sum(counts.values()),
        created=created,
        fen=fen or 0,
        skipped=skipped,
    )


def drop_run(run: BillRun, *, by: Actor, now: datetime) -> None:
    """A draft really goes, with its bills; its fact stays."""
    with transaction.atomic():
        fresh = _held(run.pk, by)
        _still_draft(fresh)
        Bill.objects.of(by.street_id).filter(run=fresh).erase()
        RunItem.objects.of(by.street_id).filter(run=fresh).erase()
        BillRun.objects.of(by.street_id).filter(pk=fresh.pk).erase()
        event = BillsDropped(fresh.number, f"{fresh.period:%Y-%m}")
        say(event, fresh.compound_id, fresh.pk, by=by, now=now)


def publish_run(run: BillRun, *, by: Actor, now: datetime) -> BillRun:
    """The bills count from now on, and stand in the books home by home; again, it changes nothing."""
    with transaction.atomic():
        fresh = _held(run.pk, by)
        if fresh.state == State.PUBLISHED:
            return fresh
        if not fresh.bills:
            refuse(
                said("这份草稿里没有账单。"), said("请看每项跳过的原因，改正后作废草稿重新生成。")
            )
        fresh.state, fresh.published_by, fresh.published_on = State.PUBLISHED, by.name, day_of(now)
        fresh.save(update_fields=["state", "published_by", "published_on"])
        words = [_posted(fresh, row, by, now) for row in _items(fresh)]
        event = BillsPublished(
            fresh.number,
            f"{fresh.period:%Y-%m}",
            fresh.bills,
            money.digits(fresh.fen),
            "、".join(word for word in words if word),
        )
        say(event, fresh.compound_id, fresh.pk, by=by, now=now)
        return fresh


def _items(run: BillRun) -> list[RunItem]:
    rows = RunItem.objects.of(run.street_id).filter(run=run, created__gt=0)
    return list(rows.select_related("item").order_by("id"))


def _posted(run: BillRun, row: RunItem, by: Actor, now: datetime) -> str:
    """One item's bills in the books: what each home owes, and the income."""
    bills = Bill.objects.of(run.street_id).filter(run=run, item_id=row.item_id)
    memo = said("{month} {name} 出账", month=f"{run.period:%Y-%m}", name=row.item.name)
    spread = Spread(day_of(now), memo, OWED, row.item.title_code, True, bills, row.pk)
    voucher = book_spread(row.item.books_id, spread, by=by, now=now)
    return voucher.word if voucher else ""


def _still_draft(run: BillRun) -> None:
    if run.state != State.DRAFT:
        refuse(said("已经出账，不能作废整批。"), said("有错的账单请逐张作废，改正后补出。"))


def _held(run_id: UUID, by: Actor) -> BillRun:
    rows = BillRun.objects.of(by.street_id).select_for_update(of=("self",))
    fresh: BillRun | None = rows.select_related("compound").filter(pk=run_id).first()
    if fresh is None:
        raise Refused(HIDDEN)
    require(may_keep(by, fresh.compound_id))
    return fresh
