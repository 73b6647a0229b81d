"""The queue's own tables. They are local tables: a street's id, but no constraint to its row,
so that the queue can stand in another database than the streets it serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mulin.kit.ids import uuid7


class JobState(models.TextChoices):
    """Where a job is. Waiting and running ones are *live*: their key is taken."""

    WAITING = "waiting", _("等待中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")


LIVE = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """One piece of work to be done later for one street."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    street_id = models.UUIDField("街道")
    kind = models.CharField("类别", max_length=60)
    key = models.CharField("幂等键", max_length=200, blank=True)
    payload = models.JSONField("内容", default=dict)
    account_id = models.BigIntegerField("发起账号", null=True)
    state = models.CharField(
        "状态", max_length=8, choices=JobState.choices, default=JobState.WAITING
    )
    created_at = models.DateTimeField("提交时间", db_default=Now())
    run_after = models.DateTimeField("最早执行时间", null=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    attempts = models.PositiveSmallIntegerField("已执行次数", default=0)
    worker_id = models.UUIDField("执行进程", null=True)
    lease_until = models.DateTimeField("租约到期", null=True)
    done = models.PositiveIntegerField("已完成数", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    sentence = models.CharField("进度说明", max_length=300, blank=True)
    result = models.JSONField("结果", null=True)
    error = models.CharField("失败原因", max_length=500, blank=True)
    words = models.JSONField("可译的说明", null=True)
    """``sentence`` and ``error`` as they are read in another language."""
    traceback = models.TextField("排错信息", blank=True)

    class Meta:
        verbose_name = "后台任务"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street_id", "kind", "key"],
                condition=Q(state__in=LIVE) & ~Q(key=""),
                name="job_live_key_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["street_id", "run_after"], name="job_due", condition=Q(state="waiting")
            ),
            models.Index(fields=["lease_until"], name="job_leased", condition=Q(state="running")),
            models.Index(fields=["street_id", "kind", "created_at"], name="job_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_live(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in LIVE


class Schedule(models.Model):
    """A job enqueued again and again for one street: every so many seconds, or daily at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    street_id = models.UUIDField("街道")
    kind = models.CharField("类别", max_length=60)
    payload = models.JSONField("内容", default=dict)
    every_seconds = models.PositiveIntegerField("间隔（秒）", null=True)
    daily_at = models.TimeField("每天时刻", null=True)
    next_at = models.DateTimeField("下次执行")
    last_job_id = models.UUIDField("上次任务", null=True)

    class Meta:
        verbose_name = "定时任务"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street_id", "kind"], name="schedule_once"),
            models.CheckConstraint(
                condition=Q(every_seconds__isnull=False, daily_at__isnull=True)
                | Q(every_seconds__isnull=True, daily_at__isnull=False),
                name="schedule_one_rhythm",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["next_at"], name="schedule_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.next_at:%Y-%m-%d %H:%M}"


class Worker(models.Model):
    """A worker process and its heartbeat. ``process`` tells on which machine and as what it runs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    process = models.CharField("进程", max_length=200, blank=True)
    started_at = models.DateTimeField("启动时间")
    beat_at = models.DateTimeField("最近心跳")

    class Meta:
        verbose_name = "后台进程"

    def __str__(self) -> str:
        return str(self.id)
