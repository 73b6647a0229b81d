"""居家上门服务: the community does it by itself."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import Affair, Blank, Group, Kind, PaperNeeded
from mulin.law.terms import Citation, Period

AFFAIR = Affair(
    code="home_help",
    title=said("助老助残上门服务预约"),
    group=Group.SERVICE,
    about=said("理发、代买、陪诊、测血压、小修小补。由社区、社工和志愿者上门，约好时间再来。"),
    who=said("高龄、独居、行动不便的居民，家人邻居都可以代约"),
    decides=said("本社区"),
    papers=(
        PaperNeeded("age", said("身份证或者残疾人证"), 1, 0, said("上门时看一眼"), optional=True),
    ),
    blanks=(
        Blank("what", said("要什么帮助"), Kind.LONG),
        Blank("when", said("哪天方便"), Kind.DAY, required=False),
    ),
    within=Period(working_days=3),
    how_within=said("社区自己的服务，没有法定时限；产品默认 3 个工作日内答复，街道可以改短。"),
    steps=(said("社区受理、派人"), said("约好时间上门"), said("回访")),
    sources=(Citation("城市居民委员会组织法", "第4条"),),
    unchecked=(said("2018年以后修订的条文号"),),
    leaves=False,
)
