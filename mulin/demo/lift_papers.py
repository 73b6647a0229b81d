"""What lies in the file of a lift by now: papers, photos on the picture, the subsidy.

Papers and photos are drawn, sums and offices invented.
"""

from __future__ import annotations

from datetime import date, timedelta

from mulin.deliver.works.actions.keeping import keep_paper
from mulin.deliver.works.actions.photographing import place_photo
from mulin.deliver.works.actions.subsidising import (
    apply_for_subsidy,
    decide_subsidy,
    set_subsidy_rule,
)
from mulin.deliver.works.models import Project
from mulin.deliver.works.queries.subsidy import subsidy_of
from mulin.demo import photos
from mulin.demo.scene import Scene
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.cases import LiftSubsidy
from mulin.law.lifts.papers import PAPERS

PUBLIC_MONEY = 200_000_00
FORGOTTEN = ("contract_supervision", "yearly")
"""What even a finished lift of this street still lacks."""
SHOTS = (
    ("pipes", -90, 85, "井盖打开看过，雨水支管一根"),
    ("daylight", 60, -75, "北侧卧室窗边"),
    ("fire", 10, 110, "入口外消防车道"),
)


def lift_rule(scene: Scene) -> None:
    """The office writes down by which paper it pays."""
    set_subsidy_rule(
        LiftSubsidy(amount=PUBLIC_MONEY, least_floors=4),
        "锦禾区加装电梯补助办法（演示）第6条",
        day_of(scene.now) - timedelta(days=700),
        once=uuid7(),
        by=scene.acting("jiedao"),
        now=scene.now,
    )


def lift_papers(scene: Scene, project: Project, done: set[str]) -> None:
    """The papers of the steps that are done, but for a few that nobody brought."""
    by, now = scene.acting("jiatiban"), scene.now
    finished = "maintain" in done
    for paper in PAPERS:
        first = paper.code in ("consultation", "design")
        if paper.after not in done or not (finished or first) or paper.code in FORGOTTEN:
            continue
        letter = photos.letter(paper.title, [project.number, "（演示）"])
        keep_paper(project, paper.code, letter, f"{paper.title}.jpg", by=by, now=now)


def lift_photos(scene: Scene, project: Project) -> None:
    """Three photos where somebody stood."""
    building = project.building
    for factor, along, across, note in SHOTS:
        picture = photos.board(f"{building}{project.number}", note[:8], note)
        place_photo(
            building,
            picture,
            (along, across),
            factor=factor,
            note=note,
            day=day_of(scene.now) - timedelta(days=2),
            by=scene.acting("jiatiban"),
            now=scene.now,
        )


def lift_subsidy(scene: Scene, project: Project, registered: date, *, paid: bool) -> None:
    """Applied for; for one lift the money has come."""
    by, now = scene.acting("jiatiban"), scene.now
    day = min(registered + timedelta(days=10), day_of(now))
    words = subsidy_of(project, day_of(now)).words
    claim = apply_for_subsidy(project, PUBLIC_MONEY, day, rule=words, once=uuid7(), by=by, now=now)
    if paid:
        came = min(day + timedelta(days=40), day_of(now))
        decide_subsidy(claim, PUBLIC_MONEY, came, "退还各户，收支已公布", by=by, now=now)
