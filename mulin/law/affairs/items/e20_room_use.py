"""活动场地借用: the community does it by itself."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import Affair, Blank, Group, Kind, PaperNeeded
from mulin.law.terms import Citation, Period

AFFAIR = Affair(
    code="room_use",
    title=said("社区活动场地借用"),
    group=Group.SERVICE,
    about=said("居民、社团、业委会开会或者办公益活动，可以借社区的房间。营利的不借。"),
    who=said("本社区居民和社区社会组织"),
    decides=said("本社区"),
    papers=(PaperNeeded("plan", said("活动说明"), 1, 0, said("写清人数、内容、谁负责安全")),),
    blanks=(
        Blank("what", said("办什么活动")),
        Blank("day", said("哪天"), Kind.DAY),
        Blank("people", said("大约多少人"), Kind.NUMBER),
    ),
    within=Period(working_days=2),
    how_within=said("社区自己的服务，没有法定时限；产品默认 2 个工作日内答复，街道可以改短。"),
    steps=(said("社区受理、排场地"), said("答复")),
    sources=(Citation("城市居民委员会组织法", "第4条"),),
    unchecked=(said("2018年以后修订的条文号"),),
    leaves=False,
)
