"""Patrols, hazards and visits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mulin.discover.patrols.models import (
    Handover,
    Hazard,
    Plan,
    Point,
    Round,
    Route,
    Visit,
)
from mulin.kit.clock import SHANGHAI
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, kept


def point(cast: Cast) -> Point:
    row = Point(
        id=stable_id("patrol point"),
        street=cast.yun,
        compound=cast.a.compound,
        name="云栖苑东门",
        kind="gate",
        token="a-token-nobody-guesses",
    )
    found: Point = kept(row)
    return found


def plan(cast: Cast) -> Plan:
    row = Plan(
        id=stable_id("patrol plan"),
        street=cast.yun,
        compound=cast.a.compound,
        number="XC-2026-0001",
        title="云栖苑夜间巡查",
        organisation=cast.company,
        rhythm="daily",
        times=[600],
        shifts=[["白班", 420, 1140]],
        valid_from=date(2026, 3, 1),
        watched_until=AT,
    )
    found: Plan = kept(row)
    route(cast, found)
    return found


def route(cast: Cast, of: Plan) -> Route:
    row = Route(
        id=stable_id("patrol route"),
        street=cast.yun,
        plan=of,
        version=1,
        stops=[{"point": point(cast).pk.hex, "checks": []}],
        since=date(2026, 3, 1),
    )
    found: Route = kept(row)
    return found


def _round(cast: Cast) -> Any:
    of = plan(cast)
    starts = AT.astimezone(SHANGHAI).replace(hour=10, minute=0)
    row = Round(
        id=stable_id("patrol round"),
        street=cast.yun,
        plan=of,
        compound=cast.a.compound,
        route=route(cast, of),
        starts_at=starts,
        due_at=starts + timedelta(hours=1),
        day=starts.date(),
        state=Round.State.MISSED,
        points=1,
    )
    return kept(row).pk


def hazard(cast: Cast) -> Hazard:
    row = Hazard(
        id=stable_id("hazard"),
        street=cast.yun,
        number="YH-2026-0001",
        compound=cast.a.compound,
        kind="fire_lane",
        grade=2,
        where="云栖苑东侧消防通道",
        text="云栖苑有车占道",
        source=Hazard.Source.REPORT,
        state=Hazard.State.FOUND,
        found_at=AT,
        found_by="云栖苑物业专员",
        reach="community",
    )
    found: Hazard = kept(row)
    return found


def _visit(cast: Cast) -> Any:
    row = Visit(
        id=stable_id("visit to a company"),
        street=cast.yun,
        compound=cast.a.compound,
        company=cast.company,
        number="DD-2026-0001",
        sheet="company_managed",
        day=date(2026, 3, 1),
        by="云栖苑指导中心",
    )
    return kept(row).pk


def _handover(cast: Cast) -> Any:
    row = Handover(
        id=stable_id("handover"),
        street=cast.yun,
        plan=plan(cast),
        compound=cast.a.compound,
        day=date(2026, 3, 1),
        shift="白班",
        text="云栖苑东门道闸待修",
        given_by="云栖苑门岗",
        given_at=AT,
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "handover_id": _handover,
    "hazard_id": lambda cast: hazard(cast).pk,
    "patrol_plan_id": lambda cast: plan(cast).pk,
    "patrol_point_id": lambda cast: point(cast).pk,
    "patrol_round_id": _round,
    "patrol_slot": lambda cast: "202603011000",
    "point_token": lambda cast: point(cast).token,
    "sheet_item": lambda cast: "fire",
    "supervision_id": _visit,
}
