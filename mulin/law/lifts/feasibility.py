"""Can a lift be added to this stairwell? The survey's questions, and what each answer means.

One answer is one line: it is fine, it sets a condition, or it rules the lift out, always with the
sentence that is shown. No national text says where a lift may stand; who surveys decides by local
rules and by the design. What is not read in a text is marked unread, and the screen says 需本地复核.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mulin.kit.words import said
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation


class Verdict(Labelled):
    """What a survey comes to."""

    FEASIBLE = "feasible", said("可行")
    CONDITIONAL = "conditional", said("有条件")
    NOT_FEASIBLE = "not_feasible", said("不可行")
    OPEN = "open", said("待勘察")


class Effect(Labelled):
    """What one answer does to the verdict."""

    FINE = "fine", said("可以")
    CONDITION = "condition", said("有条件")
    STOP = "stop", said("不可行")
    UNKNOWN = "unknown", said("待查")


@dataclass(frozen=True)
class Choice:
    """One possible answer. ``why`` is the condition to meet, or the reason why not."""

    code: str
    words: str
    effect: Effect = Effect.FINE
    why: str = ""


@dataclass(frozen=True)
class Factor:
    """One thing to look at. ``source`` is None where no text was read: local rules decide."""

    code: str
    title: str
    look: str
    choices: tuple[Choice, ...]
    source: Citation | None = None

    @property
    def by_code(self) -> Mapping[str, Choice]:
        return {choice.code: choice for choice in self.choices}


@dataclass(frozen=True)
class Finding:
    """One answer that counts against the lift, or is missing."""

    factor: Factor
    effect: Effect
    why: str


@dataclass(frozen=True)
class Assessment:
    """The verdict with everything that led to it."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()

    def of(self, effect: Effect) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.effect is effect)

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The reasons for this verdict and no others: why not, else the conditions, else the gaps."""
        for effect in (Effect.STOP, Effect.UNKNOWN, Effect.CONDITION):
            if found := self.of(effect):
                return found
        return ()


UNKNOWN = "unknown"
UNSURE = Choice(UNKNOWN, said("现在看不出"), Effect.UNKNOWN, said("待查"))
C, S = Effect.CONDITION, Effect.STOP
PRIVATE = Citation("济南市（莱芜、钢城）加装电梯规定 2019", "第7条")

# fmt: off
FACTORS: tuple[Factor, ...] = (
    Factor("existing", said("现有电梯"), said("这个单元现在有没有电梯"), (
        Choice("none", said("没有")),
        Choice("has", said("已有电梯"), S, said("已有电梯，属更新改造，不是加装")),
    )),
    Factor("storeys", said("层数"), said("从地面数，住宅一共几层"), (
        Choice("four_up", said("四层及以上")),
        Choice("below_four", said("三层及以下"), C, said("不足四层：先问本地加装办法是否受理")),
    )),
    Factor("structure", said("结构"), said("看房屋安全鉴定、竣工图，看墙体和阳台有没有裂缝"), (
        Choice("sound", said("有图纸，主体完好")),
        Choice("no_drawings", said("没有图纸，或者有明显裂缝"), C, said("先做房屋结构安全鉴定")),
        Choice("danger", said("鉴定为危险房屋"), S, said("鉴定为危险房屋，应先解危")),
        UNSURE,
    )),
    Factor("plan", said("征收改造"), said("问街道：有没有列入征收、拆除、成套改造的计划"), (
        Choice("none", said("没有列入")),
        Choice("renewal", said("列入更新改造"), C, said("并入更新改造的设计，一起做")),
        Choice("demolition", said("列入征收或者拆除"), S, said("已列入征收或拆除计划")),
        UNSURE,
    )),
    Factor("landing", said("入户"), said("电梯停在哪里：和家门同一层，还是楼梯半层"), (
        Choice("level", said("平层入户")),
        Choice("half", said("停在半层"), C, said("停靠半层，出电梯还要走半层楼梯，方案里要向业主讲明")),
        Choice("nowhere", said("没有能连接的外墙或者走廊"), S, said("楼梯间没有能连接电梯的外墙或走廊")),
        UNSURE,
    )),
    Factor("ground", said("地面和地下"), said("井道落脚处：绿地、道路，地下有没有人防和地下室"), (
        Choice("free", said("空地，地下没有构筑物")),
        Choice("trees", said("要移树或者占绿地"), C, said("移树占绿须先办绿化审批")),
        Choice("cellar", said("地下有人防或者地下室"), C, said("地下有构筑物，须设计单位核算并征求产权单位意见")),
        Choice("none", said("放不下井道和基坑"), S, said("退界不足，放不下井道和基坑")),
        UNSURE,
    )),
    Factor("pipes", said("管线"), said("打开井盖看：雨污水、自来水、燃气、电力、通信"), (
        Choice("free", said("基坑范围没有管线")),
        Choice("movable", said("有支管，可以迁"), C, said("迁移管线，费用计入总价")),
        Choice("trunk", said("有燃气、电力、排水的干管"), C, said("先由管线单位现场确认能不能迁、要多少钱")),
        Choice("fixed", said("管线单位书面答复不能迁"), S, said("管线单位书面答复不能迁移")),
        UNSURE,
    )),
    Factor("daylight", said("日照"), said("井道会不会挡住本幢和邻幢的窗"), (
        Choice("clear", said("不挡住居室的窗")),
        Choice("test", said("可能挡住居室的窗"), C, said("先做日照分析，结果和受影响的住户见面")),
        Choice("below", said("日照分析低于标准"), S, said("日照分析低于标准")),
        UNSURE,
    )),
    Factor("fire", said("消防通道"), said("加装以后，消防车道和疏散出口还剩多宽"), (
        Choice("free", said("不占消防车道，不挡出口")),
        Choice("narrow", said("出口或者通道变窄"), C, said("设计须满足疏散宽度，报消防审查")),
        Choice("blocked", said("占用消防车道"), S, said("占用消防车道")),
        UNSURE,
    )),
    Factor("private", said("专有部分"), said("会不会占用底层院子、商铺、住户的专有部分"), (
        Choice("none", said("不占用")),
        Choice("takes", said("占用"), C, said("占用专有部分，须这户业主单独书面同意")),
        UNSURE,
    ), PRIVATE),
)
# fmt: on
"""In the order in which one walks round the building."""

BY_CODE: Mapping[str, Factor] = {factor.code: factor for factor in FACTORS}
STOREYS_ENOUGH = 4


def storeys(floors: int) -> str:
    """The answer to the question of storeys that the register knows; empty where it knows none."""
    if floors <= 0:
        return ""
    return "four_up" if floors >= STOREYS_ENOUGH else "below_four"


def assess(answers: Mapping[str, str]) -> Assessment:
    """The verdict on one stairwell. One reason against is enough; else nothing may be missing."""
    findings = tuple(_findings(answers))
    effects = {finding.effect for finding in findings}
    if Effect.STOP in effects:
        verdict = Verdict.NOT_FEASIBLE
    elif Effect.UNKNOWN in effects:
        verdict = Verdict.OPEN
    elif Effect.CONDITION in effects:
        verdict = Verdict.CONDITIONAL
    else:
        verdict = Verdict.FEASIBLE
    return Assessment(verdict, findings)


def _findings(answers: Mapping[str, str]) -> Iterator[Finding]:
    for factor in FACTORS:
        choice = factor.by_code.get(answers.get(factor.code, ""))
        if choice is None:
            yield Finding(factor, Effect.UNKNOWN, said("{title}没有看", title=factor.title))
        elif choice.effect is Effect.UNKNOWN:
            yield Finding(factor, Effect.UNKNOWN, said("{title}待查", title=factor.title))
        elif choice.effect is not Effect.FINE:
            yield Finding(factor, choice.effect, choice.why)


def faults(answers: Mapping[str, str]) -> list[str]:
    """Codes that no question or no choice of it has."""
    return [
        f"{code}={value}"
        for code, value in answers.items()
        if code not in BY_CODE or value not in BY_CODE[code].by_code
    ]
