"""What the screens share: the ticket behind an address, its pictures, where to go afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from mulin.discover.intake.models import Ticket, TicketPaper
from mulin.discover.intake.permissions import HIDDEN, may_see, sees_raiser
from mulin.discover.intake.queries.tickets import papers_of, ticket_of
from mulin.ground.page.context import Crumb
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refused, acting, require


@dataclass(frozen=True)
class Shown:
    """Pictures before and after, voices, other papers; only what the actor may open."""

    before: tuple[TicketPaper, ...]
    after: tuple[TicketPaper, ...]
    others: tuple[TicketPaper, ...]
    voices: tuple[TicketPaper, ...]


@dataclass(frozen=True)
class Raiser:
    """Who raised it, as this actor may know him."""

    words: str
    phone: str = ""
    person_url: str = ""
    hidden: bool = False


def ticket_at(request: HttpRequest, ticket_id: UUID) -> tuple[Actor, Ticket]:
    """The ticket behind the address, for somebody who may see it."""
    actor = acting(request)
    found = ticket_of(actor.street_id, ticket_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see(actor, found))
    return actor, found


def shown_papers(ticket: Ticket, actor: Actor | None) -> Shown:
    """The files of a ticket; a voice only for whoever may know whose it is."""
    rows = papers_of(ticket)
    kinds = TicketPaper.Kind

    def of(kind: str) -> tuple[TicketPaper, ...]:
        return tuple(row for row in rows if row.kind == kind)

    open_voice = ticket.anonymous and not ticket.shielded
    hears = actor is not None and (sees_raiser(actor, ticket) or open_voice)
    return Shown(
        of(kinds.BEFORE), of(kinds.AFTER), of(kinds.OTHER), of(kinds.VOICE) if hears else ()
    )


def raiser_of(ticket: Ticket, actor: Actor) -> Raiser:
    """The raiser in the words of a screen: masked, or not at all."""
    if ticket.anonymous:
        return Raiser(_("不留名"), hidden=True)
    if ticket.raiser_id is None and not ticket.caller and not ticket.caller_masked:
        return Raiser(_("没有登记反映人"))
    if not sees_raiser(actor, ticket):
        return Raiser(_("不公开"), hidden=True)
    if ticket.raiser is not None:
        person = ticket.raiser
        there = reverse("estate:person", args=[person.pk])
        return Raiser(mask_name(person.name), person.phone_masked, there)
    return Raiser(mask_name(ticket.caller) if ticket.caller else _("来电人"), ticket.caller_masked)


def uploads(found: Iterable[Any]) -> tuple[tuple[str, Any], ...]:
    """Uploaded files as verbs take them."""
    return tuple((str(one.name)[:80], one) for one in found if one)


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("诉求派单"), reverse("intake:board")), *last)


def onwards(request: HttpRequest, otherwise: str) -> str:
    """Where the form wants to go on, if that is a page of ours."""
    there = request.POST.get("next", "")
    ours = there.startswith("/") and url_has_allowed_host_and_scheme(there, {request.get_host()})
    return there if ours else otherwise


def key_of(typed: str) -> UUID | None:
    """An identifier from the address; None where it is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None
