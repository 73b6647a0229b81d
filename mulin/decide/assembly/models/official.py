"""Ballots of the official system: a file that was read, and its ballots on their way to the pile."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.decide.assembly.models.polls import Poll
from mulin.decide.assembly.models.roll import RollEntry
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class OfficialImport(StreetModel):
    """A result file of the official voting system.

    The file itself is not kept, since it says who voted how: ``file_digest`` (SM3) fixes it, and
    whoever brought it keeps it. ``control`` is the number of ballots the person counted himself.
    ``faults`` holds the first of them, names masked; ``faulty`` counts all ballots left out.
    """

    class State(models.TextChoices):
        READ = "read", said("待确认")
        DONE = "done", said("已导入")
        DROPPED = "dropped", said("已放弃")
        WITHDRAWN = "withdrawn", said("已撤回")

    poll = StreetForeignKey(Poll, related_name="official_imports")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.READ)
    file_name = models.CharField("文件", max_length=200)
    file_digest = models.CharField("文件摘要（SM3）", max_length=64)
    system = models.CharField("官方系统", max_length=80)
    control = models.PositiveIntegerField("应有票数")
    ballots = models.PositiveIntegerField("文件里的票数", default=0)
    fresh = models.PositiveIntegerField("可导入", default=0)
    known = models.PositiveIntegerField("已导入过", default=0)
    faulty = models.PositiveIntegerField("有错", default=0)
    faults = models.JSONField("错误", default=list)
    rows_digest = models.CharField("所导入票的摘要", max_length=64, blank=True)
    taken = models.PositiveIntegerField("导入的票", default=0)
    replaced = models.PositiveIntegerField("代替了原来的票", default=0)
    beaten = models.PositiveIntegerField("按规则没有算数", default=0)
    read_at = models.DateTimeField("上传时间")
    read_by = models.CharField("上传人", max_length=80)
    reader_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField("导入时间", null=True, blank=True)
    done_by = models.CharField("确认人", max_length=80, blank=True)
    why = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "官方系统导入"
        indexes: ClassVar = [models.Index(fields=["street", "poll", "-id"], name="official_recent")]

    @property
    def agrees(self) -> bool:
        """Whether the file holds as many ballots as the person counted."""
        return bool(self.control == self.ballots)


class OfficialBallot(StreetModel):
    """One ballot of such a file, matched with the roll and sealed to the poll's key at once.

    Its key is that of the ballot it becomes. ``serial`` is the official system's own number: while
    ``taken``, no other import brings it again. ``seal`` (SM3 of the envelope) stays when the
    envelope moves to the ballot.
    """

    poll = StreetForeignKey(Poll, related_name="+")
    batch = StreetForeignKey(OfficialImport, related_name="rows")
    entry = StreetForeignKey(RollEntry, related_name="+")
    serial = models.CharField("流水号", max_length=64)
    signer = models.CharField("签票人", max_length=64)
    name = models.CharField("业主", max_length=100)
    cast_at = models.DateTimeField("投票时间")
    envelope = models.BinaryField(default=b"")
    seal = models.CharField("封存摘要（SM3）", max_length=64, blank=True)
    taken = models.BooleanField(default=False)

    class Meta:
        verbose_name = "官方系统的票"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "poll", "serial"],
                condition=Q(taken=True),
                name="official_serial_once",
            ),
            models.UniqueConstraint(fields=["street", "batch", "serial"], name="official_row_once"),
        ]
