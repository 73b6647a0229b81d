"""Invented data for the style page: no name, place or figure in it exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mulin.ground.page.context import Crumb
from mulin.ground.page.figures import AREA, PERSONS, Bound, Gauge
from mulin.ground.page.picture import Key, Picture, Spot, buildings, spark

TWO_THIRDS = Bound(2, 3)
THREE_QUARTERS = Bound(3, 4)
HALF = Bound(1, 2, inclusive=False)

STATES = (
    ("done", "已办结"),
    ("now", "办理中"),
    ("soon", "快到期"),
    ("late", "已超期"),
    ("no", "未通过"),
    ("pause", "暂停"),
    ("lock", "封存"),
    ("idle", "未开始"),
)

GAUGES = (
    ("参与 · 专有部分面积", Gauge(4_591_996, 6_769_932, TWO_THIRDS, AREA)),
    ("参与 · 业主人数", Gauge(451, 694, TWO_THIRDS, PERSONS)),
    ("同意 · 占参与人数", Gauge(628, 848, THREE_QUARTERS, PERSONS)),
)

STEPS = (
    {
        "state": "done",
        "name": "截止封票",
        "when": "11-20 18:00",
        "text": "线上 612 票，纸质 238 票",
    },
    {"state": "done", "name": "公开计票", "when": "11-21 09:30", "text": "监票 3 人，见证 14 人"},
    {"state": "now", "name": "公示期", "when": "11-30 24:00 止", "text": "末日周六，顺延到周一"},
    {"state": "idle", "name": "生效、转执行", "when": "12-01", "text": "议题 1 转维修资金申请"},
)

LINE = (
    {
        "state": "done",
        "name": "公示表决方案与议题",
        "when": "10-28 张贴",
        "text": "8 处张贴，影像 16 张；法定最迟 10-29",
        "cite": "物业管理条例 第14条",
    },
    {"state": "now", "name": "投票期", "when": "11-13 — 11-27", "text": "第 11 天，共 15 天"},
    {"state": "late", "name": "移交资料", "when": "超期 3 天", "text": "已发第一次督促函"},
    {"state": "idle", "name": "结果公告", "when": "最迟 12-01"},
)

SAID = (
    {
        "when": "2026-11-21 16:20",
        "text": "公告了表决结果，张贴在 8 处。",
        "who": "陈立（业委会秘书）",
    },
    {"when": "2026-11-21 09:30", "text": "两名计票人一起打开封存的票，计票 850 张。", "who": ""},
)


@dataclass(frozen=True)
class Row:
    room: str
    owner: str
    area: int
    delivered: bool


ROWS = (
    Row("6-1-1804", "张*", 11830, True),
    Row("6-1-1504", "李**", 11830, True),
    Row("4-1-902", "欧阳**", 8962, False),
)


def picture() -> Picture:
    """Eight buildings, each unit's state by a fixed rule."""
    notes = {f"{n} 号楼": (f"{84 - 5 * n}%", n > 4) for n in range(1, 9)}
    return buildings(_spots(), notes=notes)


def legend() -> list[Key]:
    spots = _spots()
    names = {"full": "线上已投", "lines": "纸质已投", "empty": "已送达未投", "cross": "未送达"}
    return [Key(p, n, sum(s.pattern == p for s in spots)) for p, n in names.items()]


def _spots() -> list[Spot]:
    high, tower, low = (11, 3, 2), (18, 2, 4), (6, 4, 2)
    shapes = enumerate((high, high, high, tower, tower, tower, low, low), start=1)
    found = []
    for no, (floors, stairs, per) in shapes:
        for stair in range(1, stairs + 1):
            for floor in range(1, floors + 1):
                for door in range(1, per + 1):
                    dice = (no * 31 + stair * 17 + floor * 13 + door * 7) % 23
                    limits = (("cross", 1), ("lines", 4 + no // 2), ("empty", 7 + no))
                    pattern = next((p for p, top in limits if dice < top), "full")
                    room = f"{no}-{stair}-{floor}{door:02d}"
                    found.append(Spot(f"{no} 号楼", str(stair), floor, pattern, room))
    return found


def console() -> dict[str, Any]:
    """Everything the console's style page shows."""
    return {
        "crumbs": (Crumb("枫林社区", "#"), Crumb("枫林苑")),
        "states": STATES,
        "gauges": GAUGES,
        "steps": STEPS,
        "line": LINE,
        "said": SAID,
        "rows": ROWS,
        "picture": picture(),
        "legend": legend(),
        "spark": spark([72, 74, 71, 78, 80, 79, 84], target=80),
    }


def phone() -> dict[str, Any]:
    """Everything the residents' style page shows."""
    return {
        "gauges": (
            ("1　来投票的人，够不够？", Gauge(861, 1251, TWO_THIRDS, PERSONS)),
            ("2　来投票的面积，够不够？", Gauge(8_841_000, 12_103_640, TWO_THIRDS, AREA)),
            ("3　同意的人，够不够？", Gauge(627, 861, THREE_QUARTERS, PERSONS)),
            ("4　同意的面积，够不够？", Gauge(7_195_200, 8_841_000, HALF, AREA)),
        ),
        "words": ("核对身份", "选择", "签名", "拿回执"),
        "share": 417_988,
        "doors": (
            ("vote", "投票表决"),
            ("receipt", "物业缴费"),
            ("wrench", "报事报修"),
            ("landmark", "收支公开"),
        ),
        "tabs": (
            {"href": "#", "icon": "house", "label": "首页", "current": True},
            {"href": "#", "icon": "mic", "label": "报事", "main": True},
            {"href": "#", "icon": "user-round", "label": "我"},
        ),
    }
