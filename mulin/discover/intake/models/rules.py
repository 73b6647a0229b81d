"""How a street works: its categories, who gets which ticket, who is on duty when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Community, Compound, Organisation, Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class CategorySheet(StreetModel):
    """The street's own version of the file of categories; the newest holds."""

    version = models.PositiveIntegerField("版本")
    text = models.TextField("内容", max_length=60_000)
    why = models.CharField("为什么改", max_length=200)
    at = models.DateTimeField("何时")
    by = models.CharField("谁", max_length=80)

    class Meta:
        verbose_name = "工单类别表"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "version"], name="category_sheet_once")
        ]


class DispatchRule(StreetModel):
    """Tickets that fit go to this organisation; the first rule that fits decides.

    What is empty fits everything. ``way``: the organisation deals them out itself, its people take
    them, or whoever is on duty and has least in hand gets the next.
    """

    class Way(models.TextChoices):
        OFFICE = "office", said("派到单位，由单位分")
        POOL = "pool", said("放进抢单池")
        ROTATE = "rotate", said("按值班轮派")

    order = models.PositiveIntegerField("次序")
    category = models.CharField("类别", max_length=24, blank=True)
    community = StreetForeignKey(Community, null=True, blank=True, related_name="+")
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    mode = models.CharField("管理模式", max_length=20, blank=True, choices=Compound.Mode.choices)
    organisation = StreetForeignKey(Organisation, related_name="+")
    way = models.CharField("怎样派", max_length=6, choices=Way.choices, default=Way.OFFICE)
    ended_at = models.DateTimeField("停用", null=True, blank=True)

    class Meta:
        verbose_name = "派单规则"
        indexes: ClassVar = [models.Index(fields=["street", "order"], name="dispatch_rule_order")]


class DutyShift(StreetModel):
    """Somebody is on duty every week on this day, from hour to hour; 24 is midnight."""

    organisation = StreetForeignKey(Organisation, related_name="+")
    person = StreetForeignKey(Person, related_name="+")
    weekday = models.PositiveSmallIntegerField("星期")
    begins = models.PositiveSmallIntegerField("几点起")
    ends = models.PositiveSmallIntegerField("到几点")
    ended_on = models.DateField("停用", null=True, blank=True)

    class Meta:
        verbose_name = "值班"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, ends__lte=24, begins__lt=models.F("ends")),
                name="duty_shift_in_one_day",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "organisation", "weekday"], name="duty_shift_day")
        ]
