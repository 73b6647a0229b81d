"""What goes wrong with the contracts of a lift, each reminder with its reason.

These are the desk's experience put into rules, no statute: they remind and never refuse. Numbers
that set a bound are this product's own and stand here together.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from mulin.kit.words import said
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation

MOST_IN_ADVANCE = 30
LEAST_RETAINED = 3
LEAST_WARRANTY = 24
"""Percent paid before work begins, percent kept back until the warranty ends, months of warranty."""


class ContractKind(Labelled):
    """The contracts of a lift."""

    DESIGN = "design", said("设计")
    BUILD = "build", said("土建施工")
    LIFT = "lift", said("电梯采购安装")
    SUPERVISION = "supervision", said("监理")
    AGENCY = "agency", said("代建")
    MAINTENANCE = "maintenance", said("维保")


@dataclass(frozen=True)
class Terms:
    """What a contract says. Percents are whole, money is fen; None is not written in it."""

    kind: ContractKind
    price: int = 0
    advance: int | None = None
    retained: int | None = None
    warranty: int | None = None
    has_deadline: bool = False
    has_penalty: bool = False
    pipes_included: bool | None = None


@dataclass(frozen=True)
class Situation:
    """A project as the reminders see it; ``done`` holds the codes of finished steps."""

    done: Collection[str] = ()
    contracts: tuple[Terms, ...] = ()
    papers: Mapping[str, int] = field(default_factory=dict)
    cost: int = 0
    subsidy: int = 0
    refusing: int = 0
    open_objections: int = 0
    pipes: bool = False

    def of(self, *kinds: ContractKind) -> tuple[Terms, ...]:
        return tuple(contract for contract in self.contracts if contract.kind in kinds)


@dataclass(frozen=True)
class Risk:
    """A reminder. ``when`` says whether it concerns this project now."""

    code: str
    title: str
    why: str
    when: Callable[[Situation], bool]
    source: Citation | None = None


WORKS = (ContractKind.BUILD, ContractKind.LIFT, ContractKind.AGENCY)
SUCCESSOR = Citation("济南市（莱芜、钢城）加装电梯规定 2019", "第15条")


def _signing(now: Situation) -> bool:
    return "consult" in now.done and "build" not in now.done


def _any(now: Situation, test: Callable[[Terms], bool]) -> bool:
    return any(test(contract) for contract in now.of(*WORKS))


# fmt: off
RISKS: tuple[Risk, ...] = (
    Risk("no_agreement", said("先签业主协议，再签工程合同"),
         said("分摊、补偿、产权和以后谁出电费没有写定，合同签了也收不齐钱。"),
         lambda now: _signing(now) and bool(now.contracts) and not now.papers.get("agreement")),
    Risk("successor", said("协议要写：房子卖了，买主承继"),
         said("不写明，新业主可以说没有答应过分摊和维保。"),
         lambda now: _signing(now) and not now.papers.get("agreement"), SUCCESSOR),
    Risk("advance", said("开工前付的钱太多"),
         said("超过三成的预付款，施工单位停工时追不回来；按进度付。"),
         lambda now: _any(now, lambda c: c.advance is not None and c.advance > MOST_IN_ADVANCE)),
    Risk("retained", said("没有留质保金，或者留得太少"),
         said("质保期里渗水、故障没有人来，手里要有钱可扣；一般留百分之三以上。"),
         lambda now: _any(now, lambda c: (c.retained or 0) < LEAST_RETAINED)),
    Risk("warranty", said("质保期不足两年"),
         said("电梯和井道的毛病多在头两年出现。"),
         lambda now: _any(now, lambda c: c.warranty is not None and c.warranty < LEAST_WARRANTY)),
    Risk("no_warranty", said("合同没有写质保期"),
         said("没有写，坏了各说各的。"),
         lambda now: _any(now, lambda c: c.warranty is None)),
    Risk("deadline", said("没有写完工日期或者逾期怎样赔"),
         said("井道搭在楼外半年不动，是最常见的纠纷。"),
         lambda now: _any(now, lambda c: not (c.has_deadline and c.has_penalty))),
    Risk("pipes", said("总价里没有写管线迁移"),
         said("评估时看到有管线；迁移费往往开工后才报，谁出要先写明。"),
         lambda now: now.pipes and _any(now, lambda c: c.kind is not ContractKind.LIFT and not c.pipes_included)),
    Risk("supervision", said("签了施工，没有监理"),
         said("基坑、焊缝埋进去就看不见，竣工验收也要监理记录。"),
         lambda now: bool(now.of(*WORKS)) and not now.of(ContractKind.SUPERVISION)),
    Risk("price", said("合同加起来超过分摊的总价"),
         said("分摊表是按旧的总价算的，差额没有人认；先改总价、重新征求意见。"),
         lambda now: bool(now.cost) and sum(c.price for c in now.contracts if c.kind is not ContractKind.MAINTENANCE) > now.cost),
    Risk("subsidy", said("补贴要先垫后领"),
         said("补贴在登记以后才申领，开工时账上要有全部的钱，不能只收扣掉补贴的数。"),
         lambda now: _signing(now) and now.subsidy > 0),
    Risk("refusing", said("还有人不同意自己的分摊"),
         said("没有谈拢就签合同，缺口要由别人垫。"),
         lambda now: _signing(now) and now.refusing > 0),
    Risk("objection", said("有书面异议没有解决就签了合同"),
         said("异议没有解决不能申请规划审查，合同的工期却在走。"),
         lambda now: bool(now.contracts) and now.open_objections > 0),
    Risk("upkeep", said("维保合同没有签"),
         said("免费维保期一过就没有人管；使用登记以前要定下谁来维保、一年多少钱。"),
         lambda now: "accept" in now.done and not now.of(ContractKind.MAINTENANCE)),
)
# fmt: on


def reminders(now: Situation) -> Iterator[Risk]:
    """What to be reminded of, in the order of this page."""
    return (risk for risk in RISKS if risk.when(now))
