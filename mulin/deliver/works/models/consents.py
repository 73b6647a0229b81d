"""An owner's own signature under the sheet of the consultation, given on his phone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliver.works.models.projects import Home, Project
from mulin.ground.estate.models import Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class ConsentSlip(StreetModel):
    """What one owner signed, for every home of the project that is his, alone or with others.

    A slip that was withdrawn stays and counts no more. Without ``signature`` the name was typed.
    """

    project = StreetForeignKey(Project, related_name="slips")
    person = StreetForeignKey(Person, related_name="+")
    word = models.CharField(said("意见"), max_length=8, choices=Home.Word.choices)
    signature = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(said("签名"))
    withdrawn_at = models.DateTimeField(said("撤回"), null=True, blank=True)

    class Meta:
        verbose_name = said("手机签名")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "project", "person"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="lift_slip_once",
            )
        ]
