"""Door-to-door checks: every household once, what was found each time somebody knocked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.campaigns.models.campaigns import Campaign, Team
from mulin.ground.estate.models import Building, Compound, Person, Unit
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Outcome(models.TextChoices):
    MET = "met", said("见到，平安")
    HELP = "help", said("需要帮助")
    NOT_HOME = "not_home", said("没人在家")
    REFUSED = "refused", said("不愿开门")


class Door(StreetModel):
    """One household of a campaign as it stands after ``rounds`` visits; empty before the first.

    ``help`` and ``first_why`` are care data: they are read by the community and destroyed on the
    campaign's day. ``team`` is empty while nobody was given the door.
    """

    campaign = StreetForeignKey(Campaign, related_name="doors")
    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    unit = StreetForeignKey(Unit, related_name="+")
    team = StreetForeignKey(Team, null=True, blank=True, related_name="doors")
    label = models.CharField("房号", max_length=40)
    stairwell = models.CharField("单元", max_length=20, blank=True)
    floor = models.SmallIntegerField("楼层", default=0)
    order = models.PositiveIntegerField("次序")
    first = models.BooleanField("先上门", default=False)
    first_why = models.CharField("为什么先上门", max_length=80, blank=True)
    outcome = models.CharField("情况", max_length=10, choices=Outcome.choices, blank=True)
    help = models.CharField("需要什么", max_length=20, blank=True)
    rounds = models.PositiveSmallIntegerField("上门次数", default=0)
    last_at = models.DateTimeField("最近上门", null=True, blank=True)
    last_by = models.CharField("最近谁去的", max_length=80, blank=True)
    helped_on = models.DateField("帮到了", null=True, blank=True)
    helped_how = models.CharField("怎样帮的", max_length=200, blank=True)

    class Meta:
        verbose_name = "上门的一户"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "campaign", "unit"], name="campaign_door_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "campaign", "order"], name="campaign_door_order"),
            models.Index(fields=["street", "team", "order"], name="campaign_door_team"),
        ]

    def __str__(self) -> str:
        return self.label


class Visit(StreetModel):
    """One time somebody knocked. Its id is the once-token of the form: sent twice, it is one visit."""

    campaign = StreetForeignKey(Campaign, related_name="+")
    door = StreetForeignKey(Door, related_name="visits")
    round = models.PositiveSmallIntegerField("第几次")
    outcome = models.CharField("情况", max_length=10, choices=Outcome.choices)
    note_sealed = models.BinaryField(default=b"", blank=True)
    at = models.DateTimeField("时间")
    by = models.CharField("谁去的", max_length=80)
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "上门记录"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "door", "round"], name="campaign_visit_round")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "campaign"], name="campaign_visits")]

    @property
    def noted(self) -> bool:
        return bool(self.note_sealed)
