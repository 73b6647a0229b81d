"""Writing down what was seen: one building on the spot, a compound from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.events import LiftSurveyed, LiftSurveysImported
from mulin.deliver.works.models import SitePlan, Survey
from mulin.deliver.works.permissions import HIDDEN, may_survey
from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.actions import record
from mulin.kit.canonical import canonical, sm3
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import joined, said
from mulin.law.lifts.feasibility import Assessment, assess, faults

PHOTO = "works.survey"
"""The kind of paper that a survey's photo is."""


@dataclass(frozen=True)
class Seen:
    """One stairwell of a table: what was seen, and when."""

    stairwell_id: UUID
    building_id: UUID
    answers: Mapping[str, str]
    surveyed_on: date
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    """Where buildings and roads lie, as :class:`SitePlan` keeps them."""

    buildings: Mapping[str, Sequence[float]] = field(default_factory=dict)
    roads: Sequence[Sequence[object]] = ()


def survey(
    building: Building,
    stairwells: Sequence[Stairwell],
    answers: Mapping[str, str],
    day: date,
    *,
    note: str = "",
    photo: bytes | Readable | None = None,
    by: Actor,
    now: datetime,
) -> Assessment:
    """Write one sheet down for one or several stairwells of a building."""
    if building.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_survey(by, building.compound_id) or _unusable(building, stairwells, answers))
    if day > day_of(now):
        raise Refused(Refusal(said("勘察日还没有到。"), said("请填真正去看的那一天。")))
    found = assess(answers)
    with transaction.atomic():
        paper = None if photo is None else _keep(building, photo, by=by, now=now)
        rows = [
            _row(
                building.compound,
                Seen(stairwell.pk, building.pk, answers, day, note.strip()),
                by,
                paper or _photo_of(stairwell),
            )
            for stairwell in stairwells
        ]
        _write(rows)
        _say(building, stairwells, answers, found, by=by, now=now)
    return found


def import_surveys(
    compound: Compound,
    seen: Sequence[Seen],
    drawn: Drawn,
    *,
    file_name: str,
    by: Actor,
    now: datetime,
) -> int:
    """Write a whole table down at once, and where the buildings stand if it says so."""
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_survey(by, compound.pk) or _strange(compound, seen, drawn))
    rows = [_row(compound, one, by) for one in seen]
    with transaction.atomic():
        _write(rows)
        if drawn.buildings or drawn.roads:
            _draw(compound, drawn, day_of(now))
        kept = [[str(r.stairwell_id), r.verdict, r.answers] for r in rows]
        event = LiftSurveysImported(
            compound.name,
            len(rows),
            len(drawn.buildings),
            file_name[:200],
            sm3(canonical(kept)),
        )
        record(event, by=by, at=now, on=day_of(now), compound_id=compound.pk)
    return len(rows)


def _keep(building: Building, photo: bytes | Readable, *, by: Actor, now: datetime) -> Paper:
    return store(
        building.street_id,
        photo,
        kind=PHOTO,
        title=said("{building}勘察照片", building=building),
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )


def _row(compound: Compound, one: Seen, by: Actor, photo: Paper | None = None) -> Survey:
    return Survey(
        street_id=compound.street_id,
        compound=compound,
        building_id=one.building_id,
        stairwell_id=one.stairwell_id,
        answers=dict(one.answers),
        verdict=assess(one.answers).verdict,
        note=one.note[:300],
        photo=photo,
        surveyed_on=one.surveyed_on,
        by=by.post or by.name,
    )


def _write(rows: Sequence[Survey]) -> None:
    """The latest survey takes the place of the one before; a table leaves photos alone."""
    Survey.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["street", "stairwell"],
        update_fields=["answers", "verdict", "note", "surveyed_on", "by"]
        + (["photo"] if any(row.photo_id for row in rows) else []),
    )


def _draw(compound: Compound, drawn: Drawn, today: date) -> None:
    """The compound's plan: named buildings move, the others stay; roads are told anew."""
    plans = SitePlan.objects.of(compound.street_id).select_for_update()
    known: SitePlan | None = plans.filter(compound=compound).first()
    plan = known or SitePlan(street_id=compound.street_id, compound=compound)
    plan.buildings = {**plan.buildings, **{k: list(v) for k, v in drawn.buildings.items()}}
    if drawn.roads:
        plan.roads = [list(road) for road in drawn.roads]
    plan.drawn_on = today
    plan.save(force_insert=known is None)


def _photo_of(stairwell: Stairwell) -> Paper | None:
    """The photo a stairwell has already, so that a new sheet without one keeps it."""
    rows = Survey.objects.of(stairwell.street_id).filter(stairwell=stairwell)
    known: Survey | None = rows.select_related("photo").first()
    return known.photo if known else None


def _unusable(
    building: Building, stairwells: Sequence[Stairwell], answers: Mapping[str, str]
) -> Refusal | None:
    if not stairwells:
        return Refusal(said("没有选单元。"), said("请勾选这张表适用的单元。"))
    if any(s.building_id != building.pk or s.street_id != building.street_id for s in stairwells):
        return HIDDEN
    if faults(answers):
        return Refusal(said("表里有不认识的答案。"), said("请刷新页面再填一次。"))
    return None


def _strange(compound: Compound, seen: Sequence[Seen], drawn: Drawn) -> Refusal | None:
    """Whatever the table names lies in this compound."""
    street, places = compound.street_id, {one.stairwell_id for one in seen}
    if not places and not drawn.buildings and not drawn.roads:
        return Refusal(said("表里没有可以导入的行。"), said("请下载模板，照样子填。"))
    stairs = Stairwell.objects.of(street).filter(compound=compound, pk__in=places)
    houses = Building.objects.of(street).filter(compound=compound, pk__in=list(drawn.buildings))
    if stairs.count() != len(places) or houses.count() != len(drawn.buildings):
        return HIDDEN
    if any(faults(one.answers) for one in seen):
        return Refusal(said("表里有不认识的答案。"), said("请下载模板，照下拉选项填。"))
    return None


def _say(
    building: Building,
    stairwells: Sequence[Stairwell],
    answers: Mapping[str, str],
    found: Assessment,
    *,
    by: Actor,
    now: datetime,
) -> None:
    reasons = joined("；", [finding.why for finding in found.decisive])
    event = LiftSurveyed(
        str(building),
        joined("、", [str(stairwell) for stairwell in stairwells]),
        found.verdict.label,
        f"（{reasons}）" if reasons else "",
        dict(answers),
    )
    record(event, by=by, at=now, on=day_of(now), compound_id=building.compound_id)
