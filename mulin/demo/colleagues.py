"""People of the office who come and go, and the program that fetches figures for one of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.demo.diary import Telling
from mulin.demo.posts import account, appointed, newcomer
from mulin.demo.scene import Scene, at
from mulin.ground.access.actions_staff import leave, name_deputy
from mulin.ground.access.actions_tokens import issue_token
from mulin.kit.clock import day_of
from mulin.kit.rights import Role


def tell_colleagues(scene: Scene) -> None:
    """Two more in the property office; one of them will have left."""
    for key, name in (("keyuan", "陆知远"), ("lizhi", "高慕青")):
        newcomer(scene, key, name)
        appointed(scene, key, scene.bodies["office"], Role.STREET_OFFICER, "物业科科员")
        account(scene, key)


def come_and_go(scene: Scene, now: datetime) -> Telling:
    """One leaves and hands her posts over; the head goes on leave and names his deputy."""
    today = day_of(now)
    yield at(today - timedelta(days=45), 17)
    old, heir = scene.members["lizhi"], scene.members["keyuan"]
    leave(old, heir, "调往其他单位", by=scene.acting("jiedao"), now=scene.now)
    yield at(today - timedelta(days=5), 9)
    name_deputy(
        scene.members["jiedao"],
        heir,
        since=today + timedelta(days=6),
        until=today + timedelta(days=12),
        why="年休假",
        by=scene.acting("jiedao"),
        now=scene.now,
    )


def fetched(scene: Scene, now: datetime) -> Telling:
    """The auditor's spreadsheet reads the results of votes by a token."""
    yield at(day_of(now) - timedelta(days=20), 10)
    issue_token(
        scene.members["shenji"],
        "年度审计底稿取数",
        ["votes"],
        day_of(scene.now) + timedelta(days=180),
        by=scene.acting("shenji"),
        now=scene.now,
    )
