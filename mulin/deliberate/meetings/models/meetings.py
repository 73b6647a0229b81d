"""A meeting: who is called, who came, what stood on the agenda, who does what until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.deliberate.meetings.models.issues import Issue
from mulin.ground.estate.models import Compound, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Format(StreetModel):
    """What a street calls a kind of meeting; where it says nothing, the standard name holds.

    The published accounts name 三会一公开 without saying which meetings: every street names its own.
    """

    code = models.CharField("形式", max_length=20)
    title = models.CharField("名称", max_length=20)
    about = models.CharField("什么时候开", max_length=200)
    offered = models.BooleanField("使用", default=True)

    class Meta:
        verbose_name = "会议形式"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "code"], name="format_code_once")
        ]


class Meeting(StreetModel):
    """One meeting in one compound. ``format`` is a code of ``formats.py``, ``form`` its name then.

    ``door`` is the secret in the QR code that hangs in the room: who scans it signs in.
    """

    class State(models.TextChoices):
        CALLED = "called", said("已通知")
        HELD = "held", said("已开，待公布")
        PUBLISHED = "published", said("已公布")
        FAILED = "failed", said("到会各方不够数")
        CANCELLED = "cancelled", said("取消")

    compound = StreetForeignKey(Compound)
    number = models.CharField("编号", max_length=20)
    format = models.CharField("形式", max_length=20)
    form = models.CharField("会议形式", max_length=20)
    title = models.CharField("会议", max_length=80)
    place = models.CharField("地点", max_length=80)
    starts_at = models.DateTimeField("时间")
    convener = models.CharField("召集人", max_length=80)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.CALLED)
    door = models.CharField(max_length=32)
    called_on = models.DateField("通知日")
    minutes = models.TextField("纪要", max_length=4000, blank=True)
    minuted_on = models.DateField("整理纪要", null=True, blank=True)
    published_on = models.DateField("公布", null=True, blank=True)
    why = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "会议"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="meeting_number_once"),
            models.UniqueConstraint(fields=["street", "door"], name="meeting_door_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-starts_at"], name="meeting_compound")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Party(StreetModel):
    """One of the parties called. Without a ``needed`` one no meeting has its quorum."""

    meeting = StreetForeignKey(Meeting, related_name="parties")
    order = models.PositiveSmallIntegerField()
    name = models.CharField("哪一方", max_length=40)
    needed = models.BooleanField("必须到会", default=False)

    class Meta:
        verbose_name = "参加的一方"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "meeting", "name"], name="party_once")
        ]


class Attendance(StreetModel):
    """Somebody who came, for one party. ``confirmed_at`` is empty while nobody has vouched for a
    name that was typed at the door."""

    class How(models.TextChoices):
        ACCOUNT = "account", said("本人扫码")
        DOOR = "door", said("扫码填名")
        CLERK = "clerk", said("现场登记")

    meeting = StreetForeignKey(Meeting, related_name="attendances")
    party = StreetForeignKey(Party, related_name="attendances")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    name = models.CharField("姓名", max_length=40)
    how = models.CharField("怎样签到", max_length=8, choices=How.choices)
    came_at = models.DateTimeField("签到")
    confirmed_at = models.DateTimeField("确认", null=True, blank=True)
    confirmed_by = models.CharField("确认人", max_length=80, blank=True)

    class Meta:
        verbose_name = "签到"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "meeting", "party", "name"],
                condition=models.Q(person__isnull=True),
                name="meeting_attendance_once",
            ),
            models.UniqueConstraint(
                fields=["street", "meeting", "person"], name="meeting_attendance_person_once"
            ),
        ]


class AgendaItem(StreetModel):
    """An issue on the agenda of a meeting, and what the meeting came to."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", said("商量成了")
        NOT_AGREED = "not_agreed", said("没有商量成")
        TO_THE_OWNERS = "to_the_owners", said("转业主大会表决")

    meeting = StreetForeignKey(Meeting, related_name="items")
    issue = StreetForeignKey(Issue, related_name="items")
    order = models.PositiveSmallIntegerField()
    outcome = models.CharField("结果", max_length=14, choices=Outcome.choices, blank=True)
    conclusion = models.CharField("结论", max_length=400, blank=True)

    class Meta:
        verbose_name = "议程"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "meeting", "issue"], name="agenda_once")
        ]


class Assignment(StreetModel):
    """A line of the list of responsibilities (责任清单): which party does what until when."""

    item = StreetForeignKey(AgendaItem, related_name="assignments")
    issue = StreetForeignKey(Issue, related_name="assignments")
    party = StreetForeignKey(Party, related_name="assignments")
    text = models.CharField("办什么", max_length=200)
    due_on = models.DateField("哪天办完")
    done_on = models.DateField("办完", null=True, blank=True)
    done_note = models.CharField("怎样办的", max_length=200, blank=True)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "责任清单"
        indexes: ClassVar = [
            models.Index(
                fields=["street", "due_on"],
                condition=models.Q(done_on__isnull=True),
                name="assignment_open",
            )
        ]
