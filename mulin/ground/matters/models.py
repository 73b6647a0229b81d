"""The matter: discover → deliberate → decide → deliver → supervise."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Matter(StreetModel):
    """One file, one number. Pieces of work (polls, tickets) belong to one matter at most.

    One that was merged keeps its pieces; its family is shown on the page of the one it is with.
    """

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
    holder = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    merged_into = StreetForeignKey("self", null=True, blank=True, related_name="merged")
    split_from = StreetForeignKey("self", null=True, blank=True, related_name="split_off")

    class Meta:
        verbose_name = "事项"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="matter_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="matter_compound"),
            models.Index(
                fields=["street", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="matter_merged",
            ),
            models.Index(
                fields=["street", "split_from"],
                condition=Q(split_from__isnull=False),
                name="matter_split",
            ),
            models.Index(
                fields=["street", "holder"],
                condition=Q(holder__isnull=False),
                name="matter_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class MatterLink(StreetModel):
    """Two matters that have to do with each other, and why; each leads to the other."""

    one = StreetForeignKey(Matter, related_name="+")
    other = StreetForeignKey(Matter, related_name="+")
    why = models.CharField(said("为什么相关"), max_length=200)

    class Meta:
        verbose_name = said("相关事项")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "one", "other"], name="matter_link_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "other"], name="matter_link_back")]


class Passage(StreetModel):
    """A piece of work of one room that became one of another (转办); kinds are codes of rooms' things."""

    source_kind = models.CharField(max_length=12)
    source_id = models.UUIDField()
    target_kind = models.CharField(max_length=12)
    target_id = models.UUIDField()
    at = models.DateTimeField(said("时间"))
    by = models.CharField(said("谁"), max_length=80)

    class Meta:
        verbose_name = said("转办")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "source_id", "target_id"], name="passage_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "target_id"], name="passage_back")]
