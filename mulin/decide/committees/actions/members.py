"""Seats: taken, left, and alternates who move up. A seat's rights are its post in the register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mulin.decide.committees.actions.saying import (
    member_alone,
    not_after,
    required,
    say,
    term_alone,
)
from mulin.decide.committees.events import (
    BodyAlternateMovedUp,
    BodyMemberLeft,
    BodyMemberSeated,
    InterimSidesNamed,
)
from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.models.terms import listed, seated_on
from mulin.decide.committees.permissions import SEAT_ROLES, may_keep
from mulin.decide.committees.queries.bodies import title_of
from mulin.ground.estate.actions.seats import leave_posts, take_posts
from mulin.ground.estate.models import Appointment, Organisation, Person
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

Post = Member.Post


def seat_member(
    term: Term,
    person: Person,
    post: str,
    since: date,
    *,
    basis: str,
    rank: int = 0,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Member:
    """Give somebody a seat, or a place among the alternates; ``basis`` is what it rests on."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_keep(by, fresh.body))
        known: Member | None = Member.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _judge_seat(fresh, person, post, since, now)
        reason = required(basis, said("依据"), 120)
        member = seat_of(fresh, person, post, since, rank=rank, pk=once)
        _write(member, fresh.body, reason)
        event = BodyMemberSeated(
            fresh.body.name, fresh.ordinal, title_of(fresh.body.kind, post), since, reason,
            person.name,
        )  # fmt: skip
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return member


def release_member(member: Member, on: date, *, why: str, by: Actor, now: datetime) -> Member:
    """``on`` is somebody's last day in the seat."""
    with transaction.atomic():
        fresh = member_alone(member, by)
        term = fresh.term
        require(may_keep(by, term.body))
        if fresh.left_on is not None:
            return fresh
        not_after(on, now, said("最后一天"))
        if on < fresh.listed_on:
            refuse(
                said("最后一天早于任职日期 {day}。", day=fresh.listed_on.isoformat()),
                said("请核对日期。"),
            )
        reason = required(why, said("离任原因"))
        if fresh.appointment_id is not None:
            leave_posts(by.street_id, [fresh.appointment_id], on)
        fresh.left_on, fresh.why_left = on, reason
        fresh.save(update_fields=["left_on", "why_left"])
        title = title_of(term.body.kind, fresh.post)
        event = BodyMemberLeft(term.body.name, term.ordinal, title, on, reason, fresh.person.name)
        say(event, term.body, by=by, now=now, about=term.pk)
        return fresh


def move_up(
    member: Member, since: date, *, basis: str, once: UUID, by: Actor, now: datetime
) -> Member:
    """An alternate takes a seat that has become free."""
    with transaction.atomic():
        fresh = member_alone(member, by)
        term = fresh.term
        require(may_keep(by, term.body))
        rows = Member.objects.of(by.street_id)
        known: Member | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        if not fresh.is_alternate or fresh.left_on is not None:
            refuse(said("这一位不在候补名单上。"), said("请刷新页面。"))
        first = rows.filter(listed(since), term=term, post=Post.ALTERNATE).order_by("rank", "id")
        ahead = first.first()
        if ahead is not None and ahead.pk != fresh.pk and ahead.rank < fresh.rank:
            refuse(
                said("候补按次序递补，前面还有第 {n} 位。", n=ahead.rank),
                said("前面的人放弃递补的，请先登记他离任并写明原因。"),
            )
        _judge_free(term, since)
        not_after(since, now, said("递补日期"))
        reason = required(basis, said("依据"), 120)
        fresh.left_on, fresh.why_left = since, said("递补为委员")
        fresh.save(update_fields=["left_on", "why_left"])
        made = seat_of(term, fresh.person, Post.MEMBER, since, pk=once)
        _write(made, term.body, reason)
        title = title_of(term.body.kind, Post.MEMBER)
        event = BodyAlternateMovedUp(
            term.body.name, term.ordinal, title, since, reason, fresh.person.name
        )
        say(event, term.body, by=by, now=now, about=term.pk)
        return made


