"""What a step opens in a room: by the room's own verb, once; joined later, or let go again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.queries.standing import standings_of
from mulin.ground.record.models import Fact, Head, Link
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.process import Opens
from mulin.law.progress import Line
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.actions.steps import step_of
from mulin.procedures.events import StepLetGo, StepOpened
from mulin.procedures.models import Piece, Procedure, Reading
from mulin.procedures.openers import Request, opener_of
from mulin.procedures.permissions import HIDDEN, may_carry, may_do
from mulin.procedures.queries import entries_of, events_of
from mulin.procedures.queries.elected import elected_on
from mulin.procedures.queries.pieces import hangs_until, joinable_votes

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Typed:
    """What was typed on the page: the title; a notice's text and days; a meeting's time, place, parties.

    ``ends_on`` is for what the law leaves open, or for longer than it asks.
    """

    title: str
    body: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: datetime | None = None
    place: str = ""
    parties: tuple[str, ...] = ()


def open_in_room(
    procedure: Procedure, code: str, typed: Typed, *, once: UUID, by: Actor, now: datetime
) -> Piece:
    """Open what the step opens in its room; the same ``once`` gives back what is there."""
    with transaction.atomic():
        fresh, line, known = _standing(procedure, code, once, by, now)
        if known is not None:
            return known
        opener = opener_of(fresh.code, line.step)
        if opener is None:
            raise Refused(Refusal(said("这一步不在别处发起什么。"), said("办了以后直接登记。")))
        asked = _request(fresh, line, typed, once, by, now)
        subject = opener.verb(asked)
        piece = _piece(fresh, code, opener.room, subject, asked.title, once, by=by, now=now)
        event = StepOpened(
            fresh.title, fresh.number, line.step.title, piece.get_room_display(), asked.title
        )
        say(event, fresh, by=by, now=now)
        return piece


def join_vote(
    procedure: Procedure, code: str, poll_id: UUID, *, once: UUID, by: Actor, now: datetime
) -> Piece:
    """Let a vote of the compound that was begun elsewhere be the step's; its facts count from its first."""
    with transaction.atomic():
        fresh, line, known = _standing(procedure, code, once, by, now)
        if known is not None:
            return known
        if line.step.opens is not Opens.POLL:
            raise Refused(Refusal(said("这一步不是表决。"), said("请在表决那一步归入。")))
        if poll_id not in dict(joinable_votes(fresh)):
            raise Refused(
                Refusal(said("这次表决不能归入这一步。"), said("请选本小区还没有归入别处的表决。"))
            )
        title = standings_of(fresh.street_id, [poll_id])[poll_id].title
        piece = _piece(fresh, code, Piece.Room.VOTE, poll_id, title, once, by=by, now=now)
        read_from(fresh.street_id, poll_id)
        event = StepOpened(
            fresh.title, fresh.number, line.step.title, piece.get_room_display(), title
        )
        say(event, fresh, by=by, now=now)
        return piece


def let_go(piece: Piece, why: str, *, by: Actor, now: datetime) -> Piece:
    """The piece of work is this step's no more; what it carried on stays until it is withdrawn."""
    with transaction.atomic():
        fresh = alone(piece.procedure, by)
        require(may_carry(by, fresh))
        rows = Piece.objects.of(by.street_id).filter(procedure=fresh, pk=piece.pk)
        found: Piece | None = rows.first()
        if found is None:
            raise Refused(HIDDEN)
        if found.gone_at is not None:
            return found
        if not why.strip():
            raise Refused(Refusal(said("没有写为什么。"), said("例如“归错了表决”。")))
        found.gone_at, found.why_gone = now, why.strip()[:200]
        found.save(update_fields=["gone_at", "why_gone"])
        event = StepLetGo(
            fresh.title, fresh.number, found.get_room_display(), found.title, found.why_gone
        )
        say(event, fresh, by=by, now=now)
        return found


