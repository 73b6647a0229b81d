"""The tickets that belong to a matter, and the way from a matter to a new one."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from mulin.discover.intake.models import Ticket
from mulin.discover.intake.permissions import may_note, may_see
from mulin.discover.intake.queries.tickets import BESIDE, MARKS
from mulin.ground.matters.links import Door, Piece
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said

MILESTONES = ("TicketRaised", "TicketDone", "TicketReplied", "TicketJudged", "TicketDeclined")


def tickets_of_matter(actor: Actor, matter: Matter) -> Iterable[Piece]:
    """Each ticket of a matter that the actor may see."""
    rows = Ticket.objects.of(matter.street_id).filter(matter=matter).order_by("id")
    for ticket in rows.select_related(*BESIDE):
        if may_see(actor, ticket) is None:
            yield Piece(
                said("工单"),
                ticket.title,
                ticket.number,
                MARKS[Ticket.State(ticket.state)],
                ticket.get_state_display(),
                reverse("intake:ticket", args=[ticket.pk]),
                ticket.pk,
                MILESTONES,
                movable=True,
            )


def door_of_matter(actor: Actor, matter: Matter) -> Door | None:
    """The desk, with the matter's place and the matter filled in."""
    if may_note(actor, matter.compound_id) is not None:
        return None
    there = reverse("intake:desk")
    place = f"&compound={matter.compound_id}" if matter.compound_id else ""
    return Door(said("登记工单"), f"{there}?matter={matter.pk}{place}")
