"""Lifts and the guidance given about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.deliver.works.models import (
    Guidance,
    Home,
    Milestone,
    Project,
    ProjectPaper,
    SubsidyClaim,
    SurveyPhoto,
)
from mulin.deliver.works.models import (
    Objection as LiftObjection,
)
from mulin.law.catalogue import jurisdiction
from mulin.law.pinned import pin
from mulin.law.process_catalogue import process_named
from mulin.law.process_codec import written
from tests.cast import Cast, stable_id
from tests.isolation.estate import stairwell
from tests.isolation.ground import paper
from tests.isolation.keeping import Examples, kept


def lift(cast: Cast) -> Project:
    """A lift for the first stairwell of compound A."""
    row = Project(
        id=stable_id("lift"),
        street=cast.yun,
        number="JT-2026-0001",
        compound=cast.a.compound,
        building=cast.a.buildings[0],
        stairwell=stairwell(cast),
        asked_on=date(2026, 2, 1),
        opened_on=date(2026, 3, 1),
        process=written(process_named("elevator_retrofit")),
        law=pin(jurisdiction("310000"), date(2026, 3, 1)),
    )
    found: Project = kept(row)
    return found


def _home(cast: Cast) -> Any:
    unit = cast.a.units[0]
    row = Home(
        id=stable_id("lift home"),
        street=cast.yun,
        project=lift(cast),
        unit=unit,
        label=f"云栖苑 {unit.label}",
        order=1,
        floor=1,
        area=unit.voting_area,
        status="delivered",
        holder=f"p:{cast.a.owners[0].pk.hex}",
        inside=True,
    )
    return kept(row).pk


def _milestone(cast: Cast) -> Any:
    row = Milestone(
        id=stable_id("milestone"),
        street=cast.yun,
        project=lift(cast),
        step="assess",
        day=date(2026, 3, 1),
        by="云栖苑加梯办",
    )
    return kept(row).pk


def _lift_objection(cast: Cast) -> Any:
    row = LiftObjection(
        id=stable_id("lift objection"),
        street=cast.yun,
        project=lift(cast),
        room="1-1-101",
        text="云栖苑采光",
        received_on=date(2026, 3, 1),
    )
    return kept(row).pk


def _lift_paper(cast: Cast) -> Any:
    row = ProjectPaper(
        id=stable_id("lift paper"),
        street=cast.yun,
        project=lift(cast),
        kind="design",
        paper_id=paper(cast),
        kept_on=date(2026, 3, 1),
        by="云栖苑加梯办",
    )
    return kept(row).pk


def _guidance(cast: Cast) -> Any:
    row = Guidance(
        id=stable_id("guidance"),
        street=cast.yun,
        kind=Guidance.Kind.CONSULTATION,
        day=date(2026, 3, 1),
        way=Guidance.Way.VISIT,
        topic=Guidance.Topic.POLICY,
        compound=cast.a.compound,
        question="云栖苑能不能装",
        by="云栖苑加梯办",
    )
    return kept(row).pk


def _lift_claim(cast: Cast) -> Any:
    row = SubsidyClaim(
        id=stable_id("lift claim"),
        street=cast.yun,
        project=lift(cast),
        asked=200_000_00,
        asked_on=date(2026, 3, 1),
        rule="云栖苑补贴办法",
    )
    return kept(row).pk


def _survey_photo(cast: Cast) -> Any:
    row = SurveyPhoto(
        id=stable_id("lift photo"),
        street=cast.yun,
        compound=cast.a.compound,
        building=cast.a.buildings[0],
        paper_id=paper(cast),
        along=0,
        across=60,
        note="云栖苑管线井",
        taken_on=date(2026, 3, 1),
        by="云栖苑加梯办",
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "lift_claim_id": _lift_claim,
    "survey_photo_id": _survey_photo,
    "text": lambda cast: "lift_result",
    "guidance_id": _guidance,
    "home_id": _home,
    "lift_objection_id": _lift_objection,
    "milestone_id": _milestone,
    "project_id": lambda cast: lift(cast).pk,
    "project_paper_id": _lift_paper,
}
