"""What is voted on: motions, and candidates where the motion is an election."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.decide.assembly.models.polls import Poll
from mulin.ground.estate.models import Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.questions import DecisionKind


class Motion(StreetModel):
    """表决事项. ``scope_ids`` are the buildings or stairwells that decide; empty means all.

    ``cost`` (fen) is split over the deciding units by voting area where ``cost_split`` is area.
    """

    class Scope(models.TextChoices):
        COMPOUND = "compound", said("全小区")
        BUILDINGS = "buildings", said("部分楼栋")
        STAIRWELLS = "stairwells", said("部分单元")

    class Payment(models.TextChoices):
        NONE = "none", said("不涉及费用")
        MAINTENANCE_FUND = "maintenance_fund", said("从维修资金列支")
        PUBLIC_REVENUE = "public_revenue", said("从公共收益列支")
        OWNERS = "owners", said("业主另行交纳")

    poll = StreetForeignKey(Poll, related_name="motions")
    order = models.PositiveSmallIntegerField("次序")
    kind = models.CharField(
        "法定事项", max_length=24, choices=[(k.value, k.value) for k in DecisionKind]
    )
    title = models.CharField("表决事项", max_length=160)
    text = models.TextField("方案", blank=True)
    paper_id = models.UUIDField("方案全文", null=True, blank=True)
    scope = models.CharField("范围", max_length=10, choices=Scope.choices, default=Scope.COMPOUND)
    scope_ids = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField("席位", null=True, blank=True)
    cost = models.PositiveBigIntegerField("金额", default=0)
    payment = models.CharField("资金", max_length=16, choices=Payment.choices, default=Payment.NONE)

    class Meta:
        verbose_name = "表决事项"
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "poll", "order"], name="motion_order_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_election(self) -> bool:
        return self.seats is not None


class Candidate(StreetModel):
    """A candidate of an election: any owner may stand or be proposed.

    ``standing`` says who proposed him; suggestions of the street say that they are suggestions.
    ``bar`` is a cited disqualification, with the candidate's answer to it, or empty.
    """

    motion = StreetForeignKey(Motion, related_name="candidates")
    person = StreetForeignKey(Person)
    order = models.PositiveSmallIntegerField("次序")
    name = models.CharField("姓名", max_length=80)
    standing = models.CharField("产生方式", max_length=40)
    statement = models.TextField("自我介绍", blank=True)
    disclosure = models.TextField("依法披露", blank=True)
    bar = models.CharField("不得担任的情形", max_length=200, blank=True)
    bar_source = models.CharField("依据", max_length=80, blank=True)
    bar_answer = models.CharField("本人答复", max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "候选人"
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "motion", "person"], name="candidate_once")
        ]

    def __str__(self) -> str:
        return self.name
