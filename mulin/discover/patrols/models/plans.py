"""Where is looked, and by which plan: points with their codes, plans with their routes and walkers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from mulin.ground.estate.models import Building, Compound, Organisation, Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.safety.hazard import PointKind
from mulin.law.safety.rota import Holidays, Rhythm, Rota, Shift


class Point(StreetModel):
    """A place that is looked at. ``token`` is what the code on the wall says; nobody can guess it.

    ``right`` and ``down`` are thousandths of the compound's picture. ``lat`` and ``lon`` are
    millionths of a degree, from the first good sign-in: what later ones are held against.
    """

    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building, null=True, blank=True)
    name = models.CharField(said("点位"), max_length=40)
    kind = models.CharField(
        said("类别"), max_length=12, choices=[(k.value, k.label) for k in PointKind]
    )
    how = models.CharField(said("怎么走"), max_length=80, blank=True)
    token = models.CharField(max_length=32)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    down = models.PositiveSmallIntegerField(null=True, blank=True)
    lat = models.IntegerField(null=True, blank=True)
    lon = models.IntegerField(null=True, blank=True)
    ended_on = models.DateField(said("撤点"), null=True, blank=True)

    class Meta:
        verbose_name = said("巡查点位")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "token"], name="patrol_token_once"),
            models.UniqueConstraint(
                fields=["street", "compound", "name"],
                condition=models.Q(ended_on__isnull=True),
                name="patrol_point_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Plan(StreetModel):
    """Who walks which points, how often. Minutes of a day in lists; the route stands in ``Route``.

    ``next_at`` is the moment at which the watch must look at the plan again.
    """

    compound = StreetForeignKey(Compound)
    number = models.CharField(said("编号"), max_length=20)
    title = models.CharField(said("计划"), max_length=60)
    organisation = StreetForeignKey(Organisation, verbose_name=said("由谁巡查"))
    chief = StreetForeignKey(Person, null=True, blank=True, related_name="patrols_led")
    rhythm = models.CharField(
        said("周期"), max_length=8, choices=[(r.value, r.label) for r in Rhythm]
    )
    times = models.JSONField(default=list)
    every = models.PositiveSmallIntegerField(default=0)
    weekdays = models.JSONField(default=list)
    month_days = models.JSONField(default=list)
    holidays = models.CharField(
        said("遇放假"),
        max_length=4,
        choices=[(h.value, h.label) for h in Holidays],
        default=Holidays.WALK.value,
    )
    shifts = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(said("一圈限时（分钟）"), default=60)
    grace = models.PositiveSmallIntegerField(said("晚到几分钟报警"), default=15)
    photo_needed = models.BooleanField(said("每个点要拍照"), default=False)
    valid_from = models.DateField(said("起"))
    ended_on = models.DateField(said("停用"), null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    watched_until = models.DateTimeField()

    class Meta:
        verbose_name = said("巡查计划")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="patrol_plan_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound"], name="patrol_plan_compound"),
            models.Index(fields=["street", "next_at"], name="patrol_plan_next"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rota(self) -> Rota:
        """The plan's rule, as the law's calendar reads it."""
        return Rota(
            Rhythm(self.rhythm),
            tuple(self.times),
            self.every,
            tuple(self.weekdays),
            tuple(self.month_days),
            Holidays(self.holidays),
            tuple(Shift(*one) for one in self.shifts),
        )


class Route(StreetModel):
    """The points of a plan in their order, with what is checked at each; a change is a new one.

    ``stops`` holds for each ``{"point": id, "checks": [[code, text, kind of hazard], …]}``.
    """

    plan = StreetForeignKey(Plan, related_name="routes")
    version = models.PositiveSmallIntegerField(said("版次"))
    stops = models.JSONField(default=list)
    since = models.DateField(said("起"))

    class Meta:
        verbose_name = said("巡查路线")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "plan", "version"], name="patrol_route_once")
        ]

    @property
    def keys(self) -> list[str]:
        """The points' identifiers, in order."""
        return [stop["point"] for stop in self.stops]

    def checks_at(self, key: str) -> list[Any]:
        """What is looked at where; none where the route does not come by."""
        return next((stop["checks"] for stop in self.stops if stop["point"] == key), [])


class Walker(StreetModel):
    """Somebody who walks a plan. Where nobody is named, everybody of its organisation does."""

    plan = StreetForeignKey(Plan, related_name="walkers")
    person = StreetForeignKey(Person, related_name="patrols_walked")
    post = models.CharField(said("岗位"), max_length=40, blank=True)

    class Meta:
        verbose_name = said("巡查人")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "plan", "person"], name="patrol_walker_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "person"], name="patrol_walker_person")]
