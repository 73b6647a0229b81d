"""What was walked: rounds with their stops and photos, and what one shift leaves to the next."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.patrols.models.plans import Plan, Point, Route
from mulin.ground.estate.models import Compound
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Round(StreetModel):
    """One round of a plan. Its row is written by the first sign-in, or by the watch when nobody came.

    ``alarmed_at``: the watch told that nobody had begun. ``explained`` says why a round was missed.
    """

    class State(models.TextChoices):
        OPEN = "open", said("巡查中")
        DONE = "done", said("按时走完")
        LATE = "late", said("走完，超时")
        SHORT = "short", said("没走完")
        MISSED = "missed", said("漏巡")

    plan = StreetForeignKey(Plan, related_name="rounds")
    compound = StreetForeignKey(Compound)
    route = StreetForeignKey(Route)
    starts_at = models.DateTimeField(said("应开始"))
    due_at = models.DateTimeField(said("限走完"))
    day = models.DateField(said("日期"))
    shift = models.CharField(said("班次"), max_length=10, blank=True)
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.OPEN)
    points = models.PositiveSmallIntegerField(said("应到点位"))
    seen = models.PositiveSmallIntegerField(said("已到点位"), default=0)
    checks = models.PositiveIntegerField(said("检查项"), default=0)
    bad = models.PositiveSmallIntegerField(said("有问题"), default=0)
    first_at = models.DateTimeField(said("第一个点"), null=True, blank=True)
    last_at = models.DateTimeField(said("最后一个点"), null=True, blank=True)
    by = models.CharField(said("巡查人"), max_length=80, blank=True)
    alarmed_at = models.DateTimeField(said("报警"), null=True, blank=True)
    explained = models.CharField(said("说明"), max_length=200, blank=True)
    explained_by = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = said("巡查")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "plan", "starts_at"], name="patrol_round_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-starts_at"], name="patrol_round_compound"),
            models.Index(fields=["street", "-starts_at", "state"], name="patrol_round_state"),
        ]

    def __str__(self) -> str:
        return self.plan.title


class Stop(StreetModel):
    """A sign-in at a point. ``signed_at`` is the server's, ``seen_at`` what the phone said.

    ``answers`` are ``[code, text, value, note]``; place is in millionths of a degree, ``off`` in
    metres from where the point is.
    """

    class How(models.TextChoices):
        SCAN = "scan", said("扫码")
        HAND = "hand", said("没有扫码")
        ENTERED = "entered", said("补录")

    round = StreetForeignKey(Round, related_name="stops")
    point = StreetForeignKey(Point)
    order = models.PositiveSmallIntegerField(said("次序"))
    signed_at = models.DateTimeField(said("收到"))
    seen_at = models.DateTimeField(said("到点"))
    person_id = models.UUIDField(null=True, blank=True)
    by = models.CharField(said("巡查人"), max_length=80)
    how = models.CharField(said("怎样签到"), max_length=8, choices=How.choices)
    why = models.CharField(said("没有扫码的原因"), max_length=100, blank=True)
    lat = models.IntegerField(null=True, blank=True)
    lon = models.IntegerField(null=True, blank=True)
    accuracy = models.PositiveIntegerField(null=True, blank=True)
    off = models.PositiveIntegerField(said("离点位（米）"), null=True, blank=True)
    answers = models.JSONField(default=list)
    bad = models.PositiveSmallIntegerField(said("有问题"), default=0)
    note = models.CharField(said("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("到点签到")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "round", "point"], name="patrol_stop_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "point", "-signed_at"], name="patrol_stop_point")
        ]

    def __str__(self) -> str:
        return self.point.name


class StopPhoto(StreetModel):
    """A photo taken at a point."""

    stop = StreetForeignKey(Stop, related_name="photos")
    paper = StreetForeignKey(Paper)

    class Meta:
        verbose_name = said("巡查照片")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "stop", "paper"], name="patrol_photo_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "paper"], name="patrol_photo_paper")]


class Handover(StreetModel):
    """What a shift leaves to the next one; taken by somebody of that shift."""

    plan = StreetForeignKey(Plan, related_name="handovers")
    compound = StreetForeignKey(Compound)
    day = models.DateField(said("日期"))
    shift = models.CharField(said("班次"), max_length=10)
    text = models.CharField(said("交接事项"), max_length=500)
    things = models.CharField(said("交接物品"), max_length=200, blank=True)
    given_by = models.CharField(said("交班人"), max_length=80)
    given_person_id = models.UUIDField(null=True, blank=True)
    given_at = models.DateTimeField(said("交班"))
    taken_by = models.CharField(said("接班人"), max_length=80, blank=True)
    taken_at = models.DateTimeField(said("接班"), null=True, blank=True)
    doubt = models.CharField(said("接班人的说法"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("交接班")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "plan", "day", "shift"], name="patrol_handover_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-day"], name="patrol_handover_day")
        ]
