"""Hazards in every state, and how two companies were looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.discover.patrols.actions import rectifying, visiting
from mulin.discover.patrols.actions.finding import HazardDraft, report_hazard
from mulin.discover.patrols.actions.rising import rise
from mulin.discover.patrols.models import Hazard, Visit
from mulin.discover.patrols.queries.plans import manager_of
from mulin.ground.estate.models import Compound
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import system_actor
from mulin.law.safety.catalogue import all_sheets


def shot(where: str, what: str) -> BytesIO:
    return photos.letter("现场照片", [where, what])


def hazards(scene: Scene, now: datetime) -> Telling:
    """One put right and closed, one overdue at the street, one to look at again, one just found."""
    today, pilot = day_of(now), scene.compounds[0]
    yield at(today - timedelta(days=24), 10)
    wall = _found(
        scene, pilot, "outer_wall", "5 号楼北侧外墙", "三楼外墙砖起鼓，地上有碎片", "shequ"
    )
    tiles = "拉警戒线，设绕行牌，敲除已松动的 6 块砖"
    rectifying.measure(
        wall, tiles, [shot("5 号楼北侧", "警戒线")], by=scene.acting("wuye"), now=scene.now
    )
    yield at(today - timedelta(days=23), 9)
    _ordered(scene, wall, 12)
    yield at(today - timedelta(days=14), 16)
    done = "换砖 11 块、勾缝，请业委会到场看过"
    rectifying.put_right(
        wall, done, [shot("5 号楼北侧", "换好的外墙")], by=scene.acting("wuye"), now=scene.now
    )
    yield at(today - timedelta(days=13), 10)
    rectifying.look_again(
        wall, "敲击没有空鼓，警戒已撤", [shot("5 号楼北侧", "复查")],
        passed=True, due_on=None, by=scene.acting("shequ"), now=scene.now,
    )  # fmt: skip
    yield at(today - timedelta(days=12), 9)
    pump = _found(scene, pilot, "pump_room", "二次供水泵房", "水箱清洗记录过期两个月", "shequ")
    _ordered(scene, pump, 5)
    yield at(today - timedelta(days=6), 8)
    rise(pump, by=system_actor(scene.street.pk), now=scene.now)
    yield at(today - timedelta(days=5), 9)
    lift = _found(scene, pilot, "elevator", "8 号楼 2 单元电梯", "平层不准，差 3 厘米", "yeweihui")
    rectifying.measure(lift, "停用，每层贴告示", [], by=scene.acting("wuye"), now=scene.now)
    _ordered(scene, lift, 6)
    yield at(today - timedelta(days=1), 15)
    rectifying.put_right(
        lift, "维保单位调平层，附检修单", [shot("8 号楼电梯", "检修单")],
        by=scene.acting("wuye"), now=scene.now,
    )  # fmt: skip
    yield from _elsewhere(scene, today)


def _elsewhere(scene: Scene, today: date) -> Telling:
    """Hazards of other compounds, in every state."""
    told = (
        (1, "illegal_building", "6 号楼顶层露台", "露台上立起钢架，正在封顶", 9, 7),
        (3, "stairway", "2 号楼 1 单元楼道", "三辆电动车停在楼梯下充电", 8, 10),
        (4, "well_cover", "西门内窨井", "井盖缺一角，夜间看不清", 3, 0),
        (5, "fire_gear", "4 号楼 12 层消火栓箱", "水带被拿走", 4, 7),
        (6, "playground", "健身场单杠", "立柱松动", 2, 0),
        (7, "lighting", "南侧步道", "连着三盏灯不亮", 1, 0),
    )
    for number, kind, where, text, ago, days in told:
        yield at(today - timedelta(days=ago), 9, number * 5)
        if number >= len(scene.compounds):
            continue
        row = _found(scene, scene.compounds[number], kind, where, text, "jiedao")
        if days:
            _ordered(scene, row, days)


def _found(scene: Scene, compound: Compound, kind: str, where: str, text: str, who: str) -> Hazard:
    draft = HazardDraft(kind, where, text)
    seen = [shot(where, text)]
    return report_hazard(compound, draft, seen, once=uuid7(), by=scene.acting(who), now=scene.now)


def _ordered(scene: Scene, row: Hazard, days: int) -> None:
    company = manager_of(row.compound, day_of(scene.now))
    draft = rectifying.OrderDraft(
        "按规范整改，附照片和单据，报复查。",
        day_of(scene.now) + timedelta(days=days),
        company,
        "" if company else "自治委员会",
    )
    rectifying.order(row, draft, by=scene.by, now=scene.now)


def visits(scene: Scene, now: datetime) -> Telling:
    """One answered and followed up, one that waits for the company."""
    today = day_of(now)
    yield at(today - timedelta(days=20), 14)
    first = _visited(
        scene,
        0,
        {
            "green": (5, "中心花园有两株枯树"),
            "lifts": (6, "3 号楼维保记录缺一次"),
            "talk": (6, "上次议定的坡道晚了一周"),
        },
    )
    yield at(today - timedelta(days=16), 11)
    answers = dict.fromkeys(("green", "lifts", "talk"), ("已改，照片另附；以后每周自查。", None))
    visiting.answer_visit(first, answers, by=scene.acting("wuye"), now=scene.now)
    yield at(today - timedelta(days=12), 10)
    visiting.close_visit(first, ["green", "talk"], by=scene.acting("shequ"), now=scene.now)
    yield at(today - timedelta(days=3), 14)
    _visited(scene, 0, {"fire": (8, "2 号楼消防车通道停了三辆车"), "clean": (8, "负二层有积尘")})
    yield at(today - timedelta(days=2), 10)
    _visited(scene, 1, {"guards": (6, "夜里门岗睡岗一次"), "repairs": (7, "两张报修单没有回访")})


def _visited(scene: Scene, number: int, faults: dict[str, tuple[int, str]]) -> Visit:
    compound = scene.compounds[number]
    company = manager_of(compound, day_of(scene.now)) or scene.companies[0]
    by = scene.acting("shequ") if number == 0 else scene.by
    row = visiting.open_visit(
        compound, company, "company_managed", day_of(scene.now), once=uuid7(), by=by, now=scene.now
    )
    for item in all_sheets()["company_managed"].items:
        points, why = faults.get(item.code, (item.points, ""))
        seen = shot(item.text, why) if item.photo and why else None
        visiting.score(row, item.code, visiting.Score(points, why, seen), by=by, now=scene.now)
    summary = "总体有序，扣分的请一周内改好并回复。"
    due = day_of(scene.now) + timedelta(days=7)
    return visiting.send_visit(row, summary, due, ["fire"], by=by, now=scene.now)
