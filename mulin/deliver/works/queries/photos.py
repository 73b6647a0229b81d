"""Photos of surveys where they were taken."""

from __future__ import annotations

from uuid import UUID

from mulin.deliver.works.house import House, Mark, house_of
from mulin.deliver.works.models import SitePlan, Survey, SurveyPhoto
from mulin.ground.estate.models import Building, Stairwell
from mulin.law.lifts.feasibility import Verdict


def photos_of(building: Building) -> list[SurveyPhoto]:
    """In the order in which they were taken."""
    rows = SurveyPhoto.objects.of(building.street_id).filter(building=building)
    return list(rows.select_related("paper", "street").order_by("id"))


def house_drawn(building: Building, photos: list[SurveyPhoto]) -> House:
    """The building from above with its photos; to scale where the compound's plan knows it."""
    street = building.street_id
    stairs = Stairwell.objects.of(street).filter(building=building, ended_on__isnull=True)
    surveys = Survey.objects.of(street).filter(building=building)
    verdicts = dict(surveys.values_list("stairwell_id", "verdict"))
    plan: SitePlan | None = (
        SitePlan.objects.of(street).filter(compound_id=building.compound_id).first()
    )
    named = [
        (str(one), verdicts.get(one.pk, Verdict.OPEN.value))
        for one in stairs.order_by("order", "label")
    ]
    marks = [Mark(number, one.along, one.across) for number, one in enumerate(photos, 1)]
    known = plan.buildings.get(str(building.pk)) if plan else None
    return house_of(named, known, marks)


def spots_of(street_id: UUID, compound_id: UUID) -> dict[UUID, list[tuple[int, int]]]:
    """Building → where its photos were taken, in decimetres from its middle."""
    found: dict[UUID, list[tuple[int, int]]] = {}
    rows = SurveyPhoto.objects.of(street_id).filter(compound_id=compound_id).order_by("id")
    for building_id, along, across in rows.values_list("building_id", "along", "across"):
        found.setdefault(building_id, []).append((along, across))
    return found
