"""What a month measured: readings of meters, and costs that homes share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliver.billing.models.items import FeeItem
from mulin.ground.estate.models import Building, Unit
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Reading(StreetModel):
    """A meter read for a month, in 0.01 of its unit. The first one bills nothing.

    Where the meter was swapped, ``old_last`` is where the old one stopped and ``new_first`` where
    the new one began.
    """

    item = StreetForeignKey(FeeItem, related_name="readings")
    unit = StreetForeignKey(Unit, related_name="+")
    period = models.DateField(said("月份"))
    before = models.PositiveBigIntegerField(said("上期度数"))
    now = models.PositiveBigIntegerField(said("本期度数"))
    old_last = models.PositiveBigIntegerField(said("旧表止码"), null=True, blank=True)
    new_first = models.PositiveBigIntegerField(said("新表起码"), null=True, blank=True)
    first = models.BooleanField(said("首次抄表"), default=False)
    used = models.PositiveBigIntegerField(said("用量"))
    words = models.CharField(max_length=120, blank=True)
    read_by = models.CharField(said("抄表人"), max_length=80)

    class Meta:
        verbose_name = said("抄表")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "item", "unit", "period"], name="meter_read_once"
            )
        ]


class SharedCost(StreetModel):
    """A cost of a month that homes share, of the whole compound or one building."""

    class Weight(models.TextChoices):
        EQUAL = "equal", said("按户均摊")
        AREA = "area", said("按建筑面积")

    item = StreetForeignKey(FeeItem, related_name="costs")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    period = models.DateField(said("月份"))
    fen = models.PositiveBigIntegerField(said("金额"))
    weight = models.CharField(said("怎么分"), max_length=6, choices=Weight.choices)
    what = models.CharField(said("什么费用"), max_length=40)
    homes = models.PositiveIntegerField(said("户数"))
    entered_by = models.CharField(said("录入"), max_length=80)

    class Meta:
        verbose_name = said("公摊费用")
        indexes: ClassVar = [
            models.Index(fields=["street", "item", "period"], name="shared_cost_item")
        ]


class SharedPart(StreetModel):
    """One home's part of it, by largest remainder: the parts add up to the cost."""

    cost = StreetForeignKey(SharedCost, related_name="parts")
    item = StreetForeignKey(FeeItem, related_name="+")
    unit = StreetForeignKey(Unit, related_name="+")
    period = models.DateField(said("月份"))
    fen = models.PositiveBigIntegerField(said("金额"))
    words = models.CharField(max_length=120)

    class Meta:
        verbose_name = said("公摊到户")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "item", "unit", "period"], name="shared_part_once"
            )
        ]
