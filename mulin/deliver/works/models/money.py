"""The public purse's part: the street's own reading of the rule, and what was applied for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliver.works.models.projects import Project
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.cases import LiftSubsidy


class SubsidyRule(StreetModel):
    """How subsidies are reckoned here by a paper that the street read; the newest that began holds.

    Money is fen. It serves where the region's own text was not verified, and is marked so.
    """

    percent = models.PositiveSmallIntegerField(said("总价的 %"), default=0)
    amount = models.PositiveBigIntegerField(said("每台定额"), default=0)
    ceiling = models.PositiveBigIntegerField(said("每台上限"), default=0)
    least_floors = models.PositiveSmallIntegerField(said("至少几层"), default=0)
    source = models.CharField(said("出处"), max_length=200)
    starts_on = models.DateField(said("起用"))
    by = models.CharField(said("登记人"), max_length=80)

    class Meta:
        verbose_name = said("补贴办法")
        indexes: ClassVar = [models.Index(fields=["street", "-starts_on"], name="lift_rule_day")]

    @property
    def value(self) -> LiftSubsidy:
        return LiftSubsidy(self.percent, self.amount, self.ceiling, self.least_floors)


class SubsidyClaim(StreetModel):
    """An application for the subsidy, and what came of it. Money is fen."""

    class Result(models.TextChoices):
        WAITING = "waiting", said("已申请")
        RECEIVED = "received", said("已到账")
        REFUSED = "refused", said("没有批准")

    project = StreetForeignKey(Project, related_name="subsidy_claims")
    asked = models.PositiveBigIntegerField(said("申请"))
    asked_on = models.DateField(said("申请日"))
    rule = models.CharField(said("所依办法"), max_length=400, blank=True)
    result = models.CharField(
        said("结果"), max_length=8, choices=Result.choices, default=Result.WAITING
    )
    received = models.PositiveBigIntegerField(said("到账"), default=0)
    decided_on = models.DateField(said("结果日"), null=True, blank=True)
    note = models.CharField(said("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("补贴申请")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "project"],
                condition=models.Q(result="waiting"),
                name="lift_one_claim_waits",
            )
        ]

    @property
    def waits(self) -> bool:
        return self.result == self.Result.WAITING
