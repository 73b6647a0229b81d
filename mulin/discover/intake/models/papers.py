"""Photographs and voice notes of a ticket; the files lie with the papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.intake.models.tickets import Ticket
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class TicketPaper(StreetModel):
    """One file and what it shows."""

    class Kind(models.TextChoices):
        BEFORE = "before", said("处理前")
        AFTER = "after", said("处理后")
        VOICE = "voice", said("语音")
        OTHER = "other", said("其他材料")

    ticket = StreetForeignKey(Ticket, related_name="papers")
    paper = StreetForeignKey(Paper, related_name="+")
    kind = models.CharField("种类", max_length=6, choices=Kind.choices)
    at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "照片和语音"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "ticket", "paper", "kind"], name="ticket_paper_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "paper"], name="ticket_paper_paper")]
