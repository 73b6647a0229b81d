"""Locking a draft: number, law, rules, roll and key are settled in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from mulin.decide.assembly.actions.officers import make_key
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import LawRepinned, PollLocked, RollCorrected
from mulin.decide.assembly.models import (
    Poll,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.permissions import may_correct_roll, may_prepare
from mulin.decide.assembly.queries.editions import whole_of
from mulin.decide.assembly.queries.readiness import faults_of
from mulin.decide.assembly.rollmaking import Roll, make_roll
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.queries.holdings import holdings_on
from mulin.ground.streets.actions import draw_number
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.catalogue import nearest
from mulin.law.compound_rules import CompoundRules
from mulin.law.pinned import pin

NUMBER_KIND = "BJ"
CHANGED = Refusal(
    said("您打开这页以后，草稿或底册又改过了，没有锁定。"),
    said("下面是现在的内容和名册，请重新核对，再锁定。"),
)


def lock_poll(poll: Poll, *, by: Actor, now: datetime, seen: str = "") -> Poll:
    """Settle what is voted on, by whom and by which rules; after this nothing of it changes.

    ``seen``: what was shown beside the button (``editions.whole_of``). Raises Refused where draft
    or register changed since, and with every reason at once where something is missing.
    """
    today = day_of(now)
    with transaction.atomic():
        fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
        require(may_prepare(by, fresh.compound))
        if not fresh.is_draft:
            raise Refused(Refusal(said("这次表决已经锁定。"), said("请返回表决页面继续下一步。")))
        rules = CompoundRules.from_json(fresh.rules)
        roll = make_roll(holdings_on(fresh.compound, today), rules)
        if seen and seen != whole_of(fresh, roll):
            raise Refused(CHANGED)
        faults = faults_of(fresh, roll, today)
        if faults:
            raise Refused(
                Refusal(said("还不能锁定：") + "；".join(faults), said("请补全后再锁定。"))
            )
        fresh.law = pin(nearest(fresh.region), today, calendar_of(fresh.street_id))
        fresh.number = draw_number(fresh.street_id, NUMBER_KIND, today.year)
        fresh.state, fresh.locked_on = Poll.State.LOCKED, today
        fresh.roll_persons, fresh.roll_area = roll.persons, roll.area
        make_key(fresh)
        fresh.save()
        _write(fresh, roll)
        _say_locked(fresh, roll, rules, by=by, now=now)
        return fresh


def repin(poll: Poll, reason: str, *, by: Actor, now: datetime) -> Poll:
    """Hold the poll under the law of today instead, before voting has begun, and say why."""
    with transaction.atomic():
        fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
        require(may_prepare(by, fresh.compound))
        if fresh.state not in {Poll.State.LOCKED, Poll.State.POSTED}:
            raise Refused(
                Refusal(
                    said("投票开始后不能再换所依据的法规。"), said("确需更换的，请作废后重新发起。")
                )
            )
        if not reason.strip():
            raise Refused(Refusal(said("没有写理由。"), said("请写明为什么改按新的法规办理。")))
        fresh.law = pin(nearest(fresh.region), day_of(now), calendar_of(fresh.street_id))
        fresh.save(update_fields=["law"])
        say(LawRepinned(fresh.title, str(day_of(now)), reason.strip()), fresh, by=by, now=now)
        return fresh


def correct_area(
    poll: Poll, unit: RollUnit, area: int, reason: str, *, by: Actor, now: datetime
) -> None:
    """Correct one unit's area on the frozen roll; both figures and the reason stay on record."""
    with transaction.atomic():
        fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
        require(may_correct_roll(by, fresh) or _not_his_own(by, unit))
        street = fresh.street_id
        mine: RollUnit = RollUnit.objects.of(street).get(pk=unit.pk, poll=fresh)
        _check_correction(mine, unit, area, reason)
        change = area - mine.area
        RollUnit.objects.of(street).filter(pk=mine.pk).update(area=area)
        if mine.counts:
            entry = RollEntry.objects.of(street).select_for_update().get(pk=mine.entry_id)
            RollEntry.objects.of(street).filter(pk=entry.pk).update(area=entry.area + change)
            fresh.roll_area += change
            fresh.save(update_fields=["roll_area"])
        before, after = (f"{a // 100}.{a % 100:02d}" for a in (mine.area, area))
        event = RollCorrected(fresh.title, mine.label, before, after, reason.strip())
        say(event, fresh, by=by, now=now)


def _not_his_own(by: Actor, unit: RollUnit) -> Refusal | None:
    if unit.unit_id in by.units:
        return Refusal(said("这是您自己的房屋。"), said("请另一位工作人员核对产权资料后更正。"))
    return None


def _check_correction(now: RollUnit, seen: RollUnit, area: int, reason: str) -> None:
    if area <= 0 or not reason.strip():
        raise Refused(Refusal(said("面积须大于零，并写明更正理由。"), said("请补全后再保存。")))
    if now.area != seen.area:
        raise Refused(
            Refusal(said("这套房的面积刚刚被别人更正过。"), said("请刷新页面，核对后再改。"))
        )
    if now.area == area:
        raise Refused(Refusal(said("面积和现在的一样，没有要更正的。"), said("请核对房号和面积。")))


def _write(poll: Poll, roll: Roll) -> None:
    """Write the roll in three statements."""
    street = poll.street_id
    rows: tuple[Any, ...] = (*roll.entries, *roll.units, *roll.holders)
    for row in rows:
        row.street_id, row.poll_id = street, poll.pk
    RollEntry.objects.bulk_create(roll.entries, batch_size=2000)
    RollUnit.objects.bulk_create(roll.units, batch_size=2000)
    RollHolder.objects.bulk_create(roll.holders, batch_size=2000)


def _say_locked(poll: Poll, roll: Roll, rules: CompoundRules, *, by: Actor, now: datetime) -> None:
    event = PollLocked(
        title=poll.title,
        number=poll.number,
        persons=roll.persons,
        entries=len(roll.entries),
        area=f"{roll.area // 100}.{roll.area % 100:02d}",
        roll_digest=fingerprint([[u.label, u.area, u.use, u.status] for u in roll.units]),
        law_digest=fingerprint(poll.law),
        rules=rules.to_json(),
    )
    say(event, poll, by=by, now=now)
