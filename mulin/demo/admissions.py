"""What departments asked of communities this year, and what the list turned back."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.demo.diary import Telling
from mulin.demo.posts import account
from mulin.demo.scene import Scene, at
from mulin.discover.admission.actions.listing import save_list
from mulin.discover.admission.actions.pushing import (
    Wanted,
    carry_out,
    decide_exception,
    plead,
    push_down,
)
from mulin.discover.admission.models import Push
from mulin.discover.admission.queries.pushes import targets_of
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.admission.reading import standard

OWN = """
## C01 冬季独居老人走访
类别：协助
来源：民政部门
做什么：每周走访一次独居老人，记在走访表上
依据：锦禾区冬季关爱工作方案（演示，需本地复核）
频次：每周一次，十二月至次年二月
经费：每人每次 20 元，区民政局拨付
"""
ASKED = (
    (70, "区民政局", "低保家庭年度复核", "B03", 24, 12),
    (55, "公安分局", "居住证到期提醒", "B04", 8, 20),
    (40, "区卫健委", "流感疫苗接种宣传", "B02", 24, 30),
    (12, "区民政局", "独居老人冬季走访", "C01", 24, 40),
    (30, "区住建局", "业委会换届情况摸底", "B05", 3, 4),
)
"""Days ago, who, what, item, how many communities, days given."""
TURNED_BACK = (
    (50, "区商务局", "统计社区内网店数量"),
    (34, "区文旅局", "下载并推广某旅游应用，每社区 200 个"),
    (26, "区税务局", "上门核实商铺租金"),
    (9, "区统计局", "抽样入户登记，每社区 40 户"),
)
WHY = "法定抽样调查，样本就在社区里"


def admissions(scene: Scene, now: datetime) -> Telling:
    """The street's own list, what came in by it, what was turned back, one exception."""
    today = day_of(now)
    account(scene, "secretary")
    yield at(today - timedelta(days=80), 9)
    text = (
        standard()
        .replace("（样本）", "")
        .replace("社区工作事项准入清单", "锦禾街道社区工作事项准入清单")
    )
    save_list(text + OWN, "建街道自己的清单，加冬季走访", by=scene.acting("jiedao"), now=scene.now)
    coming = [(one[0], one, None) for one in ASKED]
    coming += [(one[0], None, one) for one in TURNED_BACK]  # type: ignore[misc]
    for ago, asked, refused in sorted(coming, key=lambda one: -one[0]):
        yield at(today - timedelta(days=ago), 10)
        if asked is not None:
            _admitted(scene, *asked[1:])
        elif refused is not None:
            wanted = Wanted(refused[1], refused[2], "")
            places = scene.communities[:6]
            push_down(places, wanted, once=uuid7(), by=scene.acting("jiedao"), now=scene.now)
    yield at(today - timedelta(days=7), 15)
    _exception(scene, now)


def _admitted(
    scene: Scene, department: str, title: str, item: str, communities: int, days: int
) -> None:
    """Let in; the first communities have done it already."""
    by, now = scene.acting("jiedao"), scene.now
    due = day_of(now) + timedelta(days=days)
    places = scene.communities[:communities]
    row = push_down(places, Wanted(department, title, item, "", due), once=uuid7(), by=by, now=now)
    if item == "B05":
        return
    for part in targets_of(row)[1 : communities // 2]:
        carry_out(part, "已做完，见走访和台账。", by=by, now=now)


def _exception(scene: Scene, now: datetime) -> None:
    """Pleaded for by the section, approved by another officer."""
    rows = Push.objects.of(scene.street).filter(state=Push.State.REFUSED)
    row = rows.order_by("-id")[0]
    until = day_of(now) + timedelta(days=45)
    support = "统计局派 12 名调查员，每户误工补贴 30 元"
    row = plead(row, WHY, support, until, by=scene.acting("jiedao"), now=scene.now)
    words = "同意；调查员入户，社区只带路，做完即止"
    decide_exception(row, True, words, by=scene.acting("secretary"), now=scene.now)
