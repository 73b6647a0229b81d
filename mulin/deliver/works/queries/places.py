"""Stairwells with their verdicts and projects: as the map draws them, and as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from mulin.deliver.works.models import Home, Objection, Project, SitePlan, Survey
from mulin.deliver.works.permissions import reach
from mulin.deliver.works.picture import LIFTED, PHOTO, Block, Site, Stair
from mulin.deliver.works.queries.photos import spots_of
from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.estate.plans import Known
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.lifts.feasibility import Assessment, Verdict, assess

GLYPHS = {2: "ask", 3: "show", 4: "sign", 5: "build", 6: "check"}
RUNS = "runs"
PHASE_WORDS = {
    2: said("征询中"),
    3: said("公示中"),
    4: said("签约审批"),
    5: said("施工中"),
    6: said("验收登记"),
}
LOW = 1
"""Floors of what is no house to ride up in: a shop, a guard's room."""
Address = Callable[[UUID], str]


@dataclass
class Counts:
    """How many stairwells are of each kind and phase; counted from what is drawn."""

    kinds: dict[str, int] = field(default_factory=dict)
    glyphs: dict[str, int] = field(default_factory=dict)
    buildings: int = 0

    @property
    def stairs(self) -> int:
        """Those that have no lift yet."""
        return sum(n for kind, n in self.kinds.items() if kind != LIFTED)


def compounds_for(actor: Actor) -> QuerySet[Compound]:
    """Compounds whose lifts the actor reads and that have a stairwell, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    stairs = Stairwell.objects.filter(
        street_id=OuterRef("street_id"), compound_id=OuterRef("pk"), ended_on__isnull=True
    )
    found: QuerySet[Compound] = rows.filter(Exists(stairs)).order_by("name", "id")
    return found


def sites_of(
    street_id: UUID,
    compounds: Iterable[Compound],
    *,
    stair_url: Address | None = None,
    site_url: Address | None = None,
    picked: UUID | None = None,
) -> tuple[list[Site], Counts]:
    """The compounds as the map draws them, in five statements whatever their number."""
    places = {compound.pk: compound for compound in compounds}
    facts = _Facts.of(street_id, list(places))
    counts = Counts()
    sites = []
    for pk, compound in places.items():
        spots = spots_of(street_id, pk) if stair_url else {}
        houses = [b for b in facts.buildings.get(pk, ()) if facts.stairs.get(b.pk)]
        if not houses or (site_url and all(b.has_elevator for b in houses)):
            continue  # a street's map shows where something can be added
        blocks = [
            replace(_block(b, facts, stair_url, picked, counts), photos=tuple(spots.get(b.pk, ())))
            for b in houses
        ]
        if taken := sum(len(block.photos) for block in blocks):
            counts.glyphs[PHOTO] = taken
        counts.buildings += len(blocks)
        plan = facts.plans.get(pk)
        sites.append(
            Site(
                compound.name,
                tuple(blocks),
                dict(plan.buildings) if plan else {},
                plan.roads if plan else (),
                site_url(pk) if site_url else "",
            )
        )
    return sites, counts


def stairs_for(actor: Actor, compound: Compound | None) -> QuerySet[Stairwell]:
    """Stairwells without a lift as rows of a list, with survey and project at hand."""
    rows = Stairwell.objects.of(actor.street_id).filter(
        ended_on__isnull=True, building__ended_on__isnull=True
    )
    rows = rows.exclude(building__has_elevator=True).exclude(building__floors=LOW)
    within = reach(actor)
    if compound is not None:
        rows = rows.filter(compound=compound)
    elif within is not None:
        rows = rows.filter(compound_id__in=within)
    survey = Survey.objects.filter(street_id=OuterRef("street_id"), stairwell_id=OuterRef("pk"))
    project = Project.objects.filter(
        street_id=OuterRef("street_id"), stairwell_id=OuterRef("pk")
    ).exclude(state=Project.State.DROPPED)
    found: QuerySet[Stairwell] = (
        rows.select_related("compound", "building")
        .annotate(
            verdict=Subquery(survey.values("verdict")[:1]),
            answers=Subquery(survey.values("answers")[:1]),
            surveyed_on=Subquery(survey.values("surveyed_on")[:1]),
            project_id=Subquery(project.values("pk")[:1]),
            number=Subquery(project.values("number")[:1]),
            phase=Subquery(project.values("phase")[:1]),
            state=Subquery(project.values("state")[:1]),
        )
        .order_by("compound__name", "building__order", "building__label", "order", "label")
    )
    return found.order_by(F("number").asc(nulls_last=True), *found.query.order_by)


@dataclass
class Answers:
    """How the homes of one stairwell answered, and the objections nobody settled yet."""

    asked: int = 0
    returned: int = 0
    agreed: int = 0
    waiting: int = 0

    @property
    def words(self) -> str:
        if self.waiting:
            return said("异议 {n} 件待协调", n=self.waiting)
        return said("已回 {n} 户", n=self.returned)


def answers_of(street_id: UUID, projects: Iterable[UUID]) -> dict[UUID, Answers]:
    """By project; two statements."""
    ids = list(projects)
    found = {pk: Answers() for pk in ids}
    homes = Home.objects.of(street_id).filter(project_id__in=ids, inside=True)
    for project_id, word in homes.values_list("project_id", "consent"):
        row = found[project_id]
        row.asked += 1
        row.returned += bool(word)
        row.agreed += word == Home.Word.AGREE
    waiting = Objection.objects.of(street_id).filter(project_id__in=ids, settled_on__isnull=True)
    for project_id in waiting.values_list("project_id", flat=True):
        found[project_id].waiting += 1
    return found


def verdict_of(row: Any) -> Verdict:
    """A row's verdict; what nobody looked at is open."""
    return Verdict(row.verdict or Verdict.OPEN)


