"""Return visits: closed tickets drawn by lot, and what their raisers answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.intake.models.tickets import Ticket
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class VisitRound(StreetModel):
    """A sample of the tickets closed in a period. With ``seed`` anybody draws the same again."""

    number = models.CharField("编号", max_length=20)
    first = models.DateField("从")
    last = models.DateField("到")
    percent = models.PositiveSmallIntegerField("抽样比例")
    population = models.PositiveIntegerField("办结件数")
    size = models.PositiveIntegerField("抽到件数")
    seed = models.CharField("抽样种子", max_length=32)
    drawn_at = models.DateTimeField("抽取")
    drawn_by = models.CharField("抽取人", max_length=80)

    class Meta:
        verbose_name = "回访批次"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="visit_round_once")
        ]


class ReturnVisit(StreetModel):
    """One question to one raiser. Who was not reached is in no denominator."""

    class State(models.TextChoices):
        WAITING = "waiting", said("待回访")
        ANSWERED = "answered", said("已回访")
        UNREACHED = "unreached", said("联系不上")

    round = StreetForeignKey(VisitRound, related_name="visits")
    ticket = StreetForeignKey(Ticket, related_name="visits")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    responded = models.BooleanField("按时联系过", null=True)
    solved = models.CharField("解决", max_length=6, choices=Ticket.Solved.choices, blank=True)
    score = models.PositiveSmallIntegerField("满意度", null=True, blank=True)
    words = models.CharField("说明", max_length=300, blank=True)
    at = models.DateTimeField("回访时间", null=True, blank=True)
    by = models.CharField("回访人", max_length=80, blank=True)

    class Meta:
        verbose_name = "回访"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "round", "ticket"], name="visit_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=1, score__lte=5),
                name="visit_score_one_to_five",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "state", "at"], name="visit_state"),
            models.Index(fields=["street", "ticket"], name="visit_ticket"),
        ]


class HotlineBatch(StreetModel):
    """A file of the hotline that was read: what it holds and what is wrong, until it is confirmed."""

    class State(models.TextChoices):
        READ = "read", said("待确认")
        TAKEN = "taken", said("已导入")
        FAULTY = "faulty", said("有错，没有导入")

    file_name = models.CharField("文件", max_length=200)
    state = models.CharField("状态", max_length=8, choices=State.choices)
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    made = models.PositiveIntegerField("新工单", default=0)
    known = models.PositiveIntegerField("早已登记", default=0)
    at = models.DateTimeField("上传")
    by = models.CharField("谁", max_length=80)

    class Meta:
        verbose_name = "热线导入"
