"""The situation log: what happened, in the order it was told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.campaigns.models.campaigns import Campaign
from mulin.ground.estate.models import Compound
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class Note(StreetModel):
    """One line of the log."""

    campaign = StreetForeignKey(Campaign, related_name="notes")
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    text = models.CharField("情况", max_length=400)
    grave = models.BooleanField("要紧", default=False)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")
    by = models.CharField("报告人", max_length=80)

    class Meta:
        verbose_name = "情况日志"
        indexes: ClassVar = [
            models.Index(fields=["street", "campaign", "-at"], name="campaign_log")
        ]
