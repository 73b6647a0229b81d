"""What a community service station should have: the checklist of a standard station.

Areas and numbers differ from place to place and are not asked here (需本地复核).
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit.words import said


@dataclass(frozen=True)
class Facility:
    """One item: what to look for."""

    code: str
    title: str
    look: str


FACILITIES = (
    Facility("one_window", said("综合受理窗口"), said("一个窗口什么都收，不分部门")),
    Facility("waiting", said("等候座位和饮水"), said("老人坐得下")),
    Facility("number", said("叫号或者排队提示"), said("来得多的时候看得清轮到谁")),
    Facility("ramp", said("无障碍坡道和低位柜台"), said("轮椅自己进得来、够得着")),
    Facility("toilet", said("无障碍卫生间"), said("有扶手、能转身")),
    Facility("hours", said("开放时间上墙"), said("错时窗口和电话一起写明")),
    Facility("guides", said("办事指南和样表"), said("每件事一张，大字，有填好的样子")),
    Facility("glasses", said("老花镜、放大镜、印泥"), said("放在柜台上")),
    Facility("copier", said("复印和拍照"), said("复印不收费或者写明价钱")),
    Facility("private", said("单独谈话的地方"), said("救助、家事、纠纷不在大厅说")),
    Facility("first_aid", said("急救箱、灭火器"), said("没有过期")),
    Facility("opinion", said("意见箱和监督电话"), said("看得见，有人收")),
)
BY_CODE = {one.code: one for one in FACILITIES}
