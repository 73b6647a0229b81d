"""A bill run and its bills. A bill is one item of one home for one month, and keeps its basis."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mulin.deliver.billing.models.items import FeeItem
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.fees import sentence


class BillRun(StreetModel):
    """A run over a compound for a month: a draft that can be dropped, then published for good."""

    class State(models.TextChoices):
        DRAFT = "draft", said("草稿")
        PUBLISHED = "published", said("已出账")

    compound = StreetForeignKey(Compound, related_name="+")
    number = models.CharField(said("编号"), max_length=20)
    period = models.DateField(said("月份"))
    state = models.CharField(said("状态"), max_length=9, choices=State.choices, default=State.DRAFT)
    bills = models.PositiveIntegerField(said("张数"), default=0)
    fen = models.BigIntegerField(said("金额"), default=0)
    made_by = models.CharField(said("谁生成的"), max_length=80)
    made_at = models.DateTimeField(said("生成"))
    published_by = models.CharField(said("谁出的账"), max_length=80, blank=True)
    published_on = models.DateField(said("出账"), null=True, blank=True)

    class Meta:
        verbose_name = said("出账")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="bill_run_number_once"),
            models.UniqueConstraint(
                fields=["street", "compound", "period"],
                condition=Q(state="draft"),
                name="bill_run_one_draft",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "period"], name="bill_run_compound")
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class RunItem(StreetModel):
    """What a run did for one item: how many homes it looked at, billed, passed over and why."""

    run = StreetForeignKey(BillRun, related_name="items")
    item = StreetForeignKey(FeeItem, related_name="+")
    expected = models.PositiveIntegerField(said("应出"))
    created = models.PositiveIntegerField(said("出账"))
    fen = models.BigIntegerField(said("金额"), default=0)
    skipped = models.JSONField(default=dict)

    class Meta:
        verbose_name = said("出账明细")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "run", "item"], name="run_item_once")
        ]


class Bill(StreetModel):
    """One item of one home for one month. ``measure``, ``price`` and ``percent`` made ``fen``.

    It counts once its run is published, until it is voided. ``paid`` and ``waived`` never pass it.
    """

    class Payer(models.TextChoices):
        OWNER = "owner", said("业主")
        DEVELOPER = "developer", said("建设单位")

    run = StreetForeignKey(BillRun, related_name="lines")
    item = StreetForeignKey(FeeItem, related_name="bills")
    unit = StreetForeignKey(Unit, related_name="+")
    period = models.DateField(said("月份"))
    due_on = models.DateField(said("缴费期限"))
    payer = models.CharField(said("谁缴"), max_length=9, choices=Payer.choices)
    measure = models.BigIntegerField(said("数量"))
    price = models.BigIntegerField(said("单价"))
    percent = models.PositiveSmallIntegerField(said("百分比"))
    words = models.CharField(said("说明"), max_length=120, blank=True)
    fen = models.BigIntegerField(said("金额"))
    paid = models.BigIntegerField(said("已缴"), default=0, db_default=0)
    waived = models.BigIntegerField(said("减免"), default=0, db_default=0)
    voided_on = models.DateField(said("作废"), null=True, blank=True)
    why_voided = models.CharField(
        said("为什么作废"), max_length=100, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = said("账单")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "unit", "period", "item"],
                condition=Q(voided_on__isnull=True),
                name="bill_once",
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, waived__gte=0, fen__gt=0)
                & Q(fen__gte=F("paid") + F("waived")),
                name="bill_never_overpaid",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "run"], name="bill_run")]

    @property
    def left(self) -> int:
        """What is still owed, in fen."""
        return 0 if self.voided_on else self.fen - self.paid - self.waived

    @property
    def sentence(self) -> str:
        """Why this amount."""
        return sentence(self.item.basis, self.measure, self.price, self.percent, self.words)
