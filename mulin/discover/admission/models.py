"""The list in its versions, what was asked of communities, and what each of them did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Community
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class ListVersion(StreetModel):
    """The admission list as it was written on a day; the newest that has begun is in force."""

    text = models.TextField(said("清单"))
    title = models.CharField(said("名称"), max_length=300)
    begins_on = models.DateField(said("起用"))
    count = models.PositiveIntegerField(said("事项数"))
    note = models.CharField(said("改了什么"), max_length=200)
    saved_at = models.DateTimeField(said("存入"))
    by = models.CharField(said("谁改的"), max_length=80)

    class Meta:
        verbose_name = said("准入清单")
        indexes: ClassVar = [models.Index(fields=["street", "-id"], name="admission_list_newest")]


class Push(StreetModel):
    """Something that a department or the street wants communities to do (下派事项).

    Refused ones stay: they are counted. An exception names who asked and who, another, approved.
    """

    class State(models.TextChoices):
        ADMITTED = "admitted", said("准入")
        REFUSED = "refused", said("不准入")
        ASKED = "asked", said("申请特别准入")
        EXCEPTION = "exception", said("特别准入")
        DECLINED = "declined", said("不同意特别准入")
        CALLED_OFF = "called_off", said("撤销")

    number = models.CharField(said("编号"), max_length=20)
    department = models.CharField(said("来源"), max_length=80)
    title = models.CharField(said("要社区做什么"), max_length=120)
    detail = models.CharField(said("具体要求"), max_length=500, blank=True)
    item = models.CharField(said("清单编号"), max_length=12, blank=True)
    item_title = models.CharField(said("清单事项"), max_length=300, blank=True)
    basis = models.CharField(said("依据"), max_length=300, blank=True)
    state = models.CharField(said("状态"), max_length=10, choices=State.choices)
    why_refused = models.CharField(said("不准入的理由"), max_length=300, blank=True)
    asked_on = models.DateField(said("提出"))
    asked_by = models.CharField(said("登记人"), max_length=80)
    due_on = models.DateField(said("要求完成"), null=True, blank=True)
    why_needed = models.CharField(said("为什么要特别准入"), max_length=300, blank=True)
    support = models.CharField(said("给什么人、钱、物"), max_length=200, blank=True)
    until = models.DateField(said("做到哪天为止"), null=True, blank=True)
    pleaded_by = models.CharField(said("申请人"), max_length=80, blank=True)
    pleaded_account = models.BigIntegerField(null=True, blank=True)
    decided_by = models.CharField(said("批准人"), max_length=80, blank=True)
    decided_on = models.DateField(said("批准日"), null=True, blank=True)
    decision = models.CharField(said("批示"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("下派事项")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="push_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "asked_on"], name="push_asked"),
            models.Index(fields=["street", "state"], name="push_state"),
        ]

    GOES: ClassVar = (State.ADMITTED, State.EXCEPTION)
    """States in which communities work on it."""

    def __str__(self) -> str:
        return self.number


class PushTarget(StreetModel):
    """One community of which it is asked."""

    class State(models.TextChoices):
        OPEN = "open", said("在办")
        DONE = "done", said("做完")
        RETURNED = "returned", said("退回")

    push = StreetForeignKey(Push, related_name="targets")
    community = StreetForeignKey(Community, related_name="+")
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.OPEN)
    words = models.CharField(said("结果或理由"), max_length=300, blank=True)
    ended_on = models.DateField(said("结束"), null=True, blank=True)
    by = models.CharField(said("谁登记的"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("下派到社区")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "push", "community"], name="push_target_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "community"], name="push_target_community")
        ]
