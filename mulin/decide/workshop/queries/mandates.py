"""Mandates as the reader may see them, and what they lend today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.decide.workshop.models import Advice, GreenRequest, Mandate, Report, Workshop
from mulin.decide.workshop.models.mandates import EXPIRING
from mulin.decide.workshop.permissions import (
    HIDDEN,
    READERS,
    communities_of,
    compounds_of,
    organisations_of,
)
from mulin.ground.access.mandates import Lent
from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor, Power, Refused

State = Mandate.State


def holding(day: date) -> Q:
    """Mandates in force on the day."""
    kept = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return kept & Q(valid_from__lte=day, valid_to__gte=day)


def in_state(rows: QuerySet[Mandate], state: str, day: date) -> QuerySet[Mandate]:
    """Those that stand so on the day: what :meth:`Mandate.state_on` says, as a question."""
    ended = Q(ended_on__isnull=False, ended_on__lte=day)
    near = Q(valid_to__lt=day + EXPIRING)
    wanted = {
        State.ENDED: ended,
        State.COMING: ~ended & Q(valid_from__gt=day),
        State.EXPIRED: ~ended & Q(valid_to__lt=day),
        State.EXPIRING: holding(day) & near,
        State.IN_FORCE: holding(day) & ~near,
    }
    found: QuerySet[Mandate] = rows.filter(wanted[State(state)])
    return found


def workshops_for(actor: Actor) -> list[Workshop]:
    """Workshops whose own page the actor may open."""
    rows = Workshop.objects.of(actor.street_id).select_related("organisation")
    if not actor.has(*READERS):
        rows = rows.filter(organisation_id__in=organisations_of(actor))
    return list(rows.order_by("organisation__name"))


def mandates_for(actor: Actor) -> QuerySet[Mandate]:
    """Mandates the actor may see, the newest first."""
    rows = Mandate.objects.of(actor.street_id).select_related(
        "workshop__organisation", "community", "compound"
    )
    if not actor.has(*READERS):
        near = compounds_of(actor)
        wide = Q(community__isnull=True, compound__isnull=True) if near else Q(pk__in=[])
        rows = rows.filter(
            Q(workshop__organisation_id__in=organisations_of(actor))
            | Q(compound_id__in=near)
            | Q(community_id__in=communities_of(actor))
            | wide
        )
    found: QuerySet[Mandate] = rows.order_by("-id")
    return found


def mandate_of(street_id: UUID, mandate_id: UUID) -> Mandate:
    """One mandate of the street. Raises Refused where there is none."""
    rows = Mandate.objects.of(street_id).select_related(
        "workshop__organisation", "community", "compound"
    )
    found: Mandate | None = rows.filter(pk=mandate_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def workshop_of(street_id: UUID, workshop_id: UUID) -> Workshop:
    """One workshop of the street. Raises Refused where there is none."""
    rows = Workshop.objects.of(street_id).select_related("organisation")
    found: Workshop | None = rows.filter(pk=workshop_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def mandate_for(
    street_id: UUID, organisations: frozenset[UUID], power: Power, compound: Compound, day: date
) -> Mandate:
    """The mandate under which one acts in a compound, the narrowest first."""
    rows = Mandate.objects.of(street_id).filter(
        holding(day),
        Q(compound=compound)
        | Q(community_id=compound.community_id)
        | Q(compound__isnull=True, community__isnull=True),
        power=power.value,
        workshop__organisation_id__in=organisations,
    )
    found = list(rows.select_related("workshop__organisation"))
    if not found:
        raise Refused(HIDDEN)
    return min(found, key=lambda m: (m.compound_id is None, m.community_id is None, m.number))


def powers_on(street_id: UUID, organisations: frozenset[UUID], today: date) -> Iterator[Lent]:
    """What mandates lend to these organisations today; two statements."""
    rows = Mandate.objects.of(street_id).filter(
        holding(today), workshop__organisation_id__in=organisations
    )
    fields = ("workshop__organisation_id", "power", "community_id", "compound_id")
    lent = list(rows.values_list(*fields))
    if not lent:
        return
    reached: dict[tuple[UUID, str], set[UUID]] = {}
    places = _places(street_id, lent)
    for organisation, power, community, compound in lent:
        inside = (
            {compound} & set(places)
            if compound
            else {pk for pk, home in places.items() if community in (None, home)}
        )
        reached.setdefault((organisation, power), set()).update(inside)
    for (organisation, power), compounds in sorted(reached.items()):
        yield Lent(organisation, Power(power), frozenset(compounds))


def _places(street_id: UUID, lent: Iterable[tuple[Any, ...]]) -> dict[UUID, UUID]:
    """Compound → community, of those that any of the mandates could mean."""
    rows = Compound.objects.of(street_id).filter(ended_on__isnull=True)
    named = [(community, compound) for _o, _p, community, compound in lent]
    if all(community or compound for community, compound in named):
        rows = rows.filter(
            Q(pk__in=[compound for _c, compound in named if compound])
            | Q(community_id__in=[c for c, compound in named if c and not compound])
        )
    return dict(rows.values_list("pk", "community_id"))


def place_of(mandate: Mandate) -> str:
    """How far it reaches, by name; empty for the whole street."""
    return str(mandate.compound or mandate.community or "")


def advice_under(mandate: Mandate) -> list[Advice]:
    """What was said under it."""
    rows = Advice.objects.of(mandate.street_id).filter(mandate=mandate)
    return list(rows.select_related("compound").order_by("-id")[:200])


def requests_under(mandate: Mandate) -> list[GreenRequest]:
    """What the workshop asked for through the green channel in its days and places."""
    if mandate.power != Power.ALLOCATE:
        return []
    until = mandate.ended_on or mandate.valid_to
    rows = GreenRequest.objects.of(mandate.street_id).filter(
        workshop=mandate.workshop, asked_on__gte=mandate.valid_from, asked_on__lte=until
    )
    if mandate.compound_id:
        rows = rows.filter(compound=mandate.compound)
    elif mandate.community_id:
        rows = rows.filter(compound__community=mandate.community)
    return list(rows.select_related("compound").order_by("-id")[:200])


def history_of(mandate: Mandate) -> list[Said]:
    """What happened to it, as sentences."""
    return sentences(Fact.objects.of(mandate.street_id).filter(subject_id=mandate.pk))


def lendable(street_id: UUID, kinds: Iterable[str]) -> list[Organisation]:
    """Organisations that could become a workshop."""
    rows = Organisation.objects.of(street_id).filter(kind__in=list(kinds), ended_on__isnull=True)
    known = Workshop.objects.of(street_id).values("organisation_id")
    return list(rows.filter(~Q(pk__in=known)).order_by("name", "id"))


def expiring(actor: Actor, today: date) -> QuerySet[Mandate]:
    """Mandates that run out within the month."""
    return in_state(mandates_for(actor), State.EXPIRING, today).order_by("valid_to", "id")


def last_report(workshop: Workshop) -> Report | None:
    """The newest report that was sent."""
    rows = Report.objects.of(workshop.street_id).filter(workshop=workshop)
    found: Report | None = rows.filter(~Q(state=Report.State.DRAFT)).order_by("-month").first()
    return found
