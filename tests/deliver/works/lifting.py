"""What tests of lifts begin with: a surveyed stairwell, a project, signed sheets, a plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.deliver.works.actions.consenting import note_consent
from mulin.deliver.works.actions.projects import open_project
from mulin.deliver.works.actions.sharing import Plan, set_shares
from mulin.deliver.works.actions.surveying import survey
from mulin.deliver.works.models import Home, Project
from mulin.ground.estate.models import Stairwell
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.lifts.feasibility import FACTORS
from mulin.law.lifts.shares import BY_CODE
from tests.cast import Cast

GOOD = {factor.code: factor.choices[0].code for factor in FACTORS}


def stairwell(cast: Cast, building: int = 0) -> Stairwell:
    rows = Stairwell.objects.of(cast.yun).select_related("compound", "building")
    found: Stairwell = rows.get(building=cast.a.buildings[building])
    return found


def surveyed(cast: Cast, by: Actor, now: datetime, **answers: str) -> Stairwell:
    """The first stairwell with a sheet on which nothing is wrong, but for ``answers``."""
    place = stairwell(cast)
    day = day_of(now) - timedelta(days=20)
    survey(place.building, [place], {**GOOD, **answers}, day, by=by, now=now)
    return place


def opened(cast: Cast, by: Actor, now: datetime, scope: str = "stairwell") -> Project:
    """A project asked for ten days ago."""
    place = surveyed(cast, by, now)
    asked = day_of(now) - timedelta(days=10)
    return open_project(place, scope, asked, once=uuid7(), by=by, now=now)


def signed(project: Project, words: str, by: Actor, now: datetime) -> None:
    """``AAAAA-``: agree (A), against (N), abstain (O) or nothing (-), home by home from below."""
    meaning = {"A": "agree", "N": "against", "O": "abstain", "-": ""}
    homes = project.homes.order_by("order")
    said = {home.pk: meaning[word] for home, word in zip(homes, words, strict=True)}
    note_consent(project, said, day_of(now), by=by, now=now)


def planned(project: Project, by: Actor, now: datetime, cost: int = 600_000_00) -> Project:
    """The plan by floors, with a subsidy of 240,000."""
    scheme = BY_CODE["floors"]
    table = scheme.table(home.floor for home in project.homes.all())
    plan = Plan(cost, 240_000_00, 0, scheme.code, scheme.weighing, table)
    return set_shares(project, plan, by=by, now=now)


def homes(project: Project) -> list[Home]:
    return list(project.homes.select_related("project").order_by("order"))


def ago(now: datetime, days: int) -> date:
    return day_of(now) - timedelta(days=days)
