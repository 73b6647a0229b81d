"""Patrols of some weeks, what they found, and how two companies were looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from mulin.demo.diary import Telling
from mulin.demo.hazards import hazards, shot, visits
from mulin.demo.posts import account, newcomer
from mulin.demo.scene import Scene, at
from mulin.discover.patrols.actions.entering import PaperRound, PaperStop, enter_rounds
from mulin.discover.patrols.actions.handing import hand_over, take_over
from mulin.discover.patrols.actions.planning import PlanDraft, RouteDraft, make_plan
from mulin.discover.patrols.actions.points import PointDraft, put_points
from mulin.discover.patrols.actions.walking import SignIn, sign_in
from mulin.discover.patrols.actions.watching import explain_round, watch
from mulin.discover.patrols.models import Plan, Point, Round
from mulin.discover.patrols.queries.plans import (
    buildings_of,
    manager_of,
    plan_of,
    route_of,
    stops_of,
)
from mulin.discover.patrols.queries.rounds import open_slots
from mulin.discover.patrols.reckoning import Slot, slots
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Building, Compound
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import system_actor
from mulin.law.safety.catalogue import standard_checks
from mulin.law.safety.hazard import PointKind
from mulin.law.safety.rota import Holidays, Rhythm, Rota, Shift

WEEKS = timedelta(days=26)
SHIFTS = (Shift("早班", 420, 900), Shift("中班", 900, 1380), Shift("夜班", 1380, 420))
CLOCK = Rota(Rhythm.CLOCK, every=120, shifts=SHIFTS)
EVENING = Rota(Rhythm.DAILY, (9 * 60, 21 * 60))
FIRE = Rota(Rhythm.WEEKLY, (600,), weekdays=(0,), holidays=Holidays.MOVE)
MACHINES = Rota(Rhythm.MONTHLY, (840,), month_days=(5, 20), holidays=Holidays.MOVE)
PLACES = (
    ("东门岗亭", PointKind.GATE, -1, "进门左手", (70, 900)),
    ("1 号楼大堂", PointKind.LOBBY, 0, "", None),
    ("2 号楼消防车通道", PointKind.FIRE_LANE, 1, "楼西侧", None),
    ("儿童活动场", PointKind.PLAY, -1, "中心花园南侧", (480, 930)),
    ("3 号楼地下车库 B2", PointKind.GARAGE, 2, "从 2 单元电梯下", None),
    ("5 号楼外墙北侧", PointKind.WALL, 4, "沿绿化带走", None),
    ("6 号楼屋顶门", PointKind.ROOF, 5, "货梯上顶层", None),
    ("二次供水泵房", PointKind.PUMP, -1, "车库 B1 最里面", (940, 640)),
    ("配电房", PointKind.POWER, -1, "泵房对面", (940, 380)),
    ("充电停放点", PointKind.CHARGING, -1, "西门内", (60, 300)),
    ("垃圾投放点", PointKind.WASTE, -1, "西门外侧", (300, 70)),
)
GUARDS = ("马承志", "石远帆", "尹长青")
FAULTS = {
    "lamp_lit": "有一盏灯不亮",
    "stairs_free": "门口放了两个纸箱，当场清走",
    "lane_free": "一辆车停了十分钟，已劝离",
    "waste_clean": "厨余桶满了，已叫清运",
    "gear_pressure": "一具灭火器压力偏低，已换",
    "gate_shut": "道闸抬杆慢，已报修",
}
Walked = Iterator[PaperRound]


def tell_guards(scene: Scene) -> None:
    """Three guards of the pilot's company; they hold no post, the plan names them. One can sign in."""
    for number, name in enumerate(GUARDS):
        key = "xunluo" if number == 0 else f"guard-{number}"
        newcomer(scene, key, name)
    account(scene, "xunluo")


def patrols(scene: Scene, now: datetime) -> list[Telling]:
    """In the order of their first days."""
    return [_rounds(scene, now), hazards(scene, now), visits(scene, now)]


def _rounds(scene: Scene, now: datetime) -> Telling:
    """Plans are made, walked for weeks, and the last hours are told one by one."""
    yield at(day_of(now) - WEEKS, 8)
    pilot = scene.compounds[0]
    guards = tuple(scene.people[k] for k in ("xunluo", "guard-1", "guard-2"))
    points = _points(scene, pilot)
    chief = scene.people["wuye"]
    made = [
        _plan(scene, pilot, "24 小时巡逻", CLOCK, points[:6], 90, walkers=guards, chief=chief),
        _plan(scene, pilot, "每周消防检查", FIRE, points, 180, walkers=guards, chief=chief),
        _plan(
            scene, pilot, "设备房月检", MACHINES, points[7:9], 120, walkers=guards[:1], chief=chief
        ),
    ]
    for number in _others(scene):
        compound = scene.compounds[number]
        entrusted = compound.mode == Compound.Mode.ENTRUSTED
        rota = CLOCK if entrusted else EVENING
        title = "24 小时巡逻" if entrusted else "早晚安全巡查"
        made.append(_plan(scene, compound, title, rota, _points(scene, compound)[:6], 90))
    yield now - timedelta(minutes=45)
    for number, plan in enumerate(made):
        until = scene.now - timedelta(hours=3 if number == 0 else 0)
        names = GUARDS if number < 3 else ("当班秩序员",)
        sheet = list(_sheet(plan, names, until, explained=number % 2 == 0))
        enter_rounds(plan, sheet, "启用系统前后的纸质巡查表", by=scene.by, now=scene.now)
    yield now - timedelta(minutes=40)
    _handed_over(scene, made[0], now)
    _walk_now(scene, made[0], points)
    yield now - timedelta(minutes=1)
    for plan in made:
        watch(plan, by=system_actor(scene.street.pk), now=scene.now)
    missed = Round.objects.of(scene.street).filter(plan=made[0], state=Round.State.MISSED)
    for row in missed.filter(explained="").order_by("starts_at")[:2]:
        why = "暴雨，全员在车库入口堆沙袋"
        explain_round(row, why, by=scene.acting("wuye"), now=scene.now)


