"""What tests of campaigns begin with: a flood, a team of two, households split."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image

from mulin.discover.campaigns.actions.doors import list_doors
from mulin.discover.campaigns.actions.opening import Draft, open_campaign
from mulin.discover.campaigns.actions.teams import set_team
from mulin.discover.campaigns.models import Campaign, Door, Team
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast


def photo(colour: tuple[int, int, int] = (90, 120, 80)) -> BytesIO:
    """A picture; another colour is another picture."""
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    out.seek(0)
    return out


def draft(kind: str, now: datetime) -> Draft:
    today = day_of(now)
    return Draft(
        kind=kind,
        title="云栖苑行动",
        goal="不漏一户",
        organiser="云溪一社区",
        starts_on=today,
        ends_on=today + timedelta(days=10),
        purpose="汛情期间确认每户平安",
        purge_on=today + timedelta(days=40),
    )


def opened(
    cast: Cast, by: Actor, now: datetime, kind: str = "flood", both: bool = False
) -> Campaign:
    """A campaign in compound A, or in both."""
    places = [cast.a.compound, cast.b.compound] if both else [cast.a.compound]
    return open_campaign(draft(kind, now), places, once=uuid7(), by=by, now=now)


def team(cast: Cast, campaign: Campaign, by: Actor, now: datetime, name: str, *who: str) -> Team:
    """A team of the compound, by roles of the cast."""
    people = [cast.persons[role] for role in who]
    return set_team(
        campaign, name, people, leader=people[0], compound=cast.a.compound, by=by, now=now
    )


def listed(
    cast: Cast, campaign: Campaign, teams: list[Team], by: Actor, now: datetime
) -> list[Door]:
    """Every household of compound A on the list."""
    list_doors(campaign, cast.a.compound, cast.a.buildings, teams, by=by, now=now)
    return list(Door.objects.of(cast.yun).filter(campaign=campaign).order_by("order"))
