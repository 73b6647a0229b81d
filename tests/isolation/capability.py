"""Trainings, reception days and the handbook."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from mulin.decide.capability.models import Participant, ReceptionDay, Schedule, Training, Visit
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def training(cast: Cast) -> Training:
    """A training for committees and owners of compound A's community."""
    row = Training(
        id=stable_id("training"),
        street=cast.yun,
        number="PX-2026-0001",
        kind=Training.Kind.TRAINING,
        topic="云栖苑换届培训",
        speaker="云栖苑讲师",
        community=cast.a.community,
        for_committees=True,
        for_owners=True,
        place="云栖苑活动室",
        starts_at=AT,
        minutes=120,
        door="d" * 22,
        planned_on=date(2026, 2, 1),
    )
    found: Training = kept(row)
    return found


def _participant(cast: Cast) -> Any:
    row = Participant(
        id=stable_id("participant"),
        street=cast.yun,
        training=training(cast),
        name="云栖苑周演示",
        how=Participant.How.DOOR,
        came_at=AT,
    )
    return kept(row).pk


def schedule(cast: Cast) -> Schedule:
    """The reception days of compound A's committee: every first Saturday."""
    row = Schedule(
        id=stable_id("schedule"),
        street=cast.yun,
        body=cast.a.committee,
        compound=cast.a.compound,
        nth=1,
        weekday=5,
        opens=time(9),
        closes=time(11),
        place="云栖苑活动室",
        starts_on=date(2026, 1, 1),
    )
    found: Schedule = kept(row)
    return found


def _visit(cast: Cast) -> Any:
    day = kept(
        ReceptionDay(
            id=stable_id("reception day"),
            street=cast.yun,
            schedule=schedule(cast),
            day=date(2026, 2, 7),
            state=ReceptionDay.State.HELD,
            by="云栖苑主任",
        )
    )
    row = Visit(
        id=stable_id("visit"),
        street=cast.yun,
        schedule=schedule(cast),
        reception=day,
        topic="云栖苑楼道灯不亮",
        noted_at=AT,
        noted_by="云栖苑主任",
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "participant_id": _participant,
    "schedule_id": lambda cast: schedule(cast).pk,
    "training_door": lambda cast: training(cast).door,
    "training_id": lambda cast: training(cast).pk,
    "visit_id": _visit,
}
PUBLIC: Public = {
    "trainings:door": "whoever comes to the training scans the code at its door",
    "handbook:entry": "a text without data; each street reads its own words (tests/decide/capability)",
    "handbook:own": "a text without data; each street writes its own (tests/decide/capability)",
    "handbook:booklet": "a text without data; each street prints its own (tests/decide/capability)",
}
