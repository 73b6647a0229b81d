"""Calling a meeting: who, when, where, about what; and that it was not held."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.meetings.actions.common import alone
from mulin.deliberate.meetings.events import FormatNamed, MeetingCalled, MeetingNotHeld
from mulin.deliberate.meetings.formats import BY_CODE
from mulin.deliberate.meetings.models import AgendaItem, Format, Issue, Meeting, Party
from mulin.deliberate.meetings.permissions import HIDDEN, may_carry, may_name_formats
from mulin.deliberate.meetings.queries.meetings import format_named
from mulin.ground.estate.models import Compound
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.actions import record
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

NUMBERS = "HY"
"""Meetings are numbered HY-2026-0001: 会议."""
MOST_ISSUES, MOST_PARTIES = 20, 20
FEWEST_PARTIES = 2
LONGEST = 80


@dataclass(frozen=True)
class Call:
    """What a meeting is called for. ``parties``: names in order, and whether each must come."""

    format: str
    title: str
    place: str
    starts_at: datetime
    convener: str
    parties: tuple[tuple[str, bool], ...]


def call_meeting(
    compound: Compound,
    call: Call,
    issues: Sequence[Issue],
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Call a meeting, choose its issues by that, and post the call on the public board."""
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_carry(by, compound.pk) or _complete(call, issues, now))
    with transaction.atomic():
        known: Meeting | None = Meeting.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        chosen = _chosen(compound, issues, by)
        meeting = _write(compound, call, chosen, once=once, now=now)
        _post(meeting, chosen)
        say(
            MeetingCalled(
                meeting.form,
                meeting.title,
                meeting.number,
                day_of(meeting.starts_at),
                meeting.place,
                "、".join(issue.title for issue in chosen),
                tuple(name for name, _needed in call.parties),
            ),
            meeting,
            by=by,
            now=now,
        )
        return meeting


def drop_meeting(
    meeting: Meeting, why: str, *, no_quorum: bool, by: Actor, now: datetime
) -> Meeting:
    """The meeting was not held: too few parties came, or it was called off. Its issues wait again."""
    reason = words(why, 200, said("没有写为什么没有开成。"), said("写清缺哪一方、改到什么时候。"))
    with transaction.atomic():
        fresh = alone(meeting, by)
        require(may_carry(by, fresh.compound_id) or still_called(fresh))
        fresh.state = Meeting.State.FAILED if no_quorum else Meeting.State.CANCELLED
        fresh.why = reason
        fresh.save(update_fields=["state", "why"])
        waiting = AgendaItem.objects.of(by.street_id).filter(meeting=fresh).values("issue_id")
        Issue.objects.of(by.street_id).filter(pk__in=waiting, state=Issue.State.CHOSEN).update(
            state=Issue.State.COLLECTED, chosen_on=None
        )
        how = fresh.get_state_display()
        say(MeetingNotHeld(fresh.title, fresh.number, how, reason), fresh, by=by, now=now)
        return fresh


def name_format(
    code: str, title: str, about: str, *, offered: bool, by: Actor, now: datetime
) -> Format:
    """What this street calls a kind of meeting, and whether it calls it at all."""
    require(may_name_formats(by))
    standard = BY_CODE.get(code)
    if standard is None:
        raise Refused(HIDDEN)
    named = words(title, 20, said("没有写名称。"), said("例如“居民议事会”。"))
    with transaction.atomic():
        rows = Format.objects.of(by.street_id).select_for_update()
        row = rows.filter(code=code).first() or Format(street_id=by.street_id, code=code)
        row.title, row.about, row.offered = named, about.strip()[:200], offered
        row.save()
        used = said("使用") if offered else said("不使用")
        event = FormatNamed(str(standard.title), named, used)
        record(event, by=by, at=now, on=day_of(now), subject_id=row.pk)
        found: Format = row
        return found


