"""隐患: what may hurt somebody, from the one who saw it to the one who saw it put right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.patrols.models.plans import Point
from mulin.ground.estate.models import Building, Compound, Organisation
from mulin.ground.matters.models import Matter
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.safety.hazard import Level, Reach

GRADES = [(grade, level.label) for grade, level in enumerate(Level, 1)]
"""Grades are kept as numbers, 1 the gravest, so that lists sort by them."""


class Hazard(StreetModel):
    """One hazard. ``where`` and ``text`` are the finder's words; ``open`` says whether neighbours see it.

    ``asked_until`` is an extension asked for; ``reach`` says up to whom it has gone.
    """

    class State(models.TextChoices):
        FOUND = "found", said("待核实")
        ORDERED = "ordered", said("整改中")
        DONE = "done", said("待复查")
        CLOSED = "closed", said("已销号")
        DISMISSED = "dismissed", said("不成立")

    class Source(models.TextChoices):
        PATROL = "patrol", said("巡查")
        VISIT = "visit", said("督导")
        REPORT = "report", said("上报")

    number = models.CharField(said("编号"), max_length=20)
    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building, null=True, blank=True)
    point = StreetForeignKey(Point, null=True, blank=True)
    kind = models.CharField(said("种类"), max_length=30)
    grade = models.PositiveSmallIntegerField(said("级别"), choices=GRADES)
    where = models.CharField(said("在哪里"), max_length=80)
    text = models.CharField(said("情况"), max_length=300)
    open = models.BooleanField(said("居民可见"), default=True)
    source = models.CharField(said("来源"), max_length=8, choices=Source.choices)
    source_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.FOUND
    )
    found_at = models.DateTimeField(said("发现"))
    found_by = models.CharField(said("发现人"), max_length=80)
    measure = models.CharField(said("临时措施"), max_length=200, blank=True)
    measured_at = models.DateTimeField(said("采取措施"), null=True, blank=True)
    responsible = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    responsible_name = models.CharField(said("责任方"), max_length=60, blank=True)
    order_number = models.CharField(said("通知书编号"), max_length=20, blank=True)
    order_text = models.CharField(said("整改要求"), max_length=500, blank=True)
    ordered_on = models.DateField(said("下达"), null=True, blank=True)
    ordered_by = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(said("整改期限"), null=True, blank=True)
    asked_until = models.DateField(said("申请延至"), null=True, blank=True)
    asked_why = models.CharField(max_length=200, blank=True)
    extended = models.PositiveSmallIntegerField(said("延期次数"), default=0)
    reach = models.CharField(
        said("在谁手里"), max_length=10, choices=[(r.value, r.label) for r in Reach]
    )
    risen_on = models.DateField(said("上报"), null=True, blank=True)
    done_at = models.DateTimeField(said("报完成"), null=True, blank=True)
    done_by_id = models.UUIDField(null=True, blank=True)
    closed_on = models.DateField(said("销号"), null=True, blank=True)
    matter = StreetForeignKey(Matter, null=True, blank=True)

    class Meta:
        verbose_name = said("隐患")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="hazard_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "state"], name="hazard_compound"),
            models.Index(fields=["street", "state", "due_on"], name="hazard_due"),
            models.Index(fields=["street", "point", "kind"], name="hazard_point"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.where}"

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.CLOSED, self.State.DISMISSED)


class HazardStep(StreetModel):
    """What was done about a hazard, with a photo; ``said`` of who did it stays with his post."""

    class Kind(models.TextChoices):
        FOUND = "found", said("发现")
        SEEN = "seen", said("又见到")
        MEASURE = "measure", said("临时措施")
        GRADE = "grade", said("定级")
        ORDER = "order", said("下达整改通知")
        ASK = "ask", said("申请延期")
        EXTEND = "extend", said("同意延期")
        REFUSE = "refuse", said("不同意延期")
        DONE = "done", said("报完成")
        PASS = "pass", said("复查通过")
        FAIL = "fail", said("复查没通过")
        RISE = "rise", said("逾期上报")
        MATTER = "matter", said("转成事项")
        DISMISS = "dismiss", said("不成立")

    hazard = StreetForeignKey(Hazard, related_name="steps")
    kind = models.CharField(said("做了什么"), max_length=8, choices=Kind.choices)
    text = models.CharField(said("说明"), max_length=500, blank=True)
    by = models.CharField(said("谁"), max_length=80)
    at = models.DateTimeField(said("时间"))
    paper = StreetForeignKey(Paper, null=True, blank=True)

    class Meta:
        verbose_name = said("隐患经过")
        indexes: ClassVar = [
            models.Index(fields=["street", "hazard", "id"], name="hazard_step"),
            models.Index(fields=["street", "paper"], name="hazard_step_paper"),
        ]
