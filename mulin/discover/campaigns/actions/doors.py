"""Household lists: every unit of the chosen buildings once, split among the teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import (
    CampaignDoorFirst,
    CampaignDoorsHandedOver,
    CampaignDoorsListed,
)
from mulin.discover.campaigns.models import Campaign, Door, Team
from mulin.discover.campaigns.permissions import HIDDEN, may_run
from mulin.discover.campaigns.queries.campaigns import places_of
from mulin.discover.campaigns.split import split
from mulin.ground.estate.bulk import BulkInsert, Keys, key_of
from mulin.ground.estate.models import Building, Compound, Unit
from mulin.kit.canonical import fingerprint
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

LIVED_IN = (Unit.Use.HOME, Unit.Use.SHOP, Unit.Use.OFFICE)
FIELDS = (
    "id", "building", "unit", "team", "label", "stairwell", "floor", "order",
)  # fmt: skip
MOST_DOORS = 20_000


def list_doors(
    campaign: Campaign,
    compound: Compound,
    buildings: Sequence[Building],
    teams: Sequence[Team],
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Put every household of the buildings on the list once and split them among the teams.

    What stands on the list already stays with its team. Returns how many are new.
    """
    if any(one.compound_id != compound.pk for one in buildings):
        raise Refused(HIDDEN)
    with transaction.atomic():
        fresh = alone(campaign, by)
        if compound.pk not in places_of(fresh) or any(t.campaign_id != fresh.pk for t in teams):
            raise Refused(HIDDEN)
        require(may_run(by, compound.pk) or running(fresh) or _unfit(fresh, buildings, teams))
        units = list(_new_units(fresh, compound, buildings))
        if not units:
            refuse(said("这些楼的每一户都已经在名单上。"), said("要换队的，请用“改派”。"))
        if len(units) > MOST_DOORS:
            refuse(said("一次最多 {n} 户。", n=MOST_DOORS), said("请分几次选楼。"))
        BulkInsert(
            Door,
            FIELDS,
            {"street": fresh.street_id, "campaign": fresh.pk, "compound": compound.pk},
        ).write(_rows(fresh, units, teams))
        event = CampaignDoorsListed(
            fresh.number,
            compound.name,
            len({unit.building_id for unit in units}),
            len(units),
            len(teams),
            fingerprint([unit.pk.hex for unit in units]),
        )
        say(event, fresh.pk, compound.pk, by=by, now=now)
        return len(units)


def hand_over_doors(
    campaign: Campaign,
    compound: Compound,
    doors: Sequence[UUID],
    team: Team,
    why: str,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Give doors to another team; visits stay with who made them. Returns how many changed hands."""
    reason = words(why, 200, said("没有写为什么改派。"), said("例如“一队人手不够”。"))
    with transaction.atomic():
        fresh = alone(campaign, by)
        if team.campaign_id != fresh.pk:
            raise Refused(HIDDEN)
        require(may_run(by, compound.pk) or running(fresh))
        rows = Door.objects.of(by.street_id).filter(campaign=fresh, compound=compound)
        held = rows.filter(pk__in=list(doors)).order_by("pk").select_for_update()
        moved = [door.pk for door in held if door.team_id != team.pk]
        if not moved:
            refuse(said("没有选要改派的户，或者已经是这个队的。"), said("请先在名单里勾选。"))
        rows.filter(pk__in=moved).update(team=team)
        event = CampaignDoorsHandedOver(fresh.number, compound.name, len(moved), team.name, reason)
        say(event, fresh.pk, compound.pk, by=by, now=now)
        return len(moved)


def put_first(door: Door, why: str, *, by: Actor, now: datetime) -> Door:
    """Knock here before anywhere else. ``why`` is care data: who agreed to its being kept for this."""
    reason = words(
        why, 80, said("没有写为什么先上门、本人是否同意。"), said("例如“行动不便，本人同意登记”。")
    )
    with transaction.atomic():
        fresh = alone(door, by, "campaign")
        require(may_run(by, fresh.compound_id) or running(fresh.campaign))
        fresh.first, fresh.first_why = True, reason
        fresh.save(update_fields=["first", "first_why"])
        event = CampaignDoorFirst(fresh.campaign.number)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def _unfit(
    campaign: Campaign, buildings: Sequence[Building], teams: Sequence[Team]
) -> Refusal | None:
    if not campaign.knocks:
        return Refusal(said("这种行动不上门。"), said("要上门的，请用防汛、防疫等模板发起。"))
    if not buildings:
        return Refusal(said("没有选楼。"), said("至少选一栋。"))
    if not teams:
        return Refusal(said("没有选队伍。"), said("先在“队伍”里组队，再分户。"))
    return None


def _new_units(
    campaign: Campaign, compound: Compound, buildings: Sequence[Building]
) -> QuerySet[Unit]:
    """Lived-in units of the buildings that are not on the list, as one walks past them."""
    street = campaign.street_id
    listed = Door.objects.of(street).filter(campaign=campaign, compound=compound)
    rows = Unit.objects.of(street).filter(
        compound=compound,
        building__in=buildings,
        use__in=LIVED_IN,
        ended_on__isnull=True,
    )
    fresh = rows.exclude(pk__in=listed.values("unit_id")).select_related("building", "stairwell")
    found: QuerySet[Unit] = fresh.order_by(
        "building__order", "building__label", "stairwell__order", "floor", "order", "label", "pk"
    )
    return found


def _rows(
    campaign: Campaign, units: Sequence[Unit], teams: Sequence[Team]
) -> list[tuple[object, ...]]:
    stairs = [(unit.building_id, unit.stairwell_id) for unit in units]
    floors = [(*stair, unit.floor) for stair, unit in zip(stairs, units, strict=True)]
    runs = split(units, len(teams), stairs, floors)
    after = Door.objects.of(campaign.street_id).filter(campaign=campaign).count()
    keys = Keys()
    rows: list[tuple[object, ...]] = []
    for team, run in zip(teams, runs, strict=True):
        for unit in run:
            after += 1
            stair = str.__str__(str(unit.stairwell)) if unit.stairwell else ""
            key, building, mine = keys(), key_of(unit.building_id), key_of(unit.pk)
            rows.append(
                (key, building, mine, key_of(team.pk), unit.label, stair, unit.floor, after)
            )
    return rows
