"""Materials in and out, exactly, and where they were used: disinfection among it.

Amounts are whole hundredths of the unit they are counted in.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.discover.campaigns.models.campaigns import Campaign
from mulin.ground.estate.models import Building, Compound
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Goods(StreetModel):
    """A kind of material of a campaign."""

    campaign = StreetForeignKey(Campaign, related_name="goods")
    order = models.PositiveSmallIntegerField()
    name = models.CharField("物资", max_length=40)
    unit = models.CharField("单位", max_length=10)

    class Meta:
        verbose_name = "物资"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "campaign", "name"], name="campaign_goods_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Stock(StreetModel):
    """What lies of a material in one compound. The database itself lets it never be negative."""

    goods = StreetForeignKey(Goods, related_name="stocks")
    compound = StreetForeignKey(Compound, related_name="+")
    balance = models.BigIntegerField("结存", default=0)

    class Meta:
        verbose_name = "库存"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "goods", "compound"], name="campaign_stock_once"
            ),
            models.CheckConstraint(condition=Q(balance__gte=0), name="campaign_stock_not_negative"),
        ]


class Entry(StreetModel):
    """One line of the stock book; ``balance`` is what lay there afterwards."""

    class Kind(models.TextChoices):
        RECEIVED = "received", said("入库")
        USED = "used", said("领用")
        MOVED_OUT = "moved_out", said("调出")
        MOVED_IN = "moved_in", said("调入")
        LOST = "lost", said("损耗")

    campaign = StreetForeignKey(Campaign, related_name="+")
    goods = StreetForeignKey(Goods, related_name="entries")
    compound = StreetForeignKey(Compound, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    amount = models.PositiveBigIntegerField("数量")
    balance = models.BigIntegerField("结存")
    whom = models.CharField("来源或去向", max_length=80)
    at = models.DateTimeField("时间")
    by = models.CharField("经手人", max_length=80)

    class Meta:
        verbose_name = "物资流水"
        indexes: ClassVar = [
            models.Index(fields=["street", "campaign", "-at"], name="campaign_entry_at")
        ]

    @property
    def is_in(self) -> bool:
        return self.kind in (self.Kind.RECEIVED, self.Kind.MOVED_IN)

    @property
    def signed(self) -> int:
        return self.amount if self.is_in else -self.amount


class Disinfection(StreetModel):
    """A place that was disinfected: with what, how strong, by whom, with a photo where there is one."""

    campaign = StreetForeignKey(Campaign, related_name="disinfections")
    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    place = models.CharField("部位", max_length=80)
    agent = models.CharField("药剂", max_length=40)
    strength = models.CharField("配比", max_length=40, blank=True)
    entry = StreetForeignKey(Entry, null=True, blank=True, related_name="+")
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")
    by = models.CharField("消杀人", max_length=80)

    class Meta:
        verbose_name = "消杀记录"
        indexes: ClassVar = [
            models.Index(fields=["street", "campaign", "-at"], name="campaign_disinfected")
        ]
