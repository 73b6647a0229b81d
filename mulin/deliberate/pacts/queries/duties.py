"""Duty lists: the street's, those of compounds, and which of them holds where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.deliberate.pacts.models import Duty, DutyList
from mulin.deliberate.pacts.permissions import READERS, reach
from mulin.deliberate.pacts.standards import DutyParty, parties
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor


@dataclass(frozen=True)
class Held:
    """What one party has to do in one place: the list that holds, None where nobody set one."""

    party: DutyParty
    list: DutyList | None
    duties: tuple[Duty, ...]

    @property
    def own(self) -> bool:
        """Whether the compound deviates from the street's."""
        return self.list is not None and self.list.compound_id is not None


def lists_for(actor: Actor) -> QuerySet[DutyList]:
    """Lists the actor may read: the street's, and those of his compounds."""
    rows = DutyList.objects.of(actor.street_id).select_related("compound", "street")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(Q(compound__isnull=True) | Q(compound_id__in=within))
        if not any(grant.role in READERS for grant in actor.grants):
            rows = rows.none()
    found: QuerySet[DutyList] = rows
    return found


def list_of(street_id: UUID, list_id: UUID) -> DutyList | None:
    rows = DutyList.objects.of(street_id).select_related("compound", "street")
    found: DutyList | None = rows.filter(pk=list_id).first()
    return found


def duties_of(found: DutyList) -> list[Duty]:
    """The lines of one list in their order."""
    return list(Duty.objects.of(found.street_id).filter(duty_list=found).order_by("order"))


def held_in(street_id: UUID, compound: Compound | None) -> list[Held]:
    """Every party with the list that holds in a compound (or as the street's default); two
    statements."""
    rows = DutyList.objects.of(street_id).filter(ended_on__isnull=True)
    where = Q(compound__isnull=True)
    if compound is not None:
        where |= Q(compound=compound)
    lists = list(rows.filter(where).select_related("compound"))
    by_party: dict[str, DutyList] = {}
    for one in sorted(lists, key=lambda row: row.compound_id is not None):
        by_party[one.party] = one
    lines = _lines(street_id, list(by_party.values()))
    return [_held(party, by_party.get(code), lines) for code, party in parties().items()]


def _held(party: DutyParty, found: DutyList | None, lines: dict[UUID, list[Duty]]) -> Held:
    return Held(party, found, tuple(lines.get(found.pk, ())) if found else ())


def _lines(street_id: UUID, lists: Sequence[DutyList]) -> dict[UUID, list[Duty]]:
    found: dict[UUID, list[Duty]] = {}
    rows = Duty.objects.of(street_id).filter(duty_list__in=lists).order_by("order")
    for duty in rows:
        found.setdefault(duty.duty_list_id, []).append(duty)
    return found


def current(street_id: UUID, compound: Compound | None, party: str) -> DutyList | None:
    """The list that was set for exactly this place and is in force."""
    rows = DutyList.objects.of(street_id).filter(party=party, ended_on__isnull=True)
    rows = rows.filter(compound=compound) if compound else rows.filter(compound__isnull=True)
    found: DutyList | None = rows.order_by("-number").first()
    return found


def lines_for(actor: Actor) -> QuerySet[Duty]:
    """Every line in force the actor may read, for the list screen and its export."""
    lists = lists_for(actor).filter(ended_on__isnull=True).order_by().values("pk")
    rows = Duty.objects.of(actor.street_id).filter(duty_list_id__in=lists)
    found: QuerySet[Duty] = rows.select_related("duty_list__compound").order_by(
        "duty_list_id", "order"
    )
    return found


def versions_of(found: DutyList) -> list[DutyList]:
    """All versions of the same list, newest first."""
    rows = DutyList.objects.of(found.street_id).filter(party=found.party)
    if found.compound_id is None:
        rows = rows.filter(compound__isnull=True)
    else:
        rows = rows.filter(compound_id=found.compound_id)
    return list(rows.order_by("-number"))
