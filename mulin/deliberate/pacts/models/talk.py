"""What is said of a version: comments clause by clause with answers, and answers to hints."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliberate.pacts.models.pacts import Clause, Version
from mulin.ground.estate.models import Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class Comment(StreetModel):
    """One comment on one clause. Others read the party, never the name."""

    version = StreetForeignKey(Version, related_name="comments")
    clause = StreetForeignKey(Clause, null=True, blank=True, related_name="comments")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    party = models.CharField("哪一方", max_length=20)
    text = models.CharField("意见", max_length=500)
    on = models.CharField("对哪一条", max_length=60)
    at = models.DateTimeField("何时")
    answer = models.CharField("答复", max_length=500, blank=True)
    taken_up = models.BooleanField("采纳", default=False)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.CharField("谁答复", max_length=60, blank=True)

    class Meta:
        verbose_name = "对条款的意见"
        indexes: ClassVar = [
            models.Index(fields=["street", "version", "id"], name="comment_version")
        ]

    @property
    def answer_key(self) -> str:
        """The form that answers it, among the many of its page."""
        return f"answer-{self.pk}"


class HintAnswer(StreetModel):
    """Why a clause stands although a rule hints at it. It counts for the words it was given for."""

    version = StreetForeignKey(Version, related_name="hint_answers")
    clause = StreetForeignKey(Clause, null=True, blank=True, related_name="+")
    rule = models.CharField("提示", max_length=40)
    text = models.TextField("当时的条文", max_length=2000, blank=True)
    why = models.CharField("理由", max_length=300)
    by = models.CharField("谁写的", max_length=60)
    at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "对提示的说明"
