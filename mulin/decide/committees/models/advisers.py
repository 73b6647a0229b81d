"""The advisory group: experienced committee members who help other compounds' committees."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import joined, said
from mulin.law.topics import TOPICS, Topic


class Adviser(StreetModel):
    """Somebody of a committee who agreed to be asked (业委会顾问团). ``until`` is the last day."""

    person = StreetForeignKey(Person, related_name="+")
    body = StreetForeignKey(Organisation, related_name="+")
    topics = models.CharField(said("懂哪些事"), max_length=160)
    """Codes between bars, ``|parking|revenue|``: both engines search it alike."""
    experience = models.CharField(said("经验"), max_length=300)
    since = models.DateField(said("聘期起"))
    until = models.DateField(said("聘期止"))
    left_on = models.DateField(said("退出"), null=True, blank=True)
    why_left = models.CharField(said("退出原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("顾问")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "person"],
                condition=Q(left_on__isnull=True),
                name="adviser_once",
            )
        ]

    @property
    def knows(self) -> list[str]:
        """The codes of his topics."""
        return [code for code in self.topics.split("|") if code]

    @property
    def topic_words(self) -> str:
        return joined("、", [Topic(code).label for code in self.knows])


def advising_on(day: date) -> Q:
    """Advisers in their term on ``day``; whoever leaves is not asked from that day on."""
    stays = Q(left_on__isnull=True) | Q(left_on__gt=day)
    return Q(since__lte=day, until__gte=day) & stays


class Advice(StreetModel):
    """A committee asks, an adviser of another compound answers."""

    class State(models.TextChoices):
        ASKED = "asked", said("等选顾问")
        GIVEN = "given", said("等顾问答复")
        ANSWERED = "answered", said("已答复")
        WITHDRAWN = "withdrawn", said("撤回")

    body = StreetForeignKey(Organisation, related_name="+")
    topic = models.CharField(said("哪方面"), max_length=12, choices=TOPICS)
    question = models.CharField(said("请教什么"), max_length=1000)
    asked_on = models.DateField(said("提出"))
    asked_by = models.CharField(said("提出人"), max_length=80)
    due_on = models.DateField(said("希望哪天前答复"))
    adviser = StreetForeignKey(Adviser, null=True, blank=True, related_name="+")
    given_on = models.DateField(said("选定顾问"), null=True, blank=True)
    answer = models.CharField(said("答复"), max_length=2000, blank=True)
    answered_on = models.DateField(said("答复日期"), null=True, blank=True)
    paper = StreetForeignKey(Paper, null=True, blank=True)
    why = models.CharField(said("撤回原因"), max_length=200, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.ASKED
    )

    class Meta:
        verbose_name = said("请教顾问")
        indexes: ClassVar = [
            models.Index(fields=["street", "body", "-id"], name="advice_body"),
            models.Index(fields=["street", "adviser", "state"], name="advice_adviser"),
        ]
