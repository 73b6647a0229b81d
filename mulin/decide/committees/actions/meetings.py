"""Verbs of committee meetings: called, announced, held and judged, published, given up."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import not_after, required, say, term_alone
from mulin.decide.committees.events_meetings import (
    CommitteeMeetingCalled,
    CommitteeMeetingNoted,
    CommitteeMeetingPaperKept,
    CommitteeMeetingVoided,
)
from mulin.decide.committees.models import (
    Meeting,
    MeetingPaper,
    Term,
)
from mulin.decide.committees.papers import MEETING_PAPER, File, kept
from mulin.decide.committees.permissions import HIDDEN, may_hold_meetings
from mulin.decide.committees.queries.meetings import rules_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.papers.models import Paper
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.body_state import asked
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Jurisdiction
from mulin.law.pinned import pin

State, Kind = Meeting.State, MeetingPaper.Kind
STEPS = {
    "notice": ("posted_on", Kind.AGENDA, said("公告议题")),
    "tell": ("told_on", None, said("告知居委会")),
    "publish": ("published_on", Kind.DECISION, said("公告决定")),
}
"""What is put down around a meeting: its field, the kind of its photo, the words of the fact."""


def call_meeting(
    term: Term,
    title: str,
    agenda: str,
    held_on: date,
    place: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Call a meeting and pin the law of today; the same ``once`` gives it back."""
    today = day_of(now)
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_hold_meetings(by, fresh.body))
        known: Meeting | None = Meeting.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        law = _law_of_call(fresh, held_on, today)
        meeting = Meeting(
            id=once,
            street_id=by.street_id,
            term=fresh,
            title=required(title, said("会议名称"), 80),
            agenda=agenda.strip()[:2000] or refuse(said("没有写议题。"), said("一行一个议题。")),
            place=required(place, said("地点"), 80),
            held_on=held_on,
            called_on=today,
            law=pin(law, today, calendar_of(by.street_id)),
        )
        meeting.save(force_insert=True)
        event = CommitteeMeetingCalled(fresh.body.name, meeting.title, held_on, meeting.place)
        say(event, fresh.body, by=by, now=now, about=meeting.pk)
        return meeting


def note_step(
    meeting: Meeting, step: str, on: date, file: File | None, *, by: Actor, now: datetime
) -> Meeting:
    """The agenda hangs, the residents' committee was told, or the decisions hang."""
    with transaction.atomic():
        fresh = meeting_alone(meeting, by)
        field, kind, what = STEPS[step]
        _judge_step(fresh, step, on, now)
        if getattr(fresh, field) is not None:
            return fresh
        digest = ""
        if kind is not None:
            if file is None:
                refuse(said("没有附照片。"), said("请拍下张贴的公告再登记。"))
            digest = _keep(fresh, kind, file, by=by, now=now).digest
        setattr(fresh, field, on)
        fresh.save(update_fields=[field])
        event = CommitteeMeetingNoted(fresh.term.body.name, fresh.title, what, on, digest)
        say(event, fresh.term.body, by=by, now=now, about=fresh.pk)
        return fresh


def void_meeting(meeting: Meeting, why: str, *, by: Actor, now: datetime) -> Meeting:
    """Give up a meeting that was called."""
    with transaction.atomic():
        fresh = meeting_alone(meeting, by)
        if fresh.state == State.VOIDED:
            return fresh
        if fresh.state != State.CALLED:
            refuse(said("会已经开过，不能取消。"), said("决定有误的，请再开会改正。"))
        fresh.state, fresh.why_voided = State.VOIDED, required(why, said("取消原因"))
        fresh.save(update_fields=["state", "why_voided"])
        body = fresh.term.body
        event = CommitteeMeetingVoided(body.name, fresh.title, fresh.held_on, fresh.why_voided)
        say(event, body, by=by, now=now, about=fresh.pk)
        return fresh


def keep_meeting_paper(
    meeting: Meeting, kind: str, file: File, *, by: Actor, now: datetime
) -> Meeting:
    """The signed minutes or the sign-in sheet."""
    with transaction.atomic():
        fresh = meeting_alone(meeting, by)
        chosen = Kind(kind)
        paper = _keep(fresh, chosen, file, by=by, now=now)
        body = fresh.term.body
        event = CommitteeMeetingPaperKept(body.name, fresh.title, str(chosen.label), paper.digest)
        say(event, body, by=by, now=now, about=fresh.pk)
        return fresh


def _law_of_call(term: Term, held_on: date, today: date) -> Jurisdiction:
    """The law a meeting is called under. Raises Refused where it cannot be called."""
    if not term.is_open:
        refuse(said("这一届已经结束。"), said("请由新一届召集。"))
    if held_on < today:
        refuse(said("{day} 已经过去。", day=held_on.isoformat()), said("请填开会的那一天。"))
    law, rules = nearest(term.body.compound.region), rules_of(term.body)
    if asked(law, rules.quorum, today) is None or asked(law, rules.majority, today) is None:
        refuse(
            said("{place}没有核到这类组织的议事规定。", place=law.name),
            said("请按本地规定线下议事，把记录存入它的材料。"),
        )
    return law


def meeting_alone(meeting: Meeting, by: Actor) -> Meeting:
    """The meeting as it stands, ours until we are done, for somebody who may carry it."""
    rows = Meeting.objects.of(by.street_id).select_for_update()
    fresh: Meeting | None = rows.filter(pk=meeting.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.term = term_alone(Term(pk=fresh.term_id), by)
    require(may_hold_meetings(by, fresh.term.body))
    return fresh


def _judge_step(meeting: Meeting, step: str, on: date, now: datetime) -> None:
    not_after(on, now, said("日期"))
    if meeting.state == State.VOIDED:
        refuse(said("这次会议已经取消。"), said("需要开会的，请重新召集。"))
    if step == "publish":
        if meeting.state != State.HELD:
            refuse(said("还没有作出决定。"), said("开会以后再公告。"))
        if on < meeting.held_on:
            refuse(said("公告日期早于开会日期。"), said("请核对日期。"))
    elif on > meeting.held_on:
        refuse(said("日期晚于开会日期。"), said("请核对日期。"))


def _keep(meeting: Meeting, kind: str, file: File, *, by: Actor, now: datetime) -> Paper:
    paper = kept(file, MEETING_PAPER, by=by, now=now)
    rows = MeetingPaper.objects.of(by.street_id)
    if not rows.filter(meeting=meeting, paper=paper).exists():
        row = MeetingPaper(
            id=uuid7(), street_id=by.street_id, meeting=meeting, paper=paper, kind=kind
        )
        row.save(force_insert=True)
    return paper
