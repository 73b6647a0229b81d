"""Reception days: the rhythm in which a committee or company receives owners, and who came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.matters.models import Matter
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import joined, said

WEEKDAYS = (
    said("星期一"), said("星期二"), said("星期三"), said("星期四"), said("星期五"), said("星期六"),
    said("星期日"),
)  # fmt: skip


class Schedule(StreetModel):
    """When a body receives owners in a compound. A new rhythm is a new row; the old one ends.

    ``nth``: which weekday of the month, 5 the last one, 0 every week. ``ends_on`` is the last day.
    """

    class Nth(models.IntegerChoices):
        WEEKLY = 0, said("每周")
        FIRST = 1, said("每月第一个")
        SECOND = 2, said("每月第二个")
        THIRD = 3, said("每月第三个")
        FOURTH = 4, said("每月第四个")
        LAST = 5, said("每月最后一个")

    body = StreetForeignKey(Organisation, related_name="+")
    compound = StreetForeignKey(Compound)
    nth = models.PositiveSmallIntegerField(said("多久一次"), choices=Nth.choices)
    weekday = models.PositiveSmallIntegerField(said("星期几"), choices=list(enumerate(WEEKDAYS)))
    opens = models.TimeField(said("开始"))
    closes = models.TimeField(said("结束"))
    place = models.CharField(said("地点"), max_length=80)
    starts_on = models.DateField(said("起"))
    ends_on = models.DateField(said("止"), null=True, blank=True)

    class Meta:
        verbose_name = said("接待安排")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "body", "compound"],
                condition=Q(ends_on__isnull=True),
                name="schedule_one_open",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "compound"], name="schedule_compound")]

    def __str__(self) -> str:
        return self.body.name

    @property
    def rhythm(self) -> str:
        """``每月第一个星期六 09:00—11:00``."""
        hours = f" {self.opens:%H:%M}—{self.closes:%H:%M}"
        return joined("", (self.Nth(self.nth).label, WEEKDAYS[self.weekday], hours))


class ReceptionDay(StreetModel):
    """A day on which the body received, or said beforehand or after that it did not.

    ``extra``: outside the rhythm, so that it makes up for no missed day. A day that was moved is due
    on ``moved_to`` instead.
    """

    class State(models.TextChoices):
        HELD = "held", said("已接待")
        CALLED_OFF = "called_off", said("停一次")
        MOVED = "moved", said("改期")

    schedule = StreetForeignKey(Schedule, related_name="days")
    day = models.DateField(said("日期"))
    extra = models.BooleanField(said("另加"), default=False)
    state = models.CharField(said("状态"), max_length=10, choices=State.choices)
    by = models.CharField(said("接待人"), max_length=80)
    why = models.CharField(said("原因"), max_length=200, blank=True)
    moved_to = models.DateField(said("改到"), null=True, blank=True)

    class Meta:
        verbose_name = said("接待日")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "schedule", "day"], name="reception_day_once")
        ]


class Visit(StreetModel):
    """One thing somebody came with. Who it was stays empty where they did not want to say."""

    reception = StreetForeignKey(ReceptionDay, related_name="visits")
    schedule = StreetForeignKey(Schedule, related_name="visits")
    visitor = models.CharField(said("来访人"), max_length=40, blank=True)
    room = models.CharField(said("房号"), max_length=40, blank=True)
    topic = models.CharField(said("什么事"), max_length=80)
    question = models.CharField(said("反映的情况"), max_length=500, blank=True)
    answer = models.CharField(said("当场答复"), max_length=500, blank=True)
    matter = StreetForeignKey(Matter, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(said("登记"))
    noted_by = models.CharField(said("登记人"), max_length=80)

    class Meta:
        verbose_name = said("来访")
        indexes: ClassVar = [
            models.Index(fields=["street", "schedule", "-id"], name="visit_schedule"),
            models.Index(fields=["street", "matter"], name="visit_matter"),
        ]
