"""A pact of a compound (公约), its versions, and their clauses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliberate.pacts.standards import Kind, kinds
from mulin.ground.estate.models import Compound
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Pact(StreetModel):
    """One kind of pact of one compound, whatever its versions say. ``kind`` names a file of
    ``standard/pacts``."""

    compound = StreetForeignKey(Compound)
    kind = models.CharField("种类", max_length=30)
    number = models.CharField("编号", max_length=20)
    title = models.CharField("名称", max_length=80)

    class Meta:
        verbose_name = "公约"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="pact_number_once"),
            models.UniqueConstraint(fields=["street", "compound", "kind"], name="pact_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def standard(self) -> Kind:
        return kinds()[self.kind]


class Version(StreetModel):
    """One version of a pact. Its clauses change until it is put to the vote, never afterwards.

    ``poll_id`` and ``motion_id`` name the vote it was put to; the room of votes is a stranger.
    """

    class State(models.TextChoices):
        DRAFT = "draft", said("起草中")
        COMMENTS = "comments", said("征求意见")
        VOTING = "voting", said("已提请表决")
        IN_FORCE = "in_force", said("施行中")
        SUPERSEDED = "superseded", said("已被新版代替")
        ENDED = "ended", said("已终止")
        NOT_ADOPTED = "not_adopted", said("没有通过")
        WITHDRAWN = "withdrawn", said("撤回")

    pact = StreetForeignKey(Pact, related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    why = models.CharField("为什么制定或修改", max_length=200, blank=True)
    begun_on = models.DateField("起草")
    comments_from = models.DateField("征求意见开始", null=True, blank=True)
    comments_until = models.DateField("征求意见截止", null=True, blank=True)
    poll_id = models.UUIDField(null=True, blank=True)
    motion_id = models.UUIDField(null=True, blank=True)
    text_paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    proof = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    adopted_on = models.DateField("通过", null=True, blank=True)
    adopted_how = models.CharField("怎样通过的", max_length=200, blank=True)
    in_force_on = models.DateField("施行", null=True, blank=True)
    ended_on = models.DateField("终止", null=True, blank=True)
    why_ended = models.CharField("终止的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "公约版本"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "pact", "number"], name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["street", "pact"],
                condition=models.Q(state__in=("draft", "comments", "voting")),
                name="version_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["street", "pact"],
                condition=models.Q(state="in_force"),
                name="version_one_in_force",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "state", "-id"], name="version_state")]

    def __str__(self) -> str:
        return f"{self.pact.title}（{self.number}）"

    @property
    def is_open(self) -> bool:
        """Whether its clauses may still change."""
        return self.state in (self.State.DRAFT, self.State.COMMENTS)

    @property
    def under_way(self) -> bool:
        return self.is_open or self.state == self.State.VOTING


class Clause(StreetModel):
    """One clause. ``origin`` stays the same from version to version, so that versions compare."""

    version = StreetForeignKey(Version, related_name="clauses")
    origin = models.UUIDField()
    order = models.PositiveSmallIntegerField("第几条")
    chapter = models.CharField("章", max_length=40, blank=True)
    title = models.CharField("条目", max_length=40)
    text = models.TextField("内容", max_length=2000)
    article = models.CharField("依据", max_length=120, blank=True)
    note = models.CharField("起草说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "条款"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "version", "origin"], name="clause_once")
        ]

    def __str__(self) -> str:
        return self.title
