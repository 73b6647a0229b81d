"""The counting rules a compound has adopted, and the law a poll is held under."""

from __future__ import annotations

from datetime import date

from mulin.decide.assembly.models import Poll, RulesOfProcedure
from mulin.ground.estate.models import Appointment, Compound, Person
from mulin.ground.streets.models import StreetQuerySet
from mulin.law.catalogue import nearest
from mulin.law.compound_rules import CompoundRules
from mulin.law.pinned import PinnedLaw, pin, unpin


def rules_in_force(compound: Compound, on: date) -> tuple[CompoundRules, dict[str, str]]:
    """The compound's counting rules on a day and the clause of each; the lawful defaults else."""
    rows: StreetQuerySet = RulesOfProcedure.objects.of(compound.street_id)
    row = rows.filter(compound=compound, adopted_on__lte=on).order_by("-adopted_on").first()
    if row is None:
        return CompoundRules(), {}
    return CompoundRules.from_json(row.values), dict(row.clauses)


def law_of(poll: Poll, today: date) -> PinnedLaw:
    """The law pinned with the poll; for a draft, the law of today."""
    return unpin(poll.law or pin(nearest(poll.region), today))


def works_for(person: Person, organisation_id: object, on: date) -> bool:
    """Whether the person holds a post in that organisation on a day."""
    posts = Appointment.objects.of(person.street_id).filter(
        person=person, organisation_id=organisation_id, valid_from__lte=on
    )
    return any(p.valid_to is None or p.valid_to >= on for p in posts)
