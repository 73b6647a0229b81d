"""The matter: discover → deliberate → decide → deliver → supervise."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Matter(StreetModel):
    """One file, one number. Pieces of work (polls, tickets) belong to one matter at most."""

    class Stage(models.TextChoices):
        DISCOVER = "discover", said("发现")
        DELIBERATE = "deliberate", said("协商")
        DECIDE = "decide", said("决策")
        DELIVER = "deliver", said("落实")
        SUPERVISE = "supervise", said("监督")
        CLOSED = "closed", said("办结")

    number = models.CharField("编号", max_length=20)
    title = models.CharField("事项", max_length=120)
    stage = models.CharField("环节", max_length=12, choices=Stage.choices)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    opened_on = models.DateField("立项")
    closed_on = models.DateField("办结", null=True, blank=True)

    class Meta:
        verbose_name = "事项"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="matter_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="matter_compound")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
