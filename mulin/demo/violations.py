"""Violations in the pilot compound, one at each step of the way to the enforcement team and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mulin.demo.diary import Telling
from mulin.demo.photos import board
from mulin.demo.posts import account, appointed, newcomer
from mulin.demo.scene import Scene, at
from mulin.demo.street import body
from mulin.discover.referrals.actions.enforcing import (
    Duties,
    Looked,
    accept,
    conclude,
    feed_back,
    give_back,
    refer,
    set_team,
    visit,
)
from mulin.discover.referrals.actions.finding import (
    Found,
    dissuade,
    keep_evidence,
    note,
    report,
    settle,
    tip,
)
from mulin.discover.referrals.models import Referral, Team
from mulin.ground.estate.models import Building, Organisation
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Role
from mulin.law.violations.catalogue import violations

TEAM = "锦禾街道综合行政执法队（演示）"
OFFICERS = "韩执法、沈执法（演示）"


@dataclass(frozen=True)
class Story:
    """One violation: days ago, where, what, how far; ``slow``: hours until it was reported."""

    kind: str
    ago: int
    place: str
    seen: str
    until: str
    slow: int = 5
    other: str = ""
    tipped: bool = False


STORIES = (
    Story("illegal_building", 34, "顶层露台", "露台砌墙加顶，约 12 平方米", "closed", 6, "2103 室", True),
    Story("fire_lane", 28, "东门消防通道", "三根地桩锁住消防车道", "settled"),
    Story("structure", 20, "1504 室", "在承重墙上开门洞，正在施工", "visited", 2, "1504 室业主"),
    Story("green", 16, "南侧绿地", "圈地种菜约 30 平方米", "returned", 30, "一楼住户"),
    Story("change_of_use", 11, "底层车库", "车库改成快递站点", "referred", 20, "快递站经营人"),
    Story("wire_charging", 6, "二单元门厅", "从三楼飞线充电，四辆车", "reported", 12),
    Story("facade", 2, "临街商铺", "拆外墙换落地玻璃", "dissuading", 0, "商铺租户"),
    Story("noise_smoke", 1, "底商餐馆", "油烟排进小区，晚上十点还响", "tipped", tipped=True),
)  # fmt: skip


def tell_team(scene: Scene) -> None:
    """The street's team, its head's sign-in."""
    team = body(scene, Organisation.Kind.STREET_OFFICE, TEAM)
    scene.bodies["team"] = team
    newcomer(scene, "zhifa", "韩立言")
    appointed(scene, "zhifa", team, Role.ENFORCER, "中队长")
    account(scene, "zhifa")


def enforcement(scene: Scene, now: datetime) -> Telling:
    """Found, talked about, reported, referred, visited, told."""
    today = day_of(now)
    yield at(today - timedelta(days=60), 9)
    areas = tuple(one.pk for one in scene.communities)
    duties = Duties("028-00000110", tuple(violations()), areas)
    team = set_team(scene.bodies["team"], duties, by=scene.acting("jiedao"), now=scene.now)
    for story in STORIES:
        yield at(today - timedelta(days=story.ago), 9)
        row = _found(scene, story)
        scene.begun.append(_carried(scene, row, story, team))


def _found(scene: Scene, story: Story) -> Referral:
    compound = scene.compounds[0]
    rows = Building.objects.of(scene.street).filter(compound=compound)
    building = rows.order_by("order", "label").first()
    found = Found(
        story.kind,
        story.place,
        story.seen,
        scene.now - timedelta(minutes=20),
        None if "门" in story.place or "地" in story.place else building,
        story.other,
    )
    if story.tipped:
        return tip(
            compound,
            found,
            reporter=scene.people["yezhu"],
            named=False,
            once=uuid7(),
            by=scene.acting("yezhu"),
            now=scene.now,
        )
    return note(compound, found, once=uuid7(), by=scene.acting("wuye"), now=scene.now)


def _carried(scene: Scene, row: Referral, story: Story, team: Team) -> Telling:
    """As far as it went."""
    picture = board(story.place, story.seen, f"{day_of(scene.now)}")
    keep_evidence(row, "before", picture, by=scene.acting("wuye"), now=scene.now)
    if story.until == "tipped":
        return
    yield scene.now + timedelta(minutes=50)
    said = "当面说明规定，请其停下并恢复；对方说过几天再说。"
    row = dissuade(row, said, scene.now, by=scene.acting("wuye"), now=scene.now)
    if story.until == "settled":
        yield scene.now + timedelta(hours=4)
        after = board(story.place, "地桩已拆除", f"{day_of(scene.now)}")
        keep_evidence(row, "after", after, by=scene.acting("wuye"), now=scene.now)
        settle(row, by=scene.acting("wuye"), now=scene.now)
    if story.until in ("settled", "dissuading"):
        return
    yield scene.now + timedelta(hours=story.slow)
    row = report(row, by=scene.acting("wuye"), now=scene.now)
    if story.until == "reported":
        return
    yield scene.now + timedelta(hours=20)
    row = refer(row, team, by=scene.acting("shequ"), now=scene.now)
    if story.until == "referred":
        return
    yield scene.now + timedelta(days=1)
    yield from _at_the_team(scene, row, story)


def _at_the_team(scene: Scene, row: Referral, story: Story) -> Telling:
    """Returned or accepted, visited, decided; then the community carries the result back."""
    by = scene.acting("zhifa")
    if story.until == "returned":
        give_back(row, "绿地面积和原状的照片不够，请补原来的样子。", by=by, now=scene.now)
        return
    row = accept(row, OFFICERS, by=by, now=scene.now)
    yield scene.now + timedelta(days=2)
    by, day = scene.acting("zhifa"), day_of(scene.now)
    looked = Looked(day, OFFICERS, story.seen, "立即停工，恢复原状", day + timedelta(days=10))
    visit(row, looked, once=uuid7(), by=by, now=scene.now)
    if story.until == "visited":
        return
    yield scene.now + timedelta(days=11)
    words = "复查时加建部分已自行拆除。"
    row = conclude(
        row, "corrected", words, day_of(scene.now), by=scene.acting("zhifa"), now=scene.now
    )
    yield scene.now + timedelta(days=1)
    feed_back(row, words, by=scene.acting("shequ"), now=scene.now)
