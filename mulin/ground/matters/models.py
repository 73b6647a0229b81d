"""The matter: discover → deliberate → decide → deliver → supervise; and what its file holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mulin.ground.estate.models import Building, Compound, Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Matter(StreetModel):
    """One file, one number. Pieces of work (polls, tickets) belong to one matter at most.

    ``opener`` and ``keeper`` see it whatever its ``secrecy``. One that was merged is closed and
    names the other; ``before_merge`` is where it stood.
    """

    class Stage(models.TextChoices):
        DISCOVER = "discover", said("发现")
        DELIBERATE = "deliberate", said("协商")
        DECIDE = "decide", said("决策")
        DELIVER = "deliver", said("落实")
        SUPERVISE = "supervise", said("监督")
        CLOSED = "closed", said("办结")

    class Kind(models.TextChoices):
        FACILITY = "facility", said("公共设施")
        SAFETY = "safety", said("安全隐患")
        ENVIRONMENT = "environment", said("环境秩序")
        DISPUTE = "dispute", said("矛盾纠纷")
        SELF = "self", said("业主自治")
        MONEY = "money", said("公共收益和资金")
        BUILD = "build", said("建设改造")
        SERVICE = "service", said("物业服务")
        WELFARE = "welfare", said("民生服务")
        OTHER = "other", said("其他事项")

    class Secrecy(models.TextChoices):
        OPEN = "open", said("一般：街道、社区和业委会可看")
        OFFICE = "office", said("内部：只有街道和社区可看")
        CLOSED = "closed", said("保密：只有街道、立项人和承办人可看")

    number = models.CharField("编号", max_length=20)
    title = models.CharField("事项", max_length=120)
    stage = models.CharField("环节", max_length=12, choices=Stage.choices)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices, default=Kind.OTHER)
    secrecy = models.CharField(
        "知情范围", max_length=8, choices=Secrecy.choices, default=Secrecy.OPEN
    )
    compound = StreetForeignKey(Compound, null=True, blank=True)
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    spot = models.CharField("具体位置", max_length=60, blank=True)
    opened_on = models.DateField("立项")
    closed_on = models.DateField("办结", null=True, blank=True)
    opener = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    organisation = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    keeper = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    merged_into = StreetForeignKey("self", null=True, blank=True, related_name="+")
    before_merge = models.CharField(max_length=12, blank=True)
    split_from = StreetForeignKey("self", null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "事项"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="matter_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="matter_compound"),
            models.Index(
                fields=["street", "keeper"],
                condition=Q(keeper__isnull=False, closed_on__isnull=True),
                name="matter_keeper",
            ),
            models.Index(
                fields=["street", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="matter_merged",
            ),
            models.Index(
                fields=["street", "split_from"],
                condition=Q(split_from__isnull=False),
                name="matter_split",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.stage != self.Stage.CLOSED

    @property
    def knowing(self) -> str:
        """Its secrecy in one word."""
        return _SHORT[self.Secrecy(self.secrecy)]

    @property
    def spoken(self) -> str:
        """Its title as facts may say it: what is confidential is named by its number alone."""
        return said("保密事项") if self.secrecy == self.Secrecy.CLOSED else self.title


_SHORT = {
    Matter.Secrecy.OPEN: said("一般"),
    Matter.Secrecy.OFFICE: said("内部"),
    Matter.Secrecy.CLOSED: said("保密"),
}


class Party(StreetModel):
    """Somebody a matter concerns: an organisation, a person of the register, or people in words."""

    class Part(models.TextChoices):
        RAISED = "raised", said("提出的人")
        CONCERNED = "concerned", said("受影响的人")
        OWES = "owes", said("责任方")
        HELPS = "helps", said("协助方")
        DECIDES = "decides", said("决定方")

    matter = StreetForeignKey(Matter, related_name="parties")
    part = models.CharField("身份", max_length=10, choices=Part.choices)
    organisation = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    name = models.CharField("说明", max_length=60, blank=True)
    since = models.DateField("加入")
    until = models.DateField("退出", null=True, blank=True)

    class Meta:
        verbose_name = "有关各方"
        indexes: ClassVar = [models.Index(fields=["street", "matter"], name="matter_party_matter")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False) | ~Q(name=""),
                name="matter_party_is_somebody",
            )
        ]


class Filed(StreetModel):
    """A document or picture in the file of a matter."""

    matter = StreetForeignKey(Matter, related_name="filed")
    paper = StreetForeignKey(Paper, related_name="+")
    title = models.CharField("材料", max_length=80)
    at = models.DateTimeField("存入")
    by = models.CharField("谁", max_length=80)

    class Meta:
        verbose_name = "事项材料"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "matter", "paper"], name="matter_paper_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "paper"], name="matter_paper_paper")]


class Deadline(StreetModel):
    """A day by which something in a matter was promised or is owed. ``done_on``: it was kept or not."""

    matter = StreetForeignKey(Matter, related_name="deadlines")
    what = models.CharField("做什么", max_length=80)
    on = models.DateField("最迟")
    basis = models.CharField("依据", max_length=80, blank=True)
    done_on = models.DateField("完成", null=True, blank=True)

    class Meta:
        verbose_name = "期限"
        indexes: ClassVar = [
            models.Index(fields=["street", "matter"], name="matter_deadline_matter"),
            models.Index(
                fields=["street", "on"],
                condition=Q(done_on__isnull=True),
                name="matter_deadline_open",
            ),
        ]


class Link(StreetModel):
    """Two matters that have to do with each other; shown on both."""

    matter = StreetForeignKey(Matter, related_name="links")
    other = StreetForeignKey(Matter, related_name="+")
    why = models.CharField("为什么", max_length=120)

    class Meta:
        verbose_name = "关联的事项"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "matter", "other"], name="matter_link_once"),
            models.CheckConstraint(condition=~Q(matter=F("other")), name="matter_link_two"),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "other"], name="matter_link_other")]


class Tie(StreetModel):
    """A thing of another room that was put into a matter by its number: works, a voucher.

    Rooms whose things name their matter themselves (tickets, votes) need none.
    """

    matter = StreetForeignKey(Matter, related_name="ties")
    kind = models.CharField("种类", max_length=20)
    subject_id = models.UUIDField()

    class Meta:
        verbose_name = "归入的工作"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "kind", "subject_id"], name="matter_tie_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "matter"], name="matter_tie_matter")]


class Passage(StreetModel):
    """A piece of work of one room that became one of another (转办); kinds are codes of rooms' things."""

    source_kind = models.CharField(max_length=12)
    source_id = models.UUIDField()
    target_kind = models.CharField(max_length=12)
    target_id = models.UUIDField()
    at = models.DateTimeField(said("时间"))
    by = models.CharField(said("谁"), max_length=80)

    class Meta:
        verbose_name = said("转办")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "source_id", "target_id"], name="passage_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "target_id"], name="passage_back")]
