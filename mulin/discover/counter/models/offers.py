"""What a street says of an affair: whether its counters take it, and what is so here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.streets.models import StreetModel
from mulin.kit.words import said


class Offer(StreetModel):
    """One affair of the catalogue in this street. Without a row it is not offered.

    ``days``: working days the street promises; empty where the catalogue's own period holds.
    """

    code = models.CharField(said("事项"), max_length=40)
    offered = models.BooleanField(said("受理"), default=False)
    days = models.PositiveSmallIntegerField(said("本地时限（工作日）"), null=True, blank=True)
    decides = models.CharField(said("本地由谁决定"), max_length=80, blank=True)
    note = models.CharField(said("本地说明"), max_length=500, blank=True)
    source = models.CharField(said("本地依据"), max_length=120, blank=True)
    checked_on = models.DateField(said("复核"))
    checked_by = models.CharField(said("复核人"), max_length=80)

    class Meta:
        verbose_name = said("受理事项")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "code"], name="offer_once")
        ]
