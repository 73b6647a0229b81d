"""What was done first, before a change that usually breeds conflict was opened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Heeded(StreetModel):
    """A warning was read: ``done`` holds the codes of the steps ticked, ``room`` whose subject it is.

    Kept beside the facts so that a page can show the ticks; each change of it is a fact.
    """

    compound = StreetForeignKey(Compound, related_name="+")
    room = models.CharField(said("在哪里"), max_length=20)
    subject_id = models.UUIDField()
    kind = models.CharField(said("哪一类"), max_length=20)
    done = models.JSONField(said("先做了哪些"), default=list)
    note = models.CharField(said("说明"), max_length=300, blank=True)
    by = models.CharField(said("谁看的"), max_length=80)
    at = models.DateTimeField(said("何时"))

    class Meta:
        verbose_name = said("矛盾预警")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "subject_id", "kind"], name="heeded_once")
        ]
