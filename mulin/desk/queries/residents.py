"""What an owner or tenant finds on the phone: own homes, votes, results, and who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.mine import MyVote, coming_in, my_votes, results_in
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.access.queries_accounts import reads_of
from mulin.ground.estate.models import Ownership, Tenancy, Unit
from mulin.ground.estate.queries.holdings import held_on
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

READS, HOMES = 3, 40
FIELDS = {"name": said("姓名"), "phone": said("电话"), "id_number": said("证件号")}


@dataclass(frozen=True)
class Home:
    """One own home: as what this person is registered there, and with whom."""

    unit: Unit
    relation: str
    with_whom: str

    @property
    def place(self) -> str:
        unit = self.unit
        parts = [str(part) for part in (unit.building, unit.stairwell) if part]
        return "".join(parts) + (f" {unit.room}" if parts else unit.label)


@dataclass(frozen=True)
class ResidentHome:
    """Everything on the phone's first page."""

    homes: Sequence[Home]
    votes: Sequence[MyVote]
    coming: Sequence[tuple[Poll, str]]
    results: Sequence[tuple[Poll, str]]
    reads: Sequence[Any]

    @property
    def compounds(self) -> list[Any]:
        """The compounds of the homes, each once."""
        return list({home.unit.compound_id: home.unit.compound for home in self.homes}.values())

    @property
    def waiting(self) -> list[MyVote]:
        return [vote for vote in self.votes if not vote.voted]

    @property
    def voted(self) -> list[MyVote]:
        return [vote for vote in self.votes if vote.voted]


def resident_home(actor: Actor, today: date) -> ResidentHome:
    """The homes of this person and what concerns them; nine statements, whatever their number."""
    homes = homes_of(actor, today)
    mine = _compounds(actor, Role.OWNER)
    near = mine | _compounds(actor, Role.TENANT)
    return ResidentHome(
        homes=homes,
        votes=my_votes(actor),
        coming=[(poll, address_of(poll)) for poll in coming_in(actor.street_id, mine)],
        results=[(poll, address_of(poll)) for poll in results_in(actor.street_id, near)],
        reads=[(FIELDS.get(r.field, r.field), r) for r in reads_of(actor)[:READS]],
    )


def homes_of(actor: Actor, today: date) -> list[Home]:
    """The homes the actor owns or lives in today; three statements."""
    street = actor.street_id
    owners = Ownership.objects.of(street).filter(held_on(today)).select_related("person")
    living = Tenancy.objects.of(street).filter(held_on(today), person_id=actor.person_id)
    units = Unit.objects.of(street).filter(id__in=list(actor.units)[:HOMES])
    units = units.select_related("compound", "building", "stairwell").prefetch_related(
        Prefetch("ownerships", queryset=owners.order_by("id"), to_attr="owned_now"),
        Prefetch("tenancies", queryset=living, to_attr="lived_now"),
    )
    return [_home(unit, actor) for unit in units.order_by(*Unit.IN_ORDER)]


def _home(unit: Any, actor: Actor) -> Home:
    mine = [row for row in unit.owned_now if row.person_id == actor.person_id]
    if not mine:
        kinds = [row.get_kind_display() for row in unit.lived_now]
        return Home(unit, kinds[0] if kinds else "", "")
    row, others = mine[0], [r for r in unit.owned_now if r.person_id != actor.person_id]
    share = f" {row.share_numerator}/{row.share_denominator}" if row.share_denominator > 1 else ""
    names = [mask_name(r.person.name) for r in others if r.person_id]
    return Home(
        unit, said("共有人{share}", share=share) if others else said("业主"), "、".join(names)
    )


def _compounds(actor: Actor, role: Role) -> frozenset[UUID]:
    return frozenset().union(*(g.compounds for g in actor.grants if g.role is role))
