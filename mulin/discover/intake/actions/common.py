"""What the verbs share: a ticket held alone, its clock reckoned, a fact said, words that are not empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from mulin.discover.intake.limits import Limit, Stopped, until
from mulin.discover.intake.models import Ticket, TicketPaper
from mulin.discover.intake.permissions import HIDDEN
from mulin.discover.intake.queries.tickets import BESIDE
from mulin.discover.intake.readers import PHOTO, VOICE
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

File = tuple[str, bytes | Readable]
"""A file's name and what is in it."""
MOST_PHOTOS = 9
State = Ticket.State


def alone(ticket: Ticket, by: Actor) -> Ticket:
    """The ticket as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    rows = Ticket.objects.of(by.street_id).select_for_update(of=("self",))
    fresh: Ticket | None = rows.select_related(*BESIDE).filter(pk=ticket.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def many_alone(ids: Iterable[UUID], by: Actor) -> list[Ticket]:
    """Several tickets, held in one order whoever asks, so that two who do never wait for each other."""
    rows = Ticket.objects.of(by.street_id).select_for_update(of=("self",))
    return list(rows.select_related(*BESIDE).filter(pk__in=list(ids)).order_by("id"))


def say(event: Event, ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a ticket."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=ticket.pk,
        compound_id=ticket.compound_id,
    )


def words(typed: str, longest: int, what: str, how: str) -> str:
    """``typed`` without outer blanks. Raises Refused where nothing was written, or more than fits."""
    plain = typed.strip()
    if not plain:
        raise Refused(Refusal(what, how))
    if len(plain) > longest:
        raise Refused(Refusal(said("写得太长，最多 {n} 个字。", n=longest), how))
    return plain


def in_state(ticket: Ticket, *states: str) -> Refusal | None:
    """None while the ticket stands in one of the states."""
    if ticket.state in states:
        return None
    return Refusal(
        said("这张工单现在是“{state}”。", state=ticket.get_state_display()),
        said("请刷新页面，看它办到哪一步。"),
    )


def reckon(ticket: Ticket) -> None:
    """Write both limits anew from what they follow from. The only place that does."""
    calendar = calendar_of(ticket.street_id)
    ticket.respond_by = until(Limit(hours=ticket.respond_hours), ticket.since, calendar)
    ticket.due_at = until(
        Limit(ticket.limit_hours, ticket.limit_days),
        ticket.since,
        calendar,
        stopped=Stopped(timedelta(seconds=ticket.stopped_seconds), ticket.stopped_days),
        more_days=ticket.granted_days,
    )


def spoken(at: datetime) -> str:
    """A limit as facts and messages say it; midnight is the evening before."""
    here = at.astimezone(SHANGHAI)
    if here.hour == here.minute == 0:
        return f"{here - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{here:%Y-%m-%d %H:%M}"


def keep_files(
    ticket: Ticket, files: Iterable[File], kind: str, *, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Store photographs or a voice note with a ticket; their digests."""
    papers = [_stored(ticket, one, kind, by=by, now=now) for one in files]
    held = TicketPaper.objects.of(ticket.street_id).filter(ticket=ticket).count()
    if held + len(papers) > MOST_PHOTOS * 3:
        raise Refused(Refusal(said("这张工单的照片太多了。"), said("请挑要紧的几张。")))
    TicketPaper.objects.bulk_create(
        [
            TicketPaper(street_id=ticket.street_id, ticket=ticket, paper=paper, kind=kind, at=now)
            for paper in papers
        ],
        ignore_conflicts=True,
    )
    return tuple(paper.digest for paper in papers)


def _stored(ticket: Ticket, file: File, kind: str, *, by: Actor, now: datetime) -> Paper:
    name, data = file
    voice = kind == TicketPaper.Kind.VOICE
    return store(
        ticket.street_id,
        data,
        kind=VOICE if voice else PHOTO,
        title=f"{ticket.number} {name}"[:200],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
        voice=voice,
    )


def tell(ticket: Ticket, people: Iterable[UUID], text: str, key: str, *, now: datetime) -> None:
    """A line in the inbox of those who work on it."""
    send_all(
        ticket.street_id,
        [
            Outgoing(
                key=f"ticket:{ticket.pk.hex}:{key}:{person.hex}",
                text=text,
                person_id=person,
                channel=Message.Channel.INBOX,
                subject_id=ticket.pk,
                compound_id=ticket.compound_id,
            )
            for person in dict.fromkeys(people)
        ],
        now=now,
    )
