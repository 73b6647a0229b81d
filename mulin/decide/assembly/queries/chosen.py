"""Whom the owners chose: those an election put into seats, as other rooms ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.models.motions import Candidate
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.ground.estate.models import Person
from mulin.kit.clock import day_of


@dataclass(frozen=True)
class Chosen:
    """The elected of one counted vote, in the order of the ballot."""

    number: str
    title: str
    counted_on: date
    seats: int
    persons: tuple[Person, ...]


def chosen_in(street_id: UUID, polls: Iterable[UUID]) -> Chosen | None:
    """Whom the latest of these votes chose; None where none of them elected anybody."""
    rows = Poll.objects.of(street_id).filter(pk__in=list(polls))
    for poll in rows.order_by("-judged_at"):
        if not poll.is_judged or poll.state == Poll.State.VOIDED or poll.judged_at is None:
            continue
        ids = [pk for v in verdicts_of(poll) if v.election for pk in v.election.elected]
        if not ids:
            continue
        found = Candidate.objects.of(street_id).filter(pk__in=[UUID(pk) for pk in ids])
        people = tuple(c.person for c in found.select_related("person").order_by("order"))
        motions = Motion.objects.of(street_id).filter(poll=poll, seats__isnull=False)
        seats = sum(m.seats or 0 for m in motions)
        return Chosen(poll.number, poll.title, day_of(poll.judged_at), seats, people)
    return None
