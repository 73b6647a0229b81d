"""定时定点定人: what is looked after where, when and by whom. The days are derived from the rhythm."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Upkeep(StreetModel):
    """One line of the plan. ``days`` are weekdays (1 is Monday) or days of the month.

    The 31st of a shorter month is its last day. ``valid_to`` is the last day.
    """

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", said("每周")
        MONTHLY = "monthly", said("每月")
        EVERY = "every", said("每隔几天")

    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    what = models.CharField("做什么", max_length=60)
    place = models.CharField("在哪里", max_length=80)
    who = models.CharField("谁来做", max_length=60)
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    rhythm = models.CharField("周期", max_length=8, choices=Rhythm.choices)
    days = models.JSONField("哪几天", default=list)
    gap = models.PositiveSmallIntegerField("隔几天", default=0)
    at = models.TimeField("几点")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "养护计划"
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "valid_from"], name="upkeep_place")
        ]

    def __str__(self) -> str:
        return self.what


class UpkeepMark(StreetModel):
    """A day of the plan that was done, with a photo, or left out for a reason."""

    upkeep = StreetForeignKey(Upkeep, related_name="marks")
    day = models.DateField("日子")
    done_at = models.DateTimeField("做完", null=True, blank=True)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "养护记录"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "upkeep", "day"], name="upkeep_day_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | ~Q(note=""), name="upkeep_left_out_with_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "day"], name="upkeep_mark_day")]
