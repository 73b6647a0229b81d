"""Terms of office and who sits in them; owners who are willing to stand."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Appointment, Compound, Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.committee_archive import CATEGORIES, Category


class Term(StreetModel):
    """One term (届) of a body, from the day it takes office to the day the next one does.

    ``ends_on`` is the last day it was elected for; an overdue body goes on until ``ended_on``.
    ``party_members`` is a number its own organisation gave: who they are is kept nowhere.
    """

    class Origin(models.TextChoices):
        VOTE = "vote", said("业主大会选举（系统内表决）")
        PAPER = "paper", said("业主大会选举（线下）")
        APPOINTED = "appointed", said("街道、社区组建")
        RESIDENTS = "residents", said("居民推选")
        PARTY = "party", said("党内选举或上级任命")

    class Holding(models.TextChoices):
        UNKNOWN = "unknown", said("未登记")
        HELD = "held", said("有")
        ABSENT = "absent", said("没有")

    body = StreetForeignKey(Organisation, related_name="terms")
    ordinal = models.PositiveSmallIntegerField(said("届次"))
    origin = models.CharField(said("产生方式"), max_length=12, choices=Origin.choices)
    poll_number = models.CharField(said("表决编号"), max_length=20, blank=True)
    elected_on = models.DateField(said("产生日期"), null=True, blank=True)
    starts_on = models.DateField(said("任期起"))
    ends_on = models.DateField(said("任期届满"))
    ended_on = models.DateField(said("实际结束"), null=True, blank=True)
    why_ended = models.CharField(said("结束原因"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(said("席位"))
    alternates = models.PositiveSmallIntegerField(said("候补席位"), default=0)
    filing_number = models.CharField(said("备案号"), max_length=60, blank=True)
    filed_on = models.DateField(said("备案日期"), null=True, blank=True)
    seal = models.CharField(
        said("印章"), max_length=8, choices=Holding.choices, default=Holding.UNKNOWN
    )
    seal_keeper = models.CharField(said("印章保管"), max_length=60, blank=True)
    account = models.CharField(
        said("银行账户"), max_length=8, choices=Holding.choices, default=Holding.UNKNOWN
    )
    bank = models.CharField(said("开户行"), max_length=80, blank=True)
    party_members = models.PositiveSmallIntegerField(said("党员人数"), null=True, blank=True)
    active_on = models.DateField(said("最近开展工作"), null=True, blank=True)

    class Meta:
        verbose_name = said("届")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "body", "ordinal"], name="term_once"),
            models.UniqueConstraint(
                fields=["street", "body"], condition=Q(ended_on__isnull=True), name="term_one_open"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "ends_on"], name="term_ends")]

    def __str__(self) -> str:
        return said("第{ordinal}届", ordinal=self.ordinal)

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


class Member(StreetModel):
    """A seat held by a person. What the seat permits is its post in the register (``appointment``).

    Alternates, and bodies whose seats permit nothing, have no appointment. ``left_on`` is the last
    day; who is in office is asked by :func:`seated_on`.
    """

    class Post(models.TextChoices):
        CHAIR = "chair", said("主任")
        VICE = "vice", said("副主任")
        MEMBER = "member", said("委员")
        ALTERNATE = "alternate", said("候补委员")

    class Side(models.TextChoices):
        UNSAID = "", said("没有登记")
        OWNERS = "owners", said("业主代表")
        OTHERS = "others", said("街道、居委会等单位的代表")

    term = StreetForeignKey(Term, related_name="members")
    person = StreetForeignKey(Person, related_name="+")
    post = models.CharField(said("职务"), max_length=10, choices=Post.choices)
    appointment = StreetForeignKey(Appointment, null=True, blank=True, related_name="+")
    listed_on = models.DateField(said("起"))
    left_on = models.DateField(said("止"), null=True, blank=True)
    why_left = models.CharField(said("离任原因"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(said("候补次序"), default=0)
    side = models.CharField(
        said("代表谁"), max_length=8, choices=Side.choices, blank=True, default=""
    )
    """Asked of an interim committee alone, where meetings need enough of the owners' side."""

    class Meta:
        verbose_name = said("成员")
        indexes: ClassVar = [
            models.Index(fields=["street", "term"], name="member_term"),
            models.Index(fields=["street", "person"], name="member_person"),
        ]

    @property
    def is_alternate(self) -> bool:
        return self.post == self.Post.ALTERNATE


def listed(day: date) -> Q:
    """Seats and places among the alternates that are held on ``day``."""
    stays = Q(left_on__isnull=True) | Q(left_on__gte=day)
    post = Q(appointment__isnull=True) | (
        Q(appointment__valid_to__isnull=True) | Q(appointment__valid_to__gte=day)
    )
    return Q(listed_on__lte=day) & stays & post


def seated_on(day: date) -> Q:
    """Members in office on ``day``: a post that was ended in the register ends the seat too."""
    return listed(day) & ~Q(post=Member.Post.ALTERNATE)


class BodyPaper(StreetModel):
    """A paper in a body's file: the filing certificate, the list that hung, a receipt."""

    term = StreetForeignKey(Term, related_name="papers")
    paper = StreetForeignKey(Paper)
    what = models.CharField(said("是什么"), max_length=60)
    category = models.CharField(
        said("归入"), max_length=10, choices=CATEGORIES, default=Category.OTHER.value
    )

    class Meta:
        verbose_name = said("材料")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "term", "paper"], name="body_paper_once")
        ]


class Willing(StreetModel):
    """Somebody who is willing to stand, or was proposed and agreed. A list of suggestions only."""

    class Source(models.TextChoices):
        SELF = "self", said("本人报名")
        OWNERS = "owners", said("业主推荐")
        BODY = "body", said("社区、党组织或工作室推荐")

    compound = StreetForeignKey(Compound)
    name = models.CharField(said("姓名"), max_length=80)
    room = models.CharField(said("房号"), max_length=40)
    source = models.CharField(said("来源"), max_length=8, choices=Source.choices)
    noted_on = models.DateField(said("登记"))
    withdrawn_on = models.DateField(said("退出"), null=True, blank=True)
    why_withdrawn = models.CharField(said("退出原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("意向人选")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "compound", "name", "room"],
                condition=Q(withdrawn_on__isnull=True),
                name="willing_once",
            )
        ]
