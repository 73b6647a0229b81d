"""A training or salon: for whom, where and when; who signed up, came, and what they said of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Community, Compound, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Training(StreetModel):
    """One training. Without ``community`` and ``compound`` it is for the whole street.

    ``door`` is the secret in the QR code at the door. ``capacity`` 0 is no limit; ``minutes`` is
    what a participant's record counts.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", said("培训")
        SALON = "salon", said("沙龙")
        LECTURE = "lecture", said("讲座")

    class State(models.TextChoices):
        PLANNED = "planned", said("报名中")
        HELD = "held", said("已办")
        CANCELLED = "cancelled", said("取消")

    number = models.CharField(said("编号"), max_length=20)
    kind = models.CharField(said("形式"), max_length=10, choices=Kind.choices)
    topic = models.CharField(said("主题"), max_length=80)
    about = models.TextField(said("内容"), max_length=1000, blank=True)
    speaker = models.CharField(said("主讲人"), max_length=80)
    community = StreetForeignKey(Community, null=True, blank=True)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    for_committees = models.BooleanField(said("业委会、物管会成员"), default=False)
    for_companies = models.BooleanField(said("物业项目经理"), default=False)
    for_workers = models.BooleanField(said("社区工作者、社工"), default=False)
    for_owners = models.BooleanField(said("业主、住户"), default=False)
    place = models.CharField(said("地点"), max_length=80)
    starts_at = models.DateTimeField(said("时间"))
    minutes = models.PositiveSmallIntegerField(said("时长（分钟）"))
    capacity = models.PositiveSmallIntegerField(said("名额"), default=0)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    door = models.CharField(max_length=32)
    planned_on = models.DateField(said("发通知"))
    held_on = models.DateField(said("登记办完"), null=True, blank=True)
    summary = models.TextField(said("小结"), max_length=1000, blank=True)
    why = models.CharField(said("取消原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("培训")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="training_number_once"),
            models.UniqueConstraint(fields=["street", "door"], name="training_door_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "-starts_at"], name="training_latest")]

    def __str__(self) -> str:
        return f"{self.number} {self.topic}"

    @property
    def audience(self) -> tuple[str, ...]:
        """For whom, in words."""
        return tuple(
            str(word)
            for word, meant in (
                (said("业委会、物管会成员"), self.for_committees),
                (said("物业项目经理"), self.for_companies),
                (said("社区工作者、社工"), self.for_workers),
                (said("业主、住户"), self.for_owners),
            )
            if meant
        )

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PLANNED


class Participant(StreetModel):
    """Somebody who signed up, came, or both. ``person`` is empty for a name typed at the door,
    which counts from ``confirmed_at`` on."""

    class How(models.TextChoices):
        ACCOUNT = "account", said("本人扫码")
        DOOR = "door", said("扫码填名")
        CLERK = "clerk", said("现场登记")

    training = StreetForeignKey(Training, related_name="participants")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    name = models.CharField(said("姓名"), max_length=40)
    origin = models.CharField(said("来自"), max_length=60, blank=True)
    signed_up_at = models.DateTimeField(said("报名"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(said("退出"), null=True, blank=True)
    how = models.CharField(said("怎样签到"), max_length=8, choices=How.choices, blank=True)
    came_at = models.DateTimeField(said("到场"), null=True, blank=True)
    confirmed_at = models.DateTimeField(said("确认"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(said("评分"), null=True, blank=True)
    words = models.CharField(said("想说的话"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("参加")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "training", "person"], name="participant_person_once"
            ),
            models.UniqueConstraint(
                fields=["street", "training", "name", "origin"],
                condition=models.Q(person__isnull=True),
                name="participant_name_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "person"], name="participant_person")]


class TrainingPaper(StreetModel):
    """A handout of a training."""

    training = StreetForeignKey(Training, related_name="papers")
    paper = StreetForeignKey(Paper, related_name="+")

    class Meta:
        verbose_name = said("资料")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "training", "paper"], name="training_paper_once"
            )
        ]
