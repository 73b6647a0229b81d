"""What a street itself adds beneath an entry of the handbook."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.streets.models import StreetModel
from mulin.kit.words import said


class OwnAnswer(StreetModel):
    """The street's own words to one entry (``entry`` is its code); empty once taken back."""

    entry = models.CharField(said("条目"), max_length=8)
    text = models.CharField(said("本街道补充"), max_length=1000, blank=True)
    written_on = models.DateField(said("写于"))
    written_by = models.CharField(said("写的人"), max_length=80)

    class Meta:
        verbose_name = said("本街道补充")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "entry"], name="own_answer_once")
        ]
