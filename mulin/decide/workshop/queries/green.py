"""Requests through the green channel and its directory, as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from mulin.decide.workshop.models import Contact, GreenParty, GreenRequest
from mulin.decide.workshop.permissions import (
    HIDDEN,
    LENDERS,
    READERS,
    may_see_request,
    organisations_of,
)
from mulin.decide.workshop.topics import BY_CODE, topic_of
from mulin.ground.estate.models import Compound
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor, Power, Refused, Role
from mulin.kit.words import said

MARKS = {
    GreenRequest.State.OPEN: "now",
    GreenRequest.State.CLOSED: "done",
    GreenRequest.State.WITHDRAWN: "idle",
}
STANCE_MARKS = {
    GreenParty.Stance.WAITING: "soon",
    GreenParty.Stance.COMES: "done",
    GreenParty.Stance.ADVISES: "done",
    GreenParty.Stance.CANNOT: "no",
}
MILESTONES = ("GreenChannelAsked", "GreenPartyAnswered", "GreenChannelClosed")


def requests_for(actor: Actor) -> QuerySet[GreenRequest]:
    """Requests the actor may see, with how many were asked and how many answered; newest first."""
    rows = GreenRequest.objects.of(actor.street_id).select_related(
        "compound", "workshop__organisation"
    )
    if not actor.has(*READERS):
        mine = (g.compounds for g in actor.grants if g.role is Role.COMMUNITY_WORKER)
        rows = rows.filter(
            Q(compound_id__in=frozenset().union(*mine))
            | Q(workshop__organisation_id__in=organisations_of(actor))
        )
    answered = ~Q(stance=GreenParty.Stance.WAITING)
    found: QuerySet[GreenRequest] = rows.annotate(
        asked=_parties(Q()), answered=_parties(answered)
    ).order_by("-id")
    return found


def _parties(which: Q) -> Coalesce:
    """How many of a request's parties are such, as a column of the request."""
    rows = GreenParty.objects.filter(
        which, street_id=OuterRef("street_id"), request_id=OuterRef("pk")
    )
    counted = rows.order_by().values("request_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def request_of(street_id: UUID, request_id: UUID) -> GreenRequest:
    """One of the street. Raises Refused where there is none."""
    rows = GreenRequest.objects.of(street_id).select_related(
        "compound", "workshop__organisation", "matter", "street"
    )
    found: GreenRequest | None = rows.filter(pk=request_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def parties_of(request: GreenRequest) -> list[GreenParty]:
    """Those asked, in the order they were."""
    rows = GreenParty.objects.of(request.street_id).filter(request=request)
    return list(rows.select_related("contact").order_by("id"))


def party_of(street_id: UUID, party_id: UUID) -> GreenParty:
    """One of those asked. Raises Refused where there is none."""
    rows = GreenParty.objects.of(street_id).select_related(
        "contact", "request__compound", "request__street", "request__workshop"
    )
    found: GreenParty | None = rows.filter(pk=party_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def history_of(request: GreenRequest) -> list[Said]:
    """What happened to it."""
    return sentences(Fact.objects.of(request.street_id).filter(subject_id=request.pk))


def contacts_of(street_id: UUID) -> QuerySet[Contact]:
    """The directory, by profession."""
    rows = Contact.objects.of(street_id).order_by("profession", "organisation", "id")
    found: QuerySet[Contact] = rows
    return found


def contact_of(street_id: UUID, contact_id: UUID) -> Contact:
    """One of the directory. Raises Refused where there is none."""
    found: Contact | None = Contact.objects.of(street_id).filter(pk=contact_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def suggested(contacts: Iterable[Contact], topic: str) -> list[UUID]:
    """Whom the topic usually takes: of each profession that helps, those who name the topic first."""
    helps = BY_CODE[topic].helps
    rows = [one for one in contacts if one.profession in helps]
    found = []
    for profession in helps:
        here = [one for one in rows if one.profession == profession]
        named = [one for one in here if topic in one.topics]
        found += [one.pk for one in (named or here)[:1]]
    return found


def places_to_ask(actor: Actor) -> list[Compound]:
    """Compounds for which the actor may ask, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*LENDERS):
        mine = (g.compounds for g in actor.grants if g.role is Role.COMMUNITY_WORKER)
        rows = rows.filter(pk__in=actor.mandate(Power.ALLOCATE).union(*mine))
    return list(rows.order_by("name", "id"))


def procedure_named(street_id: UUID, compound_id: UUID, procedure_id: UUID) -> str:
    """Name and number of a procedure of the compound, as the record knows it; else empty."""
    rows = Fact.objects.of(street_id).filter(
        subject_id=procedure_id,
        compound_id=compound_id,
        kind__in=("ProcedureOpened", "IssueTakenUp"),
    )
    fact = rows.order_by("id").first()
    return f"{fact.body.get('title', '')} {fact.body.get('number', '')}" if fact else ""


def requests_about(actor: Actor, about_id: UUID, matter_ids: Iterable[UUID]) -> list[GreenRequest]:
    """Requests for a procedure, or for a matter that it is about, as the reader may see them."""
    rows = requests_for(actor).filter(Q(about_id=about_id) | Q(matter_id__in=list(matter_ids)))
    return [row for row in rows if may_see_request(actor, row) is None]


def requests_of_matter(actor: Actor, matter: Matter) -> Iterable[Piece]:
    """The requests of a matter, for the matter's page."""
    rows = GreenRequest.objects.of(matter.street_id).filter(matter=matter)
    for row in rows.select_related("workshop").order_by("-id"):
        if may_see_request(actor, row) is None:
            yield Piece(
                said("绿色通道"),
                row.title,
                row.number,
                MARKS[GreenRequest.State(row.state)],
                row.get_state_display(),
                reverse("workshop:request", args=[row.pk]),
                row.pk,
                MILESTONES,
            )


def unanswered(actor: Actor, today: date) -> QuerySet[GreenRequest]:
    """Open requests that the actor carries, the most urgent first."""
    rows = requests_for(actor).filter(state=GreenRequest.State.OPEN)
    return rows.order_by("due_on", "id")


def topic_for(title: str) -> str:
    """The topic that a title betrays."""
    return topic_of(title).code
