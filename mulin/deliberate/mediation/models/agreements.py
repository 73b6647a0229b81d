"""An agreement, what it promises, what was paid or done, who signed, and the court's word on it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from mulin.deliberate.mediation.models.cases import Dispute, Seat, Side
from mulin.deliberate.mediation.models.sessions import Talk
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Accord(StreetModel):
    """What the parties agreed. A written one takes effect with the last signature and the seal."""

    class Form(models.TextChoices):
        WRITTEN = "written", said("调解协议书")
        ORAL = "oral", said("口头协议")

    class State(models.TextChoices):
        DRAFT = "draft", said("等签字盖章")
        IN_FORCE = "in_force", said("已生效")
        DROPPED = "dropped", said("作废")

    class Court(models.TextChoices):
        NONE = "none", said("没有申请")
        ASKED = "asked", said("已申请，等法院决定")
        CONFIRMED = "confirmed", said("法院确认有效")
        DENIED = "denied", said("法院不予确认")

    dispute = StreetForeignKey(Dispute, related_name="accords")
    form = models.CharField(said("形式"), max_length=8, choices=Form.choices)
    facts = models.TextField(said("主要事实和争议"), max_length=1000)
    content = models.TextField(said("协议内容"), max_length=2000)
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.DRAFT)
    made_on = models.DateField(said("达成"))
    effective_on = models.DateField(said("生效"), null=True, blank=True)
    confirm_by = models.DateField(said("司法确认最迟"), null=True, blank=True)
    how_confirm = models.CharField(said("怎样算"), max_length=200, blank=True)
    court = models.CharField(
        said("司法确认"), max_length=10, choices=Court.choices, default=Court.NONE
    )
    court_name = models.CharField(said("法院"), max_length=80, blank=True)
    court_on = models.DateField(said("共同申请"), null=True, blank=True)
    court_by = models.DateField(said("法院最迟决定"), null=True, blank=True)
    decided_on = models.DateField(said("法院决定"), null=True, blank=True)
    decision = models.CharField(said("文书号或者理由"), max_length=120, blank=True)
    why = models.CharField(said("作废理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("调解协议")
        indexes: ClassVar = [models.Index(fields=["street", "dispute"], name="accord_dispute")]


class Promise(StreetModel):
    """One line of what is to be done: who, what, until when, and where it is money, how much."""

    accord = StreetForeignKey(Accord, related_name="promises")
    order = models.PositiveSmallIntegerField()
    side = StreetForeignKey(Side, related_name="+")
    text = models.CharField(said("做什么"), max_length=200)
    amount = models.BigIntegerField(said("金额"), default=0)
    due_on = models.DateField(said("最迟"))
    done_on = models.DateField(said("办完"), null=True, blank=True)

    class Meta:
        verbose_name = said("履行事项")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "accord", "order"], name="promise_order_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="promise_amount"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["street", "due_on"],
                condition=models.Q(done_on__isnull=True),
                name="promise_open",
            )
        ]

    def late_on(self, day: date) -> bool:
        return (self.done_on or day) > self.due_on


class Payment(StreetModel):
    """What was paid or done of a promise on a day, and how that is known."""

    promise = StreetForeignKey(Promise, related_name="payments")
    on = models.DateField(said("哪天"))
    amount = models.BigIntegerField(said("金额"), default=0)
    note = models.CharField(said("怎样核实"), max_length=200)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    noted_by = models.CharField(said("登记人"), max_length=80)

    class Meta:
        verbose_name = said("履行记录")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="payment_amount")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "promise"], name="payment_promise")]


class Signature(StreetModel):
    """A name, fingerprint or seal under an agreement or a session's record.

    ``how`` screen: drawn with the finger, which is a picture and no reliable electronic signature;
    paper: the signed sheet was scanned and stands beside.
    """

    class How(models.TextChoices):
        SCREEN = "screen", said("屏幕手写")
        PAPER = "paper", said("纸上签名、盖章或者按指印，已扫描")

    accord = StreetForeignKey(Accord, null=True, blank=True, related_name="signatures")
    talk = StreetForeignKey(Talk, null=True, blank=True, related_name="signatures")
    side = StreetForeignKey(Side, null=True, blank=True, related_name="+")
    seat = StreetForeignKey(Seat, null=True, blank=True, related_name="+")
    name = models.CharField(said("谁"), max_length=100)
    how = models.CharField(said("怎样签"), max_length=8, choices=How.choices)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    at = models.DateTimeField(said("何时"))
    entered_by = models.CharField(said("登记人"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("签名")
        indexes: ClassVar = [
            models.Index(fields=["street", "accord"], name="signature_accord"),
            models.Index(fields=["street", "talk"], name="signature_talk"),
        ]

    @property
    def is_seal(self) -> bool:
        """The committee's seal: nobody's name."""
        return self.side_id is None and self.seat_id is None
