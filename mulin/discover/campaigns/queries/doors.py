"""Doors as lists: of the office, of a team on its way, and summed by building."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.discover.campaigns.models import Campaign, Door, Member, Outcome, Team, Visit
from mulin.discover.campaigns.permissions import CARERS
from mulin.discover.campaigns.queries.campaigns import within
from mulin.ground.estate.models import Building
from mulin.ground.page.picture import Key, Picture, Spot, buildings
from mulin.kit.rights import Actor
from mulin.kit.words import said

LOOKS: dict[str, tuple[str, str]] = {
    "": ("empty", said("还没去")),
    Outcome.MET: ("full", said("见到，平安")),
    Outcome.HELP: ("dot", said("等着帮助")),
    "helped": ("lines", said("帮到了")),
    Outcome.NOT_HOME: ("hatch", said("没人在家")),
    Outcome.REFUSED: ("cross", said("不愿开门")),
}
"""State of a door → how its cell looks, and its word."""
MARKS = {
    "": "idle",
    Outcome.MET: "done",
    Outcome.HELP: "late",
    "helped": "done",
    Outcome.NOT_HOME: "soon",
    Outcome.REFUSED: "no",
}
DRAWN = 4000
"""Above this the picture is drawn for one compound at a time."""


def state_of(door: Door) -> str:
    """The key into LOOKS and MARKS."""
    if door.outcome == Outcome.HELP and door.helped_on is not None:
        return "helped"
    return str(door.outcome)


def word_of(door: Door) -> str:
    return LOOKS[state_of(door)][1]


def doors_for(actor: Actor, campaign: Campaign) -> QuerySet[Door]:
    """The office's list: doors in the compounds the actor reads, as one walks past them."""
    rows = within(actor, Door.objects.of(actor.street_id).filter(campaign=campaign))
    found: QuerySet[Door] = rows.select_related("compound", "building", "team").order_by("order")
    return found


def door_of(street_id: UUID, campaign: Campaign, door_id: UUID) -> Door | None:
    """One door of a campaign."""
    rows = Door.objects.of(street_id).filter(campaign=campaign, pk=door_id)
    found: Door | None = rows.select_related("compound", "building", "team", "campaign").first()
    return found


def visits_of(door: Door) -> list[Visit]:
    """Everybody who knocked, the latest first."""
    rows = Visit.objects.of(door.street_id).filter(door=door)
    return list(rows.select_related("door__campaign").order_by("-round"))


def cares(actor: Actor, doors: QuerySet[Door]) -> QuerySet[Door]:
    """The doors whose needs the actor may read."""
    if actor.has(*CARERS):
        return doors
    mine = (g.compounds for g in actor.grants if g.role in CARERS)
    return doors.filter(compound_id__in=frozenset().union(*mine))


@dataclass(frozen=True)
class Walk:
    """A team's doors: what is to do first, then stairwell by stairwell."""

    team: Team
    member: Member
    doors: int
    seen: int
    again: int

    @property
    def left(self) -> int:
        return self.doors - self.seen


def walks_of(members: list[Member]) -> list[Walk]:
    """How far each of the person's teams is, in one statement."""
    if not members:
        return []
    street = members[0].street_id
    rows = Door.objects.of(street).filter(team__in=[one.team_id for one in members])
    counted = {
        row["team_id"]: row
        for row in rows.order_by()
        .values("team_id")
        .annotate(
            doors=Count("pk"),
            seen=Count("pk", filter=Q(rounds__gt=0)),
            again=Count("pk", filter=Q(outcome=Outcome.NOT_HOME)),
        )
    }
    nothing = {"doors": 0, "seen": 0, "again": 0}
    return [
        Walk(one.team, one, **{k: counted.get(one.team_id, nothing)[k] for k in nothing})
        for one in members
    ]


TO_DO = Q(rounds=0) | Q(outcome=Outcome.NOT_HOME)


