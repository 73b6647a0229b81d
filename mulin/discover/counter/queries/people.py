"""Who stands at the window: a person of the register, a home and who belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from mulin.discover.counter.models import Mandate
from mulin.ground.estate.models import Person, Unit
from mulin.ground.estate.permissions import may_see_unit
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.estate.queries.search import persons_matching, persons_readable
from mulin.kit.rights import Actor

MOST = 2


def person_named(actor: Actor, person_id: UUID) -> Person | None:
    """A person the actor may read."""
    found: Person | None = persons_readable(actor).filter(pk=person_id).first()
    return found


def home_named(actor: Actor, unit_id: UUID) -> Unit | None:
    """A home the actor may read."""
    rows = Unit.objects.of(actor.street_id).select_related("compound")
    found: Unit | None = rows.filter(pk=unit_id).first()
    return found if found is not None and may_see_unit(actor, found) is None else None


def people_of_home(unit: Unit, today: date) -> list[Person]:
    """Its owners and who lives there today."""
    owned = unit.ownerships.filter(held_on(today)).values("person_id")
    lived = unit.tenancies.filter(held_on(today)).values("person_id")
    rows = Person.objects.of(unit.street_id).filter(Q(pk__in=owned) | Q(pk__in=lived))
    return list(rows.order_by("name", "id"))


def only_person(actor: Actor, words: str) -> Person | None:
    """The one person that words mean; None where there is none or more than one."""
    persons = list(persons_matching(actor, words.strip())[:MOST]) if words.strip() else []
    return persons[0] if len(persons) == 1 else None


def mandates_of(actor: Actor, principals: Sequence[UUID], code: str, today: date) -> list[Mandate]:
    """Mandates in force of these people that cover the affair."""
    rows = Mandate.objects.of(actor.street_id).filter(
        principal_id__in=principals,
        ended_on__isnull=True,
        valid_from__lte=today,
        valid_to__gte=today,
    )
    found = rows.select_related("agent").order_by("id")
    return [one for one in found if not one.covers or code in one.covers]


def home_of(actor: Actor, community_id: UUID) -> Unit | None:
    """The person's own home in a community: the affair stands with it."""
    rows = Unit.objects.of(actor.street_id).filter(
        pk__in=actor.units, compound__community_id=community_id, ended_on__isnull=True
    )
    found: Unit | None = rows.order_by("id").first()
    return found
