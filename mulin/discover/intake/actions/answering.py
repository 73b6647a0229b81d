"""What leaves for people: a line to who works on it, a message to who raised it and who joined."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from mulin.discover.intake.actions.common import spoken, tell
from mulin.discover.intake.models import Follower, Ticket
from mulin.ground.estate.identities import open_phone
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.kit.words import said


def tell_worker(ticket: Ticket, *, now: datetime) -> None:
    """Whoever was given it hears of it, and until when."""
    if ticket.worker_id is None:
        return
    text = said(
        "新工单 {number}：{title}，{due} 前办结。",
        number=ticket.number,
        title=ticket.title,
        due=spoken(ticket.due_at),
    )
    tell(ticket, [ticket.worker_id], text, f"sent{ticket.round}", now=now)


def tell_raiser(ticket: Ticket, text: str, key: str, *, now: datetime) -> bool:
    """A message to who raised it, to those whose tickets were merged into it and who joined.

    Whether the raiser himself can be reached so; else somebody must call or go.
    """
    outgoing = [_to(ticket, ticket, text, key)] if ticket.raiser_id or ticket.caller_masked else []
    reached = bool(outgoing)
    merged = Ticket.objects.of(ticket.street_id).filter(merged_into=ticket)
    outgoing += [
        _to(one, ticket, text, key) for one in merged if one.raiser_id or one.caller_masked
    ]
    joined = Follower.objects.of(ticket.street_id).filter(ticket=ticket)
    outgoing += [
        _message(ticket, text, f"{key}:{person.hex}", person_id=person)
        for person in joined.values_list("person_id", flat=True)
    ]
    send_all(ticket.street_id, outgoing, now=now)
    return reached


def _to(whom: Ticket, about: Ticket, text: str, key: str) -> Outgoing:
    if whom.raiser_id is not None:
        return _message(about, text, f"{key}:{whom.pk.hex}", person_id=whom.raiser_id)
    number = open_phone(whom.street_id, bytes(whom.caller_sealed))
    return _message(about, text, f"{key}:{whom.pk.hex}", address=number)


def _message(
    ticket: Ticket, text: str, key: str, *, person_id: UUID | None = None, address: str = ""
) -> Outgoing:
    return Outgoing(
        key=f"ticket:{ticket.pk.hex}:{key}",
        text=text,
        person_id=person_id,
        address=address,
        subject_id=ticket.pk,
        compound_id=ticket.compound_id,
        by_hand=person_id is not None,
    )
