"""What was seen at a stairwell, and where the buildings of a compound stand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.lifts.feasibility import BY_CODE as FACTORS
from mulin.law.lifts.feasibility import Verdict


class Survey(StreetModel):
    """The latest survey of one stairwell; earlier ones stand on record.

    ``answers`` holds question → answer as ``law/lifts/feasibility.py`` names them; ``verdict`` is
    what they came to when they were written down, kept for filters and the map's colours.
    """

    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building)
    stairwell = StreetForeignKey(Stairwell, related_name="lift_surveys")
    answers = models.JSONField(said("勘察"), default=dict)
    verdict = models.CharField(
        said("可行性"), max_length=12, choices=[(v.value, v.label) for v in Verdict]
    )
    note = models.CharField(said("备注"), max_length=300, blank=True)
    photo = StreetForeignKey(Paper, null=True, blank=True)
    surveyed_on = models.DateField(said("勘察日"))
    by = models.CharField(said("勘察人"), max_length=80)

    class Meta:
        verbose_name = said("加装电梯勘察")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "stairwell"], name="survey_stairwell_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "verdict"], name="survey_compound")
        ]


class SurveyPhoto(StreetModel):
    """A photo of a survey, placed where it was taken.

    ``along`` and ``across`` are decimetres from the building's middle, along its length and towards
    its front: the same spot whatever is later learnt of where the building stands.
    """

    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building, related_name="lift_photos")
    factor = models.CharField(said("拍的什么"), max_length=20, blank=True)
    paper = StreetForeignKey(Paper)
    along = models.SmallIntegerField(said("沿楼长"))
    across = models.SmallIntegerField(said("向楼前"))
    note = models.CharField(said("说明"), max_length=100, blank=True)
    taken_on = models.DateField(said("拍摄日"))
    by = models.CharField(said("拍摄人"), max_length=80)

    class Meta:
        verbose_name = said("勘察照片")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "building", "paper"], name="lift_photo_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "compound"], name="lift_photo_place")]

    @property
    def what(self) -> str:
        """What it shows: a question of the sheet, or the whole house."""
        known = FACTORS.get(self.factor)
        return known.title if known else said("整体")


class SitePlan(StreetModel):
    """Where a compound's buildings and roads lie, in metres from a corner of one's own.

    ``buildings``: id → [x, y, length, depth, angle] of its centre line; ``roads``: lists of
    [name, x1, y1, x2, y2, width]. A building that is not named is drawn by a plan of our own.
    """

    compound = StreetForeignKey(Compound)
    buildings = models.JSONField(said("楼栋位置"), default=dict)
    roads = models.JSONField(said("道路"), default=list)
    drawn_on = models.DateField(said("更新"))

    class Meta:
        verbose_name = said("小区平面")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "compound"], name="site_plan_once")
        ]
