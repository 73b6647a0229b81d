"""Posts within a committee chosen anew by its own meeting: the same seats, other chairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.members import new_post, seat_of
from mulin.decide.committees.actions.saying import say, term_alone
from mulin.decide.committees.events import BodyPostsChanged
from mulin.decide.committees.models import Meeting, Member, Resolution, Term
from mulin.decide.committees.models.terms import seated_on
from mulin.decide.committees.permissions import SEAT_ROLES, may_keep
from mulin.decide.committees.queries.bodies import title_of
from mulin.ground.estate.actions.seats import leave_posts, retitle_post, take_posts
from mulin.ground.estate.models import Organisation
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Unanswered

Post = Member.Post
CHOSEN = (Post.CHAIR, Post.VICE, Post.MEMBER)
"""What the meeting chooses among those who sit; alternates do not sit."""


def rechoose_posts(
    term: Term, posts: Mapping[UUID, str], resolution_id: UUID, *, by: Actor, now: datetime
) -> list[Member]:
    """Give those who sit the posts their meeting decided, from the day it was held; who changed.

    Nobody takes a seat or leaves one, so the committee keeps its lawful, odd number.
    """
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_keep(by, fresh.body))
        decided = _decided(fresh, resolution_id)
        since = decided.meeting.held_on
        sitting = _sitting(fresh, since, day_of(now))
        changed = [m for m in sitting if posts.get(m.pk, m.post) != m.post]
        _judge(fresh, sitting, posts, since)
        if not changed:
            return []
        basis = said("{day} 会议：{text}", day=since, text=decided.text)[:120]
        made = [_in_another(m, Post(posts[m.pk]), since, fresh.body, basis) for m in changed]
        before = {m.person_id: m.post for m in changed}
        named = [
            said(
                "{person}由{old}改任{new}",
                person=m.person.name,
                old=title_of(fresh.body.kind, before[m.person_id]),
                new=title_of(fresh.body.kind, posts[m.pk]),
            )
            for m in changed
        ]
        event = BodyPostsChanged(
            fresh.body.name, fresh.ordinal, len(changed), since, decided.meeting.title,
            decided.text, "；".join(named),
        )  # fmt: skip
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return made


def _decided(term: Term, resolution_id: UUID) -> Resolution:
    """The decision it rests on: adopted, at a meeting of this term that was held."""
    rows = Resolution.objects.of(term.street_id).filter(pk=resolution_id, meeting__term=term)
    found: Resolution | None = rows.select_related("meeting").first()
    if not term.is_open:
        refuse(said("这一届已经结束。"), said("请在新一届登记。"))
    if found is None or found.meeting.state != Meeting.State.HELD:
        refuse(
            said("没有选改选职务的会议决定。"), said("请先登记业委会会议和它的决定，再来登记职务。")
        )
    if not found.adopted:
        refuse(said("这项决定没有通过。"), said("职务照旧；再次开会决定以后再登记。"))
    return found


def _sitting(term: Term, since: date, today: date) -> list[Member]:
    """Who sits today; the meeting chose among them. Raises Refused where somebody came later."""
    rows = Member.objects.of(term.street_id).filter(seated_on(today), term=term)
    found = list(rows.select_for_update(of=("self",)).order_by("listed_on", "id"))
    people = {m.pk: m for m in rows.select_related("person")}
    for member in found:
        member.person = people[member.pk].person
        if member.listed_on > since:
            refuse(
                said("{name} 在这次会议以后才任职或改任。", name=member.person.name),
                said("请选更近的一次会议的决定。"),
            )
    return found


def _judge(term: Term, sitting: list[Member], posts: Mapping[UUID, str], since: date) -> None:
    if not set(posts) <= {m.pk for m in sitting}:
        refuse(said("名单里有不在任的人。"), said("请刷新页面。"))
    if not set(posts.values()) <= set(CHOSEN):
        refuse(said("没有这个职务。"), said("请从列表里选一个。"))
    chairs = [m for m in sitting if posts.get(m.pk, m.post) == Post.CHAIR]
    if len(chairs) != 1:
        refuse(said("负责人应是一位，现在选了 {n} 位。", n=len(chairs)), said("请选一位主任。"))
    if term.body.kind == Organisation.Kind.INTERIM_COMMITTEE:
        _judge_interim(term, chairs[0], since)


def _judge_interim(term: Term, chair: Member, since: date) -> None:
    """An interim committee's chair is whose representative the law says, not whom it likes."""
    compound = term.body.compound
    region = (compound.region if compound else "") or term.body.street.region
    try:
        ruling = nearest(region).ask(q.INTERIM_CHAIR, since)
    except Unanswered:
        return
    if chair.side == Member.Side.OWNERS:
        refuse(
            said("物管会主任由{body}的代表担任。", body=ruling.value.label),
            said("依据{source}，业主代表可以任副主任。", source=ruling.source.spaced),
        )


def _in_another(
    member: Member, post: Member.Post, since: date, body: Organisation, basis: str
) -> Member:
    """The same person in another post: a new line of the register, unless he took the seat that day."""
    if member.listed_on == since:
        member.post = post
        member.save(update_fields=["post"])
        if member.appointment_id is not None:
            retitle_post(member.street_id, member.appointment_id, title_of(body.kind, post), basis)
        return member
    last = since - timedelta(days=1)
    made = seat_of(Term(pk=member.term_id, street_id=member.street_id), member.person, post, since)
    made.side = member.side
    if member.appointment_id is not None:
        leave_posts(member.street_id, [member.appointment_id], last)
    if body.kind in SEAT_ROLES:
        made.appointment = new_post(made, body, basis)
        take_posts(member.street_id, [made.appointment])
    member.left_on = last
    member.why_left = said("改任{title}", title=title_of(body.kind, post))
    member.save(update_fields=["left_on", "why_left"])
    made.save(force_insert=True)
    return made
