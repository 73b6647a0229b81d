"""A dispute, those who are in it, and who sits to mediate it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from mulin.deliberate.mediation.causes import CHOICES
from mulin.deliberate.mediation.models.committees import Mediator, Panel
from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.ground.matters.models import Matter
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Dispute(StreetModel):
    """One case (调解案件). Its words are read by those who sit in it and by its parties alone.

    ``due_on`` is the last day of the usual time and is derived when all have agreed.
    """

    class Source(models.TextChoices):
        APPLICATION = "application", said("当事人申请")
        OWN = "own", said("调委会主动调解")
        COURT = "court", said("法院告知当事人申请")
        POLICE = "police", said("公安告知当事人申请")
        MATTER = "matter", said("由事项转来")

    class Way(models.TextChoices):
        PHONE = "phone", said("手机")
        COUNTER = "counter", said("窗口")
        CALL = "call", said("电话")
        ORAL = "oral", said("口头申请，由工作人员记录")
        PAPER = "paper", said("书面申请")

    class State(models.TextChoices):
        ASKED = "asked", said("等各方同意")
        OPEN = "open", said("调解中")
        AGREED = "agreed", said("达成协议，履行中")
        DONE = "done", said("履行完毕")
        FAILED = "failed", said("调解不成，终止")
        REFUSED = "refused", said("有一方不同意，终止")
        WITHDRAWN = "withdrawn", said("申请人撤回")
        BARRED = "barred", said("不能调解")

    number = models.CharField(said("编号"), max_length=20)
    panel = StreetForeignKey(Panel, related_name="disputes")
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    matter = StreetForeignKey(Matter, null=True, blank=True, related_name="+")
    source = models.CharField(said("来源"), max_length=12, choices=Source.choices)
    way = models.CharField(said("怎样申请"), max_length=8, choices=Way.choices)
    cause = models.CharField(said("纠纷类别"), max_length=12, choices=CHOICES)
    origins = models.JSONField(said("成因"), default=list)
    finding = models.CharField(said("成因说明"), max_length=400, blank=True)
    title = models.CharField(said("什么事"), max_length=80)
    text = models.TextField(said("经过"), max_length=2000)
    claim = models.CharField(said("希望怎样解决"), max_length=400, blank=True)
    amount = models.BigIntegerField(said("争议金额"), default=0)
    people = models.PositiveIntegerField(said("涉及人数"), default=2)
    in_public = models.BooleanField(said("公开调解"), default=False)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.ASKED
    )
    registered_by = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    reporter = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    asked_on = models.DateField(said("申请"))
    accepted_on = models.DateField(said("受理"), null=True, blank=True)
    due_on = models.DateField(said("调解期限"), null=True, blank=True)
    how_due = models.CharField(said("怎样算"), max_length=200, blank=True)
    longer = models.CharField(said("延长理由"), max_length=200, blank=True)
    ended_on = models.DateField(said("结束"), null=True, blank=True)
    why = models.CharField(said("结束理由"), max_length=300, blank=True)
    bar = models.CharField(said("不能调解的情形"), max_length=16, blank=True)
    ways = models.JSONField(said("告知的途径"), default=list)

    class Meta:
        verbose_name = said("调解案件")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="dispute_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "panel", "state", "-id"], name="dispute_panel"),
            models.Index(fields=["street", "matter"], name="dispute_matter"),
            models.Index(fields=["street", "registered_by"], name="dispute_registered"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it is still being asked for or mediated."""
        return self.state in (self.State.ASKED, self.State.OPEN)

    def late_on(self, day: date) -> bool:
        """Whether its time is over, or was when it ended."""
        return self.due_on is not None and (self.ended_on or day) > self.due_on


class Side(StreetModel):
    """One party of a dispute: a person or an organisation, with whoever speaks for it.

    ``person`` is set where the register knows who it is; such a party sees the case on the phone.
    ``shares``: agrees that guests of a joint session are told what it is about.
    """

    class Part(models.TextChoices):
        APPLICANT = "applicant", said("申请人")
        RESPONDENT = "respondent", said("被申请人")
        THIRD = "third", said("有利害关系的第三人")

    class Consent(models.TextChoices):
        WAITING = "waiting", said("等答复")
        AGREED = "agreed", said("同意调解")
        REFUSED = "refused", said("不同意调解")

    dispute = StreetForeignKey(Dispute, related_name="sides")
    part = models.CharField(said("在案中"), max_length=12, choices=Part.choices)
    name = models.CharField(said("姓名或者名称"), max_length=100)
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    organisation = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    room = models.CharField(said("房号或者住址"), max_length=80, blank=True)
    phone_sealed = models.BinaryField(default=b"")
    phone_masked = models.CharField(said("电话"), max_length=40, blank=True)
    agent = models.CharField(said("代理人"), max_length=40, blank=True)
    agent_person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    agent_power = models.CharField(said("代理权限"), max_length=120, blank=True)
    agent_paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    consent = models.CharField(
        said("是否同意"), max_length=8, choices=Consent.choices, default=Consent.WAITING
    )
    consent_way = models.CharField(said("怎样表示"), max_length=40, blank=True)
    consent_on = models.DateField(said("表示日"), null=True, blank=True)
    shares = models.BooleanField(said("同意告知受邀人"), default=False)
    wishes = StreetForeignKey(Mediator, null=True, blank=True, related_name="+")
    objection = models.CharField(said("请求回避"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("当事人")
        indexes: ClassVar = [
            models.Index(fields=["street", "dispute"], name="side_dispute"),
            models.Index(fields=["street", "person"], name="side_person"),
            models.Index(fields=["street", "agent_person"], name="side_agent"),
        ]

    @property
    def is_body(self) -> bool:
        return self.organisation_id is not None


class Seat(StreetModel):
    """A mediator in a case. ``until``: the first day on which he no longer sits.

    ``near``: why he must not sit in it (a code of ``law.mediation.NEARNESS``), said by himself or by
    a party; such a row may never have sat.
    """

    class Chosen(models.TextChoices):
        PARTIES = "parties", said("当事人选择")
        PANEL = "panel", said("调委会指定")

    dispute = StreetForeignKey(Dispute, related_name="seats")
    mediator = StreetForeignKey(Mediator, related_name="seats")
    chosen = models.CharField(said("怎样定的"), max_length=8, choices=Chosen.choices)
    since = models.DateField(said("起"))
    until = models.DateField(said("不再经办"), null=True, blank=True)
    near = models.CharField(said("回避事由"), max_length=10, blank=True)
    why = models.CharField(said("更换理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("经办调解员")
        indexes: ClassVar = [
            models.Index(fields=["street", "dispute"], name="seat_dispute"),
            models.Index(fields=["street", "mediator"], name="seat_mediator"),
        ]
