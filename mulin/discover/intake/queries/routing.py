"""To whom a ticket goes: the street's first rule that fits, else whom the category names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from mulin.discover.intake.models import DispatchRule
from mulin.discover.intake.queries.people import next_in_turn, party_of
from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.kit.clock import day_of


@dataclass(frozen=True)
class Route:
    """Where to, to whom there, and whether a rule of the street said so."""

    organisation: Organisation
    worker: Person | None
    rule: DispatchRule | None


def rules_of(street_id: UUID) -> list[DispatchRule]:
    """The rules in force, the first first."""
    rows = DispatchRule.objects.of(street_id).filter(ended_at__isnull=True)
    return list(
        rows.select_related("organisation", "compound", "community").order_by("order", "id")
    )


def rule_for(street_id: UUID, category: str, compound: Compound | None) -> DispatchRule | None:
    """The first rule that fits category, place and management mode; one statement."""
    here = Q(compound__isnull=True, community__isnull=True, mode="")
    if compound is not None:
        here = (
            (Q(compound__isnull=True) | Q(compound_id=compound.pk))
            & (Q(community__isnull=True) | Q(community_id=compound.community_id))
            & Q(mode__in=("", compound.mode))
        )
    rows = DispatchRule.objects.of(street_id).filter(
        here,
        ended_at__isnull=True,
        category__in=("", category),
        organisation__ended_on__isnull=True,
    )
    found: DispatchRule | None = rows.select_related("organisation").order_by("order", "id").first()
    return found


def route(
    street_id: UUID, category: str, party: str, compound: Compound | None, now: datetime
) -> Route | None:
    """Where a new ticket goes; None where nobody answers for the place and it waits."""
    rule = rule_for(street_id, category, compound)
    if rule is not None:
        turn = rule.way == DispatchRule.Way.ROTATE
        worker = next_in_turn(rule.organisation, now) if turn else None
        return Route(rule.organisation, worker, rule)
    found = party_of(party, street_id, compound, day_of(now))
    return Route(found, None, None) if found is not None else None
