"""Procedures that run: a re-election begun, a committee that hands over, a first assembly prepared."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_bytes

from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Compound, Organisation, Ownership
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.procedures.actions.feeds import begin_feed
from mulin.procedures.actions.grouping import Named, name_member
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


def setting_up(scene: Scene, now: datetime) -> Telling:
    """Owners asked for an assembly; the street formed the group three days late, and it shows."""
    today, by = day_of(now), scene.acting("jiedao")
    compound = _without_committee(scene)
    if compound is None:
        return
    yield at(today - timedelta(days=70), 10)
    met = today - timedelta(days=72)
    procedure = open_procedure("assembly_setup", compound, met, once=uuid7(), by=by, now=scene.now)
    yield at(today - timedelta(days=66), 10)
    letter = photos.letter("成立业主大会申请书", ["业主联名提出书面申请。", "（演示）"])
    files = [File("成立业主大会申请书.jpg", letter)]
    day = day_of(scene.now)
    do_step(procedure, "apply", day, files=files, once=uuid7(), by=by, now=scene.now)
    yield at(today - timedelta(days=3), 11)
    do_step(procedure, "form_group", day_of(scene.now), once=uuid7(), by=by, now=scene.now)
    rows = Ownership.objects.of(scene.street).filter(
        unit__compound=compound, person__isnull=False, valid_to__isnull=True
    )
    owners = rows.order_by("unit__order", "id").values_list("person__name", "unit__label")
    group = [
        Named("刘示例", "street", leads=True),
        Named("方示例", "residents_committee"),
        Named("钱示例", "party"),
        *(Named(name, "owner", room) for name, room in dict(owners[:12]).items()),
    ]
    for named in group[:7]:
        name_member(procedure, named, once=uuid7(), by=by, now=scene.now)


def _without_committee(scene: Scene) -> Compound | None:
    """A compound in which nobody has been elected yet."""
    bodies = Organisation.objects.of(scene.street).filter(
        kind__in=(Organisation.Kind.OWNERS_COMMITTEE, Organisation.Kind.INTERIM_COMMITTEE),
        ended_on__isnull=True,
    )
    taken = set(bodies.values_list("compound_id", flat=True))
    return next((one for one in scene.compounds[3:] if one.pk not in taken), None)
