"""Who answers for a place, who works there, who is on duty and how much each has in hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from mulin.discover.intake.models import RUNNING, DutyShift, Ticket
from mulin.ground.estate.models import Appointment, Compound, Engagement, Organisation, Person
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Role

Kind = Organisation.Kind
WORKING_ROLES = (
    Role.PROPERTY_MANAGER,
    Role.COMMUNITY_WORKER,
    Role.STREET_OFFICER,
    Role.COMMITTEE_MEMBER,
    Role.SOCIAL_WORKER,
)


@dataclass(frozen=True)
class Worker:
    """Somebody who can be given a ticket, and what he has in hand."""

    person: Person
    title: str
    load: int
    on_duty: bool


def managing_company(street_id: UUID, compound_id: UUID, today: date) -> Organisation | None:
    """The company whose contract for the compound is in force."""
    rows = Engagement.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        kind=Engagement.Kind.MANAGES,
        compound_id=compound_id,
        valid_from__lte=today,
    )
    found = rows.select_related("organisation").order_by("-valid_from", "-id").first()
    return found.organisation if found is not None else None


def party_of(
    party: str, street_id: UUID, compound: Compound | None, today: date
) -> Organisation | None:
    """The organisation a category's responsible party is at this place; upwards where there is none."""
    if compound is not None:
        if party == "property" and (found := managing_company(street_id, compound.pk, today)):
            return found
        if party in ("property", "committee") and (found := _committee(compound)):
            return found
        if party not in ("street", "enforcement") and (found := _residents(compound)):
            return found
    rows = Organisation.objects.of(street_id).filter(ended_on__isnull=True)
    office: Organisation | None = (
        rows.filter(kind__in=(Kind.PROPERTY_OFFICE, Kind.STREET_OFFICE))
        .order_by("kind", "id")
        .first()
    )
    return office


def _committee(compound: Compound) -> Organisation | None:
    rows = Organisation.objects.of(compound.street_id).filter(
        compound=compound,
        ended_on__isnull=True,
        kind__in=(Kind.OWNERS_COMMITTEE, Kind.INTERIM_COMMITTEE, Kind.AUTONOMY_COMMITTEE),
    )
    found: Organisation | None = rows.order_by("-kind", "id").first()
    return found


def _residents(compound: Compound) -> Organisation | None:
    rows = Organisation.objects.of(compound.street_id).filter(
        community_id=compound.community_id, kind=Kind.RESIDENTS_COMMITTEE, ended_on__isnull=True
    )
    found: Organisation | None = rows.order_by("id").first()
    return found


def sendable(street_id: UUID) -> list[Organisation]:
    """Every organisation of the street that may be given tickets, by kind and name."""
    kinds = (
        Kind.PROPERTY_COMPANY,
        Kind.RESIDENTS_COMMITTEE,
        Kind.STREET_OFFICE,
        Kind.PROPERTY_OFFICE,
        Kind.OWNERS_COMMITTEE,
        Kind.INTERIM_COMMITTEE,
        Kind.GUIDANCE_CENTRE,
        Kind.SOCIAL_ORGANISATION,
    )
    rows = Organisation.objects.of(street_id).filter(kind__in=kinds, ended_on__isnull=True)
    return list(rows.order_by("kind", "name", "id")[:600])


def posts_in(
    street_id: UUID, organisation_ids: Iterable[UUID], today: date
) -> dict[UUID, Appointment]:
    """By person, the post that each holds in one of these organisations today."""
    rows = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        organisation_id__in=list(organisation_ids),
        valid_from__lte=today,
        role__in=[role.value for role in WORKING_ROLES],
        person__died_on__isnull=True,
        person__merged_into__isnull=True,
    )
    posts: dict[UUID, Appointment] = {}
    for post in rows.select_related("person").order_by("id"):
        posts.setdefault(post.person_id, post)
    return posts


def load_of(street_id: UUID, people: Iterable[UUID]) -> dict[UUID, int]:
    """How many tickets each has in hand."""
    rows = Ticket.objects.of(street_id).filter(worker_id__in=list(people), state__in=RUNNING)
    return dict(rows.order_by().values_list("worker_id").annotate(n=Count("pk")))


def on_duty(organisation: Organisation, now: datetime) -> list[UUID]:
    """Who is on duty in an organisation at this moment."""
    here = now.astimezone(SHANGHAI)
    rows = DutyShift.objects.of(organisation.street_id).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day_of(now)),
        organisation=organisation,
        weekday=here.weekday(),
        begins__lte=here.hour,
        ends__gt=here.hour,
    )
    return list(rows.order_by("id").values_list("person_id", flat=True))


def next_in_turn(organisation: Organisation, now: datetime) -> Person | None:
    """Whoever on duty has least in hand, and among those who waited longest for his last ticket."""
    today = day_of(now)
    posts = posts_in(organisation.street_id, [organisation.pk], today)
    there = [pk for pk in on_duty(organisation, now) if pk in posts]
    if not there:
        return None
    loads = load_of(organisation.street_id, there)
    rows = Ticket.objects.of(organisation.street_id).filter(worker_id__in=there)
    last = dict(rows.order_by().values_list("worker_id").annotate(at=Max("sent_at")))
    chosen = min(there, key=lambda pk: (loads.get(pk, 0), _stamp(last.get(pk)), pk.hex))
    return posts[chosen].person


def _stamp(at: datetime | None) -> float:
    return at.timestamp() if at is not None else 0.0


def belongs(person_id: UUID, organisation: Organisation, today: date) -> bool:
    """Whether a person works for an organisation today."""
    return person_id in posts_in(organisation.street_id, [organisation.pk], today)


def overseers(street_id: UUID, level: str, community_id: UUID | None, today: date) -> list[UUID]:
    """Who is told at a level: workers of the community, or the street's officers."""
    rows = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today
    )
    if level == Ticket.Level.COMMUNITY:
        rows = rows.filter(role=Role.COMMUNITY_WORKER.value)
        rows = rows.filter(
            Q(community_id=community_id) | Q(organisation__community_id=community_id)
        )
    else:
        rows = rows.filter(role=Role.STREET_OFFICER.value)
    return list(rows.order_by("id").values_list("person_id", flat=True).distinct()[:20])
