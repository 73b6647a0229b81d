"""To whom a ticket of this place can be given, with what everybody has in hand: a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from mulin.discover.intake.models import DutyShift, Ticket
from mulin.discover.intake.permissions import OFFICE, employers
from mulin.discover.intake.queries.people import (
    Worker,
    load_of,
    managing_company,
    posts_in,
)
from mulin.ground.estate.models import Compound, Engagement, Organisation, Person
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor
from mulin.kit.words import said

Kind = Organisation.Kind
OF_COMPOUND = (Kind.OWNERS_COMMITTEE, Kind.INTERIM_COMMITTEE, Kind.AUTONOMY_COMMITTEE)
OF_COMMUNITY = (Kind.RESIDENTS_COMMITTEE, Kind.GUIDANCE_CENTRE)
OF_STREET = (Kind.STREET_OFFICE, Kind.PROPERTY_OFFICE)
ORDER = (Kind.PROPERTY_COMPANY, *OF_COMPOUND, *OF_COMMUNITY, *OF_STREET)


@dataclass(frozen=True)
class Office:
    """An organisation with those of its people who work there."""

    organisation: Organisation
    workers: tuple[Worker, ...]


def offices_near(ticket: Ticket, actor: Actor, now: datetime) -> list[Office]:
    """Organisations that answer for the place, the nearest first; others' only for the office."""
    found = _organisations(ticket, now)
    if not actor.has(*OFFICE, compound_id=ticket.compound_id):
        own = employers(actor)
        found = [one for one in found if one.pk in own]
    ids = [one.pk for one in found]
    posts = posts_in(ticket.street_id, ids, day_of(now))
    loads = load_of(ticket.street_id, posts)
    duty = _on_duty(ticket.street_id, ids, now)
    return [
        Office(
            one,
            tuple(
                sorted(
                    (
                        Worker(post.person, post.title, loads.get(pk, 0), (one.pk, pk) in duty)
                        for pk, post in posts.items()
                        if post.organisation_id == one.pk
                    ),
                    key=lambda w: (not w.on_duty, w.load, w.person.name),
                )
            ),
        )
        for one in found
    ]


def offices_for_many(
    street_id: UUID, tickets: Iterable[Ticket], now: datetime
) -> list[tuple[str, str]]:
    """To whom several tickets may go at once: those who have one of them already, and who answers
    for the places of all; one statement."""
    rows = list(tickets)
    places = {one.compound_id for one in rows if one.compound_id}
    communities = {one.compound.community_id for one in rows if one.compound is not None}
    engaged = Engagement.objects.of(street_id).filter(
        in_force_on(day_of(now)), kind=Engagement.Kind.MANAGES, compound_id__in=places
    )
    wanted = Q(kind__in=OF_STREET, community__isnull=True, compound__isnull=True)
    wanted |= Q(kind__in=OF_COMMUNITY, community_id__in=communities)
    wanted |= Q(pk__in=engaged.values("organisation_id"))
    wanted |= Q(pk__in={one.organisation_id for one in rows if one.organisation_id})
    found = Organisation.objects.of(street_id).filter(wanted, ended_on__isnull=True)
    named = found.order_by("name", "id").values_list("pk", "name")[:60]
    return [(f"org:{pk}", name) for pk, name in named]


def _organisations(ticket: Ticket, now: datetime) -> list[Organisation]:
    compound: Compound | None = ticket.compound
    wanted = Q(kind__in=OF_STREET, community__isnull=True, compound__isnull=True)
    if compound is not None:
        wanted |= Q(kind__in=OF_COMPOUND, compound_id=compound.pk)
        wanted |= Q(kind__in=OF_COMMUNITY, community_id=compound.community_id)
        company = managing_company(ticket.street_id, compound.pk, day_of(now))
        if company is not None:
            wanted |= Q(pk=company.pk)
    if ticket.organisation_id is not None:
        wanted |= Q(pk=ticket.organisation_id)
    rows = Organisation.objects.of(ticket.street_id).filter(wanted, ended_on__isnull=True)
    found = list(rows.order_by("name", "id")[:30])
    return sorted(found, key=lambda one: ORDER.index(one.kind) if one.kind in ORDER else 99)


def _on_duty(street_id: UUID, ids: list[UUID], now: datetime) -> set[tuple[UUID, UUID]]:
    here = now.astimezone(SHANGHAI)
    rows = DutyShift.objects.of(street_id).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day_of(now)),
        organisation_id__in=ids,
        weekday=here.weekday(),
        begins__lte=here.hour,
        ends__gt=here.hour,
    )
    return set(rows.values_list("organisation_id", "person_id"))


def choices(offices: list[Office]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: each organisation a group; the organisation itself, in turn, then its people."""
    found = []
    for office in offices:
        pk = office.organisation.pk
        lines = [(f"org:{pk}", said("{name}，由单位分", name=office.organisation.name))]
        if any(worker.on_duty for worker in office.workers):
            lines.append((f"turn:{pk}", said("按值班轮派")))
        lines += [(f"person:{pk}:{w.person.pk}", _worker_words(w)) for w in office.workers]
        found.append((office.organisation.name, lines))
    return found


def _worker_words(worker: Worker) -> str:
    duty = said("值班，") if worker.on_duty else ""
    return said(
        "{name} {title}（{duty}在手 {n}）",
        name=mask_name(worker.person.name),
        title=worker.title,
        duty=duty,
        n=worker.load,
    )


@dataclass(frozen=True)
class Chosen:
    """What a choice of the select means."""

    organisation: Organisation
    worker: Person | None
    in_turn: bool


def chosen(street_id: UUID, value: str) -> Chosen | None:
    """The organisation and person behind a value; None where it means nothing here."""
    kind, _, rest = value.partition(":")
    first, _, second = rest.partition(":")
    try:
        organisation_id = UUID(first)
        person_id = UUID(second) if kind == "person" else None
    except ValueError:
        return None
    organisation = Organisation.objects.of(street_id).filter(pk=organisation_id).first()
    person = Person.objects.of(street_id).filter(pk=person_id).first() if person_id else None
    if organisation is None or kind not in ("org", "turn", "person"):
        return None
    if kind == "person" and person is None:
        return None
    return Chosen(organisation, person, kind == "turn")
