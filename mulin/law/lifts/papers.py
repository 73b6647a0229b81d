"""The four sets of papers a lift leaves behind (四类材料留底), and what is missing of each when."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from mulin.kit.words import said
from mulin.law.shapes import Labelled


class PaperSet(Labelled):
    """The sets, in the order in which they fill."""

    CONSULTATION = "consultation", said("方案征询")
    CONTRACTS = "contracts", said("项目合同")
    APPROVALS = "approvals", said("施工审批")
    MAINTENANCE = "maintenance", said("维护保养")


@dataclass(frozen=True)
class PaperKind:
    """A paper to keep. ``after`` is the step whose end it belongs to: then it may not be missing.

    ``why`` says what goes wrong without it; ``optional`` papers are only asked for.
    """

    code: str
    title: str
    of: PaperSet
    after: str
    why: str = ""
    optional: bool = False


G, H, A, M = PaperSet
# fmt: off
PAPERS: tuple[PaperKind, ...] = (
    PaperKind("assessment", said("可行性评估单"), G, "assess"),
    PaperKind("consultation", said("征询表（逐户签名）"), G, "consult", said("以后有人说没有同意，只有签名说得清")),
    PaperKind("ownership", said("产权证明"), G, "consult", said("同意的人要是业主")),
    PaperKind("identity", said("身份证明或者委托书"), G, "consult", said("代签的要有委托")),
    PaperKind("design", said("初步设计方案"), G, "consult"),
    PaperKind("mandate", said("实施主体授权书"), G, "consult", said("谁代表大家签合同、跑审批")),
    PaperKind("show_photo", said("公示照片（本幢和小区）"), G, "show", said("证明贴过、贴满了天数")),
    PaperKind("objection", said("异议和协调记录"), G, "settle", said("没有解决的异议会拦住审查"), optional=True),
    PaperKind("agreement", said("业主协议（分摊、补偿、产权、运维）"), H, "contract", said("没有它，后来的买主可以不认账")),
    PaperKind("contract_design", said("设计合同"), H, "contract"),
    PaperKind("contract_build", said("土建施工合同"), H, "contract"),
    PaperKind("contract_lift", said("电梯采购安装合同"), H, "contract"),
    PaperKind("contract_supervision", said("监理合同"), H, "contract", said("没有监理，隐蔽工程以后查不清")),
    PaperKind("contract_agency", said("代建合同"), H, "contract", optional=True),
    PaperKind("planning", said("规划意见"), A, "approve"),
    PaperKind("drawings", said("施工图审查意见"), A, "approve"),
    PaperKind("permit", said("施工许可或者备案"), A, "approve"),
    PaperKind("installation", said("电梯安装告知"), A, "tell_authority"),
    PaperKind("inspection", said("监督检验报告"), A, "build"),
    PaperKind("acceptance", said("竣工验收表"), A, "accept"),
    PaperKind("registration", said("使用登记证"), M, "register"),
    PaperKind("maintenance", said("维保合同"), M, "maintain"),
    PaperKind("insurance", said("保险单"), M, "maintain", said("井道和轿厢里的人都要保到"), optional=True),
    PaperKind("yearly", said("定期检验报告"), M, "maintain", said("每年一次，届满前一个月申请")),
    PaperKind("ledger", said("电费和维保费台账"), M, "maintain"),
    PaperKind("handover", said("档案移交证明"), M, "maintain"),
)
# fmt: on
BY_CODE: Mapping[str, PaperKind] = {paper.code: paper for paper in PAPERS}


@dataclass(frozen=True)
class Kept:
    """One paper of a set: how many are there, and whether one should be by now."""

    paper: PaperKind
    have: int
    due: bool

    @property
    def missing(self) -> bool:
        return self.due and not self.have and not self.paper.optional


def kept(have: Mapping[str, int], done: Collection[str]) -> Iterator[Kept]:
    """Every paper with what is there; due once the step it belongs to is done."""
    for paper in PAPERS:
        yield Kept(paper, have.get(paper.code, 0), paper.after in done)
