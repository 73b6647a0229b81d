"""What goes beyond the room: a reading with its reason, a referral to the agency, a lesson."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from mulin.deliberate.mediation.causes import CHOICES
from mulin.deliberate.mediation.models.cases import Dispute
from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Reading(StreetModel):
    """An officer of the street read a case, for a reason; it opens until the end of that day."""

    dispute = StreetForeignKey(Dispute, related_name="readings")
    person = StreetForeignKey(Person, related_name="+")
    post = models.CharField(said("职务"), max_length=80)
    why = models.CharField(said("理由"), max_length=200)
    at = models.DateTimeField(said("何时"))
    on = models.DateField(said("哪天"))

    class Meta:
        verbose_name = said("查阅记录")
        indexes: ClassVar = [models.Index(fields=["street", "dispute"], name="reading_dispute")]


class Referral(StreetModel):
    """A large dispute, told to the agency in words the parties agreed to; its recommendation.

    The agency reads ``summary`` and nothing else of the case.
    """

    class State(models.TextChoices):
        ASKED = "asked", said("等建议")
        GIVEN = "given", said("已提建议，措施在办")
        DONE = "done", said("措施办完")

    dispute = StreetForeignKey(Dispute, related_name="referrals")
    number = models.CharField(said("编号"), max_length=20)
    agency = StreetForeignKey(Organisation, related_name="+")
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    cause = models.CharField(said("纠纷类别"), max_length=12, choices=CHOICES)
    criteria = models.CharField(said("为什么是较大纠纷"), max_length=300)
    summary = models.TextField(said("给机构看的情况"), max_length=1000)
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField(said("提交"))
    due_on = models.DateField(said("请在这天前提出"))
    advice = models.TextField(said("建议"), max_length=2000, blank=True)
    given_on = models.DateField(said("提出"), null=True, blank=True)
    given_by = models.CharField(said("提出人"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("较大纠纷")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "number"], name="mediation_referral_number_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "agency"], name="referral_agency")]


class Measure(StreetModel):
    """A measure that the agency recommends: who does what until when."""

    referral = StreetForeignKey(Referral, related_name="measures")
    order = models.PositiveSmallIntegerField()
    who = models.CharField(said("谁办"), max_length=80)
    text = models.CharField(said("办什么"), max_length=200)
    due_on = models.DateField(said("最迟"))
    done_on = models.DateField(said("办完"), null=True, blank=True)
    note = models.CharField(said("怎样办的"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("建议的措施")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "referral", "order"], name="measure_order_once"
            )
        ]

    def late_on(self, day: date) -> bool:
        return (self.done_on or day) > self.due_on


class Lesson(StreetModel):
    """What a case taught, told so that nobody can be recognised. A second pair of eyes releases it."""

    class State(models.TextChoices):
        DRAFT = "draft", said("等审核")
        SHARED = "shared", said("已公开")
        DECLINED = "declined", said("不公开")

    dispute = StreetForeignKey(Dispute, related_name="lessons")
    cause = models.CharField(said("纠纷类别"), max_length=12, choices=CHOICES)
    title = models.CharField(said("题目"), max_length=60)
    trouble = models.CharField(said("难在哪里"), max_length=400)
    solution = models.CharField(said("怎样化解"), max_length=600)
    prevention = models.CharField(said("怎样预防"), max_length=400, blank=True)
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.DRAFT)
    written_by = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    written_on = models.DateField(said("写成"))
    reviewed_on = models.DateField(said("审核"), null=True, blank=True)
    reviewed_by = models.CharField(said("审核人"), max_length=80, blank=True)
    why = models.CharField(said("审核意见"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("化解经验")
        indexes: ClassVar = [
            models.Index(fields=["street", "state", "cause"], name="lesson_shared")
        ]