def seat_of(
    term: Term, person: Person, post: str, since: date, *, rank: int = 0, pk: UUID | None = None
) -> Member:
    """A seat not yet written."""
    return Member(
        id=pk or uuid7(), street_id=term.street_id, term=term, person=person, post=post,
        listed_on=since, rank=rank,
    )  # fmt: skip


def _write(member: Member, body: Organisation, basis: str) -> None:
    """A seat with the post it carries: the one held already, else a new one.

    Alternates, and bodies whose seats permit nothing, have none.
    """
    if body.kind in SEAT_ROLES and not member.is_alternate:
        member.appointment = _held(member, body)
        if member.appointment is None:
            member.appointment = new_post(member, body, basis)
            take_posts(member.street_id, [member.appointment])
    member.save(force_insert=True)


def _held(member: Member, body: Organisation) -> Appointment | None:
    held = Appointment.objects.of(body.street_id).filter(
        in_force_on(member.listed_on),
        person_id=member.person_id,
        organisation_id=body.pk,
        role=SEAT_ROLES[body.kind],
        valid_to__isnull=True,
    )
    found: Appointment | None = held.order_by("id").first()
    return found


def new_post(member: Member, body: Organisation, basis: str) -> Appointment:
    """A post of the register for a seat, not yet written."""
    return Appointment(
        id=uuid7(),
        street_id=body.street_id,
        person_id=member.person_id,
        organisation_id=body.pk,
        role=SEAT_ROLES[body.kind],
        title=title_of(body.kind, member.post),
        compound_id=body.compound_id,
        valid_from=member.listed_on,
        basis=basis[:120],
    )


def _judge_seat(term: Term, person: Person, post: str, since: date, now: datetime) -> None:
    if not term.is_open:
        refuse(said("这一届已经结束。"), said("请在新一届登记。"))
    if post not in Post.values:
        refuse(said("没有这个职务。"), said("请从列表里选一个。"))
    not_after(since, now, said("任职日期"))
    here = Member.objects.of(term.street_id).filter(listed(since), term=term)
    if here.filter(person=person).exists():
        refuse(
            said("{name}已在这一届的名单上。", name=person.name), said("换职务的，请先登记离任。")
        )
    if post == Post.CHAIR and here.filter(post=Post.CHAIR).exists():
        refuse(said("这一届已有在任的负责人。"), said("请先登记原负责人离任。"))
    if post == Post.ALTERNATE:
        if here.filter(post=Post.ALTERNATE).count() >= term.alternates:
            refuse(
                said("候补席位 {n} 个已满。", n=term.alternates),
                said("席位有变的，请先更正这一届。"),
            )
        return
    _judge_free(term, since)


def _judge_free(term: Term, since: date) -> None:
    taken = Member.objects.of(term.street_id).filter(seated_on(since), term=term).count()
    if taken >= term.seats:
        refuse(
            said("{n} 个席位已满。", n=term.seats),
            said("有人离任的，请先登记离任；席位有变的，请先更正这一届。"),
        )


def name_sides(term: Term, owners: Collection[UUID], *, by: Actor, now: datetime) -> Term:
    """Say who sits in an interim committee for the owners; the others sit for their offices."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_keep(by, fresh.body))
        if fresh.body.kind != Organisation.Kind.INTERIM_COMMITTEE:
            refuse(said("只有物管会分业主代表和单位代表。"), said("业委会委员都由业主选出。"))
        rows = Member.objects.of(by.street_id).filter(term=fresh)
        chosen = rows.filter(pk__in=list(owners)).update(side=Member.Side.OWNERS)
        if not chosen:
            refuse(said("没有选一位业主代表。"), said("请勾选作为业主代表的成员。"))
        others = rows.filter(~Q(pk__in=list(owners))).update(side=Member.Side.OTHERS)
        event = InterimSidesNamed(fresh.body.name, fresh.ordinal, chosen, others)
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return fresh