def _standing(
    procedure: Procedure, code: str, once: UUID, by: Actor, now: datetime
) -> tuple[Procedure, Line, Piece | None]:
    """The step to open something for. Raises Refused where it is done, not called for, or has it."""
    fresh, line = step_of(procedure, code, by, day_of(now))
    require(may_do(by, fresh, line.owed_by))
    rows = Piece.objects.of(fresh.street_id).filter(procedure=fresh)
    known: Piece | None = rows.filter(pk=once).first()
    if known is not None:
        return fresh, line, known
    if line.done or line.called_for is not True:
        raise Refused(
            Refusal(said("这一步现在不用办。"), said("已经登记错了的，先撤回登记再发起。"))
        )
    other: Piece | None = rows.filter(step=code, gone_at__isnull=True).first()
    if other is not None:
        raise Refused(
            Refusal(
                said("这一步已经发起了“{title}”。", title=other.title),
                said("请继续办那一个；不办了的，先把它移出这一步。"),
            )
        )
    return fresh, line, None


def _request(
    procedure: Procedure, line: Line, typed: Typed, once: UUID, by: Actor, now: datetime
) -> Request:
    title = " ".join(typed.title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(
            Refusal(
                said("没有写标题，或者写得太长。"),
                said("不超过 {n} 个字。", n=LONGEST_TITLE),
            )
        )
    today = day_of(now)
    starts = typed.starts_on or today
    lawful = hangs_until(procedure, line.step, starts)
    if line.step.opens is Opens.NOTICE:
        require(_bad_notice(typed, starts, lawful, today))
    events = events_of(entries_of(procedure))
    return Request(
        procedure=procedure,
        line=line,
        piece_id=once,
        title=title,
        body=typed.body.strip(),
        starts_on=starts,
        ends_on=typed.ends_on or lawful,
        held_on=events.fixed.get(line.step.code),
        by=by,
        now=now,
        starts_at=typed.starts_at,
        place=typed.place.strip(),
        parties=typed.parties,
        elected_on=elected_on(events),
    )


def _bad_notice(typed: Typed, starts: date, lawful: date | None, today: date) -> Refusal | None:
    if not typed.body.strip():
        return Refusal(said("没有写公告的正文。"), said("写清什么事、什么时候、找谁。"))
    if "【" in typed.body:
        return Refusal(said("正文里还有没填的【】。"), said("填好以后再发布。"))
    if starts < today:
        return Refusal(said("公告不能从过去的日子起。"), said("已经张贴过的，直接登记办了。"))
    least = lawful or starts
    if typed.ends_on is not None and typed.ends_on < least:
        return Refusal(
            said("公示到 {day} 不够日数。", day=typed.ends_on),
            said("至少要到 {day}。", day=least),
        )
    return None


def _piece(
    procedure: Procedure,
    code: str,
    room: Piece.Room,
    subject: UUID,
    title: str,
    once: UUID,
    *,
    by: Actor,
    now: datetime,
) -> Piece:
    piece = Piece(
        id=once,
        street_id=procedure.street_id,
        procedure=procedure,
        step=code,
        room=room,
        subject_id=subject,
        title=title[:160],
        at=now,
        by=by.post or by.name,
    )
    piece.save(force_insert=True)
    begin_to_read(procedure.street_id)
    return piece


def begin_to_read(street_id: UUID) -> None:
    """From now on the street's chain is read, from where it ends today."""
    head = Head.objects.of(street_id).first()
    seq = head.seq if head is not None else 0
    Reading.objects.bulk_create([Reading(street_id=street_id, seq=seq)], ignore_conflicts=True)


def read_from(street_id: UUID, subject: UUID) -> None:
    """Read again from the first fact about a subject: each fact carries a step on once only."""
    first = Fact.objects.of(street_id).filter(subject_id=subject).order_by("id").first()
    link = Link.objects.of(street_id).filter(fact=first).first() if first else None
    if link is not None:
        rows = Reading.objects.of(street_id).filter(seq__gte=link.seq)
        rows.update(seq=link.seq - 1)
