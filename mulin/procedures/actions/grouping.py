"""Who sits in the group of a procedure: named with the side he comes from, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import required
from mulin.decide.committees.queries.willing import label_of
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.groups import Side
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.events import GroupMemberLeft, GroupMemberNamed
from mulin.procedures.models import GroupMember, Procedure
from mulin.procedures.permissions import HIDDEN, may_carry
from mulin.procedures.queries.groups import group_title, members_named, owns_here


@dataclass(frozen=True)
class Named:
    """Whom somebody wants in the group."""

    name: str
    side: str
    room: str = ""
    leads: bool = False


def name_member(
    procedure: Procedure, named: Named, *, once: UUID, by: Actor, now: datetime
) -> GroupMember:
    """Put somebody into the group; an owner is held against the register."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        known: GroupMember | None = fresh.group_members.filter(pk=once).first()
        if known is not None:
            return known
        require(may_carry(by, fresh))
        side, title = Side(named.side), group_title(fresh)
        if not title:
            raise Refused(HIDDEN)
        name = required(named.name, said("姓名"), 40)
        room = label_of(named.room)[:40] if side is Side.OWNER else ""
        _check(fresh, name, room, side, now)
        if named.leads and any(one.leads for one in members_named(fresh)):
            refuse(said("已经有一位组长。"), said("换人的，请先登记原组长退出。"))
        made = GroupMember(
            id=once, street_id=fresh.street_id, procedure=fresh, name=name, side=side.value,
            room=room, leads=named.leads, named_on=day_of(now),
        )  # fmt: skip
        made.save(force_insert=True)
        post = said("（组长）") if named.leads else ""
        event = GroupMemberNamed(fresh.title, fresh.number, title, side.label, post, name=name)
        say(event, fresh, by=by, now=now)
        return made


def member_left(
    procedure: Procedure, member_id: UUID, why: str, *, by: Actor, now: datetime
) -> GroupMember:
    """Somebody leaves the group; the reason stays."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        require(may_carry(by, fresh))
        member: GroupMember | None = fresh.group_members.filter(pk=member_id).first()
        if member is None:
            raise Refused(HIDDEN)
        if member.left_on is not None:
            return member
        member.left_on = day_of(now)
        member.why_left = required(why, said("为什么退出"), 200)
        member.save(update_fields=["left_on", "why_left"])
        side, title = Side(member.side).label, group_title(fresh)
        event = GroupMemberLeft(
            fresh.title, fresh.number, title, side, member.why_left, name=member.name
        )
        say(event, fresh, by=by, now=now)
        return member


def _check(procedure: Procedure, name: str, room: str, side: Side, now: datetime) -> None:
    """An owner owns what he says; nobody sits in it twice."""
    if side is Side.OWNER and not room:
        refuse(said("没有写房号。"), said("业主代表要和底册核对产权，请写房号，如 1-2-301。"))
    if side is Side.OWNER and not owns_here(procedure, name, room, day_of(now)):
        refuse(
            said("底册里 {room} 的业主没有“{name}”。", room=room, name=name),
            said("请核对房号和姓名；不是业主本人的，不能作业主代表。"),
        )
    if any(one.name == name and one.room == room for one in members_named(procedure)):
        refuse(said("这一位已在名单上。"), said("不用再登记。"))
