"""A place with a code on it: a lamp post, a lift, a bin room. Who scans it need not say where he is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class PlacePoint(StreetModel):
    """``code`` stands in the QR code; it is short, random and says nothing by itself."""

    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    stairwell = StreetForeignKey(Stairwell, null=True, blank=True, related_name="+")
    name = models.CharField("位置", max_length=40)
    code = models.CharField(max_length=16)
    ended_at = models.DateTimeField("停用", null=True, blank=True)

    class Meta:
        verbose_name = "扫码点位"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "code"], name="place_point_code_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "name"], name="place_point_compound")
        ]

    def __str__(self) -> str:
        return self.name
