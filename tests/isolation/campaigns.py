"""Campaigns, what is done and used in them, and the maintenance plan."""

from __future__ import annotations

from datetime import date, time, timedelta

from mulin.discover.campaigns.models import (
    Campaign,
    Door,
    Member,
    Shift,
    Site,
    Task,
    Team,
    Upkeep,
)
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, kept

SINCE = date(2026, 3, 1)


def campaign(cast: Cast) -> Campaign:
    """A flood campaign in compound A."""
    found: Campaign = kept(
        Campaign(
            id=stable_id("campaign"),
            street=cast.yun,
            number="ZX-2026-0001",
            kind="flood",
            title="云栖苑防汛",
            emergency=True,
            organiser="云溪一社区",
            starts_on=SINCE,
            ends_on=date(2026, 3, 10),
            helps=[["move", "需要转移安置"]],
            purpose="汛情期间确认每户平安",
            purge_on=date(2026, 4, 10),
            opened_on=SINCE,
        )
    )
    return found


def site(cast: Cast) -> Site:
    """Its compound."""
    found: Site = kept(
        Site(
            id=stable_id("campaign site"),
            street=cast.yun,
            campaign=campaign(cast),
            compound=cast.a.compound,
        )
    )
    return found


def team(cast: Cast) -> Team:
    """A team of the compound."""
    site(cast)
    found: Team = kept(
        Team(
            id=stable_id("campaign team"),
            street=cast.yun,
            campaign=campaign(cast),
            order=1,
            name="云栖苑一队",
            compound=cast.a.compound,
        )
    )
    kept(
        Member(
            id=stable_id("campaign member"),
            street=cast.yun,
            campaign=campaign(cast),
            team=found,
            person=cast.persons["community_worker"],
            name=cast.persons["community_worker"].name,
        )
    )
    return found


def task(cast: Cast) -> Task:
    """A task of the team."""
    found: Task = kept(
        Task(
            id=stable_id("campaign task"),
            street=cast.yun,
            campaign=campaign(cast),
            compound=cast.a.compound,
            team=team(cast),
            title="云栖苑疏通雨水口",
            due_on=date(2026, 3, 5),
        )
    )
    return found


def door(cast: Cast) -> Door:
    """The first home of the compound."""
    unit = cast.a.units[0]
    found: Door = kept(
        Door(
            id=stable_id("campaign door"),
            street=cast.yun,
            campaign=campaign(cast),
            compound=cast.a.compound,
            building=cast.a.buildings[0],
            unit=unit,
            team=team(cast),
            label=unit.label,
            stairwell="云栖苑1单元",
            floor=1,
            order=1,
        )
    )
    return found


def shift(cast: Cast) -> Shift:
    """A watch in the compound."""
    site(cast)
    found: Shift = kept(
        Shift(
            id=stable_id("campaign shift"),
            street=cast.yun,
            campaign=campaign(cast),
            compound=cast.a.compound,
            post="云栖苑东门",
            starts_at=AT,
            ends_at=AT + timedelta(hours=8),
            person=cast.persons["community_worker"],
            name=cast.persons["community_worker"].name,
        )
    )
    return found


def upkeep(cast: Cast) -> Upkeep:
    """A line of the plan that falls on every day."""
    found: Upkeep = kept(
        Upkeep(
            id=stable_id("upkeep"),
            street=cast.yun,
            compound=cast.a.compound,
            what="云栖苑修剪绿篱",
            place="云栖苑花园",
            who="王师傅",
            person=cast.persons["community_worker"],
            rhythm="every",
            gap=1,
            at=time(8, 30),
            valid_from=SINCE,
        )
    )
    return found


EXAMPLES: Examples = {
    "campaign_id": lambda cast: site(cast).campaign_id,
    "site_id": lambda cast: site(cast).pk,
    "task_id": lambda cast: task(cast).pk,
    "team_id": lambda cast: team(cast).pk,
    "door_id": lambda cast: door(cast).pk,
    "team_door_id": lambda cast: door(cast).pk,
    "team_task_id": lambda cast: task(cast).pk,
    "duty_shift_id": lambda cast: shift(cast).pk,
    "my_shift_id": lambda cast: shift(cast).pk,
    "upkeep_id": lambda cast: upkeep(cast).pk,
    "my_upkeep_id": lambda cast: upkeep(cast).pk,
    "upkeep_day": lambda cast: "2026-03-02",
    "my_day": lambda cast: "2026-03-02",
}