def assessment_of(row: Any) -> Assessment:
    """The reasons of a row, from its answers as the rules stand."""
    return assess(row.answers or {})


@dataclass
class _Facts:
    """What the map needs, by key."""

    buildings: dict[UUID, list[Building]]
    stairs: dict[UUID, list[Stairwell]]
    verdicts: dict[UUID, str]
    projects: dict[UUID, Project]
    plans: dict[UUID, SitePlan]

    @classmethod
    def of(cls, street_id: UUID, places: list[UUID]) -> _Facts:
        here = {"compound_id__in": places, "ended_on__isnull": True}
        houses = Building.objects.of(street_id).filter(**here).exclude(floors=LOW)
        houses = houses.order_by("order", "label")
        stairs = Stairwell.objects.of(street_id).filter(**here).order_by("order", "label")
        surveys = Survey.objects.of(street_id).filter(stairwell__compound_id__in=places)
        projects = Project.objects.of(street_id).filter(stairwell__compound_id__in=places)
        projects = projects.exclude(state=Project.State.DROPPED).defer("process", "law")
        plans = SitePlan.objects.of(street_id).filter(compound_id__in=places)
        return cls(
            _grouped(houses, "compound_id"),
            _grouped(stairs, "building_id"),
            dict(surveys.values_list("stairwell_id", "verdict")),
            {project.stairwell_id: project for project in projects},
            {plan.compound_id: plan for plan in plans},
        )


def _grouped(rows: Iterable[Any], key: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _block(
    building: Building, facts: _Facts, url: Address | None, picked: UUID | None, counts: Counts
) -> Block:
    name = str(building)
    stairs = []
    for stairwell in facts.stairs[building.pk]:
        project = facts.projects.get(stairwell.pk)
        kind, glyph, words = _shown(building, facts.verdicts.get(stairwell.pk), project)
        counts.kinds[kind] = counts.kinds.get(kind, 0) + 1
        if glyph:
            counts.glyphs[glyph] = counts.glyphs.get(glyph, 0) + 1
        title = f"{name}{stairwell} {words}" if url else ""
        href = url(stairwell.pk) if url and kind != LIFTED else ""
        stairs.append(Stair(kind, title, glyph, href, stairwell.pk == picked))
    return Block(str(building.pk), name, tuple(stairs))


def _shown(
    building: Building, verdict: str | None, project: Project | None
) -> tuple[str, str, str]:
    """Kind, glyph and words of a stairwell."""
    if building.has_elevator and verdict is None and project is None:
        return LIFTED, "", said("已有电梯")
    kind = Verdict(verdict or Verdict.OPEN)
    if project is None:
        return kind.value, "", kind.label
    if project.state == Project.State.DONE:
        return kind.value, RUNS, said("{verdict}，已运行", verdict=kind.label)
    words = said("{verdict}，{phase}", verdict=kind.label, phase=PHASE_WORDS[max(project.phase, 2)])
    return kind.value, GLYPHS[max(project.phase, 2)], words


def ground_known(street_id: UUID, compound_id: UUID) -> Known | None:
    """Where the survey found a compound's buildings and roads, for pictures of every room."""
    plan = SitePlan.objects.of(street_id).filter(compound_id=compound_id).first()
    return Known(plan.buildings, plan.roads) if plan is not None else None
