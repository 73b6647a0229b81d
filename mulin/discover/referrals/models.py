"""Teams with their areas, and one violation from the first word to the result carried back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Building, Compound, Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.violations.catalogue import violations

KINDS = [(one.code, one.title) for one in violations().values()]


class Team(StreetModel):
    """An enforcement team: what it takes, where, how it is reached (公示). ``areas``: communities."""

    organisation = StreetForeignKey(Organisation, related_name="+")
    phone = models.CharField(said("公示电话"), max_length=40)
    kinds = models.JSONField(said("办哪几类"), default=list)
    areas = models.JSONField(said("哪些社区"), default=list)
    ended_on = models.DateField(said("不再移送"), null=True, blank=True)

    class Meta:
        verbose_name = said("执法队")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "organisation"], name="team_once")
        ]

    def __str__(self) -> str:
        return self.organisation.name


class Referral(StreetModel):
    """One violation. Who does it is sealed; who told of it stays unknown to the other side.

    ``report_by``: the instant by which it is to be reported after talking did not help.
    """

    class State(models.TextChoices):
        TIPPED = "tipped", said("居民反映，待劝阻")
        DISSUADING = "dissuading", said("劝阻中")
        SETTLED = "settled", said("劝阻后改正")
        REPORTED = "reported", said("已报告，待移送")
        REFERRED = "referred", said("已移送")
        RETURNED = "returned", said("退回")
        ACCEPTED = "accepted", said("执法队已受理")
        RESULT = "result", said("有结果，待反馈")
        CLOSED = "closed", said("已反馈，办结")
        DROPPED = "dropped", said("不移送")

    class Result(models.TextChoices):
        CORRECTED = "corrected", said("责令改正并已改正")
        PUNISHED = "punished", said("立案查处")
        OTHER = "other", said("转其他部门")
        NO_CASE = "no_case", said("不构成违法")

    number = models.CharField(said("编号"), max_length=20)
    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    place = models.CharField(said("具体地点"), max_length=80)
    kind = models.CharField(said("类别"), max_length=20, choices=KINDS)
    seen = models.CharField(said("看到什么"), max_length=500)
    found_at = models.DateTimeField(said("发现"))
    other_side = models.BinaryField(default=b"", blank=True)
    reporter = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    named = models.BooleanField(said("同意把姓名告诉执法队"), default=False)
    state = models.CharField(said("状态"), max_length=10, choices=State.choices)
    dissuaded_at = models.DateTimeField(said("劝阻"), null=True, blank=True)
    dissuaded_by = models.CharField(said("谁劝的"), max_length=80, blank=True)
    dissuasion = models.CharField(said("怎样劝、对方怎样说"), max_length=500, blank=True)
    report_by = models.DateTimeField(said("报告期限"), null=True, blank=True)
    how_due = models.CharField(said("怎样算"), max_length=200, blank=True)
    reported_at = models.DateTimeField(said("报告"), null=True, blank=True)
    reported_by = models.CharField(said("谁报的"), max_length=80, blank=True)
    team = StreetForeignKey(Team, null=True, blank=True, related_name="referrals")
    referred_at = models.DateTimeField(said("移送"), null=True, blank=True)
    referred_by = models.CharField(said("谁移送的"), max_length=80, blank=True)
    answer_by = models.DateField(said("请何时受理或退回"), null=True, blank=True)
    accepted_at = models.DateTimeField(said("受理"), null=True, blank=True)
    officers = models.CharField(said("办案人"), max_length=80, blank=True)
    why_returned = models.CharField(said("退回的理由"), max_length=300, blank=True)
    result = models.CharField(said("结果"), max_length=10, choices=Result.choices, blank=True)
    result_words = models.CharField(said("结果说明"), max_length=500, blank=True)
    result_on = models.DateField(said("结果日"), null=True, blank=True)
    feedback = models.CharField(said("怎样反馈"), max_length=300, blank=True)
    ended_on = models.DateField(said("结束"), null=True, blank=True)

    class Meta:
        verbose_name = said("执法移送")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="referral_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="referral_compound"),
            models.Index(fields=["street", "team", "state"], name="referral_team"),
            models.Index(fields=["street", "reporter"], name="referral_reporter"),
        ]

    BEFORE: ClassVar = (State.TIPPED, State.DISSUADING)
    """Still in the compound: talking to the other side."""
    AT_TEAM: ClassVar = (State.REFERRED, State.ACCEPTED)
    ENDED: ClassVar = (State.SETTLED, State.CLOSED, State.DROPPED)

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state not in self.ENDED


class Evidence(StreetModel):
    """A picture: of what was seen, of the talk, of a visit, of how it looks now."""

    class Step(models.TextChoices):
        BEFORE = "before", said("发现时")
        TALK = "talk", said("劝阻时")
        VISIT = "visit", said("执法检查时")
        AFTER = "after", said("改正后")

    referral = StreetForeignKey(Referral, related_name="evidence")
    step = models.CharField(said("哪一步"), max_length=8, choices=Step.choices)
    paper = StreetForeignKey(Paper, related_name="+")
    taken_on = models.DateField(said("拍摄"))
    by = models.CharField(said("谁存的"), max_length=80)

    class Meta:
        verbose_name = said("证据")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "referral", "step", "paper"], name="referral_evidence_once"
            )
        ]


class SiteVisit(StreetModel):
    """The team looked: when, who, what it found, what it ordered until when."""

    referral = StreetForeignKey(Referral, related_name="visits")
    day = models.DateField(said("日期"))
    officers = models.CharField(said("到场人员"), max_length=80)
    found = models.CharField(said("看到什么"), max_length=300)
    ordered = models.CharField(said("责令什么"), max_length=200, blank=True)
    until = models.DateField(said("限期"), null=True, blank=True)

    class Meta:
        verbose_name = said("现场检查")
        indexes: ClassVar = [models.Index(fields=["street", "referral"], name="site_visit_of")]
