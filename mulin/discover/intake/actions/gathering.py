"""What belongs together: merged into one and apart again, joined by neighbours, put into a matter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.intake.actions.common import (
    File,
    alone,
    in_state,
    keep_files,
    many_alone,
    reckon,
    say,
    spoken,
    words,
)
from mulin.discover.intake.events import (
    CallerNumberRead,
    TicketFollowed,
    TicketLinked,
    TicketMerged,
    TicketRecast,
    TicketRemarked,
    TicketSplit,
)
from mulin.discover.intake.models import OPEN, UNDONE, Follower, Remark, Ticket, TicketPaper
from mulin.discover.intake.permissions import (
    HIDDEN,
    in_hand,
    is_mine,
    may_oversee,
    may_see,
    may_work,
    sees_raiser,
)
from mulin.discover.intake.queries.categories import categories_of
from mulin.ground.estate.identities import open_phone
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor, Refusal, Refused, Role, require
from mulin.kit.words import said

State = Ticket.State
MERGEABLE = (State.WAITING, State.SENT, State.WORKING)


def merge(ticket: Ticket, into: Ticket, why: str, *, by: Actor, now: datetime) -> Ticket:
    """Two tell of one trouble: this one is done with the other; its raiser hears what comes of it."""
    reason = words(why, 200, said("没有写为什么合并。"), said("例如“同一处漏水”。"))
    with transaction.atomic():
        held = {one.pk: one for one in many_alone([ticket.pk, into.pk], by)}
        if len(held) != 2:
            raise Refused(HIDDEN)
        fresh, target = held[ticket.pk], held[into.pk]
        require(may_oversee(by, fresh) or may_oversee(by, target))
        if fresh.merged_into_id == target.pk:
            return fresh
        require(in_state(fresh, *MERGEABLE) or _may_take_in(fresh, target))
        fresh.before_merge, fresh.state = fresh.state, State.MERGED
        fresh.merged_into, fresh.ended_at = target, now
        fresh.save(update_fields=["before_merge", "state", "merged_into", "ended_at"])
        Ticket.objects.of(by.street_id).filter(merged_into=fresh).update(merged_into=target)
        say(TicketMerged(fresh.number, target.number, reason), fresh, by=by, now=now)
        return fresh


def unmerge(ticket: Ticket, why: str, *, by: Actor, now: datetime) -> Ticket:
    """It was not the same after all: it stands where it stood, and its clock ran on."""
    reason = words(why, 200, said("没有写为什么拆开。"), said("例如“不是同一处”。"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        require(in_state(fresh, State.MERGED))
        into = fresh.merged_into.number if fresh.merged_into else ""
        fresh.state = fresh.before_merge or State.WAITING
        fresh.before_merge, fresh.merged_into, fresh.ended_at = "", None, None
        fresh.save(update_fields=["before_merge", "state", "merged_into", "ended_at"])
        say(TicketSplit(fresh.number, into, reason), fresh, by=by, now=now)
        return fresh


def follow(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """A neighbour has the same trouble; again, it changes nothing."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        lives = by.has(Role.OWNER, Role.TENANT, compound_id=fresh.compound_id)
        if not lives or fresh.shielded or fresh.unit_id is not None or by.person_id is None:
            raise Refused(HIDDEN)
        require(in_state(fresh, *OPEN))
        if fresh.raiser_id == by.person_id:
            return fresh
        rows = Follower.objects.of(by.street_id)
        if rows.filter(ticket=fresh, person_id=by.person_id).exists():
            return fresh
        Follower(street_id=by.street_id, ticket=fresh, person_id=by.person_id, at=now).save(
            force_insert=True
        )
        say(TicketFollowed(fresh.number), fresh, by=by, now=now)
        return fresh


