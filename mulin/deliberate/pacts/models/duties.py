"""Duty lists (职责清单): the street's for every compound, or a compound's own in its place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliberate.pacts.standards import DutyParty, Rhythm, parties
from mulin.ground.estate.models import Compound
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class DutyList(StreetModel):
    """One version of one party's duties. Without a compound it is the street's default."""

    compound = StreetForeignKey(Compound, null=True, blank=True)
    party = models.CharField("哪一方", max_length=30)
    number = models.PositiveSmallIntegerField("版次")
    why = models.CharField("为什么", max_length=200)
    since = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)
    by = models.CharField("谁定的", max_length=60)

    class Meta:
        verbose_name = "职责清单"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "party", "number"],
                condition=models.Q(compound__isnull=True),
                name="duties_of_street_once",
            ),
            models.UniqueConstraint(
                fields=["street", "compound", "party", "number"], name="duties_of_compound_once"
            ),
        ]

    def __str__(self) -> str:
        return self.standard.title

    @property
    def standard(self) -> DutyParty:
        return parties()[self.party]


class Duty(StreetModel):
    """One line: what, on what basis, how often, who answers."""

    duty_list = StreetForeignKey(DutyList, related_name="duties")
    order = models.PositiveSmallIntegerField("序号")
    text = models.CharField("职责", max_length=200)
    basis = models.CharField("依据", max_length=120, blank=True)
    rhythm = models.CharField(
        "多久一次", max_length=12, choices=[(one.value, one.label) for one in Rhythm]
    )
    answers = models.CharField("谁负责", max_length=60)

    class Meta:
        verbose_name = "职责"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "duty_list", "order"], name="duty_once")
        ]
