"""Holding a committee meeting: who came, how each motion went, judged by the pinned law."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.meetings import meeting_alone
from mulin.decide.committees.actions.saying import not_after, required, say
from mulin.decide.committees.events_meetings import CommitteeMeetingHeld
from mulin.decide.committees.models import Attendance, Meeting, Member, Resolution
from mulin.decide.committees.queries.meetings import owners_side, rules_of, sitting_in
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.committee_vote import Check, Rules, all_members, majority, owners_quorum, quorum
from mulin.law.jurisdiction import Law
from mulin.law.pinned import unpin

State = Meeting.State


class Motion(NamedTuple):
    """A motion as it was voted on."""

    text: str
    agree: int
    against: int
    abstain: int


def hold_meeting(
    meeting: Meeting,
    present: Collection[UUID],
    signed: Collection[UUID],
    motions: Sequence[Motion],
    *,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Put down who came and how each motion went, and judge both by the pinned law."""
    with transaction.atomic():
        fresh = meeting_alone(meeting, by)
        if fresh.state in (State.HELD, State.NO_QUORUM):
            return fresh
        if fresh.state == State.VOIDED:
            refuse(said("这次会议已经取消。"), said("需要开会的，请重新召集。"))
        not_after(fresh.held_on, now, said("开会日期"))
        members = sitting_in(fresh.term, fresh.held_on)
        here = {m.pk for m in members} & set(present)
        law, rules = unpin(fresh.law), rules_of(fresh.term.body)
        whole = all_members(law, fresh.term.seats, len(members), fresh.called_on)
        checks = (
            quorum(rules, law, len(here), whole, fresh.called_on),
            _owners_side(members, here, law, rules, fresh.called_on),
        )
        ran = all(check is None or check.met for check in checks)
        motions = motions if ran else ()
        _judge_motions(motions, len(here), ran=ran)
        fresh.state = State.HELD if ran else State.NO_QUORUM
        fresh.seats, fresh.sitting = fresh.term.seats, len(members)
        fresh.save(update_fields=["state", "seats", "sitting"])
        _attended(fresh, members, here, signed)
        rows = [_resolution(fresh, n, m, whole, law, rules) for n, m in enumerate(motions, start=1)]
        Resolution.objects.bulk_create(rows)
        event = _told(fresh, len(members), len(here), rows)
        say(event, fresh.term.body, by=by, now=now, about=fresh.pk)
        return fresh


def _told(
    meeting: Meeting, whole: int, present: int, rows: Sequence[Resolution]
) -> CommitteeMeetingHeld:
    return CommitteeMeetingHeld(
        body=meeting.term.body.name,
        title=meeting.title,
        day=meeting.held_on,
        whole=whole,
        present=present,
        outcome=meeting.get_state_display(),
        resolutions=tuple((r.text, r.agree, r.against, r.abstain, r.adopted) for r in rows),
    )


def _attended(
    meeting: Meeting, members: Sequence[Member], here: set[UUID], signed: Collection[UUID]
) -> None:
    Attendance.objects.bulk_create(
        Attendance(
            id=uuid7(),
            street_id=meeting.street_id,
            meeting=meeting,
            member=m,
            present=m.pk in here,
            signed=m.pk in here and m.pk in signed,
        )
        for m in members
    )


def _owners_side(
    members: Sequence[Member], here: set[UUID], law: Law, rules: Rules, called: date
) -> Check | None:
    """Whether enough who sit for the owners came. Raises Refused where nobody said who they are."""
    part, whole = owners_side(members, here)
    check = owners_quorum(rules, law, part, whole, called)
    if check is not None and any(m.side == Member.Side.UNSAID for m in members):
        refuse(
            said(
                "没有登记谁是业主代表，到会业主代表够不够数算不出来（{article}）。",
                article=check.article,
            ),
            said("请先在它的页面登记业主代表，再登记开会。"),
        )
    return check


def _judge_motions(motions: Sequence[Motion], present: int, *, ran: bool) -> None:
    if ran and not motions:
        refuse(said("没有写一项决定。"), said("请至少写一项；没有形成决定的，也写明是什么议题。"))
    for motion in motions:
        required(motion.text, said("决定内容"), 400)
        counted = motion.agree + motion.against + motion.abstain
        if counted != present:
            refuse(
                said(
                    "“{text}”共 {n} 票，到会 {m} 人，对不上。",
                    text=motion.text[:20],
                    n=counted,
                    m=present,
                ),
                said("每位到会委员一票：同意、反对或弃权；委员不能委托别人。"),
            )


def _resolution(
    meeting: Meeting, order: int, motion: Motion, whole: int, law: object, rules: object
) -> Resolution:
    check = majority(rules, law, motion.agree, whole, meeting.called_on)  # type: ignore[arg-type]
    return Resolution(
        id=uuid7(),
        street_id=meeting.street_id,
        meeting=meeting,
        order=order,
        text=" ".join(motion.text.split())[:400],
        agree=motion.agree,
        against=motion.against,
        abstain=motion.abstain,
        adopted=check is not None and check.met,
    )
