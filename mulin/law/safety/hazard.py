"""A kind of hazard: what is checked where, how grave it is, what to do at once, who puts it right.

Each kind is one file in ``templates/``. Grades and periods are this product's defaults unless an
article is cited; a street may set another day on every order.
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit.words import said
from mulin.law.shapes import Labelled
from mulin.law.terms import UNWRITTEN, Citation


class Level(Labelled):
    """How grave a hazard is, the gravest first."""

    GRAVE = "grave", said("重大")
    MAJOR = "major", said("较大")
    GENERAL = "general", said("一般")
    LOW = "low", said("低")


class Reach(Labelled):
    """Who has a hazard in hand: it goes up when it is not put right in time."""

    COMPOUND = "compound", said("小区")
    COMMUNITY = "community", said("社区")
    STREET = "street", said("街道")


FIRST_REACH = {
    Level.GRAVE: Reach.STREET,
    Level.MAJOR: Reach.COMMUNITY,
    Level.GENERAL: Reach.COMPOUND,
    Level.LOW: Reach.COMPOUND,
}
DAYS = {Level.GRAVE: 3, Level.MAJOR: 7, Level.GENERAL: 15, Level.LOW: 30}
"""Days in which a hazard is put right, as an order proposes them. No law sets them in general."""
ABOVE = {Reach.COMPOUND: Reach.COMMUNITY, Reach.COMMUNITY: Reach.STREET}


class PointKind(Labelled):
    """What stands at a point of a round."""

    GATE = "gate", said("出入口、岗亭")
    LOBBY = "lobby", said("楼栋大堂、楼道")
    FIRE_LANE = "fire_lane", said("消防车通道")
    FIRE_POINT = "fire_point", said("消防设施点")
    ROOF = "roof", said("屋面、屋顶门")
    WALL = "wall", said("外墙周边")
    LIFT = "lift", said("电梯、机房")
    PUMP = "pump", said("水泵房、水箱")
    POWER = "power", said("配电房")
    GARAGE = "garage", said("地下车库")
    CHARGING = "charging", said("充电停放点")
    LAMP = "lamp", said("路灯、灯杆")
    PLAY = "play", said("活动场地")
    WASTE = "waste", said("垃圾投放点")
    WATER = "water", said("水景、窨井")
    OTHER = "other", said("其他")


@dataclass(frozen=True)
class Check:
    """One thing to look at, at points of the kinds ``at``. ``code`` is what an answer is kept under."""

    code: str
    text: str
    at: tuple[PointKind, ...]


@dataclass(frozen=True)
class Template:
    """One kind of hazard. ``open`` says whether neighbours may read of it: never what lies in a home.

    ``unread``: of ``law``, what was cited without its text having been read; the screen names it.
    """

    code: str
    title: str
    level: Level
    checks: tuple[Check, ...]
    at_once: tuple[str, ...]
    put_right: tuple[str, ...]
    law: tuple[Citation, ...] = (UNWRITTEN,)
    unread: tuple[Citation, ...] = ()
    note: str = ""
    open: bool = True

    def __post_init__(self) -> None:
        codes = [one.code for one in self.checks]
        if len(set(codes)) != len(codes) or not (self.at_once and self.put_right):
            raise ValueError(f"{self.code}: checks with codes of their own, measures, and a remedy")
        if not set(self.unread) <= set(self.law):
            raise ValueError(f"{self.code}: unread names what is cited")
