"""A session (调解会): when, where, who was asked to come, what was said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliberate.mediation.models.cases import Dispute
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Talk(StreetModel):
    """One session of a case. Guests make it a joint one."""

    class State(models.TextChoices):
        CALLED = "called", said("已通知")
        HELD = "held", said("已开")
        MISSED = "missed", said("没有开成")

    dispute = StreetForeignKey(Dispute, related_name="talks")
    order = models.PositiveSmallIntegerField(said("第几次"))
    starts_at = models.DateTimeField(said("时间"))
    place = models.CharField(said("地点"), max_length=80)
    state = models.CharField(
        said("状态"), max_length=8, choices=State.choices, default=State.CALLED
    )
    record = models.TextField(said("调解记录"), max_length=4000, blank=True)
    recorded_on = models.DateField(said("记录日"), null=True, blank=True)
    why = models.CharField(said("没有开成的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("调解会")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "dispute", "order"], name="talk_order_once")
        ]


class Guest(StreetModel):
    """Somebody asked to a joint session. ``told`` is all they are told of the case."""

    class Profession(models.TextChoices):
        JUDGE = "judge", said("法官")
        POLICE = "police", said("民警")
        LAWYER = "lawyer", said("律师")
        HOUSING = "housing", said("房管人员")
        ENFORCEMENT = "enforcement", said("综合执法")
        EXPERT = "expert", said("专业人员")
        NEIGHBOUR = "neighbour", said("亲属、邻里或者同事")

    talk = StreetForeignKey(Talk, related_name="guests")
    profession = models.CharField(said("哪一方"), max_length=12, choices=Profession.choices)
    organisation = models.CharField(said("单位"), max_length=80, blank=True)
    name = models.CharField(said("姓名"), max_length=40, blank=True)
    told = models.CharField(said("告知的内容"), max_length=300)
    came = models.BooleanField(said("到场"), default=False)

    class Meta:
        verbose_name = said("受邀人")
        indexes: ClassVar = [models.Index(fields=["street", "talk"], name="guest_talk")]
