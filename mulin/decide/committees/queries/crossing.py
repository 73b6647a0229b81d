"""Who sits in a committee and in a community or party body too; the "two 100 %" with their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.models.terms import seated_on
from mulin.decide.committees.permissions import reach
from mulin.decide.committees.queries.bodies import title_of
from mulin.ground.estate.models import Appointment, Organisation
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

Kind = Organisation.Kind
SWORN = (Role.VOTE_COUNTER.value, Role.WITNESS.value)
"""Duties in a vote, not seats in the body that lends the person."""
FEWEST_BODIES = 3
"""A share of party members is shown over this many committees or more, never of one."""


@dataclass(frozen=True)
class Share:
    """A rate with its parts."""

    part: int
    whole: int


@dataclass(frozen=True)
class TwoHundred:
    """Committees renewed of those whose term ended, and committees with a cross-appointment.

    ``party`` are party members of seats, as counts; None where too few bodies gave a number.
    """

    renewed: Share
    crossed: Share
    party: Share | None


def elsewhere(actor: Actor, today: date) -> dict[UUID, list[str]]:
    """Person → seats in a residents' committee, a party branch or a property committee."""
    found: dict[UUID, list[str]] = {}
    posts = Appointment.objects.of(actor.street_id).filter(
        in_force_on(today), organisation__kind=Kind.RESIDENTS_COMMITTEE
    )
    posts = posts.exclude(role__in=SWORN).order_by("id")
    for person, name, title in posts.values_list("person_id", "organisation__name", "title"):
        found.setdefault(person, []).append(said("{name}{title}", name=name, title=title))
    seats = Member.objects.of(actor.street_id).filter(
        seated_on(today),
        term__ended_on__isnull=True,
        term__body__kind__in=(Kind.PARTY_BRANCH, Kind.PROPERTY_COMMITTEE),
    )
    fields = ("person_id", "term__body__name", "term__body__kind", "post")
    for person, name, kind, post in seats.order_by("id").values_list(*fields):
        found.setdefault(person, []).append(
            said("{name}{title}", name=name, title=title_of(kind, post))
        )
    return found


def crossed_members(actor: Actor, persons: Any, today: date) -> Any:
    """Members of owners' committees among these persons, by compound."""
    rows = Member.objects.of(actor.street_id).filter(
        seated_on(today),
        term__ended_on__isnull=True,
        term__body__kind=Kind.OWNERS_COMMITTEE,
        person_id__in=list(persons),
    )
    rows = _within(actor, rows, "term__body__compound_id")
    rows = rows.select_related("person", "term__body__compound__community")
    return rows.order_by("term__body__compound__name", "id")


def committees(actor: Actor) -> Any:
    """Open terms of owners' committees, by compound."""
    rows = Term.objects.of(actor.street_id).filter(
        body__kind=Kind.OWNERS_COMMITTEE, ended_on__isnull=True
    )
    rows = _within(actor, rows, "body__compound_id").select_related("body__compound__community")
    return rows.order_by("body__compound__name", "id")


def without_cross(actor: Actor, persons: Any, today: date) -> Any:
    """Committees in which none of these persons sits."""
    inside = Member.objects.filter(
        seated_on(today),
        street_id=OuterRef("street_id"),
        term_id=OuterRef("pk"),
        person_id__in=list(persons),
    )
    return committees(actor).filter(~Exists(inside))


def due_terms(actor: Actor, since: date, today: date) -> Any:
    """Terms that ended between ``since`` and today, each with ``renewed``: a later one followed."""
    rows = Term.objects.of(actor.street_id).filter(
        body__kind=Kind.OWNERS_COMMITTEE, ends_on__gte=since, ends_on__lt=today
    )
    later = Term.objects.filter(
        street_id=OuterRef("street_id"),
        body_id=OuterRef("body_id"),
        ordinal__gt=OuterRef("ordinal"),
        starts_on__lte=today,
    )
    rows = _within(actor, rows, "body__compound_id").annotate(renewed=Exists(later))
    return rows.select_related("body__compound__community").order_by("ends_on", "id")


def two_hundred(actor: Actor, persons: Any, since: date, today: date) -> TwoHundred:
    """Both rates with their parts, and the share of party members where it may be shown."""
    due = list(due_terms(actor, since, today).values_list("renewed", flat=True))
    terms = list(committees(actor).values_list("seats", "party_members"))
    told = [(seats, n) for seats, n in terms if n is not None]
    party = Share(sum(n for _, n in told), sum(seats for seats, _ in told))
    alone = without_cross(actor, persons, today).count()
    return TwoHundred(
        Share(sum(due), len(due)),
        Share(len(terms) - alone, len(terms)),
        party if len(told) >= FEWEST_BODIES else None,
    )


def _within(actor: Actor, rows: Any, field: str) -> Any:
    within = reach(actor)
    return rows if within is None else rows.filter(Q(**{f"{field}__in": within}))
