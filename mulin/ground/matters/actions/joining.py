"""Matters among each other: merged and apart again, split, linked; and works of other rooms tied in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.matters.actions.chain import open_matter
from mulin.ground.matters.actions.common import (
    About,
    carrying,
    carrying_all,
    still_open,
    tell,
)
from mulin.ground.matters.events import (
    MatterLinked,
    MatterMerged,
    MatterSplit,
    MatterTied,
    MatterUnlinked,
    MatterUnmerged,
    MatterUntied,
)
from mulin.ground.matters.links import Piece, look_up, move_piece, pieces_of
from mulin.ground.matters.models import Link, Matter, Party, Tie
from mulin.ground.matters.permissions import may_go_on
from mulin.ground.matters.queries import matter_numbered, ties_of
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import line
from mulin.kit.words import said

NO_SUCH = Refusal(said("没有找到这个编号的事项。"), said("请核对编号，例如 SX-2026-0001。"))


def merge(matter: Matter, into: str, why: str, *, by: Actor, now: datetime) -> Matter:
    """Two files of one matter: this one ends, and what belongs to it shows in the other."""
    reason = line(why, 200, said("为什么合并"))
    target = _numbered(into, by)
    if target.pk == matter.pk:
        raise Refused(Refusal(said("不能并入自己。"), said("请写另一件的编号。")))
    with transaction.atomic():
        fresh, other = carrying_all([matter, target], by)
        if fresh.merged_into_id == other.pk:
            return fresh
        require(_may_merge(fresh, other))
        fresh.before_merge, fresh.stage = fresh.stage, Matter.Stage.CLOSED
        fresh.merged_into, fresh.closed_on = other, day_of(now)
        fresh.save(update_fields=["before_merge", "stage", "merged_into", "closed_on"])
        Matter.objects.of(by.street_id).filter(merged_into=fresh).update(merged_into=other)
        event = MatterMerged(fresh.spoken, fresh.number, other.number, reason)
        tell(event, fresh, by=by, now=now)
        return fresh


def unmerge(matter: Matter, why: str, *, by: Actor, now: datetime) -> Matter:
    """It was another matter after all: it stands where it stood."""
    reason = line(why, 200, said("为什么拆开"))
    with transaction.atomic():
        fresh = carrying(matter, by)
        if fresh.merged_into is None:
            return fresh
        into = fresh.merged_into.number
        fresh.stage = fresh.before_merge or Matter.Stage.DISCOVER
        fresh.before_merge, fresh.merged_into, fresh.closed_on = "", None, None
        fresh.save(update_fields=["before_merge", "stage", "merged_into", "closed_on"])
        event = MatterUnmerged(fresh.spoken, fresh.number, into, reason)
        tell(event, fresh, by=by, now=now)
        return fresh


def split(
    matter: Matter,
    title: str,
    why: str,
    pieces: Iterable[UUID] = (),
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Matter:
    """Part of it becomes a matter of its own, of the same place, kind, secrecy, hands and parties,
    and takes the chosen pieces of work along."""
    reason = line(why, 200, said("为什么拆出"))
    with transaction.atomic():
        fresh = carrying(matter, by)
        known: Matter | None = Matter.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        still_open(fresh)
        about = About(fresh.kind, fresh.secrecy, fresh.building, fresh.spot)
        made = open_matter(
            fresh.compound,
            title,
            fresh.stage,
            about=about,
            split_from=fresh,
            by=by,
            now=now,
            once=once,
        )
        made.organisation, made.keeper = fresh.organisation, fresh.keeper
        made.save(update_fields=["organisation", "keeper"])
        _same_parties(fresh, made, now)
        n = _take_along(fresh, made, set(pieces), by, now)
        along = said("，带走 {n} 件工作", n=n) if n else ""
        event = MatterSplit(made.spoken, made.number, fresh.number, along, reason)
        tell(event, made, by=by, now=now)
        return made


def link(matter: Matter, other: str, why: str, *, by: Actor, now: datetime) -> Link:
    """Two matters that have to do with each other; a pair is linked once, whichever names the other."""
    reason = line(why, 120, said("为什么关联"))
    target = _numbered(other, by)
    if target.pk == matter.pk:
        raise Refused(Refusal(said("不能和自己关联。"), said("请写另一件的编号。")))
    with transaction.atomic():
        fresh, far = carrying_all([matter, target], by)
        require(may_go_on(fresh))
        rows = Link.objects.of(by.street_id)
        known: Link | None = (
            rows.filter(matter=fresh, other=far).first()
            or rows.filter(matter=far, other=fresh).first()
        )
        if known is not None:
            return known
        row = Link(street_id=by.street_id, matter=fresh, other=far, why=reason)
        row.save(force_insert=True)
        event = MatterLinked(fresh.spoken, fresh.number, far.number, reason)
        tell(event, fresh, by=by, now=now)
        return row


def unlink(row: Link, *, by: Actor, now: datetime) -> None:
    """They have nothing to do with each other; again, it changes nothing."""
    with transaction.atomic():
        fresh, far = carrying_all([row.matter, row.other], by)
        if not Link.objects.of(by.street_id).filter(pk=row.pk).erase():
            return
        tell(MatterUnlinked(fresh.spoken, fresh.number, far.number), fresh, by=by, now=now)


def tie(matter: Matter, number: str, *, by: Actor, now: datetime) -> Tie:
    """Put a thing of another room into the matter, by its number."""
    typed = line(number, 40, said("编号"))
    piece = look_up(by, typed)
    if piece is None:
        raise Refused(
            Refusal(
                said("没有找到编号 {number}。", number=typed),
                said("可以写加梯项目（JT-…）或凭证（账套编号/月份/凭证号）的编号。"),
            )
        )
    with transaction.atomic():
        fresh = carrying(matter, by)
        still_open(fresh)
        rows = Tie.objects.of(by.street_id).select_related("matter")
        known: Tie | None = rows.filter(kind=piece.code, subject_id=piece.subject_id).first()
        if known is not None and known.matter_id == fresh.pk:
            return known
        if known is not None:
            raise Refused(
                Refusal(
                    said("它已经归入事项 {number}。", number=known.matter.number),
                    said("一件工作只归一件事项；要改的，请先移出。"),
                )
            )
        row = Tie(
            street_id=by.street_id, matter=fresh, kind=piece.code, subject_id=piece.subject_id
        )
        row.save(force_insert=True)
        tell(MatterTied(fresh.spoken, fresh.number, _what(piece)), fresh, by=by, now=now)
        return row


def untie(row: Tie, piece: Piece | None, *, by: Actor, now: datetime) -> None:
    """Take it out again; again, it changes nothing."""
    with transaction.atomic():
        fresh = carrying(row.matter, by)
        if not Tie.objects.of(by.street_id).filter(pk=row.pk).erase():
            return
        what = _what(piece) if piece is not None else said("一件工作")
        tell(MatterUntied(fresh.spoken, fresh.number, what), fresh, by=by, now=now)


def _may_merge(fresh: Matter, other: Matter) -> Refusal | None:
    if other.merged_into is not None:
        into = other.merged_into.number
        return Refusal(
            said("{number} 自己已经并入 {into}。", number=other.number, into=into),
            said("请并入 {into}。", into=into),
        )
    still_open(fresh)
    still_open(other)
    if other.compound_id not in (None, fresh.compound_id):
        return Refusal(said("两件事项不在同一个小区。"), said("只是相关的，请用“关联”。"))
    return None


def _same_parties(fresh: Matter, made: Matter, now: datetime) -> None:
    """Whom the one concerns, the other concerns from today."""
    rows = Party.objects.of(fresh.street_id).filter(matter=fresh, until__isnull=True)
    for row in (copies := list(rows)):
        row.pk, row.matter, row.since = uuid7(), made, day_of(now)
    Party.objects.bulk_create(copies)


def _take_along(old: Matter, made: Matter, chosen: set[UUID], by: Actor, now: datetime) -> int:
    """Move the pieces that were chosen; one that the room keeps where it is refuses the whole."""
    ties = {piece.subject_id: row for row, piece in ties_of(by, old)}
    mine = {piece.subject_id for piece in pieces_of(by, old) if piece.movable}
    for key in chosen:
        if key in ties:
            Tie.objects.of(by.street_id).filter(pk=ties[key].pk).update(matter=made)
        elif key not in mine or not move_piece(key, made, by=by, now=now):
            raise Refused(
                Refusal(said("有一件工作不能带走。"), said("请刷新页面，重新勾选要带走的。"))
            )
    return len(chosen)


def _what(piece: Piece) -> str:
    return f"{piece.kind} {piece.number}"


def _numbered(typed: str, by: Actor) -> Matter:
    found = matter_numbered(by, typed)
    if found is None:
        raise Refused(NO_SUCH)
    return found
