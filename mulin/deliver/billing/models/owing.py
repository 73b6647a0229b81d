"""What is owed: kind reminders by steps, and parts that are let go with two people's word."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.deliver.billing.models.bills import Bill
from mulin.ground.estate.models import Unit
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.fees import STEPS


class Reminder(StreetModel):
    """A step of reminding that was sent to a home, and why it has not paid, as far as it said."""

    class Reason(models.TextChoices):
        UNKNOWN = "", said("没有说")
        SERVICE = "service", said("对服务不满意")
        VACANT = "vacant", said("房屋空置")
        QUALITY = "quality", said("渗漏等房屋质量")
        ABSENT = "absent", said("人不在本地")
        HARDSHIP = "hardship", said("家庭困难")
        PRICE = "price", said("对收费标准有异议")
        OTHER = "other", said("其他")

    class Via(models.TextChoices):
        PAPER = "paper", said("送到家里")
        MESSAGE = "message", said("消息")
        PHONE = "phone", said("电话")
        VISIT = "visit", said("上门")

    unit = StreetForeignKey(Unit, related_name="+")
    step = models.CharField(
        said("步骤"), max_length=6, choices=[(code, word) for code, _, word in STEPS]
    )
    via = models.CharField(said("方式"), max_length=8, choices=Via.choices)
    day = models.DateField(said("日期"))
    fen = models.BigIntegerField(said("当时欠费"))
    months = models.PositiveSmallIntegerField(said("当时欠几个月"))
    reason = models.CharField(said("没缴的原因"), max_length=8, choices=Reason.choices, blank=True)
    note = models.CharField(said("对方怎么说"), max_length=200, blank=True)
    by = models.CharField(said("谁"), max_length=80)

    class Meta:
        verbose_name = said("催缴")
        indexes: ClassVar = [models.Index(fields=["street", "unit", "day"], name="reminder_unit")]


class Waiver(StreetModel):
    """A part of a bill that is let go: asked by one, agreed by another."""

    class State(models.TextChoices):
        ASKED = "asked", said("待批准")
        AGREED = "agreed", said("已批准")
        REFUSED = "refused", said("没有批准")

    bill = StreetForeignKey(Bill, related_name="waivers")
    fen = models.BigIntegerField(said("减免"))
    why = models.CharField(said("理由"), max_length=100)
    state = models.CharField(said("状态"), max_length=7, choices=State.choices)
    asked_by = models.CharField(said("谁申请"), max_length=80)
    asker = models.IntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(said("申请"))
    settled_by = models.CharField(said("谁批的"), max_length=80, blank=True)
    settled_at = models.DateTimeField(said("批复"), null=True, blank=True)
    answer = models.CharField(said("批复意见"), max_length=100, blank=True)

    class Meta:
        verbose_name = said("减免")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "bill"], condition=Q(state="asked"), name="waiver_one_asked"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="waiver_is_positive"),
        ]
