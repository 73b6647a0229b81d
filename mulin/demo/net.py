"""The net of the pilot compound: half of its buildings and some stairwells have a head."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.posts import account, newcomer
from mulin.demo.register import owners
from mulin.demo.scene import Scene, at
from mulin.discover.grids.actions import Place, appoint_to_net
from mulin.discover.grids.actions_reports import answer_report, make_matter, report
from mulin.ground.estate.actions.grids import draw_grid
from mulin.ground.estate.actions.places import create_grid
from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

HEADS, STAIRS = 9, 7
SEEN = (
    ("二楼到三楼的楼道灯不亮", "2 楼楼梯间", 9),
    ("单元门闭门器坏了，门关不上", "单元门", 6),
    ("有人把电动车推进一楼过道充电", "一楼过道", 1),
)


def net(scene: Scene, now: datetime) -> Telling:
    """Heads of buildings and stairwells; three reports: answered, made a matter, waiting."""
    yield at(day_of(now) - timedelta(days=60), 10)
    place, by = scene.compounds[0], scene.acting("shequ")
    people = [scene.people["yezhu"], *owners(scene, 0, 60)[30:]]
    houses = Building.objects.of(scene.street).filter(compound=place, ended_on__isnull=True)
    chosen = houses.select_related("compound__community").order_by("order", "label")[:HEADS]
    stairs = Stairwell.objects.of(scene.street).filter(compound=place, ended_on__isnull=True)
    below = stairs.select_related("compound__community", "building").order_by(
        "building__order", "order"
    )[:STAIRS]
    places = [
        *(Place("building_head", building=one) for one in chosen),
        *(Place("stairwell_head", stairwell=one) for one in below),
    ]
    since = day_of(scene.now)
    _grids(scene)
    for number, (spot, person) in enumerate(zip(places, people, strict=False)):
        said = ("yes", "no", "")[number % 3]
        appoint_to_net(
            spot, person, since=since, party_member=said, once=uuid7(), by=by, now=scene.now
        )
    for text, spot_words, days in SEEN:
        yield at(day_of(now) - timedelta(days=days), 19)
        made = report(
            place,
            text,
            place=spot_words,
            building=chosen[0],
            photo=photos.board(spot_words, text, ""),
            once=uuid7(),
            by=scene.acting("yezhu"),
            now=scene.now,
        )
        by = scene.acting("shequ")
        if days > 8:
            answer_report(made, "电工明天上午来换", by=by, now=scene.now)
        elif days > 5:
            make_matter(made, by=by, now=scene.now, once=uuid7())


def _grids(scene: Scene) -> None:
    """The pilot's community in two grids, each with its worker, who has no other post there."""
    by, pilot, now = scene.acting("shequ"), scene.compounds[0], scene.now
    near = Compound.objects.of(scene.street).filter(
        community=pilot.community, ended_on__isnull=True
    )
    rest = list(near.exclude(pk=pilot.pk).order_by("name"))
    areas = (("第一网格", [pilot], "wangge"), ("第二网格", rest, "wangge2"))
    for name, compounds, key in areas:
        grid = create_grid(pilot.community, name, by=by, now=now, once=uuid7())
        draw_grid(grid, compounds, by=by, now=now)
        appoint_to_net(
            Place("grid_worker", grid=grid),
            newcomer(scene, key),
            since=day_of(now),
            once=uuid7(),
            by=by,
            now=now,
        )
    account(scene, "wangge")
