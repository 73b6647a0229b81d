"""Records of training: hours of every committee member in a year, committees without any."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mulin.decide.capability.models import Participant
from mulin.decide.capability.permissions import OVERSEERS
from mulin.decide.capability.queries.trainings import CAME
from mulin.ground.estate.models import Appointment, Organisation
from mulin.kit.rights import Actor, Role

COMMITTEES = (Organisation.Kind.OWNERS_COMMITTEE, Organisation.Kind.INTERIM_COMMITTEE)


def members_for(actor: Actor, year: int, today: date) -> QuerySet[Appointment]:
    """Members of committees the actor looks after, with times and minutes of training in a year."""
    came = _came(year, person_id=OuterRef("person_id")).order_by().values("person_id")
    rows = _in_office(today).filter(street_id=actor.street_id, organisation__kind__in=COMMITTEES)
    within = _places(actor)
    if within is not None:
        rows = rows.filter(organisation__compound_id__in=within)
    rows = rows.select_related("person", "organisation__compound").annotate(
        times=Coalesce(Subquery(came.annotate(n=Count("pk")).values("n")), 0),
        minutes=Coalesce(Subquery(came.annotate(n=Sum("training__minutes")).values("n")), 0),
    )
    found: QuerySet[Appointment] = rows.order_by(
        "organisation__compound__name", "organisation__name", "person__name", "id"
    )
    return found


def topics_of(street_id: UUID, people: list[UUID], year: int) -> dict[UUID, list[str]]:
    """What each of these persons was trained in during the year; one statement."""
    found: dict[UUID, list[str]] = {}
    rows = Participant.objects.of(street_id).filter(CAME, person_id__in=people)
    rows = rows.filter(training__starts_at__year=year).order_by("training__starts_at", "id")
    for person, topic in rows.values_list("person_id", "training__topic"):
        found.setdefault(person, []).append(topic)
    return found


def untrained_for(actor: Actor, year: int, today: date) -> QuerySet[Organisation]:
    """Committees of which nobody came to any training in the year."""
    rows = Organisation.objects.of(actor.street_id).filter(
        kind__in=COMMITTEES, ended_on__isnull=True
    )
    within = _places(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    seat = _in_office(today).filter(street_id=OuterRef("street_id"), organisation_id=OuterRef("pk"))
    trained = seat.filter(Exists(_came(year, person_id=OuterRef("person_id"))))
    sitting = seat.order_by().values("organisation_id").annotate(n=Count("pk")).values("n")
    rows = rows.filter(~Exists(trained)).select_related("compound", "compound__community")
    found: QuerySet[Organisation] = rows.annotate(
        sitting=Coalesce(Subquery(sitting), 0), place=F("compound__name")
    ).order_by("compound__name", "name", "id")
    return found


def _came(year: int, **who: OuterRef) -> QuerySet[Participant]:
    found: QuerySet[Participant] = Participant.objects.filter(
        CAME, street_id=OuterRef("street_id"), training__starts_at__year=year, **who
    )
    return found


def _in_office(today: date) -> QuerySet[Appointment]:
    found: QuerySet[Appointment] = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        role=Role.COMMITTEE_MEMBER,
        valid_from__lte=today,
    )
    return found


def _places(actor: Actor) -> frozenset[UUID] | None:
    if actor.has(*OVERSEERS):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in OVERSEERS))
