"""Hazards: lists by urgency, one with what was done about it, what neighbours may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from mulin.discover.patrols.models import Hazard, HazardStep
from mulin.discover.patrols.permissions import OFFICE, RESIDENTS, may_see_hazard, reach
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.safety.catalogue import template_named
from mulin.law.safety.hazard import Level, Template

State = Hazard.State
MARKS = {
    State.FOUND: "soon",
    State.ORDERED: "now",
    State.DONE: "soon",
    State.CLOSED: "done",
    State.DISMISSED: "no",
}
OPEN = (State.FOUND, State.ORDERED, State.DONE)
LEVELS = tuple(Level)
SOMEBODY = said("上报人")


@dataclass(frozen=True)
class Row:
    """A hazard on the board, with its kind."""

    hazard: Hazard
    kind: Template
    late: int
    """Days over its due day; 0 where it is in time."""

    @property
    def mark(self) -> str:
        return "late" if self.late else MARKS[State(self.hazard.state)]


def level_of(hazard: Hazard) -> Level:
    return LEVELS[hazard.grade - 1]


def grade_of(level: Level) -> int:
    return LEVELS.index(level) + 1


def hazards_for(actor: Actor) -> QuerySet[Hazard]:
    """Hazards the actor works with, the most urgent first: overdue, grave, near."""
    rows = Hazard.objects.of(actor.street_id)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Hazard] = rows.select_related(
        "compound", "building", "responsible", "street"
    ).order_by(
        Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()),
        "grade",
        F("due_on").asc(nulls_first=True),
        "-id",
    )
    return found


def hazard_of(street_id: UUID, hazard_id: UUID) -> Hazard | None:
    rows = Hazard.objects.of(street_id).select_related(
        "compound", "building", "point", "responsible", "street", "matter"
    )
    found: Hazard | None = rows.filter(pk=hazard_id).first()
    return found


def steps_of(actor: Actor, hazard: Hazard) -> list[HazardStep]:
    """What was done, the newest first. Who reported it stays between him and the office."""
    rows = HazardStep.objects.of(hazard.street_id).filter(hazard=hazard)
    steps = list(rows.select_related("paper", "street").order_by("-id"))
    if hides_finder(actor, hazard):
        for step in steps:
            if step.kind in (HazardStep.Kind.FOUND, HazardStep.Kind.SEEN):
                step.by = SOMEBODY
    return steps


@dataclass(frozen=True)
class Told:
    """One thing done about a hazard, with all its photos."""

    step: HazardStep
    photos: tuple[HazardStep, ...]


def grouped(steps: Iterable[HazardStep]) -> list[Told]:
    """Photos of one act stand together; each is a row of its own."""
    found: dict[tuple[str, object, str], list[HazardStep]] = {}
    for step in steps:
        found.setdefault((step.kind, step.at, step.by), []).append(step)
    return [
        Told(
            next((s for s in rows if s.text), rows[0]),
            tuple(s for s in reversed(rows) if s.paper_id is not None),
        )
        for rows in found.values()
    ]


def hides_finder(actor: Actor, hazard: Hazard) -> bool:
    """Whether the finder's name is kept from this person: those complained of never learn it."""
    if hazard.source != Hazard.Source.REPORT:
        return False
    return not actor.has(*OFFICE, compound_id=hazard.compound_id)


def rows_of(hazards: Iterable[Hazard], today: date) -> list[Row]:
    return [Row(one, template_named(one.kind), days_late(one, today)) for one in hazards]


def days_late(hazard: Hazard, today: date) -> int:
    """Days over the due day; what waits to be looked at again is not late."""
    if hazard.state != State.ORDERED or hazard.due_on is None:
        return 0
    return max((today - hazard.due_on).days, 0)


def counts_of(rows: QuerySet[Hazard], today: date) -> dict[str, int]:
    """How many of each state, and how many are overdue; one statement."""
    late = Count("pk", filter=Q(state=State.ORDERED, due_on__lt=today))
    each = {state.value: Count("pk", filter=Q(state=state)) for state in State}
    found: dict[str, int] = rows.order_by().aggregate(**each, overdue=late)
    return found


def open_at(street_id: UUID, point_id: UUID) -> list[Hazard]:
    """Hazards that stand open at a point."""
    rows = Hazard.objects.of(street_id).filter(point_id=point_id, state__in=OPEN)
    return list(rows.order_by("grade", "id"))


def for_neighbours(actor: Actor) -> list[Hazard]:
    """What residents read: common places only, verified, and not those of a home."""
    homes = {c for g in actor.grants if g.role in RESIDENTS for c in g.compounds}
    rows = Hazard.objects.of(actor.street_id).filter(
        compound_id__in=homes, open=True, state__in=(State.ORDERED, State.DONE)
    )
    seen = rows | Hazard.objects.of(actor.street_id).filter(
        compound_id__in=homes, open=True, state=State.FOUND, measured_at__isnull=False
    )
    return list(seen.select_related("compound").order_by("grade", "due_on", "id")[:100])


def hazards_of_matter(actor: Actor, matter: Matter) -> Iterable[Piece]:
    """Each hazard of a matter that the actor may see."""
    for one in Hazard.objects.of(matter.street_id).filter(matter=matter).order_by("id"):
        if may_see_hazard(actor, one) is None:
            yield Piece(
                said("隐患"),
                one.where,
                one.number,
                MARKS[State(one.state)],
                one.get_state_display(),
                reverse("patrols:hazard", args=[one.pk]),
                one.pk,
                ("HazardFound", "HazardOrdered", "HazardPutRight", "HazardLookedAtAgain"),
                movable=True,
            )


def like_it(street_id: UUID, point_id: UUID | None, kind: str) -> Hazard | None:
    """An open hazard of the same kind at the same point: what is seen again is not reported anew."""
    if point_id is None:
        return None
    rows = Hazard.objects.of(street_id).filter(point_id=point_id, kind=kind, state__in=OPEN)
    found: Hazard | None = rows.order_by("id").first()
    return found
