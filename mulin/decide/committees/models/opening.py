"""What a committee has published of what it owes its owners (信息公开)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Organisation
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Disclosed(StreetModel):
    """One item of the list was published: by a notice on the board, or a paper that owners open.

    ``covers_until`` is the last day of the period it tells of; the next one is reckoned from it.
    """

    body = StreetForeignKey(Organisation, related_name="+")
    item = models.CharField(said("公开什么"), max_length=20)
    covers_until = models.DateField(said("截至"))
    published_on = models.DateField(said("公开日期"))
    notice = StreetForeignKey(PublicNotice, null=True, blank=True, related_name="+")
    paper = StreetForeignKey(Paper, null=True, blank=True)
    note = models.CharField(said("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("信息公开")
        indexes: ClassVar = [models.Index(fields=["street", "body", "item"], name="disclosed_item")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(notice__isnull=False) | models.Q(paper__isnull=False),
                name="disclosed_somewhere",
            )
        ]