def add_remark(
    ticket: Ticket,
    kind: str,
    text: str,
    photos: tuple[File, ...] = (),
    *,
    by: Actor,
    now: datetime,
) -> Remark:
    """Its raiser adds a word or presses; those who work on it leave each other a note."""
    own = Remark.Kind.NUDGE if kind == Remark.Kind.NUDGE else Remark.Kind.ADDITION
    plain = words(text or _default(kind), 500, said("没有写内容。"), said("写一句就行。"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_see(by, fresh))
        mine = is_mine(by, fresh)
        if not mine and kind != Remark.Kind.NUDGE:
            require(may_work(by, fresh))
        require(in_state(fresh, *OPEN))
        shown = own if mine or kind == Remark.Kind.NUDGE else Remark.Kind.NOTE
        row = Remark(
            street_id=by.street_id,
            ticket=fresh,
            kind=shown,
            text=plain,
            inside=not mine and shown == Remark.Kind.NOTE,
            by=said("反映的人") if mine else by.post or by.name,
            at=now,
        )
        row.save(force_insert=True)
        keep_files(fresh, photos, TicketPaper.Kind.OTHER, by=by, now=now)
        say(TicketRemarked(fresh.number, row.get_kind_display()), fresh, by=by, now=now)
        return row


def link_matter(ticket: Ticket, matter: Matter, *, by: Actor, now: datetime) -> Ticket:
    """A ticket belongs to one matter at most; putting it into another moves it."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        if matter.street_id != fresh.street_id or (
            matter.compound_id and matter.compound_id != fresh.compound_id
        ):
            raise Refused(HIDDEN)
        if fresh.matter_id == matter.pk:
            return fresh
        fresh.matter = matter
        fresh.save(update_fields=["matter"])
        say(TicketLinked(fresh.number, matter.number), fresh, by=by, now=now)
        return fresh


def moved(piece_id: UUID, matter: Matter, by: Actor, now: datetime) -> bool:
    """For matters that are split: whether it was a ticket."""
    row = Ticket.objects.of(by.street_id).filter(pk=piece_id).first()
    return row is not None and bool(link_matter(row, matter, by=by, now=now))


def recast(ticket: Ticket, category: str, *, by: Actor, now: datetime) -> Ticket:
    """It was put under the wrong heading: its limits follow the right one, from when it was raised."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        require(in_state(fresh, *UNDONE))
        found = categories_of(by.street_id).get(category)
        if found is None:
            raise Refused(Refusal(said("没有这个类别。"), said("请重新选。")))
        if found.code == fresh.category:
            return fresh
        if fresh.anonymous and not found.anonymous:
            raise Refused(
                Refusal(
                    said("这张工单没有留名，不能改为“{kind}”。", kind=found.name),
                    said("请选别的。"),
                )
            )
        before = fresh.kind
        fresh.category, fresh.kind = found.code, found.name
        fresh.respond_hours = found.respond
        fresh.limit_hours, fresh.limit_days = found.limit.hours, found.limit.days
        fresh.emergency = fresh.emergency or found.emergency
        fresh.shielded = fresh.shielded or found.shield
        reckon(fresh)
        fresh.save()
        event = TicketRecast(fresh.number, before, fresh.kind, spoken(fresh.due_at))
        say(event, fresh, by=by, now=now)
        return fresh


def read_number(ticket: Ticket, why: str, *, by: Actor, now: datetime) -> str:
    """The number somebody who is not in the register left, in the clear; the reading is on record."""
    reason = words(why, 200, said("没有写为什么要看。"), said("例如“约上门时间”。"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_see(by, fresh))
        working = in_hand(by, fresh) or may_work(by, fresh) is None
        if not (working and sees_raiser(by, fresh)):
            raise Refused(Refusal(said("您不能查看这个号码。"), said("请由承办的人或社区联系。")))
        if not fresh.caller_sealed:
            raise Refused(Refusal(said("没有留号码。"), said("请按登记的方式回复。")))
        say(CallerNumberRead(fresh.number, reason), fresh, by=by, now=now)
        return open_phone(fresh.street_id, bytes(fresh.caller_sealed))


def _default(kind: str) -> str:
    return said("请快一点。") if kind == Remark.Kind.NUDGE else ""


def _may_take_in(ticket: Ticket, target: Ticket) -> Refusal | None:
    if ticket.pk == target.pk:
        return Refusal(said("不能并入自己。"), said("请选另一张工单。"))
    if ticket.compound_id != target.compound_id:
        return Refusal(said("两张工单不在同一个小区。"), said("请选同一个小区的。"))
    if target.state not in UNDONE:
        return Refusal(
            said("{number}{state}。", number=target.number, state=target.get_state_display()),
            said("请选一张还在办的。"),
        )
    if ticket.shielded != target.shielded:
        return Refusal(said("一张要对被反映的单位保密，另一张不用。"), said("这样的两张不能合并。"))
    return None
