"""The maintenance plan (定时定点定人): a line set, ended; a day done with a photo, or left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, say
from mulin.discover.campaigns.events import UpkeepEnded, UpkeepMarked, UpkeepPlanned
from mulin.discover.campaigns.models import Upkeep, UpkeepMark
from mulin.discover.campaigns.permissions import HIDDEN
from mulin.discover.campaigns.queries.upkeep import may_keep, may_mark, rhythm_words
from mulin.discover.campaigns.rhythm import EVERY, MONTHLY, WEEKLY, falls_on
from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

UPKEEP = "campaigns.upkeep"
"""The kind of paper a photo of a finished day is."""
LAST = {WEEKLY: 7, MONTHLY: 31}
MOST_GAP, LATEST = 90, 31


@dataclass(frozen=True)
class Line:
    """What, where, by whom, when."""

    what: str
    place: str
    who: str
    rhythm: str
    days: tuple[int, ...]
    gap: int
    at: time
    since: date
    building: Building | None = None
    person: Person | None = None


def plan_upkeep(compound: Compound, line: Line, *, once: UUID, by: Actor, now: datetime) -> Upkeep:
    """Put a line into the plan of a compound."""
    strangers = (compound, *filter(None, (line.building, line.person)))
    if any(row.street_id != by.street_id for row in strangers):
        raise Refused(HIDDEN)
    require(may_keep(by, compound.pk) or _unfit(line))
    what = words(line.what, 60, said("没有写做什么。"), said("例如“修剪绿篱”。"))
    place = words(line.place, 80, said("没有写在哪里。"), said("例如“中心花园”。"))
    who = words(line.who, 60, said("没有写谁来做。"), said("定到人，例如“王师傅”。"))
    with transaction.atomic():
        known: Upkeep | None = Upkeep.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = Upkeep(
            id=once,
            street_id=by.street_id,
            compound=compound,
            building=line.building,
            what=what,
            place=place,
            who=who,
            person=line.person,
            rhythm=line.rhythm,
            days=sorted(set(line.days)),
            gap=line.gap,
            at=line.at,
            valid_from=line.since,
        )
        row.save(force_insert=True)
        event = UpkeepPlanned(f"{compound.name} {place}", what, rhythm_words(row), who)
        say(event, row.pk, compound.pk, by=by, now=now)
        return row


def end_upkeep(upkeep: Upkeep, on: date, why: str, *, by: Actor, now: datetime) -> Upkeep:
    """``on`` is the last day of the line."""
    reason = words(why, 200, said("没有写为什么停。"), said("例如“改由绿化公司养护”。"))
    with transaction.atomic():
        fresh = alone(upkeep, by, "compound")
        require(may_keep(by, fresh.compound_id))
        if on < fresh.valid_from:
            refuse(said("最后一天早于开始的日子 {day}。", day=fresh.valid_from))
        fresh.valid_to = on
        fresh.save(update_fields=["valid_to"])
        event = UpkeepEnded(_where(fresh), fresh.what, on, reason)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def mark_day(
    upkeep: Upkeep,
    day: date,
    *,
    photo: bytes | Readable | None = None,
    left_out: str = "",
    by: Actor,
    now: datetime,
) -> UpkeepMark:
    """A day was done, with its photo; or is left out, and why. A day is marked once."""
    with transaction.atomic():
        fresh = alone(upkeep, by, "compound")
        require(may_mark(by, fresh) or _no_such_day(fresh, day, day_of(now)))
        rows = UpkeepMark.objects.of(by.street_id).filter(upkeep=fresh, day=day)
        known: UpkeepMark | None = rows.first()
        if known is not None:
            return known
        reason = " ".join(left_out.split())[:200]
        if photo is None and not reason:
            refuse(said("还没有照片。"), said("请拍一张做完的样子；没有做的，写明为什么。"))
        mark = UpkeepMark(
            street_id=by.street_id,
            upkeep=fresh,
            day=day,
            done_at=None if reason else now,
            paper=_kept(fresh, photo, by=by, now=now) if photo is not None else None,
            note=reason,
            by=by.post or by.name,
        )
        mark.save(force_insert=True)
        how = said("没有做") if reason else said("做完")
        told = said("：{text}", text=reason) if reason else ""
        event = UpkeepMarked(_where(fresh), fresh.what, day, how, told)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return mark


def _unfit(line: Line) -> Refusal | None:
    if line.rhythm == EVERY:
        if 1 <= line.gap <= MOST_GAP:
            return None
        return Refusal(said("没有写隔几天。"), said("请填 1 到 {n}。", n=MOST_GAP))
    last = LAST.get(line.rhythm, 0)
    if line.days and all(1 <= day <= last for day in line.days):
        return None
    return Refusal(
        said("没有选哪几天，或者日子不对。"),
        said("每周填 1 到 7（1 是周一），每月填 1 到 31。"),
    )


def _no_such_day(upkeep: Upkeep, day: date, today: date) -> Refusal | None:
    ends = upkeep.valid_to or day
    planned = upkeep.valid_from <= day <= ends and falls_on(
        upkeep.rhythm, upkeep.days, upkeep.gap, upkeep.valid_from, day
    )
    if not planned:
        return Refusal(said("{day} 没有安排。", day=day), said("请从日历里点要登记的那一天。"))
    if day > today:
        return Refusal(said("{day} 还没有到。", day=day), said("做完再登记。"))
    if (today - day).days > LATEST:
        return Refusal(
            said("过了 {n} 天，不能再补登。", n=LATEST), said("请在备注里说明，由社区处理。")
        )
    return None


def _kept(upkeep: Upkeep, photo: bytes | Readable, *, by: Actor, now: datetime) -> Paper:
    paper = store(
        upkeep.street_id,
        photo,
        kind=UPKEEP,
        title=said("{where}{what}", where=_where(upkeep), what=upkeep.what)[:200],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
    if not paper.is_image:
        refuse(said("这不是照片。"), said("请拍照，或者选一张图片。"))
    return paper


def _where(upkeep: Upkeep) -> str:
    return f"{upkeep.compound.name} {upkeep.place}"
