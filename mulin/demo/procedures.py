"""Two procedures that run: a re-election that has begun, and a committee that hands over."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_bytes

from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.procedures.actions.feeds import begin_feed
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.steps import File, do_step, fix_day
from mulin.procedures.queries.feeds import SECRET_BYTES


def reelection(scene: Scene, now: datetime) -> Telling:
    """The pilot's committee has reported that its term ends; the day of the election is fixed."""
    today = day_of(now)
    ends = today + timedelta(days=100)
    yield at(today - timedelta(days=12), 10)
    procedure = open_procedure(
        "reelection",
        scene.compounds[0],
        ends,
        once=uuid7(),
        by=scene.acting("shequ"),
        now=scene.now,
    )
    yield at(today - timedelta(days=9), 15)
    report = photos.letter("任期届满报告", [f"本届业主委员会任期于 {ends} 届满。", "（演示）"])
    do_step(
        procedure,
        "report",
        day_of(scene.now),
        files=[File("任期届满报告.jpg", report)],
        once=uuid7(),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )
    yield at(today - timedelta(days=8), 9)
    held = ends - timedelta(days=30)
    fix_day(procedure, "elect", held, once=uuid7(), by=scene.acting("shequ"), now=scene.now)
    yield at(today - timedelta(days=8), 10)
    begin_feed(token_bytes(SECRET_BYTES), by=scene.acting("shequ"), now=scene.now)


def handover(scene: Scene, now: datetime) -> Telling:
    """A committee whose term is over has listed what it holds, and has still to hand it over."""
    today = day_of(now)
    yield at(today - timedelta(days=6), 11)
    by = scene.acting("jiedao")
    procedure = open_procedure(
        "handover",
        scene.compounds[2],
        today - timedelta(days=8),
        once=uuid7(),
        by=by,
        now=scene.now,
    )
    yield at(today - timedelta(days=4), 16)
    do_step(procedure, "list", day_of(scene.now), once=uuid7(), by=by, now=scene.now)
