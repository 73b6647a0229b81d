"""What owners may ask of their committee: to see the papers, and to call an assembly."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.decide.committees.models.terms import Term
from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Inspection(StreetModel):
    """An owner asks to see something; what he was shown, and when. 建筑物区分所有权司法解释第13条."""

    class Kind(models.TextChoices):
        FUND = "fund", said("维修资金的筹集、使用情况")
        RULES = "rules", said("管理规约、议事规则，业主大会、业委会的决定和会议记录")
        CONTRACT = "contract", said("物业服务合同、共有部分的使用和收益情况")
        PARKING = "parking", said("规划车位、车库的处分情况")
        OTHER = "other", said("其他应当向业主公开的情况和资料")

    class State(models.TextChoices):
        ASKED = "asked", said("等答复")
        SHOWN = "shown", said("已提供查阅")
        PARTLY = "partly", said("部分提供")
        NOT_HELD = "not_held", said("没有这份资料")

    body = StreetForeignKey(Organisation, related_name="+")
    asker = StreetForeignKey(Person, related_name="+")
    kind = models.CharField(said("查阅什么"), max_length=10, choices=Kind.choices)
    what = models.CharField(said("具体内容"), max_length=300)
    asked_on = models.DateField(said("申请"))
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.ASKED
    )
    answer = models.CharField(said("答复"), max_length=600, blank=True)
    answered_on = models.DateField(said("答复日期"), null=True, blank=True)
    answered_by = models.CharField(said("答复人"), max_length=80, blank=True)
    paper = StreetForeignKey(Paper, null=True, blank=True)

    class Meta:
        verbose_name = said("业主查阅")
        indexes: ClassVar = [
            models.Index(fields=["street", "body", "state"], name="inspection_body")
        ]


class Petition(StreetModel):
    """Owners ask for an extraordinary assembly. ``law`` is that of the day it was opened."""

    class State(models.TextChoices):
        GATHERING = "gathering", said("征集签名")
        HANDED = "handed", said("已提交业委会")
        ORDERED = "ordered", said("街道已责令召集")
        CALLED = "called", said("已召集")
        CLOSED = "closed", said("撤回")

    compound = StreetForeignKey(Compound)
    title = models.CharField(said("提议"), max_length=120)
    matter = models.CharField(said("要表决的事项"), max_length=600)
    opener = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    opened_on = models.DateField(said("发起"))
    handed_on = models.DateField(said("提交"), null=True, blank=True)
    ordered_on = models.DateField(said("责令"), null=True, blank=True)
    order_until = models.DateField(said("责令期限"), null=True, blank=True)
    ended_on = models.DateField(said("召集或撤回"), null=True, blank=True)
    note = models.CharField(said("说明"), max_length=200, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.GATHERING
    )
    law = models.JSONField(said("发起日的法规"))

    class Meta:
        verbose_name = said("业主提议")
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="petition_compound")
        ]

    def __str__(self) -> str:
        return self.title


class Signature(StreetModel):
    """A signature as the list has it; what it counts is asked of the register."""

    petition = StreetForeignKey(Petition, related_name="signatures")
    room = models.CharField(said("房号"), max_length=40)
    name = models.CharField(said("姓名"), max_length=80)
    entered_on = models.DateField(said("录入"))

    class Meta:
        verbose_name = said("签名")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "petition", "room", "name"], name="signature_once"
            )
        ]


class PetitionPaper(StreetModel):
    """The signed sheets, the order of the street."""

    petition = StreetForeignKey(Petition, related_name="papers")
    paper = StreetForeignKey(Paper)
    what = models.CharField(said("是什么"), max_length=60)

    class Meta:
        verbose_name = said("提议材料")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "petition", "paper"], name="petition_paper_once"
            )
        ]


class SealUse(StreetModel):
    """Somebody asks to use the seal or the account; another allows it or does not."""

    class Thing(models.TextChoices):
        SEAL = "seal", said("印章")
        ACCOUNT = "account", said("银行账户")

    class State(models.TextChoices):
        ASKED = "asked", said("等另一位批准")
        ALLOWED = "allowed", said("已批准")
        REFUSED = "refused", said("未批准")
        USED = "used", said("已使用")

    term = StreetForeignKey(Term, related_name="seal_uses")
    thing = models.CharField(said("用什么"), max_length=8, choices=Thing.choices)
    purpose = models.CharField(said("用途"), max_length=200)
    amount = models.PositiveBigIntegerField(said("金额"), default=0)
    asked_at = models.DateTimeField(said("申请"))
    asker = StreetForeignKey(Person, related_name="+")
    paper = StreetForeignKey(Paper)
    decided_at = models.DateTimeField(said("批准"), null=True, blank=True)
    decider = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    why = models.CharField(said("意见"), max_length=200, blank=True)
    used_on = models.DateField(said("使用"), null=True, blank=True)
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.ASKED)

    class Meta:
        verbose_name = said("用印与用款")
        indexes: ClassVar = [models.Index(fields=["street", "term", "state"], name="seal_use_term")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decider__isnull=True) | ~models.Q(decider=models.F("asker")),
                name="seal_use_two_hands",
            )
        ]


class HandoverItem(StreetModel):
    """One thing a term must hand over: a file, a seal, an account, money, keys."""

    class Kind(models.TextChoices):
        FILES = "files", said("档案资料")
        SEAL = "seal", said("印章")
        ACCOUNT = "account", said("账户、票据和账册")
        MONEY = "money", said("资金")
        THINGS = "things", said("钥匙、设备和其他财物")

    term = StreetForeignKey(Term, related_name="handover_items")
    kind = models.CharField(said("类别"), max_length=10, choices=Kind.choices)
    name = models.CharField(said("名称"), max_length=120)
    quantity = models.CharField(said("数量或金额"), max_length=40, blank=True)
    keeper = models.CharField(said("现由谁保管"), max_length=60, blank=True)
    handed_on = models.DateField(said("移交"), null=True, blank=True)
    receiver = models.CharField(said("接收人"), max_length=60, blank=True)

    class Meta:
        verbose_name = said("移交清单")
        indexes: ClassVar = [models.Index(fields=["street", "term"], name="handover_term")]
