"""Who looks after which place of the net, and what was reported from there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import (
    Appointment,
    Building,
    Community,
    Compound,
    Grid,
    Person,
    Stairwell,
)
from mulin.ground.matters.models import Matter
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Post(StreetModel):
    """A place of the net and who looks after it: an appointment of the register, and where exactly.

    ``party_member`` is known of holders of posts only, as they or their organisation said; it is
    never shown by name, only counted.
    """

    class Kind(models.TextChoices):
        GRID_WORKER = "grid_worker", said("网格员")
        BUILDING_HEAD = "building_head", said("楼长")
        STAIRWELL_HEAD = "stairwell_head", said("单元长")

    class Said(models.TextChoices):
        UNKNOWN = "", said("没有说明")
        YES = "yes", said("是党员")
        NO = "no", said("不是党员")

    appointment = StreetForeignKey(Appointment, related_name="net_posts")
    person = StreetForeignKey(Person, related_name="+")
    kind = models.CharField("岗位", max_length=16, choices=Kind.choices)
    community = StreetForeignKey(Community, related_name="+")
    grid = StreetForeignKey(Grid, null=True, blank=True, related_name="+")
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    stairwell = StreetForeignKey(Stairwell, null=True, blank=True, related_name="+")
    party_member = models.CharField("党员", max_length=3, choices=Said.choices, blank=True)
    since = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "网格岗位"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "stairwell"],
                condition=Q(ended_on__isnull=True, kind="stairwell_head"),
                name="one_head_of_a_stairwell",
            ),
            models.UniqueConstraint(
                fields=["street", "building"],
                condition=Q(ended_on__isnull=True, kind="building_head"),
                name="one_head_of_a_building",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound"], name="net_post_compound"),
            models.Index(fields=["street", "person"], name="net_post_person"),
        ]


class NetReport(StreetModel):
    """A short report from a place of the net; it goes to the community, and may become a matter."""

    class State(models.TextChoices):
        NEW = "new", said("待处理")
        ANSWERED = "answered", said("已答复")
        MATTER = "matter", said("已立事项")

    number = models.CharField("编号", max_length=20)
    compound = StreetForeignKey(Compound, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    place = models.CharField("地点", max_length=80, blank=True)
    text = models.CharField("情况", max_length=300)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")
    by = models.CharField("报告人", max_length=80)
    person = StreetForeignKey(Person, related_name="+")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.NEW)
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    matter = StreetForeignKey(Matter, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "网格报告"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="net_report_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-at"], name="net_report_compound"),
            models.Index(fields=["street", "person"], name="net_report_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"

    @property
    def where(self) -> str:
        parts = [str(self.building) if self.building_id else "", self.place]
        return " ".join(part for part in parts if part)
