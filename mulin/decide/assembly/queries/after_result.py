"""What the law allows after a result that did not come about."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import InterimCase
from mulin.law.compound_rules import CompoundRules, Silent
from mulin.law.elections import Election
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import PinnedLaw
from mulin.law.questions import DecisionKind
from mulin.law.tally import Verdict


def what_next(
    verdict: Verdict, kind: DecisionKind, law: PinnedLaw, rules: CompoundRules
) -> tuple[str, ...]:
    """What may be done after a vote that failed, or an election that left seats."""
    quorum = all(check.met for check in verdict.strict.checks[:2])
    told: list[str] = []
    if not quorum:
        told += _after_no_quorum(law, rules)
    elif not verdict.passed:
        told.append(said("参加的人够了，但同意的不够：这一项没有通过，不能照方案办。"))
        told.append(_call_again(law))
    if verdict.election is not None:
        told += _after_election(verdict.election, law, quorum=quorum)
    if kind is DecisionKind.ELECT_COMMITTEE and not verdict.passed:
        told += _interim(law)
    return tuple(told)


def _after_no_quorum(law: PinnedLaw, rules: CompoundRules) -> list[str]:
    told = [
        said("参加表决的不足法定比例，这一项不产生决定。"),
        said("投票已经截止，不能续投，也不能补收票；系统里没有登记准许延长投票的规定。"),
        _call_again(law),
    ]
    if rules.silent is not Silent.NONE:
        told.append(said("推定口径只作并列参考，不能代替法定的参与比例。"))
    return told


def _call_again(law: PinnedLaw) -> str:
    notice = law.ask(q.ASSEMBLY_NOTICE)
    again = said(
        "可以重新召集：方案要重新公示（提前{words}，{source}），重新送达、重新投票，这次的票不带过去。",
        words=notice.value.words,
        source=notice.source.spaced,
    )
    try:
        petition = law.ask(q.SPECIAL_ASSEMBLY_PETITION)
    except Unanswered:
        return again
    return said(
        "{again}{share}提议的，应当召开临时会议（{source}）。",
        again=again,
        share=petition.value.words,
        source=petition.source.spaced,
    )


def _after_election(election: Election, law: PinnedLaw, *, quorum: bool) -> list[str]:
    told = []
    if election.runoff:
        told.append(
            said("{count} 人票数相同、席位不够，他们另行表决。", count=len(election.runoff))
        )
    if election.vacant and quorum:
        told.append(
            said("还空 {vacant} 席，须另行表决补选，不能按得票顺序递补。", vacant=election.vacant)
        )
    if election.elected:
        told += _size(len(election.elected), law)
    return told


def _size(elected: int, law: PinnedLaw) -> list[str]:
    try:
        size = law.ask(q.COMMITTEE_SIZE)
    except Unanswered:
        return []
    if size.value.allows(elected):
        return []
    return [
        said(
            "当选 {elected} 人，业主委员会应为{size}（{source}），补选前请先核对人数。",
            elected=elected,
            size=size.value.words,
            source=size.source.spaced,
        )
    ]


def _interim(law: PinnedLaw) -> list[str]:
    """Only where the region's own text knows the interim committee, with its case and article."""
    try:
        exists, cases = law.ask(q.INTERIM_EXISTS), law.ask(q.INTERIM_CASES)
    except Unanswered:
        return []
    if not exists.value or InterimCase.NO_COMMITTEE not in cases.value:
        return []
    return [
        said(
            "没有选出业主委员会的，可以由街道组建物业管理委员会（{source}）；它只是过渡，共同决定事项仍须全体业主表决。",
            source=cases.source.spaced,
        )
    ]
