"""Meetings of a committee: called, held, what each member said to each motion, signed, published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.decide.committees.models.terms import Member, Term
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Meeting(StreetModel):
    """One meeting. ``law`` is that of the day it was called; ``sitting`` is set when it is held."""

    class State(models.TextChoices):
        CALLED = "called", said("已召集")
        HELD = "held", said("已开会")
        NO_QUORUM = "no_quorum", said("人数不足，没有开成")
        VOIDED = "voided", said("取消")

    term = StreetForeignKey(Term, related_name="meetings")
    title = models.CharField(said("会议"), max_length=80)
    agenda = models.TextField(said("议题"), max_length=2000)
    place = models.CharField(said("地点"), max_length=80)
    held_on = models.DateField(said("开会日期"))
    called_on = models.DateField(said("召集"))
    posted_on = models.DateField(said("公告议题"), null=True, blank=True)
    told_on = models.DateField(said("告知居委会"), null=True, blank=True)
    published_on = models.DateField(said("公告决定"), null=True, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.CALLED
    )
    why_voided = models.CharField(said("取消原因"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(said("席位"), default=0)
    sitting = models.PositiveSmallIntegerField(said("在任"), default=0)
    law = models.JSONField(said("召集日的法规"))

    class Meta:
        verbose_name = said("会议")
        indexes: ClassVar = [
            models.Index(fields=["street", "term", "-held_on"], name="meeting_term"),
            models.Index(fields=["street", "state", "held_on"], name="meeting_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(StreetModel):
    """A member at a meeting: whether he came, and whether he signed the decisions."""

    meeting = StreetForeignKey(Meeting, related_name="attendance")
    member = StreetForeignKey(Member, related_name="+")
    present = models.BooleanField(said("到会"))
    signed = models.BooleanField(said("签字"), default=False)

    class Meta:
        verbose_name = said("签到")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "meeting", "member"], name="committee_attendance_once"
            )
        ]


class Resolution(StreetModel):
    """A motion put to the members, and how many were for it."""

    meeting = StreetForeignKey(Meeting, related_name="resolutions")
    order = models.PositiveSmallIntegerField(said("序号"))
    text = models.CharField(said("内容"), max_length=400)
    agree = models.PositiveSmallIntegerField(said("同意"))
    against = models.PositiveSmallIntegerField(said("反对"))
    abstain = models.PositiveSmallIntegerField(said("弃权"))
    adopted = models.BooleanField(said("通过"))

    class Meta:
        verbose_name = said("决定")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "meeting", "order"], name="resolution_once")
        ]


class MeetingPaper(StreetModel):
    """The signed minutes, the sign-in sheet, a photo of what hung."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", said("议题公告照片")
        SIGN_IN = "sign_in", said("签到表")
        MINUTES = "minutes", said("签字的会议记录")
        DECISION = "decision", said("决定公告照片")

    meeting = StreetForeignKey(Meeting, related_name="papers")
    paper = StreetForeignKey(Paper)
    kind = models.CharField(said("是什么"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = said("会议材料")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "meeting", "paper"], name="meeting_paper_once"
            )
        ]
