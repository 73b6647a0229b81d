"""Tickets as lists and alone, each with everything a line of a list shows."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.discover.intake.models import (
    OPEN,
    Follower,
    Pause,
    Remark,
    Ticket,
    TicketPaper,
)
from mulin.discover.intake.permissions import committee_of, employers, reach
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor

MARKS = {
    Ticket.State.WAITING: "soon",
    Ticket.State.SENT: "now",
    Ticket.State.WORKING: "now",
    Ticket.State.PAUSED: "pause",
    Ticket.State.DONE: "done",
    Ticket.State.REPLIED: "done",
    Ticket.State.CLOSED: "done",
    Ticket.State.MERGED: "idle",
    Ticket.State.DECLINED: "no",
}
BESIDE = (
    "compound",
    "building",
    "stairwell",
    "unit",
    "point",
    "organisation",
    "worker",
    "raiser",
)


def visible(actor: Actor) -> QuerySet[Ticket]:
    """Tickets the actor's posts let him see, in the order in which they are due."""
    rows = Ticket.objects.of(actor.street_id).select_related(*BESIDE)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(_posts(actor, within))
    found: QuerySet[Ticket] = rows.order_by("due_at", "id")
    return found


def _posts(actor: Actor, within: frozenset[UUID]) -> Q:
    wanted = Q(compound_id__in=within)
    if firms := employers(actor):
        wanted |= Q(organisation_id__in=firms)
    if seats := committee_of(actor):
        wanted |= Q(compound_id__in=seats, shielded=False)
    if actor.person_id is not None:
        wanted |= Q(worker_id=actor.person_id)
    return wanted


def open_ones(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return rows.filter(ended_at__isnull=True)


def raised_by(actor: Actor) -> QuerySet[Ticket]:
    """What the actor himself reported, newest first."""
    rows = Ticket.objects.of(actor.street_id).select_related(*BESIDE)
    if actor.person_id is None:
        return rows.none()
    found: QuerySet[Ticket] = rows.filter(raiser_id=actor.person_id).order_by("-id")
    return found


def followed_by(actor: Actor) -> QuerySet[Ticket]:
    """What others reported and the actor has met with too."""
    rows = Ticket.objects.of(actor.street_id).select_related(*BESIDE)
    if actor.person_id is None:
        return rows.none()
    mine = Follower.objects.of(actor.street_id).filter(person_id=actor.person_id)
    found: QuerySet[Ticket] = rows.filter(pk__in=mine.values("ticket_id")).order_by("-id")
    return found


def around(actor: Actor, compounds: frozenset[UUID]) -> QuerySet[Ticket]:
    """What is under way on the common parts of one's compounds: kind, place and state, no names."""
    rows = Ticket.objects.of(actor.street_id).select_related(*BESIDE)
    found: QuerySet[Ticket] = rows.filter(
        compound_id__in=compounds,
        unit__isnull=True,
        shielded=False,
        state__in=OPEN,
    ).order_by("-id")
    return found


def ticket_of(street_id: UUID, ticket_id: UUID) -> Ticket | None:
    """One ticket of a street."""
    rows = Ticket.objects.of(street_id).select_related(*BESIDE, "matter", "merged_into", "street")
    found: Ticket | None = rows.filter(pk=ticket_id).first()
    return found


def by_follow(street_id: UUID, code: str) -> Ticket | None:
    """The ticket whose raiser keeps this code; he gave no name, or has no account."""
    if not code:
        return None
    rows = Ticket.objects.of(street_id).select_related(*BESIDE, "street")
    found: Ticket | None = rows.filter(follow=code).first()
    return found


def papers_of(ticket: Ticket) -> list[TicketPaper]:
    """Photographs and voice notes, the first first."""
    rows = TicketPaper.objects.of(ticket.street_id).filter(ticket=ticket)
    return list(rows.select_related("paper").order_by("at", "id"))


def pauses_of(ticket: Ticket) -> list[Pause]:
    return list(Pause.objects.of(ticket.street_id).filter(ticket=ticket).order_by("started_at"))


def pause_now(ticket: Ticket) -> Pause | None:
    """The pause that lasts."""
    rows = Pause.objects.of(ticket.street_id).filter(ticket=ticket, ended_at__isnull=True)
    found: Pause | None = rows.first()
    return found


def remarks_of(ticket: Ticket, *, inside: bool) -> list[Remark]:
    """What was said about it; without ``inside`` only what its raiser may read."""
    rows = Remark.objects.of(ticket.street_id).filter(ticket=ticket)
    if not inside:
        rows = rows.filter(inside=False)
    return list(rows.order_by("-at", "-id")[:100])


def merged_into(ticket: Ticket) -> list[Ticket]:
    """Tickets that were found to be the same."""
    rows = Ticket.objects.of(ticket.street_id).filter(merged_into=ticket)
    return list(rows.select_related(*BESIDE).order_by("id"))


def others_affected(ticket: Ticket) -> int:
    """Homes that told the same: merged tickets and neighbours who joined."""
    same = Ticket.objects.of(ticket.street_id).filter(merged_into=ticket).count()
    joined = Follower.objects.of(ticket.street_id).filter(ticket=ticket).count()
    return int(same + joined)


def timeline(ticket: Ticket) -> list[Said]:
    """What happened to it, newest first."""
    return sentences_about(ticket.street_id, ticket.pk, 100)


def place_words(ticket: Ticket) -> str:
    """Where it is, as people say it; the compound stands first."""
    parts = [ticket.compound.name if ticket.compound else ""]
    if ticket.point is not None:
        parts.append(ticket.point.name)
    elif ticket.unit is not None:
        parts.append(ticket.unit.label)
    elif ticket.building is not None:
        parts.append(str(ticket.building))
        if ticket.stairwell is not None:
            parts.append(str(ticket.stairwell))
    parts.append(ticket.spot)
    return " ".join(part for part in parts if part)
