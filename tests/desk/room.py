"""A room for the registry's tests: what it contributes is fixed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mulin.ground.estate.models import Unit
from mulin.kit.contributions import Hit, Line, Panel, Task, Verb
from mulin.kit.rights import Actor, Refusal


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    yield Task("缓办的事", "/later/")
    yield Task("超期的事", "/late/", date(2026, 1, 1), "late", "很久了", "某法 第1条")
    yield Task("后天的事", "/soon/", date(2026, 3, 4), "soon")


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    leak = Line("水管漏水<b>", "/repairs/1/", "03-01", state="soon", word="待派单")
    limit = Line("整改通知", "/orders/1/", "03-09", note="第 1 号", ends=True)
    yield Panel("报修", (leak, limit))


def verbs(unit: Unit, actor: Actor, today: date) -> Iterable[Verb]:
    yield Verb("服务", "报修登记", "/repairs/new/", "wrench", key="r")
    yield Verb("服务", "收款", "/pay/", "wallet", Refusal("今天窗口不收款。", "请到一楼。"))


def found(words: str, actor: Actor) -> Iterable[Hit]:
    if words == "GD-2026-0001":
        yield Hit("工单", "水管漏水", "/repairs/1/", "GD-2026-0001")
