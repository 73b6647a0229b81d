"""Points, plans and rounds as the tests of this room need them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from mulin.discover.patrols.actions.planning import PlanDraft, RouteDraft, make_plan
from mulin.discover.patrols.actions.points import PointDraft, put_points
from mulin.discover.patrols.actions.walking import SignIn
from mulin.discover.patrols.models import Plan, Point
from mulin.discover.patrols.queries.plans import plan_of
from mulin.discover.patrols.reckoning import Slot, slot_named
from mulin.ground.calendar.queries import calendar_of
from mulin.kit.clock import SHANGHAI
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.safety.hazard import PointKind
from mulin.law.safety.rota import Rhythm, Rota
from tests.cast import Cast

CHECKS = {
    "gate": (("lane_free", "消防车通道没有停车", "fire_lane"),),
    "lamp": (("lamp_lit", "路灯亮", "lighting"), ("own1", "灯杆不歪", "other")),
}
DAY = date(2026, 3, 2)


def photo(colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def planned(
    cast: Cast, by: Actor, *, now: datetime | None = None, rota: Rota | None = None, **more: Any
) -> tuple[Plan, list[Point]]:
    """A plan at ten and at four over a gate and a lamp post, walked by the company."""
    now = now or at(7)
    points = put_points(
        cast.a.compound,
        [PointDraft("东门岗亭", PointKind.GATE), PointDraft("3 号灯杆", PointKind.LAMP)],
        by=by,
        now=now,
    )
    draft = PlanDraft("日间巡查", cast.company, rota or Rota(Rhythm.DAILY, (600, 960)), **more)
    route = [RouteDraft(point, CHECKS[point.kind]) for point in points]
    made = make_plan(cast.a.compound, draft, route, since=now.date(), once=uuid7(), by=by, now=now)
    return fresh(made), points


def fresh(plan: Plan) -> Plan:
    found = plan_of(plan.street_id, plan.pk)
    assert found is not None
    return found


def slot(plan: Plan, hour: int, day: date = DAY) -> Slot:
    found = slot_named(plan, f"{day:%Y%m%d}{hour:02d}00", calendar_of(plan.street_id))
    assert found is not None
    return found


def fine(point: Point, **more: Any) -> SignIn:
    """Everything as it should be."""
    answers = {code: ("ok", "") for code, _text, _kind in CHECKS[point.kind]}
    return SignIn(token=point.token, answers=answers, **more)


def wrong(point: Point, note: str = "一辆面包车占道", **more: Any) -> SignIn:
    """The first check fails, with a photo."""
    answers = {code: ("ok", "") for code, _text, _kind in CHECKS[point.kind]}
    answers[CHECKS[point.kind][0][0]] = ("bad", note)
    more.setdefault("photos", (photo(),))
    return SignIn(token=point.token, answers=answers, **more)


HOUR = timedelta(hours=1)
