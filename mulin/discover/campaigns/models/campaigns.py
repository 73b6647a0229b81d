"""A campaign, the compounds it runs in, what it aims at, its tasks with pictures, who works in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Campaign(StreetModel):
    """``kind`` is a code of ``kinds/``; ``helps`` is the copy of its kinds of help.

    Where doors are knocked on, ``purpose`` says what the answers are for and ``purge_on`` is the day
    on which they are destroyed; both are named at opening.
    """

    class State(models.TextChoices):
        RUNNING = "running", said("进行中")
        CLOSED = "closed", said("已结束")
        CANCELLED = "cancelled", said("已取消")

    number = models.CharField("编号", max_length=20)
    kind = models.CharField("模板", max_length=20)
    title = models.CharField("名称", max_length=80)
    goal = models.CharField("目标", max_length=300, blank=True)
    emergency = models.BooleanField("应急", default=False)
    organiser = models.CharField("组织单位", max_length=80)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RUNNING)
    helps = models.JSONField("求助种类", default=list)
    purpose = models.CharField("数据用途", max_length=120, blank=True)
    purge_on = models.DateField("销毁日", null=True, blank=True)
    purged_on = models.DateField("已销毁", null=True, blank=True)
    tally = models.JSONField("上门汇总", default=dict)
    """What is left of the doors when their data are destroyed: numbers."""
    opened_on = models.DateField("发起")
    closed_on = models.DateField("结束", null=True, blank=True)
    why = models.CharField("说明", max_length=200, blank=True)
    report = models.TextField("总结", max_length=6000, blank=True)
    report_on = models.DateField("总结公布", null=True, blank=True)

    class Meta:
        verbose_name = "专项行动"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="campaign_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "state", "-starts_on"], name="campaign_state"),
            models.Index(
                fields=["street", "purge_on"],
                condition=Q(purged_on__isnull=True, purge_on__isnull=False),
                name="campaign_to_purge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def knocks(self) -> bool:
        """Whether doors are knocked on in it."""
        return bool(self.helps)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.RUNNING


class Site(StreetModel):
    """A compound in a campaign: how far it is, and whether the community accepted it."""

    class State(models.TextChoices):
        WORKING = "working", said("整治中")
        SUBMITTED = "submitted", said("待验收")
        ACCEPTED = "accepted", said("验收通过")
        RETURNED = "returned", said("退回整改")

    campaign = StreetForeignKey(Campaign, related_name="sites")
    compound = StreetForeignKey(Compound, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WORKING)
    submitted_on = models.DateField("提交验收", null=True, blank=True)
    submitted_by = models.CharField("提交人", max_length=80, blank=True)
    submitter = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    judged_on = models.DateField("验收", null=True, blank=True)
    judged_by = models.CharField("验收人", max_length=80, blank=True)
    words = models.CharField("验收意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "参加的小区"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "campaign", "compound"], name="campaign_site_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound"], name="campaign_site_place")
        ]


class Target(StreetModel):
    """What one compound set itself, and how much is done."""

    campaign = StreetForeignKey(Campaign, related_name="targets")
    site = StreetForeignKey(Site, related_name="targets")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField("目标", max_length=40)
    unit = models.CharField("单位", max_length=10)
    planned = models.PositiveIntegerField("计划")
    done = models.PositiveIntegerField("完成", default=0)

    class Meta:
        verbose_name = "小区目标"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "site", "code"], name="campaign_target_once")
        ]


class Team(StreetModel):
    """Some people who work together."""

    campaign = StreetForeignKey(Campaign, related_name="teams")
    order = models.PositiveSmallIntegerField()
    name = models.CharField("队伍", max_length=40)
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "队伍"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "campaign", "name"], name="campaign_team_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(StreetModel):
    """Somebody of a team. ``from_company``: of a property company, who reads no care data."""

    campaign = StreetForeignKey(Campaign, related_name="members")
    team = StreetForeignKey(Team, related_name="members")
    person = StreetForeignKey(Person, related_name="+")
    name = models.CharField("姓名", max_length=80)
    post = models.CharField("身份", max_length=80, blank=True)
    leads = models.BooleanField("队长", default=False)
    from_company = models.BooleanField(default=False)
    left_on = models.DateField("退出", null=True, blank=True)

    class Meta:
        verbose_name = "队员"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "team", "person"],
                condition=Q(left_on__isnull=True),
                name="campaign_member_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "person"], name="campaign_member_who")]


class Task(StreetModel):
    """A piece of work at a place, done with pictures before and after, accepted or sent back."""

    class State(models.TextChoices):
        OPEN = "open", said("待做")
        DONE = "done", said("做完待验收")
        ACCEPTED = "accepted", said("验收通过")
        RETURNED = "returned", said("退回重做")
        DROPPED = "dropped", said("不做了")

    campaign = StreetForeignKey(Campaign, related_name="tasks")
    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    team = StreetForeignKey(Team, null=True, blank=True, related_name="tasks")
    aim = models.CharField(max_length=20, blank=True)
    title = models.CharField("任务", max_length=80)
    place = models.CharField("地点", max_length=80, blank=True)
    due_on = models.DateField("哪天做完")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    amount = models.PositiveIntegerField("完成数量", default=0)
    note = models.CharField("说明", max_length=200, blank=True)
    done_on = models.DateField("做完", null=True, blank=True)
    done_by = models.CharField("谁做的", max_length=80, blank=True)
    doer = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    judged_on = models.DateField("验收", null=True, blank=True)
    judged_by = models.CharField("验收人", max_length=80, blank=True)
    words = models.CharField("验收意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "任务"
        indexes: ClassVar = [
            models.Index(fields=["street", "campaign", "compound"], name="campaign_task_place"),
            models.Index(fields=["street", "team"], name="campaign_task_team"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """As exact as it is known: the building, and what was written."""
        parts = [str(self.building) if self.building_id else "", self.place]
        return " ".join(part for part in parts if part) or said("全小区")


class Picture(StreetModel):
    """A photo of a task, before it was done or after."""

    class Phase(models.TextChoices):
        BEFORE = "before", said("整治前")
        AFTER = "after", said("整治后")

    task = StreetForeignKey(Task, related_name="pictures")
    phase = models.CharField("前后", max_length=6, choices=Phase.choices)
    paper = StreetForeignKey(Paper, related_name="+")
    taken_at = models.DateTimeField("拍摄")
    by = models.CharField("拍的人", max_length=80)

    class Meta:
        verbose_name = "任务照片"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "task", "phase", "paper"], name="campaign_picture_once"
            )
        ]
