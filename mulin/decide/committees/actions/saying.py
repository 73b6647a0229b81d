"""What the verbs of this room share: the body held alone, a fact about it, text that must be there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.permissions import HIDDEN
from mulin.ground.estate.models import Organisation
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused
from mulin.kit.typed import refuse
from mulin.kit.words import said


def say(
    event: Event, body: Organisation, *, by: Actor, now: datetime, about: UUID | None = None
) -> None:
    """Put the verb's one fact on record, about the body or something of it."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=about or body.pk,
        compound_id=body.compound_id,
    )


def required(text: str, what: str, most: int = 200) -> str:
    """Text that may not be missing, trimmed and cut to what the record holds."""
    plain = " ".join(text.split())
    if not plain:
        refuse(said("没有写{what}。", what=what), said("请写清楚，它会留在记录里。"))
    return plain[:most]


def not_after(day: date, now: datetime, what: str) -> None:
    """A day that must have come."""
    if day > day_of(now):
        refuse(
            said("{what} {day} 还没有到。", what=what, day=day.isoformat()),
            said("请在当天或之后登记。"),
        )


def alone(body: Organisation, by: Actor) -> Organisation:
    """The body as it stands, ours until we are done. Raises Refused in another street."""
    rows = Organisation.objects.of(by.street_id).select_for_update().filter(pk=body.pk)
    fresh: Organisation | None = rows.first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def term_alone(term: Term, by: Actor) -> Term:
    """The term as it stands, ours until we are done."""
    rows = Term.objects.of(by.street_id).select_for_update().filter(pk=term.pk)
    fresh: Term | None = rows.first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.body = Organisation.objects.of(by.street_id).get(pk=fresh.body_id)
    return fresh


def member_alone(member: Member, by: Actor) -> Member:
    """The seat as it stands, ours until we are done."""
    rows = Member.objects.of(by.street_id).select_for_update().filter(pk=member.pk)
    fresh: Member | None = rows.first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.term = term_alone(Term(pk=fresh.term_id), by)
    return fresh