def still_called(meeting: Meeting) -> Refusal | None:
    """None while a meeting waits to be held."""
    if meeting.state == Meeting.State.CALLED:
        return None
    return Refusal(
        said("这次会议{state}。", state=meeting.get_state_display()),
        said("要再商量的，请另外召集一次。"),
    )


def _complete(call: Call, issues: Sequence[Issue], now: datetime) -> Refusal | None:
    names = [name for name, _needed in call.parties]
    if call.starts_at <= now:
        return Refusal(said("会议时间已经过去。"), said("请填将来的日期和时间。"))
    if not issues or len(issues) > MOST_ISSUES:
        return Refusal(
            said("请选 1 到 {n} 个议题。", n=MOST_ISSUES), said("没有议题的先登记一个。")
        )
    if not FEWEST_PARTIES <= len(names) <= MOST_PARTIES or len(set(names)) != len(names):
        return Refusal(
            said(
                "参加的各方要有 {few} 到 {most} 方，名称不能重复。",
                few=FEWEST_PARTIES,
                most=MOST_PARTIES,
            ),
            said("例如“居民代表”“物业服务企业”。"),
        )
    if not (call.title.strip() and call.place.strip() and call.convener.strip()):
        return Refusal(said("会议名称、地点和召集人都要写。"), said("请补全后再通知。"))
    return None


def _chosen(compound: Compound, issues: Sequence[Issue], by: Actor) -> list[Issue]:
    """The issues, held, each still waiting to be chosen in this compound."""
    rows = Issue.objects.of(by.street_id).select_for_update().order_by("id")
    held = list(rows.filter(pk__in=[issue.pk for issue in issues], compound=compound))
    if len(held) != len(set(issues)):
        raise Refused(HIDDEN)
    for issue in held:
        if issue.state not in (Issue.State.COLLECTED, Issue.State.NOT_AGREED):
            raise Refused(
                Refusal(
                    said("“{title}”{state}。", title=issue.title, state=issue.get_state_display()),
                    said("请去掉它，或者等那次会议开完。"),
                )
            )
    return held


def _write(
    compound: Compound, call: Call, issues: Sequence[Issue], *, once: UUID, now: datetime
) -> Meeting:
    street, today = compound.street_id, day_of(now)
    meeting = Meeting(
        id=once,
        street_id=street,
        compound=compound,
        number=draw_number(street, NUMBERS, today.year),
        format=call.format,
        form=format_named(street, call.format).title,
        title=call.title.strip()[:LONGEST],
        place=call.place.strip()[:LONGEST],
        starts_at=call.starts_at,
        convener=call.convener.strip()[:LONGEST],
        door=secrets.token_urlsafe(16),
        called_on=today,
    )
    meeting.save(force_insert=True)
    Party.objects.bulk_create(
        Party(street_id=street, meeting=meeting, order=at, name=name[:40], needed=needed)
        for at, (name, needed) in enumerate(call.parties, 1)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(street_id=street, meeting=meeting, order=at, issue=issue)
        for at, issue in enumerate(issues, 1)
    )
    waiting = Issue.objects.of(street).filter(pk__in=[issue.pk for issue in issues])
    waiting.update(state=Issue.State.CHOSEN, chosen_on=today)
    return meeting


def _post(meeting: Meeting, issues: Sequence[Issue]) -> None:
    when = meeting.starts_at.astimezone(SHANGHAI)
    topics = "\n".join(f"{at}. {issue.title}" for at, issue in enumerate(issues, 1))
    publish(
        meeting.compound,
        NoticeDraft(
            kind=PublicNotice.Kind.ANNOUNCEMENT,
            purpose="meeting_call",
            title=said("{form}：{title}", form=meeting.form, title=meeting.title)[:160],
            body=said(
                "时间：{when}\n地点：{place}\n召集人：{convener}\n议题：\n{topics}",
                when=f"{when:%Y-%m-%d %H:%M}",
                place=meeting.place,
                convener=meeting.convener,
                topics=topics,
            ),
            starts_on=meeting.called_on,
            ends_on=day_of(meeting.starts_at),
            subject_id=meeting.pk,
        ),
    )
