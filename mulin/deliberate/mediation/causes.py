"""What people in compounds quarrel about, and what such quarrels usually come from: one readable list.

A code never changes. ``chapter`` is the chapter of the handbook beside which lessons of the kind
stand; ``origins`` are what a mediator ticks when he has found out why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mulin.kit.words import joined, said


@dataclass(frozen=True)
class Cause:
    """A kind of quarrel."""

    code: str
    name: str
    chapter: str
    origins: Mapping[str, str]


CAUSES: tuple[Cause, ...] = (
    Cause(
        "service",
        said("物业服务质量"),
        "service",
        {
            "standard": said("服务标准没有写清"),
            "slow": said("报修久拖不办"),
            "record": said("服务没有留痕"),
            "attitude": said("说话生硬，没有解释"),
        },
    ),
    Cause(
        "fees",
        said("物业费和催缴"),
        "fees",
        {
            "quality": said("以服务不好为由不交"),
            "price": said("调价没有走程序"),
            "vacancy": said("空置房怎样收没有约定"),
            "old_debt": said("历史欠费没有对账"),
            "hardship": said("家庭确有困难"),
        },
    ),
    Cause(
        "parking",
        said("停车"),
        "common",
        {
            "short": said("车位少"),
            "rule": said("停车办法没有经业主决定"),
            "taken": said("占用他人车位或者通道"),
            "price": said("收费标准有异议"),
        },
    ),
    Cause(
        "leak",
        said("漏水和渗水"),
        "neighbours",
        {
            "origin": said("漏点没有查清"),
            "common": said("共用管线和自用管线分不清"),
            "works": said("装修破坏防水"),
            "delay": said("一方不让进门检修"),
        },
    ),
    Cause(
        "noise",
        said("噪声"),
        "neighbours",
        {
            "hours": said("作息时间不同"),
            "works": said("装修施工"),
            "machine": said("设备噪声"),
            "dancing": said("公共场地活动"),
        },
    ),
    Cause(
        "works",
        said("装修和改动结构"),
        "neighbours",
        {
            "notice": said("没有事先告知"),
            "wall": said("动了承重结构"),
            "waste": said("垃圾乱堆"),
            "supervision": said("物业没有巡查"),
        },
    ),
    Cause(
        "light",
        said("采光、通风和通行"),
        "neighbours",
        {
            "building": said("加建或者搭建"),
            "trees": said("树木遮挡"),
            "things": said("楼道堆物"),
            "boundary": said("界线说不清"),
        },
    ),
    Cause(
        "pets",
        said("宠物"),
        "neighbours",
        {
            "leash": said("遛狗不牵绳"),
            "dirt": said("粪便没有清理"),
            "bite": said("伤了人"),
            "feeding": said("投喂流浪动物"),
        },
    ),
    Cause(
        "lift",
        said("加装电梯"),
        "lifts",
        {
            "low_floor": said("低层住户没有补偿方案"),
            "share": said("分摊办法有异议"),
            "light": said("采光通风受影响"),
            "notice": said("公示和征询不充分"),
        },
    ),
    Cause(
        "revenue",
        said("公共收益"),
        "common",
        {
            "books": said("账目没有公开"),
            "use": said("用途没有经业主决定"),
            "contract": said("经营合同不透明"),
        },
    ),
    Cause(
        "committee",
        said("业委会和换届"),
        "committee",
        {
            "process": said("程序有瑕疵"),
            "disclosure": said("信息没有公开"),
            "personal": said("成员之间不和"),
            "handover": said("资料和印章没有移交"),
        },
    ),
    Cause(
        "injury",
        said("损害赔偿"),
        "neighbours",
        {
            "falling": said("高空坠物抛物"),
            "facility": said("公共设施失修"),
            "evidence": said("责任证据不足"),
            "sum": said("赔偿数额有争议"),
        },
    ),
    Cause(
        "family",
        said("家庭和邻里"),
        "neighbours",
        {
            "care": said("赡养和照料"),
            "house": said("房屋共有和居住"),
            "words": said("言语冲突"),
            "old": said("积怨已久"),
        },
    ),
    Cause(
        "other",
        said("其他"),
        "neighbours",
        {
            "other": said("其他原因"),
        },
    ),
)
BY_CODE: Mapping[str, Cause] = {cause.code: cause for cause in CAUSES}
CHOICES = [(cause.code, cause.name) for cause in CAUSES]


def name_of(code: str) -> str:
    """The name of a cause; the code itself where the list no longer has it."""
    found = BY_CODE.get(code)
    return found.name if found else code


def names_of(codes: Iterable[str]) -> str:
    """Several of them in words."""
    return joined("、", [name_of(code) for code in codes])


def origin_words(code: str, origins: Iterable[str]) -> str:
    """What a quarrel came from, in words."""
    known = BY_CODE[code].origins if code in BY_CODE else {}
    return joined("、", [known.get(one, one) for one in origins])
