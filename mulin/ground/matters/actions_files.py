"""Matters as files: merged with duplicates and parted again, split, linked, handed over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mulin.ground.estate.models import Organisation
from mulin.ground.matters.events import (
    MatterHandedOver,
    MatterParted,
    MattersLinked,
    MattersMerged,
    MatterSplit,
    MattersUnlinked,
)
from mulin.ground.matters.links import move_piece, pieces_of
from mulin.ground.matters.models import Matter, MatterLink
from mulin.ground.matters.permissions import HIDDEN, may_carry
from mulin.ground.matters.queries import holders_for
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled
from mulin.kit.words import said

NUMBERS = "SX"
WHY = said("没有写理由。")


def merge_matter(matter: Matter, into: Matter, why: str, *, by: Actor, now: datetime) -> Matter:
    """Two files of one thing: this one goes on with the other, its pieces shown there; none moves."""
    reason = filled(why, 200, WHY, said("例如“同一处渗水，重复立项”。"))
    with transaction.atomic():
        fresh, target = _both(matter, into, by)
        if fresh.merged_into_id == target.pk:
            return fresh
        require(_may_merge(fresh, target))
        fresh.merged_into = target
        fresh.save(update_fields=["merged_into"])
        rows = Matter.objects.of(by.street_id)
        rows.filter(merged_into=fresh).update(merged_into=target)
        say(MattersMerged(fresh.number, target.number, reason), fresh, by=by, now=now)
        return fresh


def part_matter(matter: Matter, why: str, *, by: Actor, now: datetime) -> Matter:
    """It was not the same after all: it stands by itself again, as it stood."""
    reason = filled(why, 200, WHY, said("例如“不是同一处”。"))
    with transaction.atomic():
        fresh = _alone(matter, by)
        if fresh.merged_into is None:
            return fresh
        event = MatterParted(fresh.number, fresh.merged_into.number, reason)
        fresh.merged_into = None
        fresh.save(update_fields=["merged_into"])
        say(event, fresh, by=by, now=now)
        return fresh


def split_off(
    matter: Matter,
    title: str,
    pieces: Iterable[UUID],
    why: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Matter:
    """Part of it becomes a matter of its own, under a number of its own, and takes its pieces along."""
    plain = filled(title, 120, said("没有写拆出来的是什么事。"), said("用一句话写清。"))
    reason = filled(why, 200, WHY, said("例如“电梯的事另外办”。"))
    with transaction.atomic():
        fresh = _alone(matter, by)
        known: Matter | None = Matter.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        require(_standing(fresh))
        made = Matter(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            title=plain,
            stage=fresh.stage,
            compound=fresh.compound,
            holder=fresh.holder,
            split_from=fresh,
            opened_on=day_of(now),
        )
        made.save(force_insert=True)
        moved = _take_along(fresh, made, set(pieces), by, now)
        event = MatterSplit(fresh.number, plain, made.number, moved, reason)
        say(event, made, by=by, now=now)
        return made


def link_matters(one: Matter, other: Matter, why: str, *, by: Actor, now: datetime) -> Matter:
    """Two matters have to do with each other; each leads to the other."""
    reason = filled(why, 200, WHY, said("例如“同一笔维修资金”。"))
    with transaction.atomic():
        fresh, target = _both(one, other, by)
        rows = MatterLink.objects.of(by.street_id)
        if rows.filter(_between(fresh, target)).exists():
            return fresh
        MatterLink(street_id=by.street_id, one=fresh, other=target, why=reason).save(
            force_insert=True
        )
        say(MattersLinked(fresh.number, target.number, reason), fresh, by=by, now=now)
        return fresh


def unlink_matters(one: Matter, other: Matter, *, by: Actor, now: datetime) -> Matter:
    """They have nothing to do with each other after all."""
    with transaction.atomic():
        fresh, target = _both(one, other, by)
        rows = MatterLink.objects.of(by.street_id).filter(_between(fresh, target))
        if not rows.exists():
            return fresh
        rows.erase()
        say(MattersUnlinked(fresh.number, target.number), fresh, by=by, now=now)
        return fresh


def hand_over(
    matter: Matter, organisation: Organisation, why: str, *, by: Actor, now: datetime
) -> Matter:
    """Another office carries it from now on; its people find it among what waits for them."""
    reason = filled(why, 200, WHY, said("例如“涉及结构安全，请物业管理办公室牵头”。"))
    with transaction.atomic():
        fresh = _alone(matter, by)
        if fresh.holder_id == organisation.pk:
            return fresh
        require(_standing(fresh))
        if not holders_for(fresh).filter(pk=organisation.pk).exists():
            raise Refused(
                Refusal(said("不能交给这个单位。"), said("请选街道、社区或本小区的业委会。"))
            )
        before = fresh.holder.name if fresh.holder else said("立项的单位")
        fresh.holder = organisation
        fresh.save(update_fields=["holder"])
        event = MatterHandedOver(fresh.title, fresh.number, before, organisation.name, reason)
        say(event, fresh, by=by, now=now)
        return fresh


def _take_along(old: Matter, made: Matter, chosen: set[UUID], by: Actor, now: datetime) -> int:
    """Move the pieces that were chosen; one that the room keeps where it is refuses the whole."""
    mine = {piece.subject_id: piece for piece in pieces_of(by, old) if piece.movable}
    for key in chosen:
        piece = mine.get(key)
        if piece is None or not move_piece(key, made, by=by, now=now):
            raise Refused(
                Refusal(said("有一件工作不能带走。"), said("请刷新页面，重新勾选要带走的。"))
            )
    return len(chosen)


def _both(one: Matter, other: Matter, by: Actor) -> tuple[Matter, Matter]:
    """Two matters held in the order of their keys, each for somebody who may carry it."""
    if one.pk == other.pk:
        raise Refused(Refusal(said("这就是它自己。"), said("请填另一件事项的编号。")))
    held = {row.pk: _alone(row, by) for row in sorted((one, other), key=lambda row: row.pk)}
    return held[one.pk], held[other.pk]


def _alone(matter: Matter, by: Actor) -> Matter:
    rows = Matter.objects.of(by.street_id).select_for_update(of=("self",))
    fresh: Matter | None = (
        rows.select_related("compound", "holder", "merged_into").filter(pk=matter.pk).first()
    )
    if fresh is None:
        raise Refused(HIDDEN)
    require(may_carry(by, fresh))
    return fresh


def _between(one: Matter, other: Matter) -> Q:
    return Q(one=one, other=other) | Q(one=other, other=one)


def _standing(matter: Matter) -> Refusal | None:
    if matter.merged_into is not None:
        return Refusal(
            said("这件事项已经并入 {number}。", number=matter.merged_into.number),
            said("请到那件事项里办；不是一件事的，先拆开。"),
        )
    if matter.stage == Matter.Stage.CLOSED:
        return Refusal(said("这件事项已经办结。"), said("要继续办的，请先重新办理。"))
    return None


def _may_merge(fresh: Matter, target: Matter) -> Refusal | None:
    if target.merged_into is not None:
        number = target.merged_into.number
        return Refusal(
            said("{number} 自己已经并入 {into}。", number=target.number, into=number),
            said("请并入 {into}。", into=number),
        )
    if fresh.merged_into is not None:
        return _standing(fresh)
    if target.stage == Matter.Stage.CLOSED:
        return _standing(target)
    if target.compound_id not in (None, fresh.compound_id):
        return Refusal(said("两件事项不在同一个小区。"), said("只是相关的，请用“关联”。"))
    return None
