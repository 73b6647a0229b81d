"""Who may look at photographs and listen to voice notes of tickets."""

from __future__ import annotations

from datetime import date

from mulin.discover.intake.models import TicketPaper
from mulin.discover.intake.permissions import may_see, sees_raiser
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal

PHOTO, VOICE = "intake.photo", "intake.voice"


def may_read_photo(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever sees a ticket that carries it."""
    if actor is None:
        return HIDDEN
    rows = TicketPaper.objects.of(paper.street_id).filter(paper=paper)
    for row in rows.select_related("ticket"):
        if may_see(actor, row.ticket) is None:
            return None
    return HIDDEN


def may_read_voice(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """A voice is known by those who know it: only whoever may know who raised the ticket."""
    if actor is None:
        return HIDDEN
    rows = TicketPaper.objects.of(paper.street_id).filter(paper=paper)
    for row in rows.select_related("ticket"):
        ticket = row.ticket
        heard = sees_raiser(actor, ticket) or (ticket.anonymous and not ticket.shielded)
        if may_see(actor, ticket) is None and heard:
            return None
    return HIDDEN


def register() -> None:
    """Once, where the app starts."""
    register_reader(PHOTO, may_read_photo)
    register_reader(VOICE, may_read_voice)