def _others(scene: Scene) -> list[int]:
    """The second pilot, an entrusted compound or two, and some that a company manages."""
    modes = {
        mode: [p.number for p in scene.plans[1:] if p.mode == mode]
        for mode in ("entrusted", "company_managed")
    }
    return [*modes["entrusted"][:2], *modes["company_managed"][:4]]


def _points(scene: Scene, compound: Compound) -> list[Point]:
    houses = buildings_of(compound)
    drafts = [
        PointDraft(_named(name, houses, at_house), kind, _house(houses, at_house), how, spot)
        for name, kind, at_house, how, spot in PLACES
    ]
    return put_points(compound, drafts, by=scene.by, now=scene.now)


def _house(houses: Sequence[Building], number: int) -> Building | None:
    return houses[number % len(houses)] if number >= 0 and houses else None


def _named(name: str, houses: Sequence[Building], number: int) -> str:
    """The point's name with the label of the building it really stands at."""
    house = _house(houses, number)
    return f"{house}{name.partition('号楼')[2]}" if house is not None else name


def _plan(
    scene: Scene,
    compound: Compound,
    title: str,
    rota: Rota,
    points: Sequence[Point],
    minutes: int,
    **people: object,
) -> Plan:
    company = manager_of(compound, day_of(scene.now)) or scene.companies[0]
    draft = PlanDraft(title, company, rota, minutes=minutes, grace=20, **people)  # type: ignore[arg-type]
    route = [RouteDraft(point, _checks(point)) for point in points]
    made = make_plan(
        compound, draft, route, since=day_of(scene.now), once=uuid7(), by=scene.by, now=scene.now
    )
    found = plan_of(scene.street.pk, made.pk)
    assert found is not None  # noqa: S101 - it was made a line above
    return found


def _checks(point: Point) -> tuple[tuple[str, str, str], ...]:
    offered = standard_checks(PointKind(point.kind))
    return tuple((check.code, check.text, one.code) for one, check in offered)[:4]


def _sheet(plan: Plan, names: Sequence[str], until: datetime, *, explained: bool) -> Walked:
    """Weeks of rounds: some missed, some not finished or late, two faults in a hundred checks."""
    rnd = Random(f"patrol {plan.compound_id.int % 97} {plan.title}")
    stops = stops_of(route_of(plan))
    found = slots(plan, plan.valid_from, day_of(until), calendar_of(plan.street_id))
    for slot in found:
        if slot.due_at > until:
            return
        chance = rnd.random()
        if chance < 0.04:
            why = "人手不够，已调班" if explained and rnd.random() < 0.8 else ""
            yield PaperRound(slot, "", (), why)
            continue
        reach = len(stops) - rnd.randint(1, 3) if chance < 0.06 else len(stops)
        pace = plan.minutes / (len(stops) + 1) * (1.25 if chance > 0.95 else 0.8)
        walked = tuple(
            PaperStop(
                one.order,
                min(slot.starts_at + timedelta(minutes=pace * one.order), until),
                _faults(rnd, one.checks),
            )
            for one in stops[: max(reach, 1)]
        )
        yield PaperRound(slot, names[slot.day.toordinal() % len(names)], walked)


def _faults(rnd: Random, checks: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (code, FAULTS[code])
        for code, _text, _kind in checks
        if code in FAULTS and rnd.random() < 0.02
    )


def _handed_over(scene: Scene, plan: Plan, now: datetime) -> None:
    """The last shift but one was taken over, the last one waits."""
    guard, day = scene.acting("xunluo"), day_of(now) - timedelta(days=1)
    hand_over(
        plan, day, "早班", "东门道闸抬杆慢，已报修，下一班留意。", "对讲机 2 台、钥匙 1 串",
        by=scene.acting("wuye"), now=scene.now,
    )  # fmt: skip
    first = plan.handovers.get()
    take_over(first, "", by=guard, now=scene.now)
    hand_over(
        plan, day, "夜班", "3 号楼车库 B2 有渗水，已放警示牌。", "对讲机 2 台、钥匙 1 串",
        by=scene.acting("wuye"), now=scene.now,
    )  # fmt: skip


def _walk_now(scene: Scene, plan: Plan, points: Sequence[Point]) -> None:
    """The guard is on his way: three points signed, a fault at the third."""
    guard = scene.acting("xunluo")
    seen_at = scene.now - timedelta(minutes=9)
    open_now = [one for one in open_slots([plan], scene.now) if one.open_at(seen_at)]
    if not open_now:
        return
    slot: Slot = open_now[0]
    for point in points[:3]:
        answers = {code: ("ok", "") for code, _text, _kind in _checks(point)}
        shots: tuple[BytesIO, ...] = ()
        if point.kind == PointKind.FIRE_LANE:
            answers["lane_free"] = ("bad", "面包车占道，打电话没人接")
            shots = (shot(point.name, "面包车停在消防车通道上"),)
        told = SignIn(
            token=point.token,
            answers=answers,
            photos=shots,
            seen_at=seen_at,
        )
        sign_in(slot, point, told, by=guard, now=scene.now)
