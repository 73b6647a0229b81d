"""Who stands too near to a party to mediate, found in the register and in what people said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from mulin.deliberate.mediation.models import Dispute, Mediator, Seat, Side
from mulin.deliberate.mediation.queries.panels import mediators_in, values_of
from mulin.ground.estate.models import Appointment, Ownership, Tenancy
from mulin.ground.estate.queries.holdings import held_on
from mulin.kit.words import joined
from mulin.law.mediation import NEARNESS

Reasons = dict[UUID, set[str]]


@dataclass(frozen=True)
class Candidate:
    """A mediator beside a case: why he must not sit in it, whether it is his subject."""

    mediator: Mediator
    reasons: tuple[str, ...]
    fits: bool
    busy: int

    @property
    def why_not(self) -> str:
        return joined("；", [NEARNESS[code] for code in self.reasons])


def candidates(dispute: Dispute, today: date) -> list[Candidate]:
    """Everybody of the committee; who may sit first, who knows the subject before the others."""
    serving = mediators_in(dispute.panel, today)
    near = nearness(dispute, serving, today)
    load: dict[UUID, int] = defaultdict(int)
    seats = Seat.objects.of(dispute.street_id).filter(
        mediator__in=serving, until__isnull=True, dispute__state=Dispute.State.OPEN
    )
    for mediator_id in seats.values_list("mediator_id", flat=True):
        load[mediator_id] += 1
    found = [
        Candidate(
            one,
            tuple(sorted(near.get(one.pk, ()), key=list(NEARNESS).index)),
            dispute.cause in one.specialities,
            load[one.pk],
        )
        for one in serving
        if one.duty != Mediator.Duty.CLERK
    ]
    return sorted(found, key=lambda c: (bool(c.reasons), not c.fits, c.busy))


def nearness(dispute: Dispute, mediators: Iterable[Mediator], today: date) -> Reasons:
    """Reasons by mediator; at most seven statements, whatever their number."""
    people = {one.pk: one.appointment.person_id for one in mediators}
    sides = list(Side.objects.of(dispute.street_id).filter(dispute=dispute))
    persons = {p for s in sides for p in (s.person_id, s.agent_person_id) if p is not None}
    found: Reasons = defaultdict(set)
    bodies = {s.organisation_id for s in sides if s.organisation_id is not None}
    bodies |= _bodies(dispute.street_id, persons, today).keys()
    working = _bodies(dispute.street_id, set(people.values()), today)
    homes = _homes(dispute, today, persons | set(people.values()))
    shared = {unit for unit, owner in homes if owner in persons}
    for pk, person in people.items():
        if person in persons:
            found[pk].add("party")
        if person == dispute.reporter_id:
            found[pk].add("reporter")
        if any(person in working.get(body, ()) for body in bodies):
            found[pk].add("colleague")
        if any(unit in shared for unit, owner in homes if owner == person):
            found[pk].add("household")
    _declared(dispute, found)
    _neighbours(dispute, people, today, found)
    return found


def _bodies(street_id: UUID, persons: set[UUID], today: date) -> dict[UUID, set[UUID]]:
    """Organisation → who of these persons holds a post in it today."""
    rows = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        person_id__in=persons,
        valid_from__lte=today,
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for body, person in rows.values_list("organisation_id", "person_id"):
        found[body].add(person)
    return found


def _homes(dispute: Dispute, today: date, persons: set[UUID]) -> list[tuple[UUID, UUID]]:
    """Unit and person, for homes owned or lived in today."""
    found: list[tuple[UUID, UUID]] = []
    for model in (Ownership, Tenancy):
        rows = model.objects.of(dispute.street_id).filter(held_on(today), person_id__in=persons)
        found += rows.values_list("unit_id", "person_id")
    return found


def _declared(dispute: Dispute, found: Reasons) -> None:
    rows = Seat.objects.of(dispute.street_id).filter(dispute=dispute, near__gt="")
    for mediator_id, near in rows.values_list("mediator_id", "near"):
        if near in NEARNESS:
            found[mediator_id].add(near)


def _neighbours(dispute: Dispute, people: dict[UUID, UUID], today: date, found: Reasons) -> None:
    """Where the street has set that a mediator must not live in the compound."""
    if dispute.compound_id is None or not values_of(dispute.street_id)["neighbour"]:
        return
    living: set[UUID] = set()
    for model in (Ownership, Tenancy):
        rows = model.objects.of(dispute.street_id).filter(
            held_on(today), person_id__in=people.values(), unit__compound_id=dispute.compound_id
        )
        living |= set(rows.values_list("person_id", flat=True))
    for pk, person in people.items():
        if person in living:
            found[pk].add("neighbour")
