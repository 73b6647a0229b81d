"""The community service counters: what is offered, windows, mandates, an affair in every state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from mulin.demo.diary import Telling
from mulin.demo.homes_of import neighbours
from mulin.demo.photos import letter
from mulin.demo.scene import PHONE, Scene, at
from mulin.discover.counter.actions.agents import Terms, give_mandate
from mulin.discover.counter.actions.carrying import answer, collect, decide, forward, withdraw
from mulin.discover.counter.actions.checking import (
    Seen,
    accept,
    check_papers,
    photograph,
    tell_missing,
)
from mulin.discover.counter.actions.handing_in import Handed, hand_in
from mulin.discover.counter.actions.offering import Local, set_offer
from mulin.discover.counter.actions.sittings import Caller, Plan, book, plan_sittings
from mulin.discover.counter.actions.stations import Premises, check_facilities, open_station
from mulin.discover.counter.facilities import FACILITIES
from mulin.discover.counter.models import Application, Mandate, Sitting, Station
from mulin.ground.estate.models import Person
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.affairs.catalogue import affairs

LOCAL: Mapping[str, Local] = {
    "minimum_living": Local(True, 22, source="锦禾区低保办事指南（演示）"),
    "destitute_support": Local(True, 20, source="锦禾区特困供养办事指南（演示）"),
    "temporary_relief": Local(
        True, 5, source="锦禾区临时救助办法（演示）", note="急难的当天先救。"
    ),
    "old_age_allowance": Local(
        True, 10, "区民政局", "满 80 岁可以申请。", "锦禾区高龄津贴办法（演示）"
    ),
    "disability_allowance": Local(True, 15, source="锦禾区两项补贴办法（演示）"),
    "residence_permit": Local(True, note="公安分局委托各服务站收件。", source="委托书（演示）"),
    "employment_relief": Local(True, 5, source="锦禾街道承诺（演示）"),
    "home_help": Local(True),
    "room_use": Local(True),
    "medical_relief": Local(False, note="到区医保大厅办，服务站可以代填表。"),
}
PARTLY = {"toilet": ("no", "借用隔壁卫生服务中心的"), "copier": ("partly", "复印机老旧，十二月换")}
ANSWERED = "已同意，从下月起发到您的社保卡。"


@dataclass(frozen=True)
class Case:
    """One affair of the demo: how many days ago, and how far it went."""

    affair: str
    ago: int
    values: Mapping[str, str]
    until: str
    lacks: tuple[str, ...] = ()
    agent: bool = False
    reason: str = ""
    who: int = field(default=0)


TOO_YOUNG = "没有到当地规定的 80 岁；到龄的当月再来，不用重新交材料。"
ILL = {"members": "3", "reason": "主要劳动力生病，半年没有收入"}
FIRE = {"event": "厨房失火", "when": "2026-11-18", "urgent": "urgent"}
MEETING = {"what": "楼组长会", "day": "2026-12-05", "people": "20"}
SALES = {"what": "产品推介", "day": "2026-11-28", "people": "40"}
CASES = (
    Case("old_age_allowance", 26, {"born": "1944-03-12"}, "collected", who=1),
    Case("minimum_living", 24, ILL, "forwarded", who=2),
    Case("minimum_living", 42, {"members": "2", "reason": "失业一年"}, "late", who=3),
    Case(
        "disability_allowance", 12, {"which": "both"}, "lacking", ("disability", "account"), who=4
    ),
    Case("residence_permit", 6, {"ground": "home", "since": "2026-01-10"}, "forwarded", who=5),
    Case("temporary_relief", 8, FIRE, "answered", who=6),
    Case("home_help", 1, {"what": "老人想请人上门理发"}, "received", who=7),
    Case("home_help", 9, {"what": "陪去医院复诊"}, "answered", agent=True, who=8),
    Case("room_use", 5, MEETING, "decided", who=9),
    Case("employment_relief", 9, {"skills": "会开叉车"}, "untold", ("relief",), who=10),
    Case("old_age_allowance", 15, {"born": "1950-07-01"}, "refused", reason=TOO_YOUNG, who=11),
    Case("room_use", 11, SALES, "withdrawn", who=12),
)


def counters(scene: Scene, now: datetime) -> Telling:
    """Offers first, then stations and windows, then people come."""
    today = day_of(now)
    yield at(today - timedelta(days=75), 9)
    by = scene.acting("jiedao")
    for code, local in LOCAL.items():
        set_offer(code, local, by=by, now=scene.now)
    stations = _stations(scene)
    yield at(today - timedelta(days=74), 10)
    _windows(scene, stations[0], now)
    yield at(today - timedelta(days=60), 10)
    people = neighbours(scene, 0, 16)
    mandate = _mandate(scene, stations[0], people)
    for case in sorted(CASES, key=lambda case: -case.ago):
        yield at(today - timedelta(days=case.ago), 10 + case.who % 6)
        row = _handed(scene, stations[0], case, people, mandate)
        scene.begun.append(_carried(scene, row, case, now))


def _stations(scene: Scene) -> list[Station]:
    """Three communities have registered theirs; the first was looked at twice."""
    found = []
    for number, community in enumerate(scene.communities[:3]):
        name = community.name.removesuffix("社区")
        premises = Premises(
            f"{name}综合服务站", f"锦禾大道 {20 + number} 号底楼", PHONE, 38000 + number * 9000
        )
        by, now = scene.acting("jiedao"), scene.now
        station = open_station(community, premises, once=uuid7(), by=by, now=now)
        if number < 2:
            seen = {
                one.code: PARTLY.get(one.code, ("yes", "")) for one in FACILITIES[: 12 - number * 4]
            }
            check_facilities(station, seen, day_of(now), by=by, now=now)
        found.append(station)
    return found


def _windows(scene: Scene, station: Station, now: datetime) -> None:
    """Every working day, and two off hours a week; some people booked."""
    by, first = scene.acting("shequ"), day_of(scene.now)
    last = day_of(now) + timedelta(days=60)
    plans = (
        Plan(frozenset(range(5)), first, last, time(9), time(17), "王窗口（演示）", 8),
        Plan(frozenset({2}), first, last, time(17), time(20), "苏云舒", 6),
        Plan(frozenset({5}), first, last, time(9), time(12), "林代办（演示）", 6),
    )
    for plan in plans:
        plan_sittings(station, plan, by=by, now=scene.now)
    rows = Sitting.objects.of(scene.street).filter(station=station, off_hours=True)
    coming = list(rows.filter(day__gte=day_of(now)).select_related("station")[:3])
    for number, sitting in enumerate(coming):
        caller = Caller(("陈女士", "周先生", "吴阿姨")[number], affair="minimum_living")
        book(sitting, caller, once=uuid7(), by=by, now=scene.now)


def _mandate(scene: Scene, station: Station, people: list[Person]) -> Mandate:
    """A neighbour who cannot walk far lets the owner next door act."""
    by, day = scene.acting("shequ"), day_of(scene.now)
    terms = Terms(
        people[8],
        scene.people["yezhu"],
        "对门邻居",
        ("home_help", "old_age_allowance"),
        day,
        day + timedelta(days=365),
    )
    paper = letter(
        "代办委托书", ["本人行动不便，委托对门邻居代办助老服务和高龄津贴。", "期限一年。"]
    )
    return give_mandate(station, terms, paper, once=uuid7(), by=by, now=scene.now)


def _handed(
    scene: Scene, station: Station, case: Case, people: list[Person], mandate: Mandate
) -> Application:
    papers = [p.code for p in affairs()[case.affair].papers if not p.optional]
    person = people[case.who]
    handed = Handed(
        case.affair,
        person.name,
        person=person,
        unit=person.ownerships.select_related("unit").order_by("id")[0].unit,
        mandate=mandate if case.agent else None,
        values=case.values,
        have=frozenset(p for p in papers if p not in case.lacks),
    )
    return hand_in(station, handed, once=uuid7(), by=scene.acting("shequ"), now=scene.now)


def _carried(scene: Scene, row: Application, case: Case, now: datetime) -> Telling:
    """As far as it went."""
    start, rnd = day_of(scene.now), Random(f"affair {case.who}")
    yield at(start + timedelta(days=1), 9 + rnd.randint(0, 6))
    by = scene.acting("shequ")
    if case.until in ("received", "untold"):
        return
    if case.until == "withdrawn":
        withdraw(row, "改在外面办", by=by, now=scene.now)
        return
    if case.lacks:
        check_papers(row, {case.lacks[0]: Seen("bad", "照片看不清")}, by=by, now=scene.now)
        tell_missing(row, "", by=by, now=scene.now)
        return
    if row.affair == "residence_permit":
        paper = letter("房屋租赁合同", ["承租人、地址、期限见合同（演示）。"])
        photograph(row, "ground", paper, by=by, now=scene.now)
    row = accept(row, by=by, now=scene.now)
    if case.until in ("forwarded", "late"):
        yield at(start + timedelta(days=2), 15)
        forward(row, "区民政局", day_of(scene.now), by=scene.acting("shequ"), now=scene.now)
        return
    yield at(start + timedelta(days=3), 11)
    by, day = scene.acting("shequ"), day_of(scene.now)
    refused = case.until == "refused"
    decide(row, "refused" if refused else "granted", case.reason, day, by=by, now=scene.now)
    if case.until == "decided":
        return
    yield at(start + timedelta(days=4), 10)
    by = scene.acting("shequ")
    row = answer(row, case.reason or ANSWERED, by=by, now=scene.now)
    if case.until == "collected":
        collect(row, "self", by=by, now=scene.now)