def stairs_of(team: Team) -> list[dict[str, Any]]:
    """The stairwells a team walks, with how many doors are left in each."""
    rows = Door.objects.of(team.street_id).filter(team=team).order_by("order")
    found: dict[tuple[UUID, UUID | None, str], dict[str, Any]] = {}
    picked = rows.select_related("compound", "building")
    for door in picked:
        key = (door.compound_id, door.building_id, door.stairwell)
        row = found.setdefault(
            key, {"door": door, "doors": 0, "left": 0, "again": 0, "first": 0, "floors": set()}
        )
        row["doors"] += 1
        row["floors"].add(door.floor)
        row["left"] += door.rounds == 0
        row["first"] += door.first and door.rounds == 0
        row["again"] += door.outcome == Outcome.NOT_HOME
    return list(found.values())


def doors_on(team: Team, near: Door) -> list[Door]:
    """The doors of the team in the stairwell of one of them: first those that come first."""
    rows = Door.objects.of(team.street_id).filter(
        team=team,
        compound_id=near.compound_id,
        building_id=near.building_id,
        stairwell=near.stairwell,
    )
    return list(rows.select_related("building", "compound").order_by("-first", "order"))


def next_door(team: Team) -> Door | None:
    """Where the team knocks next: who comes first, who was never visited, who was not at home."""
    rows = Door.objects.of(team.street_id).filter(team=team)
    new: Door | None = rows.filter(rounds=0).order_by("-first", "order").first()
    again: Door | None = rows.filter(outcome=Outcome.NOT_HOME).order_by("rounds", "order").first()
    return new or again


def drawing(doors: list[Door], href: str, *, several: bool, width: int = 1100) -> Picture:
    """Progress by building: one cell for each household."""
    spots = [
        Spot(
            building=_house(door, several),
            stairwell=door.stairwell,
            floor=door.floor,
            pattern=LOOKS[state_of(door)][0],
            title=f"{door.label} {word_of(door)}",
            href=f"{href}{door.pk}/",
        )
        for door in doors
    ]
    return buildings(spots, notes=_notes(doors, several), width=width)


def legend(doors: list[Door]) -> list[Key]:
    """One line for each state that occurs, with its count."""
    counts = Counter(state_of(door) for door in doors)
    return [
        Key(look, word, counts[state]) for state, (look, word) in LOOKS.items() if counts[state]
    ]


def _house(door: Door, several: bool) -> str:
    house = str(door.building) if door.building_id else said("其他")
    return f"{door.compound.name} {house}" if several else house


def _notes(doors: list[Door], several: bool) -> dict[str, tuple[str, bool]]:
    """Under each building: how far it is; it asks for attention where somebody waits for help."""
    all_of, seen, waiting = Counter[str](), Counter[str](), Counter[str]()
    for door in doors:
        name = _house(door, several)
        all_of[name] += 1
        seen[name] += door.rounds > 0
        waiting[name] += state_of(door) == Outcome.HELP
    return {
        name: (
            said("{n} 户求助", n=waiting[name]) if waiting[name] else f"{seen[name]}/{whole}",
            waiting[name] > 0,
        )
        for name, whole in all_of.items()
    }


def houses_to_list(campaign: Campaign, compound_id: UUID) -> list[dict[str, Any]]:
    """Buildings of a compound with how many households each has, and how many are listed."""
    street = campaign.street_id
    lived = Q(unit__ended_on__isnull=True, unit__use__in=("home", "shop", "office"))
    rows = Building.objects.of(street).filter(compound_id=compound_id, ended_on__isnull=True)
    counted = rows.annotate(homes=Count("unit", filter=lived & Q(unit__street_id=street)))
    listed = Door.objects.of(street).filter(campaign=campaign, compound_id=compound_id)
    known = dict(listed.order_by().values_list("building_id").annotate(n=Count("pk")))
    return [
        {"building": row, "homes": row.homes, "listed": known.get(row.pk, 0)}
        for row in counted.order_by("order", "label")
    ]


def by_team(actor: Actor, campaign: Campaign) -> list[dict[str, Any]]:
    """How far each team is, in one statement."""
    rows = within(actor, Door.objects.of(actor.street_id).filter(campaign=campaign))
    counted = rows.order_by().values("team_id", "team__name", "team__order")
    return list(
        counted.annotate(
            doors=Count("pk"),
            seen=Count("pk", filter=Q(rounds__gt=0)),
            again=Count("pk", filter=Q(outcome=Outcome.NOT_HOME)),
            helps=Count("pk", filter=Q(outcome=Outcome.HELP, helped_on__isnull=True)),
        ).order_by("team__order")
    )
